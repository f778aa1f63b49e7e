/**
 * Order lines straight into the engine: a query that reads a whole file as text and casts it,
 * and that fails on the first cell which is not beyond doubt. Then the file is read again row by
 * row, which says what is wrong and where. So this only has to be right when it succeeds: whatever
 * it accepts, the row checker accepts with the same value (a test holds the two together).
 */
import type { PlannedField, HeaderPlan } from "./file-plan.ts";
import { identifier, quoted } from "./engine.ts";
import { isFault } from "../tables/cell.ts";
import { dayNumber, dayText, formatPattern } from "../tables/local-time.ts";

export interface BulkTask {
  readonly plan: HeaderPlan;
  /** A table expression whose columns `c0`, `c1`, … are text. */
  readonly raw: string;
  /** Some rows, by which the shape of times is told. */
  readonly sample: readonly (readonly string[])[];
  readonly timeZone: string;
  readonly lastDay: string | null;
}

/** How a column is cast, and what must hold for its text. */
interface Cast {
  readonly value: string;
  readonly guards: readonly string[];
  /** What `value` and `guards` call by name, so that it is worked out once. */
  readonly once?: { readonly name: string; readonly value: string };
}

/** A query of typed canonical columns; null when the file has to be read row by row. */
export function bulkRelation(task: BulkTask): string | null {
  const casts = new Map<string, Cast>();
  for (const planned of task.plan.fields) {
    const cast = castOf(planned, task);
    if (cast === null) return null;
    casts.set(planned.field.name, cast);
  }
  const guards = [...casts.values()].flatMap((cast) => cast.guards);
  const columns = [...casts].map(([name, { value }]) => {
    const checked =
      name === "amount"
        ? `CASE WHEN ${guards.join(" AND ")} THEN ${value} ELSE error('refused') END`
        : value;
    return `${checked} AS ${identifier(name)}`;
  });
  const once = [...casts.values()].flatMap((cast) => cast.once ?? []);
  const cells = ["*", ...once.map(({ name, value }) => `${value} AS ${name}`)];
  return `(SELECT ${columns.join(", ")} FROM (SELECT ${cells.join(", ")} FROM ${task.raw}))`;
}

function castOf(planned: PlannedField, task: BulkTask): Cast | null {
  const { field, at, value } = planned;
  if (at === null) return constantOf(planned);
  const cell = `c${at}`;
  if (value !== null) return null;
  const filled = field.filled ? [`${cell} IS NOT NULL`] : [];
  switch (field.kind) {
    case "id":
      return { value: cell, guards: [...filled, ...idGuards(planned)] };
    case "text":
      return { value: cell, guards: filled };
    case "decimal":
      return decimalCast(planned);
    case "time":
      return timeCast(planned, task);
    default:
      return null;
  }
}

/** Ids by which lines are grouped are looked at afterwards, once a person. */
function idGuards(planned: PlannedField): readonly string[] {
  const cell = `c${planned.at}`;
  // The driver drops a byte order mark, so that none may come out of the engine.
  if (planned.field.name === "customer_id") return [`${cell} < '\ufeff'`];
  return [
    orEmpty(
      planned,
      `NOT contains(${cell}, 'E+') AND NOT contains(${cell}, '="') AND NOT starts_with(${cell}, '''')`,
    ),
  ];
}

/** A digit, or a text that the value begins with when it is written with four decimals. */
function decimalCast(planned: PlannedField): Cast {
  const { field, at } = planned;
  const cell = `c${at}`;
  const number = `CAST(${cell} AS DECIMAL(15,4))`;
  const digit = `(strlen(${cell}) = 1 AND ${cell} BETWEEN '0' AND '9')`;
  const written = (value: string) =>
    orEmpty(planned, `${digit} OR starts_with(CAST(${value} AS VARCHAR), ${cell})`);
  // Optional columns that nobody reads are never cast as a whole.
  if (!field.filled) return { value: number, guards: [written(number)] };
  const name = `v${at}`;
  const guards = [`${cell} IS NOT NULL`, `(${written(name)})`];
  return { value: name, guards, once: { name, value: number } };
}

function constantOf({ field, value, format }: PlannedField): Cast | null {
  const reading = field.read(value ?? "");
  if (isFault(reading) || format !== null) return null;
  if (reading === null) return field.filled ? null : { value: "NULL", guards: [] };
  const type =
    field.kind === "decimal" ? "DECIMAL(15,4)" : field.kind === "time" ? "TIMESTAMP" : "VARCHAR";
  return { value: `CAST(${quoted(reading)} AS ${type})`, guards: [] };
}

function orEmpty({ field, at }: PlannedField, guard: string): string {
  return field.filled ? guard : `(c${at} IS NULL OR (${guard}))`;
}

interface TimeShape {
  readonly pattern: RegExp;
  readonly like: string;
  readonly value: (cell: string, timeZone: string) => string;
}

const timestamp = (cell: string) => `CAST(${cell} AS TIMESTAMP)`;
const zoned = (cell: string, timeZone: string) =>
  `timezone(${quoted(timeZone)}, CAST(${cell} AS TIMESTAMPTZ))`;
const shapes: readonly TimeShape[] = [
  { pattern: /^\d{4}-\d\d-\d\d$/u, like: "____-__-__", value: timestamp },
  { pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u, like: "____-__-__T__:__:__", value: timestamp },
  { pattern: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u, like: "____-__-__ __:__:__", value: timestamp },
  { pattern: /^\d{4}-\d\d-\d\d \d\d:\d\d$/u, like: "____-__-__ __:__", value: timestamp },
  { pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u, like: "____-__-__T__:__:__Z", value: zoned },
  { pattern: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/u, like: "____/__/__ __:__:__", value: timestamp },
];

function timeCast(planned: PlannedField, task: BulkTask): Cast | null {
  const { at, format, field } = planned;
  const cell = `c${at}`;
  const shape = format === null ? shapeOf(planned, task.sample) : null;
  const formatted = format === null ? null : formatCast(cell, format);
  if (shape === null && formatted === null) return null;
  const value = `v${at}`;
  const once = { name: value, value: formatted?.value ?? shape?.value(cell, task.timeZone) ?? "" };
  const own =
    formatted?.guard ??
    `${cell} LIKE '${shape?.like ?? ""}'` +
      (shape?.value === timestamp ? ` AND NOT suffix(${cell}, 'Z')` : "");
  const range = `${value} >= TIMESTAMP '1900-01-01' AND ${value} < ${endOf(planned, task)}`;
  const filled = field.filled ? [`${cell} IS NOT NULL`] : [];
  return { value, guards: [...filled, orEmpty(planned, `${own} AND ${range}`)], once };
}

/** The first moment that is too late: after the last day that counts, or after the year 2100. */
function endOf({ field }: PlannedField, { lastDay }: BulkTask): string {
  const isBound = field.name === "ordered_at" && lastDay !== null;
  const end = isBound ? dayText(dayNumber(lastDay) + 1) : "2101-01-01";
  return `TIMESTAMP '${end}'`;
}

/** The one shape that all times of the sample have. A column without times has none. */
function shapeOf({ at }: PlannedField, sample: BulkTask["sample"]): TimeShape | null {
  const cells = sample.map((row) => row[at ?? 0] ?? "").filter((cell) => cell !== "");
  if (cells.length === 0) return null;
  return shapes.find(({ pattern }) => cells.every((cell) => pattern.test(cell))) ?? null;
}

/** Formats of plain numbers are left to the engine, behind the same pattern that rows use. */
function formatCast(cell: string, format: string): { value: string; guard: string } | null {
  const pattern = formatPattern(format);
  if (pattern === null || /%[^YmdHMS]/u.test(format)) return null;
  const source = pattern.source.replaceAll(/\(\?<\w>/gu, "(").replaceAll("\\d", "[0-9]");
  return {
    value: `strptime(${cell}, ${quoted(format)})`,
    guard: `regexp_full_match(${cell}, ${quoted(source)})`,
  };
}

const ends =
  "\\s\\p{Z}\\x{ad}\\x{180e}\\x{200b}-\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{206f}\\x{feff}";
const placeholders = "(?i:null|\\\\n|nan|none|undefined|[(<]null[)>]|n/a)|#.*|-+";

/** What the cells of grouped lines must not hold; looked at once a person, not once a line. */
export const dubiousId =
  `'^[${ends}'']|[${ends}]$|[\\x00-\\x1f\\x7f\\x{ad}\\x{180e}\\x{200b}-\\x{200f}\\x{202a}-\\x{202e}` +
  "\\x{2060}-\\x{206f}\\x{feff}\\x{fffd}\\x{ff10}-\\x{ff5a}]|[eE]\\+|^[0-9][.,][0-9]+[eE]-?[0-9]+$" +
  `|^="|^(?:${placeholders})$'`;
export const dubiousText = `'^[${ends}]|[${ends}]$|[\\x00\\r]'`;
