/** What the days of persons say of orders, without any other column of the lines. */
import { periodOfDay } from "../tables/period.ts";
import { UNITS, type DayLedger } from "./day-ledger.ts";
import type { Category, DayRow, SeriesRow, TenureYearRow } from "./facts.ts";

/** Calls back for each day of each person, in order. */
function eachDay(ledger: DayLedger, take: (person: number, at: number) => void): void {
  for (let person = 0; person < ledger.persons; person += 1) {
    const end = ledger.start[person + 1] ?? 0;
    for (let at = ledger.start[person] ?? 0; at < end; at += 1) take(person, at);
  }
}

/** Median days between the purchases of each person; NaN below two gaps. */
export function medianGaps(ledger: DayLedger): Float64Array {
  const medians = new Float64Array(ledger.persons).fill(NaN);
  let owner = -1;
  let last = NaN;
  let gaps: number[] = [];
  const leave = () => {
    if (owner >= 0 && gaps.length > 1) medians[owner] = middleOf(gaps);
  };
  eachDay(ledger, (person, at) => {
    if (!((ledger.spent[at] ?? 0) > 0)) return;
    const day = ledger.day[at] ?? 0;
    if (person === owner) gaps.push(day - last);
    else {
      leave();
      owner = person;
      gaps = [];
    }
    last = day;
  });
  leave();
  return medians;
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

/** Days with lines; a person's day is an order. */
export function ledgerDays(ledger: DayLedger): readonly DayRow[] {
  const { firstDay, lastDay } = ledger;
  const length = Number.isNaN(firstDay) ? 0 : lastDay - firstDay + 1;
  const net = new Float64Array(length);
  const buyers = new Int32Array(length);
  const seen = new Uint8Array(length);
  eachDay(ledger, (_, at) => {
    const day = (ledger.day[at] ?? 0) - firstDay;
    net[day] = (net[day] ?? 0) + (ledger.net[at] ?? 0);
    seen[day] = 1;
    if ((ledger.spent[at] ?? 0) > 0) buyers[day] = (buyers[day] ?? 0) + 1;
  });
  return Array.from(net, (sum, at): DayRow => {
    const n = buyers[at] ?? 0;
    return { day: firstDay + at, revenue: sum / UNITS, orders: n, buyers: n };
  }).filter((_, at) => seen[at] === 1);
}

interface MonthSum {
  net: number;
  orders: number;
  buyers: number;
  last: number;
}

/** Months of the whole and of each segment; a person's day is an order. */
export function ledgerSeries(ledger: DayLedger, segment: Category): readonly SeriesRow[] {
  const monthOf = monthTable(ledger);
  const whole = new Map<string, MonthSum>();
  const levels = segment.levels.map(() => new Map<string, MonthSum>());
  eachDay(ledger, (person, at) => {
    const month = monthOf[(ledger.day[at] ?? 0) - ledger.firstDay] ?? "";
    addTo(whole, month, { ledger, person, at });
    const level = levels[segment.codes[person] ?? -1];
    if (level !== undefined) addTo(level, month, { ledger, person, at });
  });
  return [
    ...rowsOf(whole, { dimension: "", level: "" }),
    ...levels.flatMap((sums, at) =>
      rowsOf(sums, { dimension: "segment", level: segment.levels[at] ?? "" }),
    ),
  ];
}

function monthTable({ firstDay, lastDay }: DayLedger): readonly string[] {
  const length = Number.isNaN(firstDay) ? 0 : lastDay - firstDay + 1;
  return Array.from({ length }, (_, at) => periodOfDay(firstDay + at, "month"));
}

interface LedgerPlace {
  readonly ledger: DayLedger;
  readonly person: number;
  readonly at: number;
}

function addTo(
  sums: Map<string, MonthSum>,
  month: string,
  { ledger, person, at }: LedgerPlace,
): void {
  let sum = sums.get(month);
  if (sum === undefined) {
    sum = { net: 0, orders: 0, buyers: 0, last: -1 };
    sums.set(month, sum);
  }
  sum.net += ledger.net[at] ?? 0;
  if (!((ledger.spent[at] ?? 0) > 0)) return;
  sum.orders += 1;
  if (sum.last !== person) sum.buyers += 1;
  sum.last = person;
}

function rowsOf(
  sums: ReadonlyMap<string, MonthSum>,
  place: Pick<SeriesRow, "dimension" | "level">,
): readonly SeriesRow[] {
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { net, orders, buyers }]) => ({
      month,
      ...place,
      ...{ revenue: net / UNITS, orders, buyers, quantity: 0, cost: null, discount: 0 },
    }));
}

const YEAR_DAYS = 365;

/** Costs in ten-thousandths of purchases made in a year since the first one, by its day. */
export interface TenureCost {
  readonly firstDay: number;
  readonly year: number;
  readonly units: number;
}

/** Years since the first purchase that were over at `asOfDay`; costs are null where unknown. */
export function tenureYears(
  ledger: DayLedger,
  asOfDay: number,
  costs: readonly TenureCost[] | null,
): readonly TenureYearRow[] {
  const years: { customers: number; net: number; squares: number; buyers: number }[] = [];
  for (let person = 0; person < ledger.persons; person += 1) {
    let at = ledger.start[person] ?? 0;
    const end = ledger.start[person + 1] ?? 0;
    while (at < end && !((ledger.spent[at] ?? 0) > 0)) at += 1;
    if (at === end) continue;
    const first = ledger.day[at] ?? 0;
    for (let year = 0; first + (year + 1) * YEAR_DAYS - 1 <= asOfDay; year += 1) {
      const sum = (years[year] ??= { customers: 0, net: 0, squares: 0, buyers: 0 });
      const before = at;
      let net = 0;
      let isBuyer = false;
      for (; at < end && (ledger.day[at] ?? 0) < first + (year + 1) * YEAR_DAYS; at += 1) {
        net += ledger.net[at] ?? 0;
        isBuyer ||= (ledger.spent[at] ?? 0) > 0;
      }
      sum.customers += 1;
      if (before === at) continue;
      sum.net += net;
      sum.squares += (net / UNITS) ** 2;
      if (isBuyer) sum.buyers += 1;
    }
  }
  return years.map(({ customers, net, squares, buyers }, at) => ({
    year: at + 1,
    customers,
    revenue: net / UNITS,
    revenueSquares: squares,
    cost: costs === null ? null : costIn(costs, at + 1, asOfDay),
    buyers,
  }));
}

function costIn(costs: readonly TenureCost[], year: number, asOfDay: number): number {
  const isOver = (firstDay: number) => firstDay + year * YEAR_DAYS - 1 <= asOfDay;
  const units = costs
    .filter((cost) => cost.year === year && isOver(cost.firstDay))
    .reduce((sum, cost) => sum + cost.units, 0);
  return units / UNITS;
}
