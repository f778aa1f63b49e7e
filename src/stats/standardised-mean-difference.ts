import { isObserved, type Observations } from "./observed.ts";

export interface SmdOptions {
  readonly firstWeights?: ArrayLike<number> | undefined;
  readonly secondWeights?: ArrayLike<number> | undefined;
  /** Spread to divide by; left out, that of the two groups unweighted. */
  readonly sd?: number | undefined;
}

/**
 * Standardised mean difference (标准化均值差): how far two groups lie apart, in standard deviations.
 *
 * For      whether respondents resemble the others, and whether matching made groups alike; above
 *          0.1 of either sign they differ.
 * Formula  (x̄1 − x̄2) / √((s1² + s2²)/2), means weighted where weights are given, s unweighted.
 * Takes    two columns, null and NaN count nowhere; weights one a value. A 0/1 column serves too.
 * Gives    in standard deviations; 0 when neither varies and both are equal; null when one has
 *          fewer than two values, or the two differ without any spread.
 * Source   Cohen (1988); Austin (2009) Stat. Med. 28:3083; R cobalt::bal.tab.
 *
 * @example standardisedMeanDifference([1, 2, 3], [2, 3, 4]) // => -1
 */
export function standardisedMeanDifference(
  first: Observations,
  second: Observations,
  { firstWeights, secondWeights, sd }: SmdOptions = {},
): number | null {
  const one = weightedMoments(first, firstWeights);
  const two = weightedMoments(second, secondWeights);
  if (one === null || two === null) return null;
  const difference = one.mean - two.mean;
  const spread = sd ?? pooledSd(first, second)!;
  if (spread > 0) return difference / spread;
  return difference === 0 ? 0 : null;
}

/**
 * Spread of two groups (两组合并标准差): the standard deviation that a difference is measured in.
 *
 * For      comparing before and after weighting in the same unit.
 * Formula  √((s1² + s2²)/2), s with n − 1.
 * Takes    two columns, null and NaN count nowhere.
 * Gives    in the unit of the values; null when one has fewer than two.
 * Source   Austin (2009) Stat. Med. 28:3083.
 *
 * @example pooledSd([1, 2, 3], [1, 2, 3]) // => 1
 */
export function pooledSd(first: Observations, second: Observations): number | null {
  const one = weightedMoments(first, undefined);
  const two = weightedMoments(second, undefined);
  return one === null || two === null ? null : Math.sqrt((one.variance + two.variance) / 2);
}

function weightedMoments(
  values: Observations,
  weights: ArrayLike<number> | undefined,
): { readonly mean: number; readonly variance: number } | null {
  let [n, sum, all] = [0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (!isObserved(value)) continue;
    const weight = weights?.[i] ?? 1;
    n += 1;
    sum += weight * value;
    all += weight;
  }
  if (n < 2 || !(all > 0)) return null;
  const mean = sum / all;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (isObserved(value)) squares += (weights?.[i] ?? 1) * (value - mean) ** 2;
  }
  return { mean, variance: weights === undefined ? squares / (n - 1) : squares / all };
}
