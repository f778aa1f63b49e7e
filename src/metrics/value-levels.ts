import { quantileSorted } from "../stats/quantile.ts";

/**
 * Value levels (价值分层): the level of each customer when all are parted at shares of customers.
 *
 * For      tiers, and whether two ways to rank customers put them into the same one.
 * Formula  number of cuts at or below the value, cuts are quantiles (type 7) of all values; the
 *          lowest value of all is always level 0, so that those who have nothing are in no tier.
 * Takes    one value a customer, NaN counts nowhere; cuts as shares, ascending, between 0 and 1.
 * Gives    0 to the number of cuts, null for NaN.
 * Source   articles/003 (客户价值等级的划分标准), which names no cut; the same cuts as tierStability.
 *
 * @example valueLevels(Float64Array.of(1, 2, 3, 4, 5), [0.5]) // => [0, 0, 1, 1, 1]
 */
export function valueLevels(
  values: Float64Array,
  cuts: readonly number[],
): readonly (number | null)[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const lowest = sorted[0] ?? NaN;
  const at = cuts.map((cut) => quantileSorted(sorted, cut) ?? NaN);
  return Array.from(values, (value) => {
    if (Number.isNaN(value)) return null;
    return value === lowest ? 0 : at.filter((cut) => cut <= value).length;
  });
}
