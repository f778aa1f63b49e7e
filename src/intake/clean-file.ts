/** Reads one drop file row by row and leaves its good rows as canonical CSV. */
import { rmSync } from "node:fs";
import { isBlankRow, rowChecker, type RowReason, type RowVerdict } from "./check-rows.ts";
import { csvText } from "../tables/csv-cell.ts";
import { csvWriter, type CsvWriter } from "./csv-writer.ts";
import type { DropEntry } from "./drop-settings.ts";
import { faultList, type FaultCount } from "./fault-list.ts";
import type { Field } from "./fields.ts";
import { planHeader, type HeaderPlan } from "./file-plan.ts";
import { openRows, type FileRows, type RowsTask } from "./file-rows.ts";
import type { DropFile } from "./find-files.ts";
import type { RawRow } from "./read-rows.ts";

/** What reading a file came to. */
export interface FileVerdict {
  /** False when the file as a whole cannot be read: then no row of it counts. */
  readonly isReadable: boolean;
  readonly rows: number;
  readonly rejected: number;
  /** How the good rows are kept: as text, or typed. */
  readonly format: "csv" | "parquet";
  /** Columns of the clean file, in order; in CSV the last is `_line`. */
  readonly columns: readonly string[];
  /** Faults of the file as a whole. */
  readonly problems: readonly FaultCount[];
  /** Faults of single rows. */
  readonly faults: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

export interface CleanTask {
  readonly file: DropFile;
  /** How the file is shown to people. */
  readonly name: string;
  readonly entry: DropEntry | null;
  readonly fields: readonly Field[];
  readonly leftOut: readonly string[];
  readonly key: string | null;
  readonly lastDay: string | null;
  readonly timeZone: string;
  /** Whether faults are shown by the line of a text or by the row below the header. */
  readonly placeBy: "line" | "row";
  readonly cleanPath: string;
  readonly rejectedPath: string;
}

/**
 * Checks a file (逐行检查): every row, every cell that a table knows.
 *
 * For      whoever dropped the file: all faults at once, each with its line.
 * Takes    task: the file, the mapping, the columns to look for and where to write.
 * Gives    counts and faults; the good rows stand in `cleanPath`, the others with
 *          their reasons in `rejectedPath`, which is absent when there are none.
 */
export async function cleanFile(task: CleanTask): Promise<FileVerdict> {
  // Nearly every drop is UTF-8: what can be read as such is not looked through for its encoding.
  const guessed = task.entry?.encoding ? null : await cleanAs(task, { isGuess: true });
  return guessed?.isReadable ? guessed : cleanAs(task, { isGuess: false });
}

async function cleanAs(
  task: CleanTask,
  { isGuess }: Pick<RowsTask, "isGuess">,
): Promise<FileVerdict> {
  const problems = faultList(task.name);
  const remarks = faultList(task.name);
  const unread = (): FileVerdict => ({
    isReadable: false,
    format: "csv",
    rows: 0,
    rejected: 0,
    columns: [],
    problems: problems.counts(),
    faults: [],
    remarks: remarks.counts(),
  });
  try {
    const known = knownNames(task);
    const opened = await openRows({ file: task.file, entry: task.entry, known, isGuess }, problems);
    if (opened === null) return unread();
    const { fields, leftOut, entry } = task;
    const line = opened.header.line;
    const plan = planHeader(
      opened.header.cells,
      { fields, leftOut, entry, line },
      { problems, remarks },
    );
    if (plan === null) return unread();
    const counted = await writeRows(opened, plan, task);
    if (problems.counts().length > 0) {
      for (const path of [task.cleanPath, task.rejectedPath]) rmSync(path, { force: true });
      return unread();
    }
    return { ...counted, isReadable: true, format: "csv", problems: [], remarks: remarks.counts() };
  } catch (error) {
    const reason = (error as { readonly code?: unknown } | null)?.code;
    if (typeof reason !== "string") throw error;
    problems.add(reason.startsWith("Z_") ? "file-damaged" : "file-unreadable", {}, { reason });
    return unread();
  }
}

/** Names that may stand in a header: canonical ones and those that the mapping names. */
export function knownNames({ fields, leftOut, entry }: CleanTask): ReadonlySet<string> {
  const foreign = [...(entry?.columns.values() ?? [])].flatMap((source) =>
    "from" in source ? [source.from] : [],
  );
  return new Set([...fields.map(({ name }) => name), ...leftOut, ...foreign]);
}

type Counted = Pick<FileVerdict, "rows" | "rejected" | "columns" | "faults">;

async function writeRows(opened: FileRows, plan: HeaderPlan, task: CleanTask): Promise<Counted> {
  const faults = faultList(task.name);
  const check = rowChecker(plan, task, faults);
  const columns = [...plan.fields.map(({ field }) => field.name), "_line"];
  const clean = csvWriter(task.cleanPath);
  const rejects = rejectedWriter(task.rejectedPath);
  let rows = 0;
  try {
    clean.write(columns);
    for await (const batch of opened.rows) {
      for (const row of batch) {
        if (isBlankRow(row)) continue;
        rows += 1;
        const line = task.placeBy === "row" ? rows : row.line;
        const verdict: RowVerdict = check({ ...row, line });
        if (verdict.kind === "good") clean.write([...verdict.cells, String(line)]);
        else rejects.write(line, verdict.reasons, row);
      }
    }
  } catch (error) {
    clean.discard();
    rejects.discard();
    throw error;
  }
  clean.finish();
  return { rows, rejected: rejects.finish(), columns, faults: faults.counts() };
}

interface RejectedWriter {
  readonly write: (line: number, reasons: readonly RowReason[], row: RawRow) => void;
  readonly discard: () => void;
  /** How many rows were written. */
  readonly finish: () => number;
}

/** Rejected rows, each with its line and reasons before its cells. */
function rejectedWriter(path: string): RejectedWriter {
  let writer: CsvWriter | null = null;
  let n = 0;
  rmSync(path, { force: true });
  return {
    write: (line, reasons, row) => {
      if (writer === null) {
        writer = csvWriter(path, (cells) => csvText([cells], ""));
        writer.write(["line", "reasons", "cells"]);
      }
      n += 1;
      const why = reasons.map(({ code, column }) => (column === "" ? code : `${code} (${column})`));
      writer.write([String(line), why.join("; "), ...row.cells]);
    },
    discard: () => writer?.discard(),
    finish: () => {
      writer?.finish();
      return n;
    },
  };
}
