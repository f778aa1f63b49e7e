/** One small door to a database; DuckDB stands behind it, other engines could. */
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBListVector,
  type DuckDBStructVector,
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
   * Reads a query of numbers whose last column is a list of (whole number, number), batch by
   * batch. What a batch holds is good until the next one is taken.
   */
  readonly fold: (sql: string, take: (batch: ListBatch) => void) => Promise<void>;
  readonly close: () => void;
}

/** Rows with a list each; the elements of row `r` are those from `start(r)` to `end(r)`. */
export interface ListBatch {
  readonly n: number;
  readonly number: (column: number, row: number) => number;
  readonly start: (row: number) => number;
  readonly end: (row: number) => number;
  readonly wholes: ArrayLike<number>;
  readonly numbers: ArrayLike<number>;
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
  const last = result.columnCount - 1;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const vectors = Array.from({ length: last }, (_, at) => chunk.getColumnVector(at));
    const list = chunk.getColumnVector(last) as DuckDBListVector;
    const elements = list.childVector as DuckDBStructVector;
    take({
      n: chunk.rowCount,
      number: (column, row) => Number(vectors[column]?.getItem(row)),
      start: (row) => list.getEntryOffset(row),
      end: (row) => list.getEntryOffset(row) + list.getEntryLength(row),
      wholes: itemsOf(elements.entryVectorAt(0)),
      numbers: itemsOf(elements.entryVectorAt(1)),
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
