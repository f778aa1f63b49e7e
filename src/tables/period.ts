/** Periods: a month 2026-03, a quarter 2026-Q1, a year 2026. */
import { shown, trimmed, type CellReader } from "./cell.ts";
import { dayText } from "./local-time.ts";

export type PeriodUnit = "month" | "quarter" | "year";

const patterns: Readonly<Record<PeriodUnit, RegExp>> = {
  month: /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/u,
  quarter: /^(?:19|20)\d{2}-Q[1-4]$/u,
  year: /^(?:19|20)\d{2}$/u,
};

/** The period that a day (YYYY-MM-DD) lies in. */
export function periodOf(day: string, unit: PeriodUnit): string {
  const year = day.slice(0, 4);
  if (unit === "year") return year;
  if (unit === "month") return day.slice(0, 7);
  return `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

const known: Readonly<Record<PeriodUnit, Map<number, string>>> = {
  month: new Map(),
  quarter: new Map(),
  year: new Map(),
};

/** The period of a count of days since 1970-01-01. Rows ask for the same few days again and again. */
export function periodOfDay(day: number, unit: PeriodUnit): string {
  const before = known[unit].get(day);
  if (before !== undefined) return before;
  const period = periodOf(dayText(day), unit);
  known[unit].set(day, period);
  return period;
}

/** Reads a period of one of the units. */
export function periodReader(units: readonly PeriodUnit[]): CellReader {
  return (text) => {
    const cell = trimmed(text);
    if (cell === "") return null;
    if (units.some((unit) => patterns[unit].test(cell))) return cell;
    const unit = units.length === 1 ? (units[0] ?? "any") : "any";
    return { code: "period-unreadable", values: { value: shown(cell), unit } };
  };
}
