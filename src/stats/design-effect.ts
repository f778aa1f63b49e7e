import { Problem } from "../errors.ts";

/**
 * Design effect of weights (设计效应): how many times a weighted sample inflates the variance.
 *
 * For      deciding whether weighting costs too much; above 2 it does.
 * Formula  deff = n·Σw² / (Σw)²; effective n = (Σw)² / Σw² = n / deff (Kish).
 * Takes    one weight an observation, none below 0, not all 0.
 * Gives    the factor from 1; 1 for equal weights.
 * Throws   weights-unusable when all weights are 0 or one is below 0.
 * Source   Kish (1965) Survey Sampling, 11.7.
 *
 * @example designEffect([0, 1, 2, 3]) // => 1.5555555556
 */
export function designEffect(weights: ArrayLike<number>): number {
  return weights.length / effectiveCount(weights);
}

/**
 * Effective sample size (有效样本量): how many equal answers the weighted ones are worth.
 *
 * For      intervals of weighted shares and means.
 * Formula  (Σw)² / Σw².
 * Takes    one weight an observation, none below 0, not all 0.
 * Gives    a number up to n; 0 for no observations.
 * Throws   weights-unusable when all weights are 0 or one is below 0.
 * Source   Kish (1965) Survey Sampling, 11.7.
 *
 * @example effectiveCount([1, 1, 1, 1]) // => 4
 */
export function effectiveCount(weights: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  let least = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i]!;
    least = Math.min(least, weight);
    sum += weight;
    squares += weight * weight;
  }
  if (weights.length === 0) return 0;
  if (least < 0 || !(sum > 0)) {
    throw new Problem("weights-unusable", "weight", { sum, least });
  }
  return (sum * sum) / squares;
}
