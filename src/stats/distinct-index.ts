export interface DistinctIndex {
  /** The values that occur, in order of first occurrence. */
  readonly distinct: Float64Array;
  /** Of each row, where its value stands in `distinct`. */
  readonly index: Int32Array;
}

/**
 * Distinct values (去重索引): the values of a column once each, and of each row which one it has.
 *
 * For      working out a logarithm once per distinct time instead of once per customer.
 * Formula  open addressing over the bits of the number.
 * Takes    a column without NaN; 0 and −0 are two values.
 * Gives    values in order of first occurrence; both empty for an empty column.
 *
 * @example distinctIndex(Float64Array.of(3, 5, 3)).index[2] // => 0
 */
export function distinctIndex(values: Float64Array): DistinctIndex {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const index = new Int32Array(values.length);
  let table = new Int32Array(1024).fill(-1);
  let distinct = new Float64Array(512);
  let size = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    let slot = slotOf(words[2 * i]!, words[2 * i + 1]!, table.length - 1);
    while (table[slot]! >= 0 && distinct[table[slot]!] !== value) {
      slot = (slot + 1) & (table.length - 1);
    }
    if (table[slot]! < 0) {
      if (size === distinct.length) {
        distinct = grown(distinct);
        table = rehashed(distinct, size);
        i -= 1;
        continue;
      }
      distinct[size] = value;
      table[slot] = size;
      size += 1;
    }
    index[i] = table[slot]!;
  }
  return { distinct: distinct.slice(0, size), index };
}

function slotOf(low: number, high: number, mask: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & mask;
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}

function rehashed(distinct: Float64Array, size: number): Int32Array<ArrayBuffer> {
  const words = new Int32Array(distinct.buffer);
  const table = new Int32Array(distinct.length * 2).fill(-1);
  for (let k = 0; k < size; k += 1) {
    let slot = slotOf(words[2 * k]!, words[2 * k + 1]!, table.length - 1);
    while (table[slot]! >= 0) slot = (slot + 1) & (table.length - 1);
    table[slot] = k;
  }
  return table;
}
