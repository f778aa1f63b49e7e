import { completeRows } from "../stats/correlation-matrix.ts";
import { johnsonWeights } from "../stats/johnson-weights.ts";
import { lmgShares } from "../stats/lmg-shares.ts";
import type { Observations } from "../stats/observed.ts";
import { seededRandom } from "../stats/random.ts";
import type { ImportanceMethod } from "../stats/relative-importance.ts";

export interface DriverDraws {
  /** Per predictor, its share in each draw. */
  readonly shares: readonly Float64Array[];
  /** R² of each draw. */
  readonly totals: Float64Array;
}

/**
 * Bootstrap draws of driver shares (驱动因素自助抽样): the split of R² over samples of persons.
 *
 * For      intervals of keyDrivers' shares and ranks.
 * Formula  each draw takes as many complete rows as there are, with replacement; correlations come
 *          from sums of products worked out once a row; split by LMG or Johnson.
 * Takes    columns of equal length, at least one complete row, the outcome last.
 * Gives    shares in the order of the predictors; the same whatever the order of the rows.
 * Source   Efron (1979) Ann. Stat. 7:1.
 *
 * @example driverDraws([[1, 2], [1, 2]], { seed: "a", draws: 3, method: "lmg" }).shares.length // => 1
 */
export function driverDraws(
  columns: readonly Observations[],
  {
    seed,
    draws = 1000,
    method,
  }: {
    readonly seed: string;
    readonly draws?: number | undefined;
    readonly method: ImportanceMethod;
  },
): DriverDraws {
  const rows = sortedRows(columns);
  const width = rows[0]!.length;
  const size = width - 1;
  const products = productsOf(rows, width);
  const perRow = products.length / rows.length;
  const random = seededRandom(seed);
  const shares = Array.from({ length: size }, () => new Float64Array(draws));
  const totals = new Float64Array(draws);
  const counts = new Int32Array(rows.length);
  for (let draw = 0; draw < draws; draw += 1) {
    random.resample(counts);
    const sums = weightedSums(products, counts, perRow);
    const { correlations, outcome } = correlationsOf(sums, width, rows.length);
    const drawn =
      method === "lmg" ? lmgShares(correlations, outcome) : johnsonWeights(correlations, outcome);
    for (let j = 0; j < size; j += 1) {
      shares[j]![draw] = drawn[j]!;
      totals[draw]! += drawn[j]!;
    }
  }
  return { shares, totals };
}

/**
 * Complete rows, standardised, in an order that depends on nothing but their values: draws come out
 * the same whatever the order of the file.
 */
function sortedRows(columns: readonly Observations[]): readonly Float64Array[] {
  const rows = completeRows(columns).map((i) => Float64Array.from(columns, (column) => column[i]!));
  rows.sort((a, b) => {
    const at = a.findIndex((value, j) => value !== b[j]);
    return at < 0 ? 0 : a[at]! - b[at]!;
  });
  const moments = columns.map((_, j) => {
    const mean = rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length;
    const squares = rows.reduce((sum, row) => sum + (row[j]! - mean) ** 2, 0);
    return { mean, sd: Math.sqrt(squares / rows.length) };
  });
  return rows.map((row) => row.map((value, j) => (value - moments[j]!.mean) / moments[j]!.sd));
}

/** Of each row its values and the products of each pair of them. */
function productsOf(rows: readonly Float64Array[], width: number): Float64Array {
  const perRow = width + (width * (width + 1)) / 2;
  const products = new Float64Array(rows.length * perRow);
  let at = 0;
  for (const row of rows) {
    products.set(row, at);
    at += width;
    for (let a = 0; a < width; a += 1) {
      for (let b = a; b < width; b += 1) products[at++] = row[a]! * row[b]!;
    }
  }
  return products;
}

function weightedSums(products: Float64Array, counts: Int32Array, perRow: number): Float64Array {
  const sums = new Float64Array(perRow);
  for (let i = 0, at = 0; i < counts.length; i += 1, at += perRow) {
    const count = counts[i]!;
    if (count === 0) continue;
    for (let k = 0; k < perRow; k += 1) sums[k]! += count * products[at + k]!;
  }
  return sums;
}

/** A column that does not vary in a draw correlates with nothing there. */
function correlationsOf(
  sums: Float64Array,
  width: number,
  n: number,
): { readonly correlations: readonly Float64Array[]; readonly outcome: Float64Array } {
  const covariances = Array.from({ length: width }, () => new Float64Array(width));
  let at = width;
  for (let a = 0; a < width; a += 1) {
    for (let b = a; b < width; b += 1, at += 1) {
      const value = sums[at]! / n - (sums[a]! / n) * (sums[b]! / n);
      covariances[a]![b] = value;
      covariances[b]![a] = value;
    }
  }
  const spread = covariances.map((row, a) => Math.sqrt(Math.max(0, row[a]!)));
  const matrix = covariances.map((row, a) =>
    row.map((value, b) => {
      if (a === b) return 1;
      return spread[a]! > 1e-9 && spread[b]! > 1e-9 ? value / (spread[a]! * spread[b]!) : 0;
    }),
  );
  const size = width - 1;
  return {
    correlations: matrix.slice(0, size).map((row) => row.subarray(0, size)),
    outcome: matrix[size]!.subarray(0, size),
  };
}
