import { planted, segments, segmentTraits, type Segment } from "./company.ts";

/** The 30 months of the sample, as day numbers from its first day. */
export const firstDate = "2024-01-01";
export const lastDate = "2026-06-30";
const msPerDay = 86_400_000;
const origin = Date.parse(firstDate);

export const dayOf = (date: string): number => (Date.parse(date) - origin) / msPerDay;
export const dateOf = (day: number): string =>
  new Date(origin + day * msPerDay).toISOString().slice(0, 10);
export const days = dayOf(lastDate) + 1;

/** Quarters by number: 0 is 2024-Q1. */
export const quarterStarts: readonly number[] = Array.from({ length: 11 }, (_, quarter) =>
  dayOf(`${2024 + Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, "0")}-01`),
);
export const quarterName = (quarter: number): string =>
  `${2024 + Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
const quarterByDay: readonly number[] = Array.from({ length: days }, (_, day) =>
  quarterStarts.findLastIndex((start) => start <= day),
);
export const quarterOf = (day: number): number => quarterByDay[day] ?? 9;

/** Six quarters are surveyed, each in its first six weeks. */
export const surveyedQuarters: readonly number[] = [4, 5, 6, 7, 8, 9];
export const fieldworkDays = 42;

const twoDigits: readonly string[] = Array.from({ length: 100 }, (_, value) =>
  String(value).padStart(2, "0"),
);
const dates: readonly string[] = Array.from({ length: days + 120 }, (_, day) => dateOf(day));

/** Local time without a zone, from minutes and seconds of the sample. */
export function timeText(day: number, secondOfDay: number): string {
  const hour = twoDigits[Math.floor(secondOfDay / 3600)];
  const minute = twoDigits[Math.floor(secondOfDay / 60) % 60];
  return `${dates[day]}T${hour}:${minute}:${twoDigits[secondOfDay % 60]}`;
}

const newYears = ["2024-02-10", "2025-01-29", "2026-02-17"].map(dayOf);

/**
 * How busy each day is for a segment (mean 1 over the sample): week, year,
 * school holidays and the days around Chinese New Year.
 */
function dailySeason(segment: Segment): Float64Array {
  const traits = segmentTraits[segment];
  const season = new Float64Array(days);
  for (let day = 0; day < days; day += 1) {
    const date = dateOf(day);
    const month = Number(date.slice(5, 7));
    const weekday = day % 7; // the first day is a Monday
    const year = 1 + 0.14 * Math.cos(2 * Math.PI * (yearShare(date) - 0.47));
    const holidays = month === 7 || month === 8 || nearNewYear(day, 18, 10) ? traits.vacation : 1;
    const festival = nearNewYear(day, 3, 6) ? (segment === "tourist" ? 1.4 : 0.6) : 1;
    season[day] = (traits.week[weekday] ?? 1) * year * holidays * festival;
  }
  const mean = season.reduce((sum, value) => sum + value, 0) / days;
  return season.map((value) => value / mean);
}

const yearShare = (date: string): number =>
  (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / (365 * msPerDay);

const nearNewYear = (day: number, before: number, after: number): boolean =>
  newYears.some((newYear) => day >= newYear - before && day <= newYear + after);

/** Busy time up to the start of each day (`days + 1` values), by segment. */
export type Season = Readonly<Record<Segment, Float64Array>>;

export function seasonOf(seasons: boolean): Season {
  const entries = segments.map((segment) => {
    const daily = seasons ? dailySeason(segment) : new Float64Array(days).fill(1);
    const upTo = new Float64Array(days + 1);
    for (let day = 0; day < days; day += 1) upTo[day + 1] = (upTo[day] ?? 0) + (daily[day] ?? 0);
    return [segment, upTo] as const;
  });
  return Object.fromEntries(entries) as Record<Segment, Float64Array>;
}

/** Busy time at a moment, in days with a fraction. */
export function busyTime(upTo: Float64Array, moment: number): number {
  const day = Math.min(Math.floor(moment), days - 1);
  const start = upTo[day] ?? 0;
  return start + (moment - day) * ((upTo[day + 1] ?? start) - start);
}

/** The moment at which busy time reaches a value; past the last day it is `days`. */
export function momentOf(upTo: Float64Array, busy: number): number {
  if (busy >= (upTo[days] ?? 0)) return days;
  let low = 0;
  let high = days;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) <= busy) low = middle;
    else high = middle;
  }
  const start = upTo[low] ?? 0;
  return low + (busy - start) / ((upTo[low + 1] ?? 1) - start);
}

export const promoDays: readonly [number, number] = [
  dayOf(planted.promo.from),
  dayOf(planted.promo.to),
];
export const rivalDay = dayOf(planted.buying.rivalOpens);
export const improvedDay = dayOf(planted.improvedFrom);
