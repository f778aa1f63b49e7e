import { cholesky, choleskyInverse } from "./cholesky.ts";
import { completeRows, correlationMatrix } from "./correlation-matrix.ts";
import type { Estimate } from "./estimate.ts";
import { criticalZ } from "./normal.ts";
import type { Observations } from "./observed.ts";
import { midRanks } from "./ranks.ts";
import { studentTwoSided } from "./student-t.ts";

export interface PartialOptions {
  /** "spearman" ranks every column first. */
  readonly method?: "pearson" | "spearman" | undefined;
  readonly confidence?: number | undefined;
}

export interface PartialCorrelation extends Estimate {
  readonly p: number | null;
  /** Columns held still. */
  readonly controls: number;
}

/**
 * Partial correlation (偏相关系数): how close two columns move together while others are held still.
 *
 * For      the service-profit chain over shops of different size and region.
 * Formula  r = −P_xy/√(P_xx·P_yy), P the inverse of the correlation matrix; interval
 *          tanh(atanh r ± z/√(n − 3 − k)); t = r·√((n − 2 − k)/(1 − r²)), k columns held still.
 * Takes    two columns and the controls, of equal length; a row with a gap in any counts nowhere.
 * Gives    −1 to 1; nulls below k + 3 rows or where a column does not vary or follows from the
 *          others; no interval below k + 4.
 * Source   Fisher (1924) Metron 3:329; R ppcor::pcor.test.
 *
 * @example partialCorrelation([1, 2, 3, 4], [2, 1, 4, 3], []).value // => 0.6
 */
export function partialCorrelation(
  xs: Observations,
  ys: Observations,
  controls: readonly Observations[],
  { method = "pearson", confidence = 0.95 }: PartialOptions = {},
): PartialCorrelation {
  const k = controls.length;
  const all = [xs, ys, ...controls];
  const rows = completeRows(all);
  const columns = all.map((column) => {
    const values = Float64Array.from(rows, (i) => column[i]!);
    return method === "spearman" ? midRanks(values) : values;
  });
  const n = rows.length;
  const { matrix } = correlationMatrix(columns);
  const lower = n < k + 3 || matrix.some((row) => row.some(Number.isNaN)) ? null : cholesky(matrix);
  const r = lower === null ? exactTie(matrix, n, k) : fromInverse(choleskyInverse(lower));
  if (r === null) return { value: null, low: null, high: null, n, p: null, controls: k };
  const t = r * Math.sqrt((n - 2 - k) / Math.max(0, 1 - r * r));
  const p = Math.abs(r) === 1 ? 0 : studentTwoSided(t, n - 2 - k);
  const half = n < k + 4 ? null : criticalZ(confidence) / Math.sqrt(n - 3 - k);
  return {
    value: r,
    low: half === null ? null : Math.tanh(Math.atanh(r) - half),
    high: half === null ? null : Math.tanh(Math.atanh(r) + half),
    n,
    p,
    controls: k,
  };
}

function fromInverse(inverse: readonly Float64Array[]): number {
  const r = -inverse[0]![1]! / Math.sqrt(inverse[0]![0]! * inverse[1]![1]!);
  return Math.min(1, Math.max(-1, r));
}

/** Two columns on one straight line and nothing held still: 1 or −1, which has no inverse. */
function exactTie(matrix: readonly Float64Array[], n: number, k: number): number | null {
  const r = matrix[0]![1]!;
  return k === 0 && n >= 3 && Math.abs(r) > 1 - 1e-12 ? Math.sign(r) : null;
}
