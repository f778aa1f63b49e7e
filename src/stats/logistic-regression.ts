import { chiSquareUpper } from "./chi-square.ts";
import { cholesky, choleskyInverse, choleskySolve } from "./cholesky.ts";
import { completeRows } from "./correlation-matrix.ts";
import { criticalZ, normalTwoSided } from "./normal.ts";
import type { Observations } from "./observed.ts";
import { interceptName, type Coefficient } from "./ols.ts";

export interface MarginalEffect {
  readonly name: string;
  /** Change of the probability for one unit more, averaged over the rows; from 0 to 1 if binary. */
  readonly value: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

export interface LogisticRegression {
  readonly n: number;
  /** Rows with outcome 1. */
  readonly events: number;
  /** Log odds, the intercept first; `statistic` is z. */
  readonly coefficients: readonly Coefficient[];
  /** One a predictor. */
  readonly marginalEffects: readonly MarginalEffect[];
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  /** McFadden's 1 − lnL / lnL of the intercept alone. */
  readonly pseudoR2: number;
  /** Likelihood ratio against the intercept alone. */
  readonly chiSquare: number;
  readonly p: number;
  readonly iterations: number;
}

export type LogisticResult =
  | { readonly kind: "fit"; readonly fit: LogisticRegression }
  /** Too few rows, one outcome only, predictors that determine each other, or perfect prediction. */
  | {
      readonly kind: "none";
      readonly reason: "few-rows" | "one-outcome" | "collinear" | "separated";
      readonly n: number;
    };

const mostIterations = 50;

/**
 * Logistic regression (逻辑回归): the chance of a yes as a function of predictors.
 *
 * For      coming back after an answer, at equal earlier spending; the average marginal effect is
 *          the number to show.
 * Formula  ln(p/(1−p)) = b0 + Σ b·x by iteratively reweighted least squares; errors from the inverse
 *          information; average marginal effect mean of b·p(1−p), of a 0/1 predictor mean of
 *          p(x=1) − p(x=0), its error by the delta method.
 * Takes    outcome of 0 and 1 and predictors by name, columns of equal length; a row with a gap in
 *          any counts nowhere.
 * Gives    log odds and marginal effects in shares; says why when there is no fit. When predictors
 *          tell all outcomes there is none ("separated").
 * Source   McCullagh & Nelder (1989) Generalized Linear Models, 4; R glm(binomial),
 *          marginaleffects::avg_slopes.
 *
 * @example logisticRegression([0, 1], { x: [0, 1] }).reason // => "few-rows"
 */
export function logisticRegression(
  outcome: Observations,
  predictors: Readonly<Record<string, Observations>>,
  confidence = 0.95,
): LogisticResult {
  const columns = Object.values(predictors);
  const rows = completeRows([outcome, ...columns]);
  const y = Float64Array.from(rows, (i) => outcome[i]!);
  const n = y.length;
  const events = y.reduce((sum, value) => sum + value, 0);
  const size = columns.length + 1;
  if (n <= size) return { kind: "none", reason: "few-rows", n };
  if (events === 0 || events === n) return { kind: "none", reason: "one-outcome", n };
  const scaled = scaledDesign(rows, columns);
  if (cholesky(information(scaled.design, new Float64Array(n).fill(1))) === null) {
    return { kind: "none", reason: "collinear", n };
  }
  const found = reweighted(y, scaled.design);
  if (found === null) return { kind: "none", reason: "separated", n };
  const names = Object.keys(predictors);
  const { b, covariance } = unscaled(found, scaled);
  const plain = [
    new Float64Array(n).fill(1),
    ...columns.map((c) => Float64Array.from(rows, (i) => c[i]!)),
  ];
  const share = events / n;
  const logLikelihood = likelihood(y, found.chances);
  const nullLogLikelihood = events * Math.log(share) + (n - events) * Math.log(1 - share);
  const chiSquare = 2 * (logLikelihood - nullLogLikelihood);
  const wide = { b, covariance, design: plain, z: criticalZ(confidence) };
  const fit: LogisticRegression = {
    n,
    events,
    coefficients: [interceptName, ...names].map((name, j) => {
      const tested = testedValue(b[j]!, Math.sqrt(covariance[j]![j]!), wide.z);
      return { name, ...tested, statistic: b[j]! / Math.sqrt(covariance[j]![j]!) };
    }),
    marginalEffects: names.map((name, j) => ({ name, ...marginalEffect(j + 1, wide) })),
    logLikelihood,
    nullLogLikelihood,
    pseudoR2: 1 - logLikelihood / nullLogLikelihood,
    chiSquare,
    p: names.length === 0 ? 1 : chiSquareUpper(Math.max(0, chiSquare), names.length),
    iterations: found.iterations,
  };
  return { kind: "fit", fit };
}

interface ScaledDesign {
  /** Columns: ones, then each predictor less its mean over its spread. */
  readonly design: readonly Float64Array[];
  readonly means: readonly number[];
  readonly spreads: readonly number[];
}

function scaledDesign(rows: readonly number[], columns: readonly Observations[]): ScaledDesign {
  const plain = columns.map((column) => Float64Array.from(rows, (i) => column[i]!));
  const means = plain.map((column) => column.reduce((sum, v) => sum + v, 0) / rows.length);
  const spreads = plain.map((column, j) => {
    const squares = column.reduce((sum, v) => sum + (v - means[j]!) ** 2, 0);
    return Math.sqrt(squares / rows.length) || 1;
  });
  const design = plain.map((column, j) => column.map((v) => (v - means[j]!) / spreads[j]!));
  return { design: [new Float64Array(rows.length).fill(1), ...design], means, spreads };
}

function information(
  design: readonly Float64Array[],
  weights: Float64Array,
): readonly Float64Array[] {
  return design.map((a) =>
    Float64Array.from(design, (b) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i += 1) sum += a[i]! * weights[i]! * b[i]!;
      return sum;
    }),
  );
}

interface Found {
  readonly b: Float64Array;
  readonly covariance: readonly Float64Array[];
  readonly chances: Float64Array;
  readonly iterations: number;
}

/** Newton's steps, halved while the likelihood falls; null when coefficients run away. */
function reweighted(y: Float64Array, design: readonly Float64Array[]): Found | null {
  let b = new Float64Array(design.length);
  let chances = chancesOf(design, b);
  let reached = likelihood(y, chances);
  for (let iteration = 1; iteration <= mostIterations; iteration += 1) {
    const lower = cholesky(
      information(
        design,
        chances.map((p) => p * (1 - p)),
      ),
    );
    if (lower === null) return null;
    const score = design.map((column) =>
      column.reduce((sum, x, i) => sum + x * (y[i]! - chances[i]!), 0),
    );
    const step = choleskySolve(lower, score);
    let reach = 1;
    let next = b;
    for (; reach > 1e-6; reach /= 2) {
      next = b.map((value, j) => value + reach * step[j]!);
      if (likelihood(y, chancesOf(design, next)) >= reached - 1e-12) break;
    }
    const moved = Math.max(...next.map((value, j) => Math.abs(value - b[j]!)));
    b = next;
    chances = chancesOf(design, b);
    reached = likelihood(y, chances);
    if (reached > -1e-6 * y.length) return null;
    if (moved > 1e-9) continue;
    return { b, covariance: choleskyInverse(lower), chances, iterations: iteration };
  }
  return null;
}

function chancesOf(design: readonly Float64Array[], b: Float64Array): Float64Array {
  return Float64Array.from(design[0]!, (_, i) => {
    let sum = 0;
    for (let j = 0; j < b.length; j += 1) sum += b[j]! * design[j]![i]!;
    return 1 / (1 + Math.exp(-sum));
  });
}

function likelihood(y: Float64Array, chances: Float64Array): number {
  return y.reduce(
    (sum, value, i) =>
      sum + Math.log(Math.max(1e-300, value === 1 ? chances[i]! : 1 - chances[i]!)),
    0,
  );
}

interface Unscaled {
  readonly b: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** b = T·b', covariance = T·C·Tᵀ: back to predictors as they were. */
function unscaled({ b, covariance }: Found, { means, spreads }: ScaledDesign): Unscaled {
  const turn = Array.from(b, (_, i) =>
    Array.from(b, (__, j) => {
      if (i === 0) return j === 0 ? 1 : -means[j - 1]! / spreads[j - 1]!;
      return i === j ? 1 / spreads[j - 1]! : 0;
    }),
  );
  const sum = (f: (k: number) => number): number => b.reduce((total, _, k) => total + f(k), 0);
  return {
    b: turn.map((row) => sum((k) => row[k]! * b[k]!)),
    covariance: turn.map((one) =>
      turn.map((two) => sum((k) => sum((l) => one[k]! * covariance[k]![l]! * two[l]!))),
    ),
  };
}

interface Wide extends Unscaled {
  readonly design: readonly Float64Array[];
  readonly z: number;
}

function marginalEffect(
  j: number,
  { b, covariance, design, z }: Wide,
): Omit<MarginalEffect, "name"> {
  const column = design[j]!;
  const isBinary = column.every((value) => value === 0 || value === 1);
  const n = column.length;
  const slope = new Float64Array(b.length);
  let effect = 0;
  for (let i = 0; i < n; i += 1) {
    const line = b.reduce((sum, value, k) => sum + value * design[k]![i]!, 0);
    if (isBinary) {
      const off = line - b[j]! * column[i]!;
      const [one, none] = [chance(off + b[j]!), chance(off)];
      effect += (one - none) / n;
      for (let k = 0; k < b.length; k += 1) {
        const x = design[k]![i]!;
        slope[k]! +=
          (one * (1 - one) * (k === j ? 1 : x) - none * (1 - none) * (k === j ? 0 : x)) / n;
      }
      continue;
    }
    const p = chance(line);
    const density = p * (1 - p);
    effect += (b[j]! * density) / n;
    for (let k = 0; k < b.length; k += 1) {
      const bend = b[j]! * density * (1 - 2 * p) * design[k]![i]!;
      slope[k]! += (bend + (k === j ? density : 0)) / n;
    }
  }
  const variance = slope.reduce(
    (sum, one, k) => sum + slope.reduce((s, two, l) => s + one * covariance[k]![l]! * two, 0),
    0,
  );
  return testedValue(effect, Math.sqrt(Math.max(0, variance)), z);
}

function chance(line: number): number {
  return 1 / (1 + Math.exp(-line));
}

function testedValue(value: number, se: number, z: number): Omit<MarginalEffect, "name"> {
  return { value, se, low: value - z * se, high: value + z * se, p: normalTwoSided(value / se) };
}
