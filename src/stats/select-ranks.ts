/** Below this many values a sort is as quick as a partition. */
const FEW = 32;
/** Partitions that do not get anywhere are ended by a sort. */
const PASSES = 64;

/**
 * Selection (选择): puts some order statistics of a column in their places.
 *
 * For      cuts of long columns, which a full sort would make ten times as slow.
 * Takes    observed numbers, which it reorders, and the ranks that are asked for, 0 for the lowest.
 * Gives    nothing; `values[rank]` is then what it would be if the column were sorted.
 * Source   Hoare (1961), Algorithm 65: FIND; three parts, so that ties cost nothing.
 */
export function selectRanks(values: Float64Array, ranks: readonly number[]): void {
  select(values, ranks, { low: 0, high: values.length - 1, passes: 0 });
}

interface Range {
  readonly low: number;
  /** The last place that belongs to it. */
  readonly high: number;
  readonly passes: number;
}

function select(values: Float64Array, ranks: readonly number[], range: Range): void {
  const { low, high, passes } = range;
  if (ranks.length === 0 || low >= high) return;
  if (high - low < FEW || passes > PASSES) {
    values.subarray(low, high + 1).sort();
    return;
  }
  const [from, to] = partition(values, low, high);
  const next = passes + 1;
  const below = ranks.filter((rank) => rank < from);
  const above = ranks.filter((rank) => rank > to);
  select(values, below, { low, high: from - 1, passes: next });
  select(values, above, { low: to + 1, high, passes: next });
}

/** Lower values first, then the ties of the pivot (whose first and last place it gives), then the rest. */
function partition(values: Float64Array, low: number, high: number): readonly [number, number] {
  const pivot = middleOf(values[low]!, values[(low + high) >>> 1]!, values[high]!);
  let from = low;
  let to = high;
  for (let at = low; at <= to;) {
    const value = values[at]!;
    if (value < pivot) {
      values[at++] = values[from]!;
      values[from++] = value;
    } else if (value > pivot) {
      values[at] = values[to]!;
      values[to--] = value;
    } else at += 1;
  }
  return [from, to];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
