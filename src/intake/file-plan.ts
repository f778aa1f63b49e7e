/** Which column of a file feeds which column of its table, or why that cannot be told. */
import { quotedList, shown, trimmed } from "../tables/cell.ts";
import { nearestName } from "../tables/nearest-name.ts";
import type { ColumnSource, DropEntry } from "./drop-settings.ts";
import type { FaultList } from "./fault-list.ts";
import type { Field } from "./fields.ts";

/** A field and the cell that fills it. */
export interface PlannedField {
  readonly field: Field;
  /** Position of the cell; null when every row holds the same value. */
  readonly at: number | null;
  readonly value: string | null;
  readonly format: string | null;
}

export interface HeaderPlan {
  readonly fields: readonly PlannedField[];
  readonly width: number;
  /** Names in the header by position; none without a header. */
  readonly names: readonly string[];
}

export interface PlanLists {
  readonly problems: FaultList;
  readonly remarks: FaultList;
}

export interface PlanTask {
  readonly fields: readonly Field[];
  /** Columns that are known, and known not to belong into a drop. */
  readonly leftOut: readonly string[];
  readonly entry: DropEntry | null;
  readonly line: number;
}

const times: ReadonlySet<string> = new Set(["time", "day"]);
const forbidden: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Plans a file by its header; null after a problem that makes the file unreadable. */
export function planHeader(
  header: readonly string[],
  task: PlanTask,
  lists: PlanLists,
): HeaderPlan | null {
  const names = header.map((name) => trimmed(name));
  if (!hasGoodNames(names, task.line, lists.problems)) return null;
  const used = new Set<string>();
  const fields: PlannedField[] = [];
  let isComplete = true;
  for (const field of task.fields) {
    const source = sourceOf(field.name, names, task.entry);
    if (source === "missing") {
      isComplete = false;
      tellMissingSource(field.name, names, task, lists.problems);
    } else if (source !== null && source.format !== null && !times.has(field.kind)) {
      isComplete = false;
      const values = { name: field.name, mapping: task.entry?.where(field.name) ?? "" };
      lists.problems.add("mapping-format", { line: task.line, column: field.name }, values);
    } else if (source !== null) {
      fields.push({ field, ...source });
      if (source.at !== null) used.add(names[source.at] ?? "");
    } else if (field.needed) {
      isComplete = false;
      tellMissing(field.name, names, task.line, lists.problems);
    }
  }
  const hasKnownNames = knowsMapping(task, lists.problems);
  if (!isComplete || !hasKnownNames) return null;
  remarkUnknown(names, used, task, lists.remarks);
  return { fields, width: names.length, names: task.entry?.header === false ? [] : names };
}

function hasGoodNames(names: readonly string[], line: number, problems: FaultList): boolean {
  const seen = new Set<string>();
  let isGood = true;
  for (const name of names) {
    if (name === "") continue;
    if (forbidden.has(name)) {
      problems.add("column-forbidden", { line, column: name }, { name });
      isGood = false;
    }
    if (seen.has(name)) {
      problems.add("column-repeated", { line, column: shown(name) }, { name: shown(name) });
      isGood = false;
    }
    seen.add(name);
  }
  return isGood;
}

type Source = Pick<PlannedField, "at" | "value" | "format">;

function sourceOf(
  name: string,
  names: readonly string[],
  entry: DropEntry | null,
): Source | "missing" | null {
  const mapped = entry?.columns.get(name);
  if (mapped === undefined) {
    const isTaken = [...(entry?.columns.values() ?? [])].some(
      (source) => "from" in source && source.from === name,
    );
    const at = isTaken ? -1 : names.indexOf(name);
    return at < 0 ? null : { at, value: null, format: null };
  }
  if ("value" in mapped) return { at: null, value: mapped.value, format: null };
  const at = positionOf(mapped, names, entry);
  return at < 0 ? "missing" : { at, value: null, format: mapped.format };
}

/** Without a header, columns are named by their place: 1, 2, 3. */
function positionOf(
  source: Extract<ColumnSource, { from: string }>,
  names: readonly string[],
  entry: DropEntry | null,
): number {
  if (entry?.header === false && /^\d+$/u.test(source.from)) {
    const at = Number(source.from) - 1;
    return at < names.length ? at : -1;
  }
  return names.indexOf(source.from);
}

function tellMissing(
  name: string,
  names: readonly string[],
  line: number,
  problems: FaultList,
): void {
  const given = names.filter((other) => other !== "");
  problems.add(
    "column-missing",
    { line, column: name },
    { name, columns: quotedList(given), nearest: shown(nearestName(name, given) ?? "none") },
  );
}

function tellMissingSource(
  name: string,
  names: readonly string[],
  { entry, line }: PlanTask,
  problems: FaultList,
): void {
  const source = entry?.columns.get(name);
  const from = source !== undefined && "from" in source ? source.from : "";
  const given = names.filter((other) => other !== "");
  problems.add(
    "mapping-missing",
    { line, column: shown(from) },
    {
      from: shown(from),
      name,
      columns: quotedList(given),
      nearest: shown(nearestName(from, given) ?? "none"),
      mapping: entry?.where(name) ?? "",
    },
  );
}

/** A mapping for a column that the table does not have is a slip of the pen. */
function knowsMapping({ entry, fields, line }: PlanTask, problems: FaultList): boolean {
  const known = fields.map(({ name }) => name);
  const strays = [...(entry?.columns.keys() ?? [])].filter((name) => !known.includes(name));
  for (const name of strays) {
    problems.add(
      "mapping-unknown",
      { line, column: shown(name) },
      {
        name: shown(name),
        nearest: nearestName(name, known) ?? "none",
        mapping: entry?.where(name) ?? "",
      },
    );
  }
  return strays.length === 0;
}

function remarkUnknown(
  names: readonly string[],
  used: ReadonlySet<string>,
  { fields, leftOut, entry, line }: PlanTask,
  remarks: FaultList,
): void {
  if (entry?.header === false) return;
  const known = fields.map(({ name }) => name);
  for (const name of names) {
    if (name === "" || used.has(name)) continue;
    if (leftOut.includes(name)) {
      remarks.add("contact-left-out", { line }, { name: shown(name) });
    } else {
      const nearest = shown(nearestName(name, known) ?? "none");
      remarks.add("column-unknown", { line }, { name: shown(name), nearest });
    }
  }
}
