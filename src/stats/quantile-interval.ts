import { noEstimate, type Estimate } from "./estimate.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { observedValues, type Observations } from "./observed.ts";
import { quantileSorted } from "./quantile.ts";

/**
 * Quantile with its interval (分位数及其区间): the median or the ninetieth percentile, from ranks.
 *
 * For      waits and prices, whose long tails no mean describes.
 * Formula  type 7 quantile; ends are the observations of the ranks l < u with P(B < l) ≤ α/2 and
 *          P(B ≥ u) ≤ α/2, B binomial (n, p).
 * Takes    values in any order; gaps count nowhere.
 * Gives    the quantile; an end is null where the sample is too small to hold it.
 * Source   Conover (1999) Practical Nonparametric Statistics, section 3.2.
 *
 * @example quantileInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5).low // => 2
 */
export function quantileInterval(values: Observations, p: number, confidence = 0.95): Estimate {
  const sorted = observedValues(values).toSorted();
  const n = sorted.length;
  if (n === 0) return noEstimate;
  const tail = (1 - confidence) / 2;
  const lower = firstRank(n, (rank) => atMost(rank, { n, p }) > tail);
  const upper = firstRank(n, (rank) => atMost(rank - 1, { n, p }) >= 1 - tail);
  return {
    value: quantileSorted(sorted, p),
    low: lower < 1 ? null : (sorted[lower - 1] ?? null),
    high: upper > n ? null : (sorted[upper - 1] ?? null),
    n,
  };
}

/** The first rank from 0 to n + 1 for which a rising condition holds. */
function firstRank(n: number, holds: (rank: number) => boolean): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** P(B ≤ k) of a binomial. */
function atMost(k: number, { n, p }: { readonly n: number; readonly p: number }): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(1 - p, n - k, k + 1);
}
