/** Reads one file of a drop: from the cache, straight through the engine, or row by row. */
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { bulkFile, type BulkFile } from "./bulk-file.ts";
import { dubiousId, dubiousText } from "./bulk-relation.ts";
import type { CleanTask, FileVerdict } from "./clean-file.ts";
import { csvRelation } from "./csv-relation.ts";
import { besideName } from "./csv-writer.ts";
import { quoted, quotedPath, type Engine } from "./engine.ts";
import { faultList } from "./fault-list.ts";
import { parquetBulk, parquetText } from "./parquet-file.ts";
import { transactions } from "../tables/transactions.ts";
import { keptPath, knownVerdict, saveVerdict } from "./verdict-cache.ts";

export interface FileRead {
  readonly verdict: FileVerdict;
  /** A table expression of the good rows. */
  readonly relation: string;
  /** True when the relation checks its rows only while it is read, and may fail. */
  readonly isPending: boolean;
  /** A decoded copy that may be deleted once the rows were read. */
  readonly copy: string | null;
}

export interface ReadWay {
  readonly engine: Engine;
  /** Names the content and all that its reading depends on. */
  readonly key: string;
  /** For files that exist only while reading. */
  readonly scratch: string;
  /** False when the engine already refused the file. */
  readonly mayBulk: boolean;
  /** True when no other file feeds the table: then nothing is gained by keeping its rows. */
  readonly isAlone: boolean;
  /** Reads a file row by row. */
  readonly clean: (task: CleanTask) => Promise<FileVerdict>;
}

/** Reads a file; what was read before with the same key is not read again. */
export async function readFile(task: CleanTask, way: ReadWay): Promise<FileRead> {
  const known = await knownVerdict(task, way.key);
  if (known !== null) return settled(task, known);
  if (task.file.table !== "transactions") return settled(task, await readByRow(task, way));
  const bulk = way.mayBulk ? await bulkOf(task, way) : null;
  if (bulk !== null && way.isAlone) return pending(bulk);
  const kept = bulk === null ? null : await keepBulk(bulk, task, way);
  if (kept !== null) return settled(task, kept);
  return settled(task, await readByRow(task, way));
}

async function readByRow(task: CleanTask, way: ReadWay): Promise<FileVerdict> {
  if (task.file.format !== "parquet") return byRow(task, way);
  const text = besideName(way.scratch);
  try {
    return await byRow(await parquetText(way.engine, task, text), way);
  } catch (error) {
    if (!isEngineError(error)) throw error;
    return damaged(task);
  } finally {
    rmSync(text, { force: true });
  }
}

function damaged({ name }: CleanTask): FileVerdict {
  const problems = faultList(name);
  problems.add("file-damaged", {}, { reason: "Parquet" });
  const nothing = { rows: 0, rejected: 0, columns: [], faults: [], remarks: [] };
  return { isReadable: false, format: "csv", problems: problems.counts(), ...nothing };
}

function settled(task: CleanTask, verdict: FileVerdict): FileRead {
  const path = keptPath(task, verdict.format);
  const relation =
    verdict.format === "parquet"
      ? `read_parquet(${quotedPath(path)})`
      : csvRelation(path, verdict.columns);
  return { verdict, relation, isPending: false, copy: null };
}

async function byRow(
  task: CleanTask,
  { key, clean }: Pick<ReadWay, "key" | "clean">,
): Promise<FileVerdict> {
  const verdict = await clean(task);
  await saveVerdict(task, key, verdict);
  return verdict;
}

async function bulkOf(task: CleanTask, { engine, scratch }: ReadWay): Promise<BulkFile | null> {
  try {
    return task.file.format === "parquet"
      ? await parquetBulk(engine, task)
      : await bulkFile(task, scratch);
  } catch (error) {
    if (
      (error as { readonly code?: unknown } | null)?.code === undefined &&
      !isEngineError(error)
    ) {
      throw error;
    }
    return null;
  }
}

function isEngineError(error: unknown): boolean {
  return error instanceof Error && /^[A-Z][A-Za-z -]*(?:Error|Exception)/u.test(error.message);
}

function pending({ relation, columns, remarks, copy }: BulkFile): FileRead {
  const counts = { rows: 0, rejected: 0, problems: [], faults: [] };
  const verdict: FileVerdict = { isReadable: true, format: "csv", columns, remarks, ...counts };
  return { verdict, relation, isPending: true, copy };
}

/** Keeps the typed lines of a file; null when the engine refuses a cell. */
async function keepBulk(
  bulk: BulkFile,
  task: CleanTask,
  { engine, key }: ReadWay,
): Promise<FileVerdict | null> {
  const target = keptPath(task, "parquet");
  const part = besideName(target);
  mkdirSync(dirname(target), { recursive: true });
  try {
    await engine.run(`COPY (SELECT * FROM ${bulk.relation}) TO ${quoted(part)} (FORMAT parquet)`);
    const rows = await soundRows(engine, part, bulk.columns);
    if (rows === null) return null;
    renameSync(part, target);
    const { columns, remarks } = bulk;
    const counts = { rows, rejected: 0, problems: [], faults: [] };
    const verdict: FileVerdict = {
      isReadable: true,
      format: "parquet",
      columns,
      remarks,
      ...counts,
    };
    await saveVerdict(task, key, verdict);
    return verdict;
  } catch (error) {
    if (!isEngineError(error)) throw error;
    return null;
  } finally {
    rmSync(part, { force: true });
    if (bulk.copy !== null) rmSync(bulk.copy, { force: true });
  }
}

async function soundRows(
  engine: Engine,
  path: string,
  columns: readonly string[],
): Promise<number | null> {
  const dubious = dubiousGuards(columns).map((guard) => `COUNT(CASE WHEN ${guard} THEN 1 END)`);
  const counted = await engine.columns(
    `SELECT COUNT(*) AS n, ${dubious.join(" + ")} AS dubious FROM read_parquet(${quotedPath(path)})`,
  );
  return Number(counted["dubious"]?.[0]) === 0 ? Number(counted["n"]?.[0]) : null;
}

/** Conditions under which a text needs a closer look. */
export function dubiousGuards(columns: readonly string[]): readonly string[] {
  return doubtsOf(["customer_id", ...columns.filter((name) => name !== "customer_id")]);
}

/** The same for these columns alone; columns that hold neither ids nor texts have none. */
export function doubtsOf(columns: readonly string[]): readonly string[] {
  return columns.flatMap((name) => {
    const kind = transactions.columns.find((column) => column.name === name)?.kind;
    if (kind !== "id" && kind !== "text") return [];
    return [`regexp_matches(${name}, ${kind === "id" ? dubiousId : dubiousText})`];
  });
}
