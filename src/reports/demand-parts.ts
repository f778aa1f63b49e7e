import type { Figure } from "../figures/figure.ts";
import { count, decimal } from "../words/numbers.ts";
import type { Report } from "./report.ts";
import { print, type Story } from "./story.ts";

/** A chart and the figures in it. */
export interface Picture {
  readonly block: NonNullable<Report["hero"]>;
  readonly keys: readonly string[];
}

/** "Mon 8: 120, Mon 11: 240": a chart in words. */
export function labelled(
  story: Story,
  rows: readonly { readonly label: string; readonly figure: Figure }[],
): string {
  const { words } = story;
  return rows
    .map(({ label, figure }) =>
      words.t("reports.labelled", { label, value: print(story, figure).text }),
    )
    .join(words.t("reports.list-gap"));
}

export function told({ value }: Figure): boolean {
  return value !== null;
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
