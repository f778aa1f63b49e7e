import type { Problem } from "../errors.ts";
import type { Words } from "../words/words.ts";

/** A problem in three lines: code and place, what happened, what to do. */
export function problemText(
  problem: Pick<Problem, "code" | "where" | "values">,
  words: Words,
): string {
  return [
    `${problem.code}  ${problem.where}`,
    `  ${words.t(`problems.${problem.code}.what`, problem.values)}`,
    `  ${words.t(`problems.${problem.code}.do`, problem.values)}`,
  ].join("\n");
}
