/** One small door to a database; DuckDB stands behind it, other engines could. */
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBListVector,
  type DuckDBResult,
  type DuckDBVector,
} from "@duckdb/node-api";
import { availableParallelism, totalmem } from "node:os";
import { pairNumbers, type NumberedPairs } from "./pair-numbers.ts";
import { appendCells, type EngineCell } from "./vector-cells.ts";

/** A column as JavaScript values: numbers, strings, booleans or null. */
export type EngineColumn = readonly EngineCell[];

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
  /** Another door to the same database: statements of the two run at the same time. */
  readonly beside: () => Promise<Engine>;
  /** Closes all doors. */
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
  const connections: DuckDBConnection[] = [];
  const close = () => {
    for (const connection of connections) connection.closeSync();
    instance.closeSync();
  };
  const open = async (): Promise<Engine> => {
    const connection = await instance.connect();
    connections.push(connection);
    // The engine goes on while a reader takes what there is.
    await connection.run("SET streaming_buffer_size = '64MB'");
    return { ...doorOf(connection), beside: open, close };
  };
  return open();
}

function doorOf(connection: DuckDBConnection): Omit<Engine, "beside" | "close"> {
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
  };
}

async function readColumns(
  connection: DuckDBConnection,
  sql: string,
): Promise<Record<string, EngineColumn>> {
  const result = await connection.stream(sql);
  const names = result.deduplicatedColumnNames();
  const columns: EngineCell[][] = names.map(() => []);
  await eachChunk(result, (chunk, rows) => {
    for (const [at, column] of columns.entries()) {
      appendCells(column, chunk.getColumnVector(at), rows);
    }
  });
  return Object.fromEntries(names.map((name, at) => [name, columns[at] ?? []]));
}

async function foldRows(
  connection: DuckDBConnection,
  sql: string,
  take: (batch: ListBatch) => void,
): Promise<void> {
  await eachChunk(await connection.stream(sql), (chunk, rows) => {
    const texts = chunk.getColumnVector(0);
    const lists = chunk.getColumnVector(1) as DuckDBListVector;
    const entries = entriesOf(lists);
    take({
      n: rows,
      text: (row) => texts.getItem(row) as string,
      start: (row) => entries[4 * row] ?? 0,
      length: (row) => entries[4 * row + 2] ?? 0,
      words: wordsOf(lists.childVector),
    });
  });
}

/** The next chunk is asked for before one is taken: the engine works meanwhile. */
async function eachChunk(
  result: DuckDBResult,
  take: (chunk: DuckDBDataChunk, rows: number) => void,
): Promise<void> {
  let next = result.fetchChunk();
  for (;;) {
    const chunk = await next;
    const rows = chunk?.rowCount ?? 0;
    if (chunk === null || rows === 0) return;
    next = result.fetchChunk();
    next.catch(() => undefined);
    take(chunk, rows);
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

/** The path of a file as an SQL literal; the engine takes `*`, `?` and `[` for patterns. */
export function quotedPath(path: string): string {
  return quoted(path.replaceAll(/[*?[]/gu, "[$&]"));
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
