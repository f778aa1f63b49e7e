/** A column or list of numbers in which `null` and, as columns have it, NaN mean "not observed". */
export type Observations = ArrayLike<number | null>;

/** True for a number that was observed. */
export function isObserved(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && !Number.isNaN(value);
}

/**
 * Observed values (有效观测值): the numbers of a column that were observed, in order.
 *
 * For      every statistic of one column.
 * Formula  the column without null and NaN.
 * Takes    a column or list.
 * Gives    a new Float64Array; empty when nothing was observed.
 * Source   d3-array's treatment of missing values.
 *
 * @example [...observedValues([3, null, 5])] // => [3, 5]
 */
export function observedValues(values: Observations): Float64Array {
  const kept = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (isObserved(value)) kept[n++] = value;
  }
  return kept.subarray(0, n);
}
