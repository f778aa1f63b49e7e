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
  const sums = new Float64Array(perRow);
  const correlations = Array.from({ length: width }, () => new Float64Array(width).fill(1));
  const among = correlations.slice(0, size).map((row) => row.subarray(0, size));
  const outcome = correlations[size]!.subarray(0, size);
  for (let draw = 0; draw < draws; draw += 1) {
    random.resample(counts);
    addUp(products, counts, sums);
    correlate(sums, rows.length, correlations);
    const drawn = method === "lmg" ? lmgShares(among, outcome) : johnsonWeights(among, outcome);
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

/** Sums of the values and products of the drawn rows. */
function addUp(products: Float64Array, counts: Int32Array, sums: Float64Array): void {
  const perRow = sums.length;
  sums.fill(0);
  for (let i = 0, at = 0; i < counts.length; i += 1, at += perRow) {
    const count = counts[i]!;
    if (count === 0) continue;
    for (let k = 0; k < perRow; k += 1) sums[k]! += count * products[at + k]!;
  }
}

/** A column that does not vary in a draw correlates with nothing there. */
function correlate(sums: Float64Array, n: number, correlations: readonly Float64Array[]): void {
  const width = correlations.length;
  const spread = new Float64Array(width);
  for (let a = 0, at = width; a < width; at += width - a, a += 1) {
    spread[a] = Math.sqrt(Math.max(0, sums[at]! / n - (sums[a]! / n) * (sums[a]! / n)));
  }
  for (let a = 0, at = width; a < width; a += 1) {
    at += 1;
    for (let b = a + 1; b < width; b += 1, at += 1) {
      const covariance = sums[at]! / n - (sums[a]! / n) * (sums[b]! / n);
      const varies = spread[a]! > 1e-9 && spread[b]! > 1e-9;
      const value = varies ? covariance / (spread[a]! * spread[b]!) : 0;
      correlations[a]![b] = value;
      correlations[b]![a] = value;
    }
  }
}
