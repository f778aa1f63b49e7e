/** Reduces the order lines to one row a person, a wave, a cohort month. */
import type { Engine } from "../intake/engine.ts";
import { dayNumber, dayText } from "../tables/local-time.ts";
import { periodOfDay, type PeriodUnit } from "../tables/period.ts";
import { columnReader } from "./facts-from.ts";
import type { CustomerColumns, Facts } from "./facts.ts";
import { sqlFile } from "./sql-file.ts";

/** Share of the observed span that calibrates; the rest is held out to test forecasts. */
const CALIBRATION_SHARE = 0.75;

export interface Span {
  readonly asOf: string | null;
  readonly asOfDay: number;
  readonly calibrationDay: number;
}

export interface Totals {
  readonly rows: number;
  readonly customers: number;
  readonly revenue: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Sums lines by person and day; needs the view `line`. */
export async function reduceLines(engine: Engine): Promise<Totals> {
  await engine.run(sqlFile("visit"));
  await engine.run(sqlFile("person-day"));
  const read = columnReader(await engine.columns(sqlFile("totals")));
  return {
    rows: numberOr(read.numbers("line_count")[0], 0),
    customers: numberOr(read.numbers("customers")[0], 0),
    revenue: plainDecimal(read.texts("revenue")[0] ?? "0"),
    firstDay: read.days("first_day")[0] ?? NaN,
    lastDay: read.days("last_day")[0] ?? NaN,
  };
}

function numberOr(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}

/** Decimal text without zeros that say nothing. */
function plainDecimal(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/u, "") : text;
}

/** The day as of which all is counted, and the last day of calibration. */
export function spanOf(
  { firstDay, lastDay }: Pick<Totals, "firstDay" | "lastDay">,
  { asOf, lastAnswerDay }: { readonly asOf: string | null; readonly lastAnswerDay: number },
): Span {
  const own = asOf === null ? NaN : dayNumber(asOf);
  const asOfDay = [own, lastDay, lastAnswerDay].find((day) => !Number.isNaN(day)) ?? NaN;
  const span = asOfDay - firstDay;
  return {
    asOf: Number.isNaN(asOfDay) ? null : dayText(asOfDay),
    asOfDay,
    calibrationDay: Math.floor(firstDay + CALIBRATION_SHARE * span),
  };
}

/** Tables of one row a person; needs the tables `customers` and `answer`. */
export async function reducePersons(
  engine: Engine,
  { calibrationDay }: Span,
  { firstDay, lastDay, wave }: { firstDay: number; lastDay: number; wave: PeriodUnit },
): Promise<void> {
  const calibration = Number.isNaN(calibrationDay) ? "NULL" : `'${dayText(calibrationDay)}'`;
  await engine.run(
    `CREATE TABLE setting AS SELECT CAST(${calibration} AS DATE) AS calibration_day`,
  );
  await engine.run(
    "CREATE TABLE calendar (day DATE, wave VARCHAR, month VARCHAR, month_number INTEGER)",
  );
  const days = calendarRows(firstDay, lastDay, wave);
  if (days.length > 0) await engine.run(`INSERT INTO calendar VALUES ${days.join(",")}`);
  for (const name of ["purchase", "person-purchase", "home", "person", "answer-purchase"]) {
    await engine.run(sqlFile(name));
  }
}

function calendarRows(firstDay: number, lastDay: number, wave: PeriodUnit): string[] {
  const rows: string[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const month = periodOfDay(day, "month");
    const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
    rows.push(`('${dayText(day)}','${periodOfDay(day, wave)}','${month}',${number})`);
  }
  return rows;
}

/** Histories that reports draw from: waves, gaps and cohorts. */
export async function readHistory(
  engine: Engine,
  { asOfDay }: Span,
  wave: PeriodUnit,
): Promise<Pick<Facts["transactions"], "byWave" | "gaps" | "cohorts" | "lastCompleteMonth">> {
  const waves = columnReader(await engine.columns(sqlFile("waves")));
  const gaps = columnReader(await engine.columns(sqlFile("gaps")));
  const cohorts = columnReader(await engine.columns(sqlFile("cohorts")));
  const [names, revenue, buyers] = [
    waves.ids("wave"),
    waves.numbers("revenue"),
    waves.numbers("buyers"),
  ];
  const [days, counts] = [gaps.numbers("days"), gaps.numbers("n")];
  const [months, offsets, n] = [
    cohorts.ids("cohort"),
    cohorts.numbers("month_offset"),
    cohorts.numbers("n"),
  ];
  return {
    byWave: names.map((name, at) => ({
      wave: name,
      revenue: revenue[at] ?? 0,
      buyers: buyers[at] ?? 0,
      complete: isOver(name, asOfDay, wave),
    })),
    gaps: Array.from(days, (gap, at) => ({ days: gap, count: counts[at] ?? 0 })),
    cohorts: months.map((cohort, at) => ({
      cohort,
      offset: offsets[at] ?? 0,
      customers: n[at] ?? 0,
    })),
    lastCompleteMonth: lastCompleteMonth(asOfDay),
  };
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

/** One row a person, sorted by id. */
export async function readCustomers(engine: Engine): Promise<CustomerColumns> {
  const read = columnReader(
    await engine.columns(
      `SELECT
         customer_id, segment, type, member_tier, referrer_id, opt_out_at, left_at, listed,
         location, channel, CAST(purchases AS INTEGER) AS purchases,
         CAST(revenue AS DOUBLE) AS revenue, CAST(repeat_spent AS DOUBLE) AS repeat_spent,
         CAST(first_day AS VARCHAR) AS first_day, CAST(second_day AS VARCHAR) AS second_day,
         CAST(last_day AS VARCHAR) AS last_day,
         CAST(calibration_purchases AS INTEGER) AS calibration_purchases,
         CAST(calibration_last_day AS VARCHAR) AS calibration_last_day
       FROM person ORDER BY customer_id`,
    ),
  );
  const purchases = read.numbers("purchases");
  return {
    n: read.n,
    id: read.ids("customer_id"),
    segment: read.category("segment"),
    type: read.category("type"),
    memberTier: read.category("member_tier"),
    location: read.category("location"),
    channel: read.category("channel"),
    purchases,
    firstDay: read.days("first_day"),
    secondDay: read.days("second_day"),
    lastDay: read.days("last_day"),
    revenue: read.numbers("revenue"),
    repeatValue: read
      .numbers("repeat_spent")
      .map((spent, at) => ((purchases[at] ?? 0) > 1 ? spent / ((purchases[at] ?? 0) - 1) : NaN)),
    calibrationPurchases: read.numbers("calibration_purchases"),
    calibrationLastDay: read.days("calibration_last_day"),
    listed: read.flags("listed"),
    referrer: read.texts("referrer_id"),
    optOutDay: read.days("opt_out_at"),
    leftDay: read.days("left_at"),
  };
}
