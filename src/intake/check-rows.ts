/** Checks every row of a file and gives the good ones in canonical text. */
import type { ProblemValues } from "../errors.ts";
import { isFault, shown, trimmed } from "../tables/cell.ts";
import type { FaultList } from "./fault-list.ts";
import type { HeaderPlan, PlannedField } from "./file-plan.ts";
import type { RawRow } from "./read-rows.ts";
import { formatReader } from "../tables/local-time.ts";

/** What becomes of a row: canonical cells in the order of the plan, or the codes of its faults. */
export type RowVerdict =
  | { readonly kind: "good"; readonly cells: readonly (string | null)[] }
  | { readonly kind: "bad"; readonly reasons: readonly RowReason[] };

export interface RowReason {
  readonly code: string;
  readonly column: string;
}

export interface RowRules {
  /** The column that stands once in a file. */
  readonly key: string | null;
  /** No order may be later than this day (YYYY-MM-DD). */
  readonly lastDay: string | null;
  readonly timeZone: string;
}

/** A checker for the rows of one file, in order. */
export function rowChecker(
  plan: HeaderPlan,
  rules: RowRules,
  faults: FaultList,
): (row: RawRow) => RowVerdict {
  const fields = plan.fields.map((planned) => withFormat(planned, rules.timeZone));
  const keyAt = fields.findIndex(({ field }) => field.name === rules.key);
  const seen = new Map<string, number>();
  const checks = wholeRowChecks(fields, rules);
  const isHeader = headerTest(plan);
  return (row) => {
    const reasons: RowReason[] = [];
    const { line } = row;
    const tell = (code: string, column: string, values: ProblemValues) => {
      faults.add(code, column === "" ? { line } : { line, column }, values);
      reasons.push({ code, column });
    };
    const shape = shapeFault(row, plan.width);
    if (shape !== null) {
      tell(shape.code, "", shape.values);
      return { kind: "bad", reasons };
    }
    if (isHeader(row)) {
      tell("header-repeated", "", {});
      return { kind: "bad", reasons };
    }
    const cells = fields.map(({ field, at, value }) => {
      const reading = field.read(value ?? row.cells[at ?? 0] ?? "");
      if (isFault(reading)) {
        tell(reading.code, field.name, reading.values);
        return null;
      }
      if (reading === null && field.filled) tell("cell-empty", field.name, { column: field.name });
      return reading;
    });
    if (reasons.length === 0) for (const check of checks) check(cells, tell);
    const key = keyAt < 0 ? null : (cells[keyAt] ?? null);
    if (key !== null && rules.key !== null) {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, line);
      else tell("id-repeated", rules.key, { value: shown(key), first });
    }
    return reasons.length === 0 ? { kind: "good", cells } : { kind: "bad", reasons };
  };
}

/** Tells rows that say the names of their columns once more: files were joined one below another. */
function headerTest({ fields, names }: HeaderPlan): (row: RawRow) => boolean {
  const placed = fields.flatMap(({ field, at }) => (at === null ? [] : [{ name: field.name, at }]));
  const isName = (cell: string, { name, at }: { name: string; at: number }) =>
    cell === name || cell === names[at];
  return ({ cells }) =>
    placed.length > 0 && placed.every((place) => isName(trimmed(cells[place.at] ?? ""), place));
}

function withFormat(planned: PlannedField, timeZone: string): PlannedField {
  const { field, format } = planned;
  if (format === null) return planned;
  const read = formatReader(format, timeZone);
  return { ...planned, field: { ...field, read } };
}

function shapeFault(
  row: RawRow,
  width: number,
): { readonly code: string; readonly values: ProblemValues } | null {
  if (row.fault !== null) return { code: row.fault, values: { text: shown(row.cells[0] ?? "") } };
  const given = row.cells.length;
  if (given < width) return { code: "cells-too-few", values: { given, expected: width } };
  if (given > width && row.cells.slice(width).some((cell) => trimmed(cell) !== "")) {
    return { code: "cells-too-many", values: { given, expected: width } };
  }
  return null;
}

/** True for a row that says nothing: a spreadsheet leaves such rows below its data. */
export function isBlankRow(row: RawRow): boolean {
  return row.fault === null && row.cells.every((cell) => trimmed(cell) === "");
}

type Tell = (code: string, column: string, values: ProblemValues) => void;
type RowCheck = (cells: readonly (string | null)[], tell: Tell) => void;

function wholeRowChecks(fields: readonly PlannedField[], { lastDay }: RowRules): RowCheck[] {
  const at = (name: string) => fields.findIndex(({ field }) => field.name === name);
  const checks: RowCheck[] = [];
  const ordered = at("ordered_at");
  if (lastDay !== null && ordered >= 0) {
    checks.push((cells, tell) => {
      const day = cells[ordered]?.slice(0, 10) ?? "";
      if (day > lastDay) tell("date-after-as-of", "ordered_at", { value: day, asOf: lastDay });
    });
  }
  const opened = at("opened_at");
  for (const name of opened < 0 ? [] : ["first_reply_at", "closed_at"]) {
    const later = at(name);
    if (later < 0) continue;
    checks.push((cells, tell) => {
      const from = cells[opened]?.slice(0, 10) ?? "";
      const to = cells[later]?.slice(0, 10);
      if (to !== undefined && to < from) tell("times-reversed", name, { value: to, opened: from });
    });
  }
  for (const [from, to] of dayPairs) {
    const [first, last] = [at(from), at(to)];
    if (first < 0 || last < 0) continue;
    checks.push((cells, tell) => {
      const [start, end] = [cells[first] ?? null, cells[last] ?? null];
      if (start === null || end === null || end >= start) return;
      tell("days-reversed", to, { value: end, column: from, start });
    });
  }
  return checks;
}

/** Columns of which the second is never before the first. */
const dayPairs = [
  ["start", "end"],
  ["started_at", "done_at"],
] as const;
