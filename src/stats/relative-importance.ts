import { correlationMatrix } from "./correlation-matrix.ts";
import { johnsonWeights } from "./johnson-weights.ts";
import { lmgShares, mostLmgPredictors } from "./lmg-shares.ts";
import type { Observations } from "./observed.ts";

export type ImportanceMethod = "lmg" | "johnson";

export interface RelativeImportance {
  /** Rows without a gap. */
  readonly n: number;
  readonly method: ImportanceMethod;
  readonly r2: number;
  /** One a predictor in the order given, together R². */
  readonly shares: readonly number[];
}

/**
 * Relative importance (相对重要性): R² of a regression split over its predictors.
 *
 * For      anybody who has columns and wants the plain split, ungated; pages use keyDrivers.
 * Formula  LMG exactly up to 12 predictors, Johnson's relative weights beyond, or as asked.
 * Takes    the outcome and the predictors, columns of equal length; a row with a gap counts nowhere.
 * Gives    shares of the outcome's variance; null below two rows, without predictors, or where one
 *          of the columns does not vary.
 * Source   Grömping (2006) J. Stat. Softw. 17(1), R relaimpo; Johnson (2000), R rwa.
 *
 * @example relativeImportance([1, 2, 3, 5], [[1, 2, 3, 4]]).shares // => [0.9657142857]
 */
export function relativeImportance(
  outcome: Observations,
  predictors: readonly Observations[],
  { method }: { readonly method?: ImportanceMethod } = {},
): RelativeImportance | null {
  const { n, matrix } = correlationMatrix([...predictors, outcome]);
  const size = predictors.length;
  const used = method ?? (size > mostLmgPredictors ? "johnson" : "lmg");
  if (size === 0 || n < 2 || matrix.some((row) => row.some(Number.isNaN))) return null;
  const correlations = matrix.slice(0, size);
  const withOutcome = correlations.map((row) => row[size]!);
  const split = used === "lmg" ? lmgShares : johnsonWeights;
  const shares = split(
    correlations.map((row) => row.subarray(0, size)),
    withOutcome,
  );
  return { n, method: used, r2: shares.reduce((sum, share) => sum + share, 0), shares };
}
