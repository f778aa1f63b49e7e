import type { AnswerRow } from "./answer-rows.ts";
import type { FigureTask } from "./figure-task.ts";

/** Lifetime value where the model speaks, else the spend of 12 months; null without a customer. */
export function worthOf({ lifetime, rules }: FigureTask, row: AnswerRow): number | null {
  if (row.customer < 0) return null;
  const worth =
    lifetime?.kind === "model" ? lifetime.clv[row.customer] : row.spendBefore * rules.clv.margin;
  return worth === undefined || Number.isNaN(worth) ? null : worth;
}
