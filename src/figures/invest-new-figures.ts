import { ols } from "../stats/ols.ts";
import type { Estimate } from "../stats/estimate.ts";
import { latestPerPerson } from "./answer-rows.ts";
import { figure } from "./book.ts";
import { worthOf } from "./customer-worth.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { newCosts } from "./invest-cost-figures.ts";
import { scoreOf } from "./score-of.ts";

/** Fewer new customers than this give no slope worth printing. */
const least = 30;
/** New: the first purchase at most so many days before the answer. */
const newDays = 365;

interface NewCustomer {
  readonly satisfaction: number;
  readonly worth: number;
  readonly segment: string;
  readonly source: string;
}

/** Among new customers: what ten points more of satisfaction go with in worth, by group. */
export function newCustomerFigures(task: FigureTask): readonly Figure[] {
  const people = newCustomers(task);
  const costs = newCosts(task.facts);
  const groups = (of: (each: NewCustomer) => string) =>
    [...Map.groupBy(people, of)]
      .filter(([name]) => name !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...gainOf(people).map((gain) => figure("invest.new-gain", gain)),
    ...groups(({ source }) => source).flatMap(([source, own]) =>
      gainOf(own).map((gain) => figure("invest.new-gain", gain, { by: { source } })),
    ),
    ...groups(({ segment }) => segment).flatMap(([segment, own]) =>
      gainOf(own).flatMap((gain) => {
        const cost = costs.get(segment)?.cost ?? null;
        const by = { segment };
        return [
          figure("invest.new-gain", gain, { by }),
          ...(cost === null ? [] : [figure("invest.new-return", over(gain, cost), { by })]),
        ];
      }),
    ),
  ];
}

function newCustomers(task: FigureTask): readonly NewCustomer[] {
  const { facts, customers } = task;
  if (!facts.tables.has("transactions")) return [];
  const { segment, acquiredBy, firstDay } = facts.customers;
  return latestPerPerson(customers.rows, ["satisfaction"]).flatMap((row) => {
    const [satisfaction, worth] = [scoreOf(customers, row, "satisfaction"), worthOf(task, row)];
    const first = firstDay[row.customer] ?? Number.NaN;
    if (satisfaction === null || worth === null || !(row.answeredDay - first <= newDays)) return [];
    return [
      {
        satisfaction,
        worth,
        segment: segment.levels[segment.codes[row.customer] ?? -1] ?? "",
        source: acquiredBy.levels[acquiredBy.codes[row.customer] ?? -1] ?? "",
      },
    ];
  });
}

function gainOf(people: readonly NewCustomer[]): readonly Estimate[] {
  if (people.length < least) return [];
  const fit = ols(
    people.map(({ worth }) => worth),
    { satisfaction: people.map(({ satisfaction }) => satisfaction) },
  );
  const slope = fit?.coefficients[1];
  if (slope === undefined || fit === null) return [];
  return [{ value: 10 * slope.value, low: 10 * slope.low, high: 10 * slope.high, n: fit.n }];
}

function over({ value, low, high, n }: Estimate, cost: number): Estimate {
  const by = (end: number | null) => (end === null ? null : end / cost);
  return { value: by(value), low: by(low), high: by(high), n };
}
