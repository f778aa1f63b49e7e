import { expectationGap } from "../metrics/expectation-gap.ts";
import { scorecard } from "../metrics/scorecard.ts";
import { proportion } from "../stats/proportion.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { figure, type Where } from "./book.ts";
import type { By, Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { constructFigure } from "./kinds/constructs.ts";
import { inPeriod, isSmallTeam, periodsOf, score, teams, weightsOf } from "./said-figures.ts";
import { slices } from "./slice.ts";

/**
 * Every construct that a survey asks, by its arithmetic: score and top-2 share of a rated one, gap
 * of a pair, share of each option of a choice. The whole stands in each wave, and in all of time by
 * segment, location and channel; employees by team.
 */
export function constructFigures({
  customers,
  employees,
  constructs,
  site,
}: Pick<FigureTask, "customers" | "employees" | "constructs" | "site">): readonly Figure[] {
  return Object.keys(constructs)
    .toSorted()
    .flatMap((construct) => {
      const isOfEmployees = construct.startsWith("employee.");
      const answers = isOfEmployees ? employees : customers;
      return periodsOf(answers.rows).flatMap((period) => {
        const persons = latestPerPerson(inPeriod(answers.rows, period), [construct]);
        const divided = isOfEmployees ? teamGroups : slices;
        const groups = period === "all" ? divided(persons) : [{ by: {}, rows: persons }];
        return groups.flatMap(({ by, rows }) => {
          const isSmall = isOfEmployees && isSmallTeam(rows, site.k.employee);
          const suppressed = isSmall ? "small-group" : null;
          return construed(answers, { construct, rows, where: { period, by, suppressed } });
        });
      });
    });
}

function teamGroups(persons: readonly AnswerRow[]) {
  return teams(persons).map(({ by, members }) => ({ by, rows: members }));
}

interface Asked {
  readonly construct: string;
  readonly rows: readonly AnswerRow[];
  readonly where: Where & { readonly by: By };
}

function construed(answers: Answers, asked: Asked): Figure[] {
  const { construct, rows } = asked;
  if (construct in answers.scales) return scored(answers, asked);
  if (rows.some(({ pairs }) => construct in pairs)) return paired(asked);
  return rows.some(({ choices }) => construct in choices) ? chosen(asked) : [];
}

function scored({ scales }: Answers, { construct, where, rows }: Asked): Figure[] {
  const scale = scales[construct];
  const answered = rows.filter((row) => score(row, construct) !== null);
  if (scale === undefined || answered.length === 0) return [];
  const scores = answered.map((row) => score(row, construct));
  const card = scorecard(scores, { scale, weights: weightsOf(answered) });
  return [
    figure(constructFigure("score", construct), card.score, where),
    figure(constructFigure("top2", construct), card.top2, where),
  ];
}

function paired({ construct, where, rows }: Asked): Figure[] {
  const pairs = rows.flatMap((row) => row.pairs[construct] ?? []);
  return pairs.length === 0
    ? []
    : [figure(constructFigure("gap", construct), expectationGap(pairs).gap, where)];
}

/** Only of all customers: the options of a choice are many, and groups of them small. */
function chosen({ construct, where, rows }: Asked): Figure[] {
  if (Object.keys(where.by).length > 0) return [];
  const answered = rows
    .flatMap((row) => [row.choices[construct] ?? []])
    .filter(({ length }) => length > 0);
  const options = new Set(answered.flat());
  return [...options].toSorted().map((option) => {
    const n = answered.filter((own) => own.includes(option)).length;
    return figure(constructFigure("choice", construct), proportion(n, answered.length), {
      ...where,
      by: { option },
    });
  });
}
