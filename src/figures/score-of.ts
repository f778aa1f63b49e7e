import { rescaled } from "../stats/rescale.ts";
import type { AnswerRow, Answers } from "./answer-rows.ts";

/** A construct's answer from 0, the lowest point of its scale, to 100; null where not answered. */
export function scoreOf(
  { scales }: Pick<Answers, "scales">,
  row: AnswerRow,
  construct: string,
): number | null {
  const score = row.scores[construct];
  const scale = scales[construct];
  return score === undefined || scale === undefined ? null : 100 * rescaled(score, scale);
}
