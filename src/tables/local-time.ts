/** Times of drops: ISO 8601 or a format that drop.yaml names, given as local time of the site. */
import { shown, trimmed, type CellReader, type Reading } from "./cell.ts";

export const DAY_MS = 86_400_000;

interface TimeParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits after the second, at most six. */
  readonly fraction: string;
  /** Minutes east of Greenwich; null when the text names no zone. */
  readonly offset: number | null;
}

const iso =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:(?:[Tt]|[ \u00a0\u202f]+)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?(?: *(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/u;
/** A day that every year has, alone or with a time of day: it is real and needs no arithmetic. */
const plain =
  /^(?:19|20)\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/u;
const dayFirst = /^\d{1,2}([-/.])\d{1,2}\1\d{2,4}(?:\D|$)/u;

/** Reads ISO 8601 times; those with an offset are moved to the zone of the site. */
export function timeReader(timeZone: string): CellReader {
  return (text) => {
    const cell = trimmed(text);
    if (cell === "") return null;
    if (plain.test(cell)) return `${cell.slice(0, 10)} ${cell.slice(11) || "00:00:00"}`;
    const parts = isoParts(cell);
    if (parts !== null && isReal(parts)) return localText(parts, timeZone);
    const code = dayFirst.test(cell) ? "date-ambiguous" : "date-unreadable";
    return { code, values: { value: shown(cell), reason: reasonOf(cell, parts) } };
  };
}

/** Names the fault of a time, so that the words fit it. */
function reasonOf(cell: string, parts: TimeParts | null): string {
  if (parts !== null && parts.year >= 1900 && parts.year <= 2100) return "calendar";
  return /^[2-7]\d{4}(?:\.\d+)?$/u.test(cell) ? "serial" : "other";
}

/** True for a day of the calendar as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const parts = /^\d{4}-\d\d-\d\d$/u.test(text) ? isoParts(text) : null;
  return parts !== null && isReal(parts);
}

/** The same, cut to the day. */
export function dayReader(read: CellReader): CellReader {
  return (text) => {
    const time = read(text);
    return typeof time === "string" ? time.slice(0, 10) : time;
  };
}

function isoParts(cell: string): TimeParts | null {
  const found = iso.exec(cell);
  if (found === null) return null;
  const [, year, , month, day, hour = "0", minute = "0", second = "0", fraction = "", zone] = found;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    fraction: fraction.slice(0, 6),
    offset: zone === undefined ? null : offsetOf(zone),
  };
}

function offsetOf(zone: string): number {
  if (!/^[+-]/u.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", "") || "0");
  return zone.startsWith("-") ? -minutes : minutes;
}

/** True for a moment of the calendar between 1900 and 2100; 24:00 is the midnight after. */
function isReal({ year, month, day, hour, minute, second, offset }: TimeParts): boolean {
  if (year < 1900 || year > 2100 || minute > 59 || second > 59) return false;
  if (hour > 24 || (hour === 24 && (minute > 0 || second > 0))) return false;
  if (offset !== null && Math.abs(offset) > 18 * 60) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function localText(parts: TimeParts, timeZone: string): string {
  const { year, month, day, hour, minute, second, fraction, offset } = parts;
  let ms = Date.UTC(year, month - 1, day, hour, minute, second);
  if (offset !== null) ms = localMs(ms - offset * 60_000, timeZone);
  const text = new Date(ms).toISOString().slice(0, 19).replace("T", " ");
  const digits = fraction.replace(/0+$/u, "");
  return digits === "" ? text : `${text}.${digits}`;
}

/** The instant in milliseconds at which a day (2026-07-31) begins in a time zone. */
export function dayStartMs(day: string, timeZone: string): number {
  const wall = Date.parse(`${day}T00:00Z`);
  const near = wall - (localMs(wall, timeZone) - wall);
  return wall - (localMs(near, timeZone) - near);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Local milliseconds (as if the wall clock stood in UTC) of an instant. */
export function localMs(instantMs: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  const at: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(instantMs)) at[type] = Number(value);
  return Date.UTC(
    at["year"] ?? 0,
    (at["month"] ?? 1) - 1,
    at["day"] ?? 1,
    at["hour"] ?? 0,
    at["minute"] ?? 0,
    at["second"] ?? 0,
  );
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const directives: Readonly<Record<string, string>> = {
  Y: "(?<Y>\\d{4})",
  y: "(?<y>\\d{2})",
  m: "(?<m>\\d{1,2})",
  d: "(?<d>\\d{1,2})",
  e: " ?(?<d>\\d{1,2})",
  H: "(?<H>\\d{1,2})",
  I: "(?<I>\\d{1,2})",
  M: "(?<M>\\d{1,2})",
  S: "(?<S>\\d{1,2})",
  f: "(?<f>\\d{1,9})",
  p: "(?<p>[AaPp]\\.?[Mm]\\.?|上午|下午)",
  b: "(?<b>[A-Za-z]{3,9})",
  B: "(?<b>[A-Za-z]{3,9})",
  z: "(?<z>Z|[+-]\\d{2}:?(?:\\d{2})?)",
};

/**
 * The pattern of a format such as `%Y%m%d %H:%M`: numbers that touch have their full width,
 * others may leave out a leading zero. Null when the format is not one that is known.
 */
export function formatPattern(format: string): RegExp | null {
  const parts = [...format.matchAll(/%(.)|([^%])|%$/gsu)];
  const isNumber = (at: number) => /^[Yymdf]$|^[HIMS]$/u.test(parts[at]?.[1] ?? "");
  const seen = new Set<string>();
  let source = "";
  for (const [at, [, name, text]] of parts.entries()) {
    if (name === undefined || name === "%") {
      source += literalPattern(text ?? name ?? "%");
      continue;
    }
    const directive = directives[name];
    if (directive === undefined || seen.has(name)) return null;
    seen.add(name);
    const touches = isNumber(at - 1) || isNumber(at + 1);
    source += touches ? directive.replace("{1,2}", "{2}") : directive;
  }
  return hasDay(seen) ? new RegExp(`^${source}$`, "u") : null;
}

function literalPattern(text: string): string {
  return /\s/u.test(text) ? "\\s+" : text.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&");
}

function hasDay(names: ReadonlySet<string>): boolean {
  const hasOne = (...some: string[]) => some.some((name) => names.has(name));
  return hasOne("Y", "y") && hasOne("m", "b", "B") && hasOne("d", "e");
}

/** Reads times written in a format of drop.yaml. */
export function formatReader(format: string, timeZone: string): CellReader {
  const pattern = formatPattern(format);
  return (text): Reading => {
    const cell = trimmed(text);
    if (cell === "") return null;
    const groups = pattern?.exec(cell)?.groups;
    const parts = groups === undefined ? null : groupParts(groups);
    if (parts !== null && isReal(parts)) return localText(parts, timeZone);
    return { code: "date-format-differs", values: { value: shown(cell), format } };
  };
}

function groupParts(groups: Readonly<Record<string, string | undefined>>): TimeParts {
  const short = Number(groups["y"] ?? "0");
  const name = groups["b"]?.slice(0, 3).toLowerCase() ?? "";
  return {
    year: groups["Y"] === undefined ? (short < 69 ? 2000 : 1900) + short : Number(groups["Y"]),
    month: groups["m"] === undefined ? months.indexOf(name) + 1 : Number(groups["m"]),
    day: Number(groups["d"]),
    hour: hourOf(groups),
    minute: Number(groups["M"] ?? "0"),
    second: Number(groups["S"] ?? "0"),
    fraction: (groups["f"] ?? "").slice(0, 6),
    offset: groups["z"] === undefined ? null : offsetOf(groups["z"]),
  };
}

function hourOf(groups: Readonly<Record<string, string | undefined>>): number {
  if (groups["H"] !== undefined) return Number(groups["H"]);
  if (groups["I"] === undefined) return 0;
  const hour = Number(groups["I"]);
  if (hour < 1 || hour > 12) return 99;
  const isAfternoon = /^(?:[Pp]|下午)/u.test(groups["p"] ?? "");
  return (hour % 12) + (isAfternoon ? 12 : 0);
}

/** Days since 1970-01-01 of a text that starts with YYYY-MM-DD. */
export function dayNumber(text: string): number {
  return (
    Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) /
    DAY_MS
  );
}

/** YYYY-MM-DD of a count of days since 1970-01-01. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
