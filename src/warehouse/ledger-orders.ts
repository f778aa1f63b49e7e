/** What the days of persons say of orders, without any other column of the lines. */
import { periodOfDay } from "../tables/period.ts";
import { UNITS, type DayLedger } from "./day-ledger.ts";
import type { Category, DayRow, SeriesRow, TenureYearRow } from "./facts.ts";

/** Median days between the purchases of each person; NaN below two gaps. */
export function medianGaps({ persons, start, day, spent }: DayLedger): Float64Array {
  const medians = new Float64Array(persons).fill(NaN);
  let gaps = new Int32Array(1024);
  for (let person = 0; person < persons; person += 1) {
    const end = start[person + 1] ?? 0;
    const from = start[person] ?? 0;
    if (end - from > gaps.length) gaps = new Int32Array(2 * (end - from));
    let n = 0;
    let last = -1;
    for (let at = from; at < end; at += 1) {
      if (!((spent[at] ?? 0) > 0)) continue;
      if (last >= 0) gaps[n++] = (day[at] ?? 0) - (day[last] ?? 0);
      last = at;
    }
    if (n > 1) medians[person] = middleOf(gaps, n);
  }
  return medians;
}

/** The median of the first numbers of a column, which it sorts. */
function middleOf(values: Int32Array, n: number): number {
  sortFirst(values, n);
  const half = n >> 1;
  const upper = values[half] ?? NaN;
  return n % 2 === 1 ? upper : ((values[half - 1] ?? NaN) + upper) / 2;
}

/** Most persons have few gaps: for those, insertion beats the general sort. */
function sortFirst(values: Int32Array, n: number): void {
  if (n > 48) {
    values.subarray(0, n).sort();
    return;
  }
  for (let i = 1; i < n; i += 1) {
    const value = values[i] ?? 0;
    let j = i;
    for (; j > 0 && (values[j - 1] ?? 0) > value; j -= 1) values[j] = values[j - 1] ?? 0;
    values[j] = value;
  }
}

/** Days with lines; a person's day is an order. */
export function ledgerDays({ firstDay, byDay }: DayLedger): readonly DayRow[] {
  return Array.from(byDay.net, (sum, at): DayRow => {
    const n = byDay.buyers[at] ?? 0;
    return { day: firstDay + at, revenue: sum / UNITS, orders: n, buyers: n };
  }).filter((_, at) => (byDay.persons[at] ?? 0) > 0);
}

/** Months of the whole and of each segment; a person's day is an order. */
export function ledgerSeries(ledger: DayLedger, segment: Category): readonly SeriesRow[] {
  const months = monthsOf(ledger);
  const whole = monthSums(months);
  const levels = segment.levels.map(() => monthSums(months));
  for (let person = 0; person < ledger.persons; person += 1) {
    addPerson(whole, ledger, person);
    const level = levels[segment.codes[person] ?? -1];
    if (level !== undefined) addPerson(level, ledger, person);
  }
  return [
    ...rowsOf(whole, { dimension: "", level: "" }),
    ...levels.flatMap((sums, at) =>
      rowsOf(sums, { dimension: "segment", level: segment.levels[at] ?? "" }),
    ),
  ];
}

interface Months {
  readonly names: readonly string[];
  /** Which month a day is of, counted from the first day. */
  readonly of: Int32Array;
}

function monthsOf({ firstDay, lastDay }: DayLedger): Months {
  const length = Number.isNaN(firstDay) ? 0 : lastDay - firstDay + 1;
  const names: string[] = [];
  const of = Int32Array.from({ length }, (_, at) => {
    const month = periodOfDay(firstDay + at, "month");
    if (names.at(-1) !== month) names.push(month);
    return names.length - 1;
  });
  return { names, of };
}

/** Sums of each month, in columns. */
interface MonthSums {
  readonly months: Months;
  readonly days: Int32Array;
  readonly net: Float64Array;
  readonly orders: Int32Array;
  readonly buyers: Int32Array;
}

function monthSums(months: Months): MonthSums {
  const { length } = months.names;
  return {
    months,
    days: new Int32Array(length),
    net: new Float64Array(length),
    orders: new Int32Array(length),
    buyers: new Int32Array(length),
  };
}

function addPerson(sums: MonthSums, ledger: DayLedger, person: number): void {
  const { months, days, net, orders, buyers } = sums;
  const end = ledger.start[person + 1] ?? 0;
  let last = -1;
  for (let at = ledger.start[person] ?? 0; at < end; at += 1) {
    const month = months.of[(ledger.day[at] ?? 0) - ledger.firstDay] ?? 0;
    days[month] = (days[month] ?? 0) + 1;
    net[month] = (net[month] ?? 0) + (ledger.net[at] ?? 0);
    if (!((ledger.spent[at] ?? 0) > 0)) continue;
    orders[month] = (orders[month] ?? 0) + 1;
    if (month !== last) buyers[month] = (buyers[month] ?? 0) + 1;
    last = month;
  }
}

function rowsOf(
  { months, days, net, orders, buyers }: MonthSums,
  place: Pick<SeriesRow, "dimension" | "level">,
): readonly SeriesRow[] {
  return months.names
    .map((month, at) => ({
      month,
      ...place,
      revenue: (net[at] ?? 0) / UNITS,
      orders: orders[at] ?? 0,
      buyers: buyers[at] ?? 0,
      ...{ quantity: 0, cost: null, discount: 0 },
    }))
    .filter((_, at) => (days[at] ?? 0) > 0);
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
