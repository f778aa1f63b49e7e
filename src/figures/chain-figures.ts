import { laggedSlope, unitLink, type UnitPeriod } from "../metrics/unit-links.ts";
import type { Estimate } from "../stats/estimate.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { encounterFigures } from "./encounter-figures.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { locationMoney, type LocationMoney } from "./location-money.ts";
import { locationScores, shownTeams, type Column } from "./location-scores.ts";
import { inPeriod, periodsOf } from "./said-figures.ts";

/** The service-profit chain by location, and the encounters that it is made of. */
export function chainFigures(task: FigureTask): readonly Figure[] {
  const money = locationMoney(task);
  return [...moneyFigures(task, money), ...linkFigures(task, money), ...encounterFigures(task)];
}

/** Persons behind a location: those who buy there most. */
function moneyFigures({ facts }: FigureTask, money: LocationMoney): Figure[] {
  const { location, purchases } = facts.customers;
  const homes = new Map<string, number>();
  let buyers = 0;
  for (let row = 0; row < facts.customers.n; row += 1) {
    if (!((purchases[row] ?? 0) >= 1)) continue;
    buyers += 1;
    const level = location.levels[location.codes[row] ?? -1];
    if (level !== undefined) homes.set(level, (homes.get(level) ?? 0) + 1);
  }
  const of = (year: LocationMoney["years"], by: Record<string, string>, n: number) =>
    year === undefined || n === 0
      ? []
      : [
          ...(year.growth === null
            ? []
            : [counted("chain.revenue-growth", year.growth, n, { by })]),
          ...(year.margin === null ? [] : [counted("chain.margin", year.margin, n, { by })]),
        ];
  return [
    ...of(money.years, {}, buyers),
    ...[...money.byLocation].flatMap(([location_, { years }]) =>
      of(years, { location: location_ }, homes.get(location_) ?? 0),
    ),
  ];
}

function linkFigures(task: FigureTask, money: LocationMoney): Figure[] {
  const { customers, employees, rules } = task;
  const least = rules.thinBelow;
  const persons = latestPerPerson(customers.rows, ["satisfaction"]);
  const mood = locationScores(employees, shownTeams(task), {
    construct: "employee.satisfaction",
    least: task.site.k.employee,
  });
  const satisfaction = locationScores(customers, persons, { construct: "satisfaction", least });
  const loyalty = locationScores(customers, persons, { construct: "loyalty.intent", least });
  const sizes = new Map(
    [...Map.groupBy(persons, ({ location }) => location)].map(([level, own]) => [
      level,
      own.length,
    ]),
  );
  const yearly = (key: "growth" | "margin") =>
    new Map(
      [...money.byLocation].flatMap(([level, { years }]) => {
        const value = years?.[key] ?? null;
        return value === null ? [] : [[level, value] as const];
      }),
    );
  const buyers = new Map([...money.byLocation].map(([level, own]) => [level, own.orders]));
  return [
    ...linkOf("chain.employee-satisfaction", [mood, satisfaction, sizes]),
    ...linkOf("chain.satisfaction-loyalty", [satisfaction, loyalty, sizes]),
    ...linkOf("chain.loyalty-revenue", [loyalty, yearly("growth"), sizes]),
    ...linkOf("chain.revenue-profit", [yearly("growth"), yearly("margin"), buyers]),
    ...lagFigures(task, money),
  ];
}

type LinkId =
  | "chain.employee-satisfaction"
  | "chain.satisfaction-loyalty"
  | "chain.loyalty-revenue"
  | "chain.revenue-profit";

/** Nothing where one of the two is not there at all; a figure without value below ten locations. */
function linkOf(id: LinkId, [from, to, size]: readonly [Column, Column, Column]): Figure[] {
  const levels = [...new Set([...from.keys(), ...to.keys()])].filter((level) => level !== "");
  const column = (own: Column) => levels.toSorted().map((level) => own.get(level) ?? null);
  if (from.size === 0 || to.size === 0) return [];
  const link = unitLink(column(from), column(to), column(size));
  const each = (measure: string, estimate: Estimate) => figure(id, estimate, { by: { measure } });
  if (link.pearson.value === null) return [each("pearson", link.pearson)];
  return [
    each("pearson", link.pearson),
    each("rank", link.spearman),
    each("size-held", link.sizeHeld),
  ];
}

/** Cells of a location and wave by period, in the order of time. */
type Waves = ReadonlyMap<string, Column>;

function lagFigures(task: FigureTask, money: LocationMoney): Figure[] {
  const { customers, employees } = task;
  const waves = periodsOf([...customers.rows, ...employees.rows])
    .slice(1)
    .toSorted();
  const said = (answers: Answers, rows: readonly AnswerRow[], construct: string): Waves =>
    new Map(
      waves.map((wave) => {
        const persons = latestPerPerson(inPeriod(rows, wave), [construct]);
        return [wave, locationScores(answers, persons, { construct, least: task.site.k.customer })];
      }),
    );
  const mood = said(employees, shownTeams(task), "employee.satisfaction");
  const satisfaction = said(customers, customers.rows, "satisfaction");
  const loyalty = said(customers, customers.rows, "loyalty.intent");
  const ten = 10;
  return [
    ...lagOf("chain.employee-satisfaction-lag", ten, pairsOf(mood, satisfaction)),
    ...lagOf("chain.satisfaction-loyalty-lag", ten, pairsOf(satisfaction, loyalty)),
    ...lagOf("chain.loyalty-revenue-lag", ten, pairsOf(loyalty, money.growthByWave)),
    ...lagOf("chain.revenue-profit-lag", ten, pairsOf(money.growthByWave, money.marginByWave)),
  ];
}

/** What a location had in a wave, beside what it had in the next one. */
function pairsOf(now: Waves, next: Waves): readonly UnitPeriod[] {
  const periods = [...new Set([...now.keys(), ...next.keys()])].toSorted();
  return periods.slice(0, -1).flatMap((period, at) => {
    const after = next.get(periods[at + 1] ?? "");
    return [...(now.get(period) ?? [])].flatMap(([unit, value]) => {
      const later = after?.get(unit);
      return later === undefined ? [] : [{ unit, period, now: value, next: later }];
    });
  });
}

/** Points of the outcome, one wave later, that go with `more` points of what comes before it. */
function lagOf(id: `${LinkId}-lag`, more: number, rows: readonly UnitPeriod[]): Figure[] {
  const { value, low, high, n } = laggedSlope(rows);
  const times = (each: number | null) => (each === null ? null : each * more);
  return value === null
    ? []
    : [figure(id, { value: times(value), low: times(low), high: times(high), n })];
}
