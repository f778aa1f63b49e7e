/** What the days of all persons come to: per person, by wave, by gap and by cohort month. */
import { dayNumber, dayText } from "../tables/local-time.ts";
import { periodOfDay, type PeriodUnit } from "../tables/period.ts";
import { UNITS, type DayLedger } from "./day-ledger.ts";
import type { CohortCell, CustomerColumns, Facts, Retained } from "./facts.ts";

export type PersonSums = Pick<
  CustomerColumns,
  | "purchases"
  | "firstDay"
  | "secondDay"
  | "lastDay"
  | "revenue"
  | "repeatValue"
  | "calibrationPurchases"
  | "calibrationLastDay"
>;

/** One row a person; a purchase is a day with positive lines. */
export function personSums(ledger: DayLedger, calibrationDay: number): PersonSums {
  const { persons } = ledger;
  const zeros = () => new Float64Array(persons);
  const unknown = () => new Float64Array(persons).fill(NaN);
  const sums = {
    purchases: zeros(),
    firstDay: unknown(),
    secondDay: unknown(),
    lastDay: unknown(),
    revenue: zeros(),
    repeatValue: unknown(),
    calibrationPurchases: zeros(),
    calibrationLastDay: unknown(),
  };
  for (let person = 0; person < persons; person += 1) {
    let net = 0;
    let purchases = 0;
    let repeat = 0;
    for (let at = ledger.start[person] ?? 0; at < (ledger.start[person + 1] ?? 0); at += 1) {
      net += ledger.net[at] ?? 0;
      const spent = ledger.spent[at] ?? 0;
      if (spent <= 0) continue;
      const day = ledger.day[at] ?? NaN;
      purchases += 1;
      if (purchases === 1) sums.firstDay[person] = day;
      else repeat += spent;
      if (purchases === 2) sums.secondDay[person] = day;
      sums.lastDay[person] = day;
      if (day > calibrationDay) continue;
      sums.calibrationPurchases[person] = purchases;
      sums.calibrationLastDay[person] = day;
    }
    sums.revenue[person] = net / UNITS;
    sums.purchases[person] = purchases;
    if (purchases > 1) sums.repeatValue[person] = repeat / UNITS / (purchases - 1);
  }
  return sums;
}

/** Net sum of all lines as decimal text, exact. */
export function totalRevenue({ net }: Pick<DayLedger, "net">): string {
  let total = 0n;
  let part = 0;
  for (let at = 0; at < net.length; at += 1) {
    part += net[at] ?? 0;
    if (Math.abs(part) > 2 ** 52) {
      total += BigInt(part);
      part = 0;
    }
  }
  return decimalText(total + BigInt(part));
}

function decimalText(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(5, "0");
  const part = digits.slice(-4).replace(/0+$/u, "");
  const text = digits.slice(0, -4) + (part === "" ? "" : `.${part}`);
  return units < 0n ? `-${text}` : text;
}

export interface Span {
  readonly asOf: string | null;
  readonly asOfDay: number;
  readonly calibrationDay: number;
}

/** Share of the observed span that calibrates; the last quarter is held out to test forecasts. */
const CALIBRATION_SHARE = 0.75;

export interface SpanEnds {
  readonly firstDay: number;
  readonly lastDay: number;
  /** What the site says, YYYY-MM-DD. */
  readonly asOf: string | null;
  readonly lastAnswerDay: number;
}

/** The day as of which all is counted, and the last day of calibration. */
export function spanOf({ firstDay, lastDay, asOf, lastAnswerDay }: SpanEnds): Span {
  const own = asOf === null ? NaN : dayNumber(asOf);
  const asOfDay = [own, lastDay, lastAnswerDay].find((day) => !Number.isNaN(day)) ?? NaN;
  return {
    asOf: Number.isNaN(asOfDay) ? null : dayText(asOfDay),
    asOfDay,
    calibrationDay: Math.floor(firstDay + CALIBRATION_SHARE * (asOfDay - firstDay)),
  };
}

type History = Pick<
  Facts["transactions"],
  "byWave" | "gaps" | "cohorts" | "lastCompleteMonth" | "retention" | "yearRetention"
>;

/** Waves, gaps between purchases and cohorts of first purchase. */
export function historyOf(ledger: DayLedger, { asOfDay }: Span, wave: PeriodUnit): History {
  const waves = buyersByWave(ledger, wave);
  return {
    byWave: byWave(ledger, asOfDay, waves),
    gaps: gapsOf(ledger),
    cohorts: cohortsOf(ledger),
    lastCompleteMonth: lastCompleteMonth(asOfDay),
    retention: retentionOf(asOfDay, waves),
    yearRetention: yearRetention(ledger, asOfDay),
  };
}

interface Calendar {
  readonly first: number;
  /** How many periods there are from the first day to the last. */
  readonly n: number;
  /** Place of a day's period, 0 for the first. */
  readonly at: (day: number) => number;
}

/** The period of each day between the first and the last, looked up once. */
function calendarOf(ledger: DayLedger, unit: PeriodUnit): Calendar {
  const { firstDay, lastDay } = ledger;
  if (Number.isNaN(firstDay)) return { first: 0, n: 0, at: () => 0 };
  const first = periodNumber(periodOfDay(firstDay, unit), unit);
  const places = new Int32Array(lastDay - firstDay + 1);
  for (let at = 0; at < places.length; at += 1) {
    places[at] = periodNumber(periodOfDay(firstDay + at, unit), unit) - first;
  }
  return { first, n: (places.at(-1) ?? 0) + 1, at: (day) => places[day - firstDay] ?? 0 };
}

/** Periods counted from the year 0. */
function periodNumber(period: string, unit: PeriodUnit): number {
  const year = Number(period.slice(0, 4));
  if (unit === "year") return year;
  return unit === "month"
    ? year * 12 + Number(period.slice(5)) - 1
    : year * 4 + Number(period.slice(6)) - 1;
}

function periodName(number: number, unit: PeriodUnit): string {
  if (unit === "year") return String(number);
  const parts = unit === "month" ? 12 : 4;
  const part = (number % parts) + 1;
  const year = Math.floor(number / parts);
  return unit === "month" ? `${year}-${String(part).padStart(2, "0")}` : `${year}-Q${part}`;
}

/** Who bought in each period, and of them in the next one. */
interface WaveBuyers {
  readonly unit: PeriodUnit;
  readonly calendar: Calendar;
  readonly buyers: Int32Array;
  readonly again: Int32Array;
}

function buyersByWave(ledger: DayLedger, unit: PeriodUnit): WaveBuyers {
  const calendar = calendarOf(ledger, unit);
  const buyers = new Int32Array(calendar.n);
  const again = new Int32Array(calendar.n);
  for (let person = 0; person < ledger.persons; person += 1) {
    let last = -2;
    for (let at = ledger.start[person] ?? 0; at < (ledger.start[person + 1] ?? 0); at += 1) {
      if ((ledger.spent[at] ?? 0) <= 0) continue;
      const wave = calendar.at(ledger.day[at] ?? 0);
      if (wave === last) continue;
      buyers[wave] = (buyers[wave] ?? 0) + 1;
      if (wave === last + 1) again[last] = (again[last] ?? 0) + 1;
      last = wave;
    }
  }
  return { unit, calendar, buyers, again };
}

function byWave(
  { firstDay, byDay }: DayLedger,
  asOfDay: number,
  { unit, calendar, buyers }: WaveBuyers,
): History["byWave"] {
  const net = new Float64Array(calendar.n);
  const persons = new Float64Array(calendar.n);
  for (const [at, sum] of byDay.net.entries()) {
    const wave = calendar.at(firstDay + at);
    net[wave] = (net[wave] ?? 0) + sum;
    persons[wave] = (persons[wave] ?? 0) + (byDay.persons[at] ?? 0);
  }
  return Array.from(net, (sum, at) => {
    const wave = periodName(calendar.first + at, unit);
    const complete = isOver(wave, asOfDay, unit);
    return { wave, revenue: sum / UNITS, buyers: buyers[at] ?? 0, complete };
  }).filter((_, at) => (persons[at] ?? 0) > 0);
}

/** Who bought in a wave, and of them in the next one, where that is over. */
function retentionOf(
  asOfDay: number,
  { unit, calendar, buyers, again }: WaveBuyers,
): readonly Retained[] {
  return Array.from(buyers, (count, at) => ({
    wave: periodName(calendar.first + at, unit),
    buyers: count,
    again: again[at] ?? 0,
  })).filter(
    ({ buyers: count }, at) =>
      count > 0 &&
      at + 1 < calendar.n &&
      isOver(periodName(calendar.first + at + 1, unit), asOfDay, unit),
  );
}

/** Null when history is shorter than two years. */
function yearRetention(ledger: DayLedger, asOfDay: number): Omit<Retained, "wave"> | null {
  const [from, middle] = [asOfDay - 730, asOfDay - 365];
  if (!(ledger.firstDay <= from + 1)) return null;
  const count = { buyers: 0, again: 0 };
  for (let person = 0; person < ledger.persons; person += 1) {
    let [before, after] = [false, false];
    for (let at = ledger.start[person] ?? 0; at < (ledger.start[person + 1] ?? 0); at += 1) {
      const day = ledger.day[at] ?? NaN;
      if ((ledger.spent[at] ?? 0) <= 0 || day <= from || day > asOfDay) continue;
      if (day <= middle) before = true;
      else after = true;
    }
    if (before) count.buyers += 1;
    if (before && after) count.again += 1;
  }
  return count;
}

function gapsOf(ledger: DayLedger): History["gaps"] {
  const { firstDay, lastDay } = ledger;
  const counts = new Int32Array(Number.isNaN(firstDay) ? 0 : lastDay - firstDay + 1);
  for (let person = 0; person < ledger.persons; person += 1) {
    let before = -1;
    for (let at = ledger.start[person] ?? 0; at < (ledger.start[person + 1] ?? 0); at += 1) {
      if ((ledger.spent[at] ?? 0) <= 0) continue;
      const day = (ledger.day[at] ?? 0) - firstDay;
      if (before >= 0) counts[day - before] = (counts[day - before] ?? 0) + 1;
      before = day;
    }
  }
  return Array.from(counts, (count, days) => ({ days, count })).filter(({ count }) => count > 0);
}

function cohortsOf(ledger: DayLedger): CohortCell[] {
  const calendar = calendarOf(ledger, "month");
  const cells = new Int32Array(calendar.n * calendar.n);
  for (let person = 0; person < ledger.persons; person += 1) {
    let cohort = -1;
    let last = -1;
    for (let at = ledger.start[person] ?? 0; at < (ledger.start[person + 1] ?? 0); at += 1) {
      if ((ledger.spent[at] ?? 0) <= 0) continue;
      const month = calendar.at(ledger.day[at] ?? 0);
      if (month === last) continue;
      last = month;
      if (cohort < 0) cohort = month;
      const cell = cohort * calendar.n + month - cohort;
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
  }
  return Array.from(cells, (customers, cell) => ({
    cohort: periodName(calendar.first + Math.floor(cell / calendar.n), "month"),
    offset: cell % calendar.n,
    customers,
  })).filter(({ customers }) => customers > 0);
}

/** A period is over when the day after `asOfDay` lies in a later one. */
function isOver(period: string, asOfDay: number, unit: PeriodUnit): boolean {
  return periodOfDay(asOfDay + 1, unit) > period;
}

function lastCompleteMonth(asOfDay: number): string | null {
  if (Number.isNaN(asOfDay)) return null;
  const month = periodOfDay(asOfDay, "month");
  if (isOver(month, asOfDay, "month")) return month;
  return periodOfDay(dayNumber(`${month}-01`) - 1, "month");
}

export interface Afterwards {
  /** First purchase day after the day; NaN when none is known. */
  readonly nextPurchaseDay: number;
  /** Net spend in the 12 months before the day. */
  readonly spendBefore: number;
}

/** What a person bought after a day, and in the year before it. */
export function aroundDay(ledger: DayLedger, person: number, day: number): Afterwards {
  const from = yearBefore(day);
  let spendBefore = 0;
  for (let at = ledger.start[person] ?? 0; at < (ledger.start[person + 1] ?? 0); at += 1) {
    const on = ledger.day[at] ?? 0;
    if (on >= from && on < day) spendBefore += ledger.net[at] ?? 0;
    if (on > day && (ledger.spent[at] ?? 0) > 0) {
      return { nextPurchaseDay: on, spendBefore: spendBefore / UNITS };
    }
  }
  return { nextPurchaseDay: NaN, spendBefore: spendBefore / UNITS };
}

/** The same date of the year before; of 29 February, the 28th. */
function yearBefore(day: number): number {
  const text = dayText(day);
  const year = String(Number(text.slice(0, 4)) - 1).padStart(4, "0");
  const date = text.slice(5) === "02-29" ? "02-28" : text.slice(5);
  return dayNumber(`${year}-${date}`);
}
