/** How files of rows are read, here or in a thread that has no engine. */
import { join } from "node:path";
import type { SurveyDefinition } from "../survey/definition.ts";
import { readTables } from "../tables/known-tables.ts";
import type { PeriodUnit } from "../tables/period.ts";
import type { Table } from "../tables/table.ts";
import { contactColumns } from "./answer-columns.ts";
import { cleanFile, type CleanTask, type FileVerdict } from "./clean-file.ts";
import type { DropEntry } from "./drop-settings.ts";
import { fieldsOf } from "./fields.ts";
import { hashOfTexts } from "./file-identity.ts";
import type { DropFile } from "./find-files.ts";

/** Raised whenever the same bytes may come to be read differently. */
export const PARSER_VERSION = "4";

export interface DropRules {
  readonly timeZone: string;
  readonly wave: PeriodUnit;
  /** Share of bad rows of a table that may be left out. */
  readonly badRows: number;
  /** No order may be later than this day (YYYY-MM-DD). */
  readonly asOf: string | null;
}

export interface DropFolders {
  readonly data: string;
  /** May be deleted at any time. */
  readonly cache: string;
  /** Rows that were left out, with their reasons. */
  readonly rejected: string;
}

/** A file of the data folder that is known by content, before it is read. */
export interface KnownFile {
  readonly file: DropFile;
  readonly sha256: string;
  readonly entry: DropEntry | null;
  /** Path of a byte-identical file that comes before it. */
  readonly sameAs: string | null;
}

/** A file that is read row by row, in words that another thread understands. */
export interface RowsTask {
  readonly folders: DropFolders;
  readonly rules: DropRules;
  readonly surveys: readonly SurveyDefinition[];
  readonly known: Omit<KnownFile, "entry">;
}

/** Reads a file of rows that no drop.yaml maps. */
export function cleanRows({ known, ...task }: RowsTask): Promise<FileVerdict> {
  return cleanFile(cleanTask({ ...known, entry: null }, task));
}

/** How a file of the list is to be read. */
export function cleanTask(
  { file, entry, sha256 }: Omit<KnownFile, "sameAs">,
  task: Omit<RowsTask, "known">,
): CleanTask {
  const table = tableNamed(file.table);
  const survey = task.surveys.find(({ id }) => id === file.survey) ?? null;
  const { timeZone, wave, asOf } = task.rules;
  const key = cacheKey({ file, entry, sha256 }, task);
  const place = join(task.folders.cache, "files", key);
  return {
    file,
    name: `data/${file.path}`,
    entry,
    fields: fieldsOf({ table, survey, timeZone, wave }),
    leftOut: survey === null ? [] : contactColumns(survey),
    key: table.key,
    lastDay: asOf,
    timeZone,
    placeBy: "line",
    cleanPath: `${place}.csv`,
    rejectedPath: `${place}.rejected.csv`,
  };
}

function tableNamed(name: string): Table {
  const table = readTables.get(name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}

/** Everything that the reading of one file depends on. */
export function cacheKey(
  { file, entry, sha256 }: Omit<KnownFile, "sameAs">,
  { rules, surveys }: Pick<RowsTask, "rules" | "surveys">,
): string {
  const survey = surveys.find(({ id }) => id === file.survey) ?? null;
  const mapping = entry === null ? null : { ...entry, columns: [...entry.columns] };
  const { timeZone, wave, asOf } = rules;
  const parts = [PARSER_VERSION, file.path, sha256, timeZone, wave, asOf ?? ""];
  const shape = JSON.stringify([mapping, survey, readTables.get(file.table)]);
  return hashOfTexts([...parts, shape]).slice(0, 40);
}
