import { cholesky, choleskyInverse, choleskySolve, type Matrix } from "./cholesky.ts";
import { completeRows } from "./correlation-matrix.ts";
import { moments } from "./mean.ts";
import type { Observations } from "./observed.ts";
import { criticalT, studentTwoSided } from "./student-t.ts";

export interface OlsOptions {
  /** Standard errors: HC3 holds when spread differs, classical when it does not. */
  readonly standardErrors?: "hc3" | "classical" | "clustered" | undefined;
  /** With "clustered": the person of each row. */
  readonly clusters?: readonly (string | number)[] | undefined;
  readonly confidence?: number | undefined;
}

export interface Coefficient {
  readonly name: string;
  readonly value: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** t of a regression, z of a logistic one. */
  readonly statistic: number;
  readonly p: number;
}

export interface Regression {
  readonly n: number;
  /** n less coefficients. */
  readonly df: number;
  /** The intercept first. */
  readonly coefficients: readonly Coefficient[];
  readonly r2: number;
  readonly adjustedR2: number;
  /** Residual standard error. */
  readonly sigma: number;
  readonly rss: number;
}

export const interceptName = "(intercept)";

/**
 * Least squares regression (最小二乘回归): an outcome as a sum of predictors, with HC3 errors.
 *
 * For      revenue or loyalty beside satisfaction at equal earlier spending.
 * Formula  b = (XᵀX)⁻¹Xᵀy with an intercept; HC3: (XᵀX)⁻¹·Σ x xᵀ·(e/(1−h))²·(XᵀX)⁻¹; clustered:
 *          Σ over clusters of (Σ x·e)(Σ x·e)ᵀ times G/(G−1)·(n−1)/(n−p); intervals by t with n − p.
 * Takes    outcome and predictors by name, columns of equal length; a row with a gap in any counts
 *          nowhere.
 * Gives    the intercept and one coefficient a predictor, in the order given; null when rows are not
 *          more than coefficients or predictors determine each other.
 * Source   MacKinnon & White (1985) J. Econometrics 29:305; Long & Ervin (2000) Am. Stat. 54:217;
 *          R lm, sandwich::vcovHC(type = "HC3").
 *
 * @example ols([1, 3, 5, 8], { x: [0, 1, 2, 3] }).coefficients[1].value // => 2.3
 */
export function ols(
  outcome: Observations,
  predictors: Readonly<Record<string, Observations>>,
  { standardErrors = "hc3", clusters, confidence = 0.95 }: OlsOptions = {},
): Regression | null {
  const columns = Object.values(predictors);
  const rows = completeRows([outcome, ...columns]);
  const y = Float64Array.from(rows, (i) => outcome[i]!);
  const centred = centredDesign(rows, columns);
  const size = columns.length + 1;
  const [n, df] = [y.length, y.length - size];
  const lower = cholesky(crossProducts(centred.design, centred.design));
  if (df <= 0 || lower === null) return null;
  const right = crossProducts(centred.design, [y]).map((row) => row[0]!);
  const slopes = choleskySolve(lower, right);
  const inverse = choleskyInverse(lower);
  const residuals = y.map((value, i) => value - fittedAt(centred.design, slopes, i));
  const rss = residuals.reduce((sum, residual) => sum + residual * residual, 0);
  const covariance = covarianceOf(
    { design: centred.design, inverse, residuals, rss, df },
    { standardErrors, groups: rows.map((i) => clusters?.[i] ?? i) },
  );
  const total = moments(y).squares;
  const r2 = total > 0 ? 1 - rss / total : 0;
  const critical = criticalT(confidence, df);
  const names = [interceptName, ...Object.keys(predictors)];
  const moved = uncentred(slopes, covariance, centred.means);
  return {
    n,
    df,
    coefficients: names.map((name, j) => {
      const [value, se] = [moved.values[j]!, Math.sqrt(Math.max(0, moved.variances[j]!))];
      const statistic = value / se;
      const p = se > 0 ? studentTwoSided(statistic, df) : NaN;
      return {
        name,
        value,
        se,
        low: value - critical * se,
        high: value + critical * se,
        statistic,
        p,
      };
    }),
    r2,
    adjustedR2: 1 - ((1 - r2) * (n - 1)) / df,
    sigma: Math.sqrt(rss / df),
    rss,
  };
}

interface CentredDesign {
  /** Columns: ones, then each predictor less its mean. */
  readonly design: readonly Float64Array[];
  readonly means: Float64Array;
}

/** Centred, so that years and millions do not cost digits. */
function centredDesign(rows: readonly number[], columns: readonly Observations[]): CentredDesign {
  const plain = columns.map((column) => Float64Array.from(rows, (i) => column[i]!));
  const means = Float64Array.from(
    plain,
    (column) => column.reduce((s, v) => s + v, 0) / rows.length,
  );
  const design = [
    new Float64Array(rows.length).fill(1),
    ...plain.map((column, j) => column.map((value) => value - means[j]!)),
  ];
  return { design, means };
}

function crossProducts(
  first: readonly Float64Array[],
  second: readonly Float64Array[],
): readonly Float64Array[] {
  return first.map((a) =>
    Float64Array.from(second, (b) => {
      let sum = 0;
      for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
      return sum;
    }),
  );
}

function fittedAt(design: readonly Float64Array[], slopes: Float64Array, i: number): number {
  let sum = 0;
  for (let j = 0; j < slopes.length; j += 1) sum += design[j]![i]! * slopes[j]!;
  return sum;
}

interface Fit {
  readonly design: readonly Float64Array[];
  readonly inverse: readonly Float64Array[];
  readonly residuals: Float64Array;
  readonly rss: number;
  readonly df: number;
}

function covarianceOf(
  { design, inverse, residuals, rss, df }: Fit,
  {
    standardErrors,
    groups,
  }: {
    readonly standardErrors: "hc3" | "classical" | "clustered";
    readonly groups: readonly (string | number)[];
  },
): Matrix {
  if (standardErrors === "classical") {
    return inverse.map((row) => row.map((cell) => (cell * rss) / df));
  }
  const n = residuals.length;
  const scores =
    standardErrors === "hc3"
      ? design.map((column) =>
          column.map((x, i) => (x * residuals[i]!) / leverageRest(design, inverse, i)),
        )
      : clusterSums(design, residuals, groups);
  const middle = crossProducts(scores, scores);
  const count = scores[0]!.length;
  const factor = standardErrors === "hc3" ? 1 : ((count / (count - 1)) * (n - 1)) / df;
  return product(product(inverse, middle), inverse).map((row) => row.map((cell) => cell * factor));
}

/** 1 less the leverage of a row. */
function leverageRest(
  design: readonly Float64Array[],
  inverse: readonly Float64Array[],
  i: number,
): number {
  let leverage = 0;
  for (let a = 0; a < design.length; a += 1) {
    for (let b = 0; b < design.length; b += 1) {
      leverage += design[a]![i]! * inverse[a]![b]! * design[b]![i]!;
    }
  }
  return Math.max(1e-12, 1 - leverage);
}

/** Of each cluster the sum of x·e, one column a predictor. */
function clusterSums(
  design: readonly Float64Array[],
  residuals: Float64Array,
  groups: readonly (string | number)[],
): readonly Float64Array[] {
  const numbers = new Map<string | number, number>();
  const of = groups.map((group) => {
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group)!;
  });
  return design.map((column) => {
    const sums = new Float64Array(numbers.size);
    for (const [i, group] of of.entries()) sums[group]! += column[i]! * residuals[i]!;
    return sums;
  });
}

function product(first: Matrix, second: Matrix): readonly Float64Array[] {
  return first.map((row) =>
    Float64Array.from(second[0]!, (_, j) =>
      second.reduce((sum, other, k) => sum + row[k]! * other[j]!, 0),
    ),
  );
}

/** Back to predictors as they were: the intercept is b0 − Σ b·mean. */
function uncentred(
  slopes: Float64Array,
  covariance: Matrix,
  means: Float64Array,
): { readonly values: readonly number[]; readonly variances: readonly number[] } {
  const turn = Float64Array.from(slopes, (_, j) => (j === 0 ? 1 : -means[j - 1]!));
  const intercept = slopes.reduce((sum, slope, j) => sum + turn[j]! * slope, 0);
  const variance = turn.reduce(
    (sum, a, i) => sum + turn.reduce((inner, b, j) => inner + a * b * covariance[i]![j]!, 0),
    0,
  );
  return {
    values: Array.from(slopes, (slope, j) => (j === 0 ? intercept : slope)),
    variances: Array.from(slopes, (_, j) => (j === 0 ? variance : covariance[j]![j]!)),
  };
}
