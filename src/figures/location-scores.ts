import type { AnswerRow, Answers } from "./answer-rows.ts";
import type { FigureTask } from "./figure-task.ts";
import { isSmallTeam } from "./said-figures.ts";
import { scoreOf } from "./score-of.ts";

/** A value by location. */
export type Column = ReadonlyMap<string, number>;

/** Answers of the teams that may be published; a team is named as its location. */
export function shownTeams({
  employees,
  site,
}: Pick<FigureTask, "employees" | "site">): readonly AnswerRow[] {
  const teams = Map.groupBy(employees.rows, ({ team }) => team);
  const shown = [...teams].filter(([, own]) => !isSmallTeam(own, site.k.employee));
  return shown.flatMap(([team, own]) => own.map((row) => ({ ...row, location: team })));
}

/** Mean from 0 to 100 of what a location's people say, where `least` of them or more say it. */
export function locationScores(
  answers: Answers,
  rows: readonly AnswerRow[],
  { construct, least }: { readonly construct: string; readonly least: number },
): Column {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const row of rows) {
    const score = scoreOf(answers, row, construct);
    if (score === null || row.location === "") continue;
    const own = sums.get(row.location) ?? { sum: 0, n: 0 };
    sums.set(row.location, { sum: own.sum + score, n: own.n + 1 });
  }
  return new Map(
    [...sums].flatMap(([level, { sum, n }]) => (n < least ? [] : [[level, sum / n] as const])),
  );
}
