/** Finds the files of a data folder and says which table each belongs to. */
import { existsSync, readdirSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import type { FaultCount } from "./fault-list.ts";
import { bulkTables, readTables } from "../tables/known-tables.ts";
import { nearestName } from "../tables/nearest-name.ts";
import { quotedList, shown } from "../tables/cell.ts";

export type FileFormat = "csv" | "csv.gz" | "parquet" | "ndjson";

export interface DropFile {
  /** Relative to the data folder, with forward slashes. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly table: string;
  readonly survey: string | null;
  readonly format: FileFormat;
}

export interface FoundFiles {
  readonly files: readonly DropFile[];
  /** Folders that hold a drop.yaml, relative to the data folder. */
  readonly settings: readonly string[];
  /** Tables whose folder exists. */
  readonly tables: ReadonlySet<string>;
  readonly problems: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

interface Finding {
  readonly files: DropFile[];
  readonly settings: string[];
  readonly tables: Set<string>;
  readonly problems: FaultCount[];
  readonly remarks: FaultCount[];
}

const endings: readonly (readonly [string, FileFormat])[] = [
  [".csv", "csv"],
  [".tsv", "csv"],
  [".txt", "csv"],
  [".csv.gz", "csv.gz"],
  [".tsv.gz", "csv.gz"],
  [".txt.gz", "csv.gz"],
  [".parquet", "parquet"],
  [".ndjson", "ndjson"],
];

/** Walks the data folder; names are shown as `label/…`. */
export function findFiles(dataRoot: string, label: string, surveys: readonly string[]): FoundFiles {
  const found: Finding = {
    files: [],
    settings: [],
    tables: new Set(),
    problems: [],
    remarks: [],
  };
  if (!existsSync(dataRoot)) return found;
  for (const name of entriesOf(dataRoot)) {
    if (name === "collector" && isFolder(join(dataRoot, name))) continue;
    if (!isFolder(join(dataRoot, name))) {
      add(found.problems, "file-misplaced", `${label}/${name}`, { name });
    } else if (name === "responses") {
      found.tables.add(name);
      findResponses(found, { dataRoot, label, surveys });
    } else if (readTables.has(name)) {
      found.tables.add(name);
      findTable(found, { dataRoot, label, folder: name, table: name, survey: null });
    } else {
      unknownFolder(found, `${label}/${name}`, name);
    }
  }
  return found;
}

function unknownFolder(found: Finding, where: string, name: string): void {
  const known = [...readTables.keys()];
  const nearest = nearestName(name, known) ?? "none";
  add(found.problems, "folder-unknown", where, {
    name: shown(name),
    nearest,
    known: quotedList(known),
  });
}

interface ResponsesPlace {
  readonly dataRoot: string;
  readonly label: string;
  readonly surveys: readonly string[];
}

function findResponses(found: Finding, { dataRoot, label, surveys }: ResponsesPlace): void {
  for (const name of entriesOf(join(dataRoot, "responses"))) {
    const folder = `responses/${name}`;
    if (!isFolder(join(dataRoot, folder))) {
      add(found.problems, "answers-misplaced", `${label}/${folder}`, {
        known: quotedList(surveys),
      });
    } else if (!surveys.includes(name)) {
      add(found.problems, "survey-unknown", `${label}/${folder}`, {
        survey: shown(name),
        nearest: nearestName(name, surveys) ?? "none",
        known: quotedList(surveys),
      });
    } else {
      findTable(found, { dataRoot, label, folder, table: "responses", survey: name });
    }
  }
}

interface TablePlace {
  readonly dataRoot: string;
  readonly label: string;
  readonly folder: string;
  readonly table: string;
  readonly survey: string | null;
}

function findTable(found: Finding, { dataRoot, label, folder, table, survey }: TablePlace): void {
  for (const name of entriesOf(join(dataRoot, folder))) {
    const path = `${folder}/${name}`;
    const where = `${label}/${path}`;
    const file = join(dataRoot, path);
    const stat = statOf(file);
    if (stat?.isDirectory()) {
      add(found.problems, "folder-unexpected", where, { folder: `${label}/${folder}` });
      continue;
    }
    if (stat === null || !stat.isFile()) {
      add(found.problems, "file-unreadable", where, { reason: "none" });
      continue;
    }
    if (name === "drop.yaml") {
      found.settings.push(folder);
      continue;
    }
    const format = formatOf(name, table);
    if (format === null) {
      add(found.problems, "ending-unknown", where, { name: shown(name), kind: endingKind(name) });
    } else if (stat.size === 0) {
      add(found.problems, "file-empty", where, {});
    } else {
      found.files.push({ path, file, table, survey, format });
    }
  }
}

function formatOf(name: string, table: string): FileFormat | null {
  const lower = name.toLowerCase();
  const format = endings.find(([ending]) => lower.endsWith(ending))?.[1] ?? null;
  if (format === "parquet" && !bulkTables.has(table)) return null;
  if (format === "ndjson" && table !== "responses") return null;
  return format;
}

function endingKind(name: string): string {
  if (/\.(?:xlsx?|xlsm|ods|numbers)$/iu.test(name)) return "sheet";
  if (/\.(?:zip|rar|7z|tar|tgz)$/iu.test(name)) return "archive";
  return "other";
}

/** Names in a fixed order; files that begin with a dot are nobody's. */
function entriesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** Null for what cannot be looked at, such as a link that leads nowhere or to itself. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function add(
  list: FaultCount[],
  code: string,
  path: string,
  values: Readonly<Record<string, string | number>>,
): void {
  list.push({ code, path, rows: 1, examples: [{ where: path, values }] });
}
