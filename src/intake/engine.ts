/** One small door to a database; DuckDB stands behind it, other engines could. */
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBListVector,
  type DuckDBVector,
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
   * Reads a query of numbers whose last two columns are lists of equal length, batch by batch.
   * What a batch holds is good until the next one is taken.
   */
  readonly fold: (sql: string, take: (batch: ListBatch) => void) => Promise<void>;
  readonly close: () => void;
}

/** Elements of a list column: those of row `r` lie from `start(r)` on. */
export interface ListColumn {
  readonly start: (row: number) => number;
  readonly items: ArrayLike<number>;
}

/** Rows with two lists each, of `length(r)` elements. */
export interface ListBatch {
  readonly n: number;
  readonly number: (column: number, row: number) => number;
  readonly length: (row: number) => number;
  readonly first: ListColumn;
  readonly second: ListColumn;
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
  take: (batch: ListBatch) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  const numbers = result.columnCount - 2;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const vectors = Array.from({ length: numbers }, (_, at) => chunk.getColumnVector(at));
    const first = chunk.getColumnVector(numbers) as DuckDBListVector;
    const second = chunk.getColumnVector(numbers + 1) as DuckDBListVector;
    take({
      n: chunk.rowCount,
      number: (column, row) => Number(vectors[column]?.getItem(row)),
      length: (row) => first.getEntryLength(row),
      first: { start: (row) => first.getEntryOffset(row), items: itemsOf(first.childVector) },
      second: { start: (row) => second.getEntryOffset(row), items: itemsOf(second.childVector) },
    });
  }
}

/** The numbers behind a vector without empty cells, uncopied where the driver shows them. */
function itemsOf(vector: DuckDBVector): ArrayLike<number> {
  const { items } = vector as unknown as { readonly items?: unknown };
  if (items instanceof Int32Array || items instanceof Float64Array) return items;
  return Array.from({ length: vector.itemCount }, (_, at) => Number(vector.getItem(at)));
}

/** A text as an SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
