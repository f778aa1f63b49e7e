import { logisticRegression } from "../stats/logistic-regression.ts";
import { twoProportions } from "../stats/two-proportions.ts";
import { latestPerPerson, type AnswerRow } from "./answer-rows.ts";
import { figure } from "./book.ts";
import { hasReturned } from "./did-figures.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { inPoints } from "./in-points.ts";
import { score } from "./said-figures.ts";

/** The gate: so many persons with both, and so many of the rarer outcome. */
const leastMatched = 100;
const leastEvents = 50;

interface Linked {
  readonly row: AnswerRow;
  readonly returned: number;
  readonly spend: number;
  readonly tenure: number;
}

/**
 * What was said in an answer and what was done after it, at equal spending and tenure before it: one
 * point of satisfaction, and one point of each aspect, in points of coming back.
 */
export function linkedFigures(task: FigureTask): readonly Figure[] {
  const people = linkedPeople(task);
  const events = people.filter(({ returned }) => returned === 1).length;
  const rarer = Math.min(events, people.length - events);
  if (people.length < leastMatched || rarer < leastEvents) return [];
  return [...satisfactionEffect(task, people), ...aspectEffects(task, people)];
}

function linkedPeople({ customers, facts, window }: FigureTask): readonly Linked[] {
  if (window === null) return [];
  return latestPerPerson(customers.rows, ["satisfaction"]).flatMap((row) => {
    const returned = hasReturned(row, window.days, facts.asOfDay);
    if (returned === null || score(row, "satisfaction") === null) return [];
    const first = facts.customers.firstDay[row.customer] ?? Number.NaN;
    const tenure = Math.max(0, row.answeredDay - first) / 365;
    if (Number.isNaN(tenure)) return [];
    const spend = Math.log1p(Math.max(0, row.spendBefore));
    return [{ row, returned: Number(returned), spend, tenure }];
  });
}

function effects(
  people: readonly Linked[],
  asked: Readonly<Record<string, readonly (number | null)[]>>,
): readonly { readonly name: string; readonly figures: readonly number[]; readonly n: number }[] {
  const result = logisticRegression(
    people.map(({ returned }) => returned),
    {
      ...asked,
      "spend before": people.map(({ spend }) => spend),
      tenure: people.map(({ tenure }) => tenure),
    },
  );
  if (result.kind === "none") return [];
  const { marginalEffects, n, events } = result.fit;
  if (n < leastMatched || Math.min(events, n - events) < leastEvents) return [];
  return marginalEffects
    .filter(({ name }) => name in asked)
    .map(({ name, value, low, high }) => ({ name, figures: [value, low, high], n }));
}

function satisfactionEffect({ customers }: FigureTask, people: readonly Linked[]): Figure[] {
  const top = customers.scales["satisfaction"]?.max ?? Number.NaN;
  const full = people.filter(({ row }) => (score(row, "satisfaction") ?? 0) >= top);
  const rest = people.filter(({ row }) => (score(row, "satisfaction") ?? 0) < top);
  const came = (own: readonly Linked[]) => ({
    successes: own.filter(({ returned }) => returned === 1).length,
    n: own.length,
  });
  const { difference, low, high } = twoProportions(came(full), came(rest));
  const scores = people.map(({ row }) => score(row, "satisfaction"));
  return [
    figure("loyalty.linked-raw", inPoints({ value: difference, low, high, n: people.length })),
    ...effects(people, { satisfaction: scores }).map(({ figures, n }) =>
      figure("loyalty.linked-effect", effectOf(figures, n)),
    ),
  ];
}

/** All aspects in one model; who left one out counts nowhere. */
function aspectEffects({ customers }: FigureTask, people: readonly Linked[]): Figure[] {
  const aspects = Object.keys(customers.scales)
    .filter((construct) => construct.startsWith("aspect."))
    .toSorted();
  if (aspects.length < 2) return [];
  const asked = Object.fromEntries(
    aspects.map((aspect) => [aspect, people.map(({ row }) => score(row, aspect))]),
  );
  return effects(people, asked).map(({ name, figures, n }) =>
    figure("loyalty.driver-return", effectOf(figures, n), {
      by: { aspect: name.slice("aspect.".length) },
    }),
  );
}

function effectOf([value = null, low = null, high = null]: readonly (number | null)[], n: number) {
  return inPoints({ value, low, high, n });
}
