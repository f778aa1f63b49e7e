/** What the figures of the five steps share. */
import type { ShareDifference } from "../stats/two-proportions.ts";
import { rescaled } from "../stats/rescale.ts";
import type { CustomerColumns } from "../warehouse/facts.ts";
import type { AnswerRow, Answers } from "./answer-rows.ts";
import { figure, type Where } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureId } from "./registry.ts";
import { inPoints } from "./in-points.ts";
import { oncePer } from "./once-per.ts";

/** Rows of persons with a purchase. */
export const buyersOf = oncePer(({ purchases }: CustomerColumns): readonly number[] => {
  const rows: number[] = [];
  for (let row = 0; row < purchases.length; row += 1) if (purchases[row]! >= 1) rows.push(row);
  return rows;
});

/** A difference of two shares as points of a hundred; nothing where one side has nobody. */
export function differenceInPoints(
  id: FigureId,
  { difference, low, high }: Pick<ShareDifference, "difference" | "low" | "high">,
  n: number,
  where: Where = {},
): Figure[] {
  if (difference === null || low === null || high === null) return [];
  return [figure(id, inPoints({ value: difference, low, high, n }), where)];
}

/** A score from 0, the lowest point of its scale, to 100. */
export function from100(
  row: AnswerRow,
  construct: string,
  scales: Answers["scales"],
): number | null {
  const scale = scales[construct];
  const own = row.scores[construct];
  return scale === undefined || own === undefined ? null : 100 * rescaled(own, scale);
}
