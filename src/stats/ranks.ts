/**
 * Mid-ranks (平均秩): the rank of each value, ties sharing their mean rank.
 *
 * For      Spearman's correlation.
 * Formula  rank 1 for the least; equal values get the mean of their ranks.
 * Takes    numbers, all observed.
 * Gives    one rank a value, in the order given.
 * Source   Spearman (1904); R rank().
 *
 * @example [...midRanks([10, 20, 20, 5])] // => [2, 3.5, 3.5, 1]
 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i);
  order.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let k = start; k < end; k += 1) ranks[order[k]!] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
