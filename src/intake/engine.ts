/** One small door to a database; DuckDB stands behind it, other engines could. */
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBListVector,
  type DuckDBVector,
} from "@duckdb/node-api";
import { availableParallelism, totalmem } from "node:os";
import { pairNumbers, type NumberedPairs } from "./pair-numbers.ts";

/** A column as JavaScript values: numbers, strings, booleans or null. */
export type EngineColumn = readonly (string | number | boolean | bigint | null)[];

export interface Engine {
  /** Runs a statement whose rows nobody reads. */
  readonly run: (sql: string) => Promise<void>;
  /** Columns of a query, by name. */
  readonly columns: (sql: string) => Promise<Readonly<Record<string, EngineColumn>>>;
  /**
   * Reads a query of a text and a list of INTERVALs, batch by batch. What a batch holds is good
   * until the next one is taken.
   */
  readonly fold: (sql: string, take: (batch: ListBatch) => void) => Promise<void>;
  /** Makes the SQL function `name(HASH(a, b), a, b)`; gives the pairs that it numbered so far. */
  readonly numberPairs: (name: string) => NumberedPairs;
  readonly close: () => void;
}

/** Rows of a text and a list each: the list of row `r` has `length(r)` elements from `start(r)`. */
export interface ListBatch {
  readonly n: number;
  readonly text: (row: number) => string;
  readonly start: (row: number) => number;
  readonly length: (row: number) => number;
  /** Four words an element: its months, its days, low and high half of its microseconds. */
  readonly words: Int32Array;
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
  // The engine goes on while a reader takes what there is.
  await connection.run("SET streaming_buffer_size = '64MB'");
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    columns: (sql) => readColumns(connection, sql),
    fold: (sql, take) => foldRows(connection, sql, take),
    numberPairs: (name) => {
      const { sqlFunction, numbered } = pairNumbers(name);
      connection.registerScalarFunction(sqlFunction);
      return numbered;
    },
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
  // The next batch is asked for before this one is taken: the engine works meanwhile.
  let next = result.fetchChunk();
  for (;;) {
    const chunk = await next;
    if (chunk === null || chunk.rowCount === 0) break;
    next = result.fetchChunk();
    const texts = chunk.getColumnVector(0);
    const lists = chunk.getColumnVector(1) as DuckDBListVector;
    const entries = entriesOf(lists);
    take({
      n: chunk.rowCount,
      text: (row) => texts.getItem(row) as string,
      start: (row) => entries[4 * row] ?? 0,
      length: (row) => entries[4 * row + 2] ?? 0,
      words: wordsOf(lists.childVector),
    });
  }
}

/** Where each list starts and how long it is: 64 bits each, of which the low half is enough. */
function entriesOf(lists: DuckDBListVector): Int32Array {
  const { entryData } = lists as unknown as { readonly entryData: BigUint64Array };
  return new Int32Array(entryData.buffer, entryData.byteOffset, 2 * entryData.length);
}

/** The driver shows the memory of the engine behind a vector of INTERVALs. */
function wordsOf(vector: DuckDBVector): Int32Array {
  const { dataView } = vector as unknown as { readonly dataView: DataView };
  return new Int32Array(dataView.buffer, dataView.byteOffset, dataView.byteLength / 4);
}

/** A text as an SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
