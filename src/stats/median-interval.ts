import type { Estimate } from "./estimate.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { observedValues, type Observations } from "./observed.ts";
import { quantileSorted } from "./quantile.ts";

/**
 * Median with its interval (中位数及其置信区间): from the order of the values alone.
 *
 * For      amounts and percentages that lump at a few values and need no bell curve.
 * Formula  [x_(k), x_(n+1−k)] with the greatest k for which P(Bin(n, ½) < k) ≤ (1 − confidence)/2.
 * Takes    a column; null and NaN count nowhere.
 * Gives    in the unit of the values, coverage at least the confidence; nulls for none, no interval
 *          below six values.
 * Source   Conover (1999) Practical Nonparametric Statistics, 3.2; R DescTools::MedianCI(exact).
 *
 * @example medianInterval([1, 2, 3, 4, 5, 6]).low // => 1
 */
export function medianInterval(values: Observations, confidence = 0.95): Estimate {
  const sorted = observedValues(values).toSorted();
  const n = sorted.length;
  const value = quantileSorted(sorted, 0.5);
  const tail = (1 - confidence) / 2;
  let k = 0;
  while (k < n / 2 && binomialBelow(k + 1, n) <= tail) k += 1;
  if (k === 0) return { value, low: null, high: null, n };
  return { value, low: sorted[k - 1] ?? null, high: sorted[n - k] ?? null, n };
}

/** P(Bin(n, ½) < k) = I_½(n − k + 1, k). */
function binomialBelow(k: number, n: number): number {
  return incompleteBeta(0.5, n - k + 1, k);
}
