import type { Estimate } from "../stats/estimate.ts";
import { mean, weightedMean } from "../stats/mean.ts";
import { isObserved, type Observations } from "../stats/observed.ts";
import { shareOf } from "../stats/proportion.ts";
import type { Scale } from "../survey/definition.ts";
import { requireOnScale } from "./on-scale.ts";

export interface CustomerSatisfactionOptions {
  readonly scale: Scale;
  /** One a score. */
  readonly weights?: ArrayLike<number> | undefined;
  readonly confidence?: number | undefined;
}

export interface ScoreCount {
  readonly score: number;
  readonly count: number;
  readonly share: number | null;
}

export interface CustomerSatisfaction {
  readonly n: number;
  readonly top2: Estimate;
  readonly mean: Estimate;
  readonly fullMarks: Estimate;
  /** One entry a point of the scale, lowest first. */
  readonly distribution: readonly ScoreCount[];
}

/**
 * Customer satisfaction, CSAT (客户满意度): the share of customers in the top two points.
 *
 * For      the first line of the satisfaction page; read with the distribution and full marks.
 * Formula  |score ≥ max − 1| / |answered|, Wilson's interval; mean with Student's interval.
 * Takes    scores: one a person, null where not answered. A score between two points (the mean of
 *          several questions) counts at the nearest in the distribution, half up.
 * Gives    shares from 0 to 1, the mean in points of the scale; nulls for nobody.
 * Throws   score-off-scale; weights-unusable when all weights are 0 or one is below 0.
 * Source   articles/000 (客户满意度); Wilson (1927).
 *
 * @example customerSatisfaction([5, 4, 2, null], { scale: { min: 1, max: 5 } }).top2.value // => 0.6667
 */
export function customerSatisfaction(
  scores: Observations,
  { scale, weights, confidence = 0.95 }: CustomerSatisfactionOptions,
): CustomerSatisfaction {
  requireOnScale(scores, scale);
  const options = { weights, confidence };
  const average =
    weights === undefined ? mean(scores, confidence) : weightedMean(scores, weights, confidence);
  return {
    n: average.n,
    top2: shareOf(scores, (score) => score >= scale.max - 1, options),
    mean: average,
    fullMarks: shareOf(scores, (score) => score >= scale.max, options),
    distribution: distribution(scores, scale, weights),
  };
}

function distribution(
  scores: Observations,
  { min, max }: Scale,
  weights: ArrayLike<number> | undefined,
): readonly ScoreCount[] {
  const counts = new Float64Array(max - min + 1);
  const sums = new Float64Array(max - min + 1);
  let total = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i];
    if (!isObserved(score)) continue;
    const point = Math.floor(score - min + 0.5);
    const weight = weights?.[i] ?? 1;
    counts[point]! += 1;
    sums[point]! += weight;
    total += weight;
  }
  return Array.from(counts, (count, point) => ({
    score: min + point,
    count,
    share: total > 0 ? sums[point]! / total : null,
  }));
}
