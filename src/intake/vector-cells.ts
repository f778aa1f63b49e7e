/**
 * The cells of a vector of the driver, read where the engine left them: the driver makes a BigInt
 * of every whole number and every mark of an empty cell, and a decoder of every short text.
 */
import {
  DuckDBBigIntVector,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  DuckDBVarCharVector,
  type DuckDBVector,
} from "@duckdb/node-api";

export type EngineCell = string | number | boolean | bigint | null;

/** Appends the cells of a vector; a whole number is a bigint only where no number is exact. */
export function appendCells(column: EngineCell[], vector: DuckDBVector, rows: number): void {
  if (vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector) {
    appendNumbers(column, vector, rows);
  } else if (vector instanceof DuckDBBigIntVector) {
    appendWholes(column, vector, rows);
  } else if (vector instanceof DuckDBVarCharVector) {
    appendTexts(column, vector, rows);
  } else {
    for (let row = 0; row < rows; row += 1) column.push(vector.getItem(row) as EngineCell);
  }
}

/** What the driver keeps in its vectors and does not declare. */
interface Memory {
  readonly items: Float64Array | Int32Array | BigInt64Array;
  readonly dataView: DataView;
  readonly validity: { readonly data: BigUint64Array | null; readonly offset: number };
}

function memoryOf(vector: DuckDBVector): Memory {
  return vector as unknown as Memory;
}

function wordsOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** One bit a row, 32 of them a word; null when no cell is empty. */
function filledBits(vector: DuckDBVector): Int32Array | null {
  const { data, offset } = memoryOf(vector).validity;
  if (offset !== 0) throw new Error("a slice of a vector has rows of its own");
  return data === null ? null : wordsOf(data);
}

function isFilled(bits: Int32Array | null, row: number): boolean {
  return bits === null || (((bits[row >> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}

function appendNumbers(column: EngineCell[], vector: DuckDBVector, rows: number): void {
  const bits = filledBits(vector);
  const items = memoryOf(vector).items as Float64Array | Int32Array;
  for (let row = 0; row < rows; row += 1) {
    column.push(isFilled(bits, row) ? (items[row] ?? null) : null);
  }
}

function appendWholes(column: EngineCell[], vector: DuckDBBigIntVector, rows: number): void {
  const bits = filledBits(vector);
  const words = wordsOf(memoryOf(vector).items);
  for (let row = 0; row < rows; row += 1) {
    const number = (words[2 * row + 1] ?? 0) * 2 ** 32 + ((words[2 * row] ?? 0) >>> 0);
    const cell = Number.isSafeInteger(number) ? number : vector.getItem(row);
    column.push(isFilled(bits, row) ? cell : null);
  }
}

/** Bytes of a text that stand in the vector itself, behind its length. */
const INLINE = 12;
const BEYOND_ASCII = 0x80808080;

/** Short texts of ASCII are cut out of all the bytes of the vector. */
function appendTexts(column: EngineCell[], vector: DuckDBVarCharVector, rows: number): void {
  const bits = filledBits(vector);
  const { dataView } = memoryOf(vector);
  const words = wordsOf(dataView);
  const all = Buffer.from(dataView.buffer, dataView.byteOffset, 16 * rows).toString("latin1");
  for (let row = 0; row < rows; row += 1) {
    if (!isFilled(bits, row)) {
      column.push(null);
      continue;
    }
    const at = 4 * row;
    const length = words[at] ?? 0;
    const signs = (words[at + 1] ?? 0) | (words[at + 2] ?? 0) | (words[at + 3] ?? 0);
    const isPlain = length <= INLINE && (signs & BEYOND_ASCII) === 0;
    column.push(isPlain ? all.slice(16 * row + 4, 16 * row + 4 + length) : vector.getItem(row));
  }
}
