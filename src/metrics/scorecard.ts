import type { Estimate } from "../stats/estimate.ts";
import { mean, weightedMean } from "../stats/mean.ts";
import { isObserved, type Observations } from "../stats/observed.ts";
import { shareOf } from "../stats/proportion.ts";
import { rescaled } from "../stats/rescale.ts";
import type { Scale } from "../survey/definition.ts";
import { requireOnScale } from "./on-scale.ts";

export interface Scorecard {
  /** Mean from 0, the lowest point of the scale, to 100. */
  readonly score: Estimate;
  readonly top2: Estimate;
}

/**
 * Scorecard (计分卡): one construct's answers as a mean from 0 to 100 and a top-2 share.
 *
 * For      every construct that is no system of its own: one arithmetic serves them all.
 * Formula  s = 100·(x − min)/(max − min), mean ± t·s/√n cut off at 0 and 100; |x ≥ max − 1|/n,
 *          Wilson's interval.
 * Takes    scores: one a person on the scale, null where not answered; weights: one a score.
 * Gives    score from 0 to 100, top2 from 0 to 1; nulls for nobody.
 * Throws   score-off-scale; weights-unusable when all weights are 0 or one is below 0.
 * Source   Wilson (1927); Student (1908).
 *
 * @example scorecard([5, 3, null], { scale: { min: 1, max: 5 } }).score.value // => 75
 */
export function scorecard(
  scores: Observations,
  { scale, weights }: { readonly scale: Scale; readonly weights?: ArrayLike<number> | undefined },
): Scorecard {
  requireOnScale(scores, scale);
  const percent = new Float64Array(scores.length);
  for (let i = 0; i < percent.length; i += 1) {
    const score = scores[i];
    percent[i] = isObserved(score) ? 100 * rescaled(score, scale) : NaN;
  }
  const score = weights === undefined ? mean(percent) : weightedMean(percent, weights);
  return {
    score: { ...score, low: within(score.low), high: within(score.high) },
    top2: shareOf(scores, (score) => score >= scale.max - 1, { weights }),
  };
}

function within(end: number | null): number | null {
  return end === null ? null : Math.min(100, Math.max(0, end));
}
