import { effectiveCount } from "./design-effect.ts";
import { noEstimate, type Estimate } from "./estimate.ts";
import { isObserved, observedValues, type Observations } from "./observed.ts";
import { criticalT } from "./student-t.ts";

export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared distances from the mean. */
  readonly squares: number;
}

/**
 * Moments (矩): count, mean and squared distances of the observed values.
 *
 * For      means, tests and reliability.
 * Formula  mean = Σx/n, then Σ(x − mean)² in a second pass.
 * Takes    a column; null and NaN count nowhere.
 * Gives    mean NaN for no values.
 * Source   definition.
 *
 * @example moments([1, 2, 3]).squares // => 2
 */
export function moments(values: Observations): Moments {
  const observed = observedValues(values);
  let sum = 0;
  for (let i = 0; i < observed.length; i += 1) sum += observed[i]!;
  const mean = sum / observed.length;
  let squares = 0;
  for (let i = 0; i < observed.length; i += 1) squares += (observed[i]! - mean) ** 2;
  return { n: observed.length, mean, squares };
}

/**
 * Mean (均值): the average of the observed values, with Student's interval.
 *
 * For      scores, beside the share in the top boxes.
 * Formula  Σx/n ± t·s/√n, s with n − 1.
 * Takes    a column; null and NaN count nowhere.
 * Gives    in the unit of the values; nulls for none; no interval for one.
 * Source   Student (1908).
 *
 * @example mean([1, 2, 3, null]).value // => 2
 */
export function mean(values: Observations, confidence = 0.95): Estimate {
  const { n, mean: value, squares } = moments(values);
  if (n === 0) return noEstimate;
  if (n === 1) return { value, low: null, high: null, n };
  const half = criticalT(confidence, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { value, low: value - half, high: value + half, n };
}

/**
 * Weighted mean (加权均值): the average with weights taken as given.
 *
 * For      scores of a sample whose mix was put right.
 * Formula  ȳ = Σwy / Σw; SE = √Σ(w/Σw)²(y − ȳ)²; t with the effective n − 1.
 * Takes    values: null counts nowhere; weights: one a value.
 * Gives    in the unit of the values; n counts observations, nEff what they are worth.
 * Throws   weights-unusable when all weights are 0 or one is below 0.
 * Source   Kish (1965); Cochran (1977) Sampling Techniques.
 *
 * @example weightedMean([1, 3], [3, 1]).value // => 1.5
 */
export function weightedMean(
  values: Observations,
  weights: ArrayLike<number>,
  confidence = 0.95,
): Estimate {
  const kept: { readonly value: number; readonly weight: number }[] = [];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (isObserved(value)) kept.push({ value, weight: weights[i]! });
  }
  if (kept.length === 0) return noEstimate;
  const nEff = effectiveCount(kept.map(({ weight }) => weight));
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  const centre = kept.reduce((sum, { value, weight }) => sum + weight * value, 0) / total;
  const n = kept.length;
  if (nEff <= 1) return { value: centre, low: null, high: null, n, nEff };
  const variance = kept.reduce((sum, k) => sum + ((k.weight / total) * (k.value - centre)) ** 2, 0);
  const half = criticalT(confidence, nEff - 1) * Math.sqrt(variance);
  return { value: centre, low: centre - half, high: centre + half, n, nEff };
}
