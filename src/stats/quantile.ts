import { observedValues, type Observations } from "./observed.ts";

/**
 * Quantile (分位数, 第七型): the value below which a share p lies, between neighbours by a line.
 *
 * For      measured quantities, bootstrap intervals.
 * Formula  x at position (n − 1)·p of the sorted values, interpolated.
 * Takes    a column in any order; p from 0 to 1.
 * Gives    in the unit of the values; null for none.
 * Source   Hyndman & Fan (1996) Am. Stat. 50:361, type 7; R quantile().
 *
 * @example quantile([1, 2, 3, 4], 0.5) // => 2.5
 */
export function quantile(values: Observations, p: number): number | null {
  return quantileSorted(observedValues(values).toSorted(), p);
}

/**
 * Quantile of sorted values (已排序分位数): the same without sorting again.
 *
 * For      several quantiles of one column.
 * Formula  as quantile.
 * Takes    ascending values without gaps; p from 0 to 1.
 * Gives    in the unit of the values; null for none.
 * Source   Hyndman & Fan (1996), type 7.
 *
 * @example quantileSorted([1, 2, 3, 4], 0.25) // => 1.75
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/**
 * Discrete quantile (离散分位数): the least value that at least a share p does not exceed.
 *
 * For      whole days: a return window is a gap that occurred.
 * Formula  the ⌈n·p⌉-th of the sorted values (inverse of the empirical distribution).
 * Takes    a column in any order; p from 0 to 1.
 * Gives    one of the values; null for none.
 * Source   Hyndman & Fan (1996), type 1; SQL percentile_disc.
 *
 * @example quantileDiscrete([1, 2, 3, 4], 0.5) // => 2
 */
export function quantileDiscrete(values: Observations, p: number): number | null {
  const sorted = observedValues(values).toSorted();
  return sorted[Math.max(0, Math.ceil(sorted.length * p - 1e-9) - 1)] ?? null;
}

export interface Counted {
  readonly value: number;
  readonly count: number;
}

/**
 * Discrete quantile of a histogram (直方图离散分位数): the same from values with their counts.
 *
 * For      millions of gaps kept as a histogram of days.
 * Formula  the least value whose running count reaches n·p.
 * Takes    values with counts in any order; p from 0 to 1.
 * Gives    one of the values; null when nothing is counted.
 * Source   Hyndman & Fan (1996), type 1.
 *
 * @example quantileCounted([{ value: 7, count: 9 }, { value: 30, count: 1 }], 0.9) // => 7
 */
export function quantileCounted(histogram: readonly Counted[], p: number): number | null {
  const rising = histogram.filter(({ count }) => count > 0).toSorted((a, b) => a.value - b.value);
  const total = rising.reduce((sum, { count }) => sum + count, 0);
  let running = 0;
  for (const { value, count } of rising) {
    running += count;
    if (running >= total * p - 1e-9) return value;
  }
  return null;
}
