import { matchedComparison, type MatchedComparison } from "../metrics/matched-comparison.ts";
import type { Facts } from "../warehouse/facts.ts";

/**
 * Bought again after the calibration day: those who took part by then beside others alike in segment,
 * number of purchases and time since the last one.
 */
export function boughtAgain(
  { customers, calibrationDay }: Pick<Facts, "customers" | "calibrationDay">,
  takenPartFrom: ReadonlyMap<number, number>,
): MatchedComparison {
  const { segment, purchases, calibrationPurchases, calibrationLastDay } = customers;
  const known = [...purchases.keys()].filter((row) => (calibrationPurchases[row] ?? 0) > 0);
  const cell = (row: number) => {
    const silent = calibrationDay - (calibrationLastDay[row] ?? NaN);
    const band = silent <= 30 ? 0 : silent <= 90 ? 1 : 2;
    return `${segment.codes[row]} ${Math.min(8, calibrationPurchases[row] ?? 0)} ${band}`;
  };
  return matchedComparison({
    treated: known.map((row) => (takenPartFrom.get(row) ?? Infinity) <= calibrationDay),
    cells: known.map(cell),
    outcome: known.map((row) => Number((purchases[row] ?? 0) > (calibrationPurchases[row] ?? 0))),
  });
}
