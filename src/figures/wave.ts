/** Periods of the site's calendar, by the local day; the same names as in the warehouse. */

export type WaveKind = "month" | "quarter" | "year";

/** 20544 → 2026-Q2, 2026-04 or 2026, by the kind of wave; the day counts from 1970-01-01. */
export function waveOfDay(day: number, kind: WaveKind): string {
  const { year, month } = civil(day);
  if (kind === "year") return String(year);
  if (kind === "quarter") return `${year}-Q${Math.ceil(month / 3)}`;
  return `${year}-${String(month).padStart(2, "0")}`;
}

/**
 * True when no wave of the calendar lies between the two. Names that a company gives its waves
 * itself say nothing of the calendar: they follow each other as they are sorted.
 */
export function followsDirectly(before: string, after: string, kind: WaveKind): boolean {
  const [earlier, later] = [waveNumber(before, kind), waveNumber(after, kind)];
  return earlier === null || later === null || later - earlier === 1;
}

/** Waves counted from year 0; null for a name that is not of the calendar. */
function waveNumber(wave: string, kind: WaveKind): number | null {
  const pattern = {
    month: /^(\d{4})-(\d{2})$/u,
    quarter: /^(\d{4})-Q([1-4])$/u,
    year: /^(\d{4})$/u,
  };
  const found = pattern[kind].exec(wave);
  if (found === null) return null;
  const aYear = { month: 12, quarter: 4, year: 1 }[kind];
  return Number(found[1]) * aYear + Number(found[2] ?? 0);
}

/** Year and month of a day count, proleptic Gregorian (Hinnant, chrono-compatible date algorithms). */
function civil(day: number): { year: number; month: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month };
}
