import { Problem } from "../errors.ts";
import { isObserved, type Observations } from "../stats/observed.ts";
import type { Scale } from "../survey/definition.ts";

/**
 * Scores on their scale (量表内得分): refuses a score that the scale does not have.
 *
 * For      every metric of one answer; a 0 that means "does not apply" must never count.
 * Formula  min ≤ score ≤ max.
 * Takes    a column; null and NaN are not observed.
 * Gives    nothing.
 * Throws   score-off-scale for the first score below min or above max.
 * Source   our reading: an answer off its scale is a mistake in the file.
 *
 * @example requireOnScale([1, null, 5], { min: 1, max: 5 }) // => undefined
 */
export function requireOnScale(scores: Observations, { min, max }: Scale): void {
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row];
    if (isObserved(score) && (score < min || score > max)) {
      throw new Problem("score-off-scale", `answer ${row + 1}`, { score, min, max });
    }
  }
}
