/** An SQL function that numbers pairs of texts, so that a line carries one number for both. */
import { DuckDBScalarFunction, INTEGER, UBIGINT, VARCHAR } from "@duckdb/node-api";
import type { DuckDBDataChunk, DuckDBVector } from "@duckdb/node-api";

export type TextPair = readonly [first: string | null, second: string | null];

export interface PairNumbers {
  /** Call as `name(HASH(first, second), first, second)`. */
  readonly sqlFunction: DuckDBScalarFunction;
  readonly numbered: NumberedPairs;
}

export interface NumberedPairs {
  /** The pairs so far, each at its number: in the order in which they came up. */
  readonly pairs: readonly TextPair[];
}

/**
 * Makes such a function. Pairs are told apart by the 64 bits of their hash: of ten thousand
 * pairs, any two clash with a chance of 3 in 10^12.
 */
export function pairNumbers(name: string): PairNumbers {
  const pairs: TextPair[] = [];
  const known = hashNumbers();
  const sqlFunction = DuckDBScalarFunction.create({
    name,
    parameterTypes: [UBIGINT, VARCHAR, VARCHAR],
    returnType: INTEGER,
    specialHandling: true,
    volatile: true,
    mainFunction: (_, input, output) => {
      const hashes = hashWords(input);
      const numbers = itemsOf(output) as Int32Array;
      const rows = input.rowCount;
      for (let row = 0; row < rows; row += 1) {
        const number = known(hashes[2 * row] ?? 0, hashes[2 * row + 1] ?? 0);
        if (number === pairs.length) pairs.push([textOf(input, 1, row), textOf(input, 2, row)]);
        numbers[row] = number;
      }
      output.flush();
    },
  });
  return { sqlFunction, numbered: { pairs } };
}

function hashWords(input: DuckDBDataChunk): Int32Array {
  const { buffer, byteOffset } = itemsOf(input.getColumnVector(0));
  return new Int32Array(buffer, byteOffset, 2 * input.rowCount);
}

/** The driver keeps the numbers of a vector in a typed array. */
function itemsOf(vector: DuckDBVector): Int32Array | BigUint64Array {
  return (vector as unknown as { readonly items: Int32Array | BigUint64Array }).items;
}

function textOf(input: DuckDBDataChunk, column: number, row: number): string | null {
  return input.getColumnVector(column).getItem(row) as string | null;
}

/** Numbers hashes of two words from 0 on. */
function hashNumbers(): (low: number, high: number) => number {
  let mask = (1 << 10) - 1;
  let slots = new Int32Array(mask + 1);
  const words: number[] = [];
  const slotOf = (low: number, high: number): number => {
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const at = (slots[slot] ?? 0) - 1;
      if (at < 0 || (words[2 * at] === low && words[2 * at + 1] === high)) return slot;
    }
  };
  const widen = () => {
    mask = 2 * mask + 1;
    slots = new Int32Array(mask + 1);
    for (let at = 0; 2 * at < words.length; at += 1) {
      slots[slotOf(words[2 * at] ?? 0, words[2 * at + 1] ?? 0)] = at + 1;
    }
  };
  return (low, high) => {
    const slot = slotOf(low, high);
    const at = (slots[slot] ?? 0) - 1;
    if (at >= 0) return at;
    words.push(low, high);
    slots[slot] = words.length / 2;
    if (words.length > mask) widen();
    return words.length / 2 - 1;
  };
}
