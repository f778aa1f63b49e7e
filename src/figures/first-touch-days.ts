import type { Facts } from "../warehouse/facts.ts";
import { codesOf } from "./codes-of.ts";

/** First day, up to asOf, on which each customer met a touchpoint of one of these names, by row. */
export function firstTouchDays(
  { touchpoints, asOfDay }: Pick<Facts, "touchpoints" | "asOfDay">,
  names: readonly string[],
): Map<number, number> {
  const codes = codesOf(touchpoints.touchpoint, names);
  const first = new Map<number, number>();
  const met = touchpoints.touchpoint.codes;
  for (let at = 0; at < met.length; at += 1) {
    if (!codes.has(met[at]!)) continue;
    const row = touchpoints.customer[at] ?? -1;
    const day = touchpoints.day[at] ?? NaN;
    if (row < 0 || day > asOfDay) continue;
    first.set(row, Math.min(first.get(row) ?? Infinity, day));
  }
  return first;
}
