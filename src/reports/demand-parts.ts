import type { Figure } from "../figures/figure.ts";
import { count, decimal } from "../words/numbers.ts";
import type { Report } from "./report.ts";
import { type Story } from "./story.ts";

/** A chart and the figures in it. */
export interface Picture {
  readonly block: NonNullable<Report["hero"]>;
  readonly keys: readonly string[];
}

/** Both ends as counted orders. */
export function ordersRange({ locale }: Story, { low, high }: Figure): string {
  if (low === null || high === null) return "";
  return `${count(Math.round(low), locale)}–${count(Math.round(high), locale)}`;
}

/** "+25%", "−8%". */
export function signedShare({ locale }: Story, { value }: Figure): string {
  if (value === null) return "";
  return `${value > 0 ? "+" : ""}${decimal(100 * value, 0, locale)}%`;
}
