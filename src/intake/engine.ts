/** One small door to a database; DuckDB stands behind it, other engines could. */
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBListVector,
  type DuckDBStructVector,
} from "@duckdb/node-api";
import { availableParallelism, totalmem } from "node:os";

/** A column as JavaScript values: numbers, strings, booleans or null. */
export type EngineColumn = readonly (string | number | boolean | bigint | null)[];

export interface Engine {
  /** Runs a statement whose rows nobody reads. */
  readonly run: (sql: string) => Promise<void>;
  /** Columns of a query, by name. */
  readonly columns: (sql: string) => Promise<Readonly<Record<string, EngineColumn>>>;
  /**
   * Reads a query of numbers whose last column is a list of (day, amount): calls `group` with the
   * numbers of each row, then `entry` for each element of its list.
   */
  readonly fold: (sql: string, take: FoldTarget) => Promise<void>;
  readonly close: () => void;
}

export interface FoldTarget {
  readonly group: (numbers: readonly number[]) => void;
  readonly entry: (day: number, amount: number) => void;
}

export interface EngineOptions {
  /** Where the engine may put what does not fit in memory. */
  readonly scratch: string;
}

/** Opens an empty database in memory that uses all cores and at most 60 % of the memory. */
export async function openEngine({ scratch }: EngineOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(availableParallelism()),
    memory_limit: `${Math.max(512, Math.floor((totalmem() / 2 ** 20) * 0.6))}MiB`,
    temp_directory: scratch,
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    columns: (sql) => readColumns(connection, sql),
    fold: (sql, take) => foldRows(connection, sql, take),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function readColumns(
  connection: DuckDBConnection,
  sql: string,
): Promise<Record<string, EngineColumn>> {
  const result = await connection.stream(sql);
  const names = result.deduplicatedColumnNames();
  const columns: (string | number | boolean | bigint | null)[][] = names.map(() => []);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const [at, column] of columns.entries()) {
      const vector = chunk.getColumnVector(at);
      for (let row = 0; row < chunk.rowCount; row += 1) {
        column.push(vector.getItem(row) as string | number | boolean | bigint | null);
      }
    }
  }
  return Object.fromEntries(names.map((name, at) => [name, columns[at] ?? []]));
}

async function foldRows(
  connection: DuckDBConnection,
  sql: string,
  take: FoldTarget,
): Promise<void> {
  const result = await connection.stream(sql);
  const keys = result.columnCount - 1;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const vectors = Array.from({ length: keys }, (_, at) => chunk.getColumnVector(at));
    const list = chunk.getColumnVector(keys) as DuckDBListVector;
    const lines = list.childVector as DuckDBStructVector;
    const days = lines.entryVectorAt(0);
    const amounts = lines.entryVectorAt(1);
    for (let row = 0; row < chunk.rowCount; row += 1) {
      take.group(vectors.map((vector) => Number(vector.getItem(row))));
      const start = list.getEntryOffset(row);
      const end = start + list.getEntryLength(row);
      for (let at = start; at < end; at += 1) {
        take.entry(days.getItem(at) as number, amounts.getItem(at) as number);
      }
    }
  }
}

/** A text as an SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
