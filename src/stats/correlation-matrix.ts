import { isObserved, type Observations } from "./observed.ts";

export interface CorrelationMatrix {
  /** Rows without a gap in any column. */
  readonly n: number;
  /** Pearson's r of each pair, 1 on the diagonal; NaN beside a column that does not vary. */
  readonly matrix: readonly Float64Array[];
}

/**
 * Rows without a gap (完整记录): the numbers of the rows observed in every column.
 *
 * For      every statistic of several columns.
 * Formula  listwise deletion.
 * Takes    columns of equal length; null and NaN are gaps.
 * Gives    row numbers from 0, ascending.
 * Source   R complete.cases().
 *
 * @example completeRows([[1, null, 3], [1, 2, 3]]) // => [0, 2]
 */
export function completeRows(columns: readonly Observations[]): readonly number[] {
  const rows: number[] = [];
  const length = columns[0]?.length ?? 0;
  for (let i = 0; i < length; i += 1) {
    if (columns.every((column) => isObserved(column[i]))) rows.push(i);
  }
  return rows;
}

/**
 * Correlation matrix (相关矩阵): Pearson's r of each pair of columns, over the same rows.
 *
 * For      key drivers and partial correlations.
 * Formula  r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)²·Σ(y−ȳ)²) over rows without a gap in any column.
 * Takes    columns of equal length; a row with a gap in any counts nowhere.
 * Gives    n and the rows of the matrix; NaN beside a column that does not vary.
 * Source   Pearson (1895); R cor(use = "complete.obs").
 *
 * @example correlationMatrix([[1, 2, 3], [2, 4, 7]]).matrix[0][1] // => 0.9933992678
 */
export function correlationMatrix(columns: readonly Observations[]): CorrelationMatrix {
  const rows = completeRows(columns);
  const standard = columns.map((column) => standardised(column, rows));
  const matrix = standard.map((one, i) =>
    Float64Array.from(standard, (other, j) =>
      i === j ? (dot(one, one) > 0 ? 1 : NaN) : dot(one, other),
    ),
  );
  return { n: rows.length, matrix };
}

/** Distances from the mean, of length 1 together; NaN where nothing varies. */
function standardised(column: Observations, rows: readonly number[]): Float64Array {
  const values = Float64Array.from(rows, (i) => column[i]!);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const distances = values.map((value) => value - mean);
  const length = Math.sqrt(dot(distances, distances));
  return distances.map((distance) => (length > 1e-12 * Math.abs(mean) ? distance / length : NaN));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
