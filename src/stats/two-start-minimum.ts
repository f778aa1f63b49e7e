import { minimise, type Slope } from "./minimise.ts";

export interface TwoStarts {
  /** The objective over all rows, as a mean per row. */
  readonly full: (at: Float64Array) => Slope;
  /** The same over a sample of rows; null when all rows are few enough to be the sample. */
  readonly sample: ((at: Float64Array) => Slope) | null;
  readonly starts: readonly [readonly number[], readonly number[]];
}

export interface TwoStartMinimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly converged: boolean;
  /** How far the minima of the two starts lie apart, per row. */
  readonly startDifference: number;
  /** Passes over all rows; those over a sample are not counted. */
  readonly fullEvaluations: number;
}

/**
 * Minimum from two starts (双起点极小值): quasi-Newton on a sample twice, then on all rows.
 *
 * For      likelihoods over a million customers in a handful of passes.
 * Formula  the better minimum of the sample and its Hessian H = LLᵀ (differences of the gradient)
 *          give the start and the coordinates y = Lᵀ(θ − θ₀) in which all rows are then fitted;
 *          without a sample all of it runs over all rows.
 * Takes    objectives with gradients, parameters without bounds (pass logs).
 * Gives    the minimum over all rows; `converged` only when both starts and the last fit did.
 * Source   Nocedal & Wright (2006) Numerical Optimization, 6.1.
 */
export function twoStartMinimum({ full, sample, starts }: TwoStarts): TwoStartMinimum {
  let fullEvaluations = 0;
  const counted = (at: Float64Array): Slope => {
    fullEvaluations += 1;
    return full(at);
  };
  const objective = sample ?? counted;
  const first = minimise(objective, starts[0], { tolerance, maxIterations: 200 });
  const second = minimise(objective, starts[1], { tolerance, maxIterations: 200 });
  const origin = (second.value < first.value ? second : first).at;
  const lower = cholesky(hessian(objective, origin));
  const last = polished((y) => inCoordinates(counted, origin, { lower, y }), origin.length);
  return {
    at: shifted(origin, lower, last.at),
    value: last.value,
    converged: first.converged && second.converged && last.converged,
    startDifference: Math.abs(first.value - second.value),
    fullEvaluations,
  };
}

/** Finer steps than this drown in the rounding of the objective. */
const tolerance = 1e-7;
const mostSteps = 20;

interface Polished {
  readonly at: Float64Array;
  readonly value: number;
  readonly converged: boolean;
}

/**
 * Last steps from 0, where the objective is nearly half the square of the distance: BFGS, each step
 * halved until the gradient shrinks. The value is no guide here: so near the minimum it no longer
 * changes but by rounding, of which a sum over a million rows has plenty.
 */
function polished(objective: (y: Float64Array) => Slope, size: number): Polished {
  let at = new Float64Array(size);
  let here = objective(at);
  let inverse = identity(size);
  let reach = 1;
  for (let i = 0; i < mostSteps && steepest(here) > tolerance; i += 1) {
    const step = inverse.map((row) => -reach * dot(row, here.gradient));
    const to = at.map((y, j) => y + step[j]!);
    const next = objective(to);
    if (!(steepest(next) < steepest(here))) {
      reach /= 2;
      continue;
    }
    inverse = updated(inverse, step, difference(next.gradient, here.gradient));
    [at, here, reach] = [to, next, 1];
  }
  return { at, value: here.value, converged: steepest(here) <= 100 * tolerance };
}

function steepest({ gradient }: Slope): number {
  let most = 0;
  for (let i = 0; i < gradient.length; i += 1) most = Math.max(most, Math.abs(gradient[i]!));
  return Number.isNaN(most) ? Infinity : most;
}

/** BFGS: the inverse Hessian after a step s that changed the gradient by y. */
function updated(inverse: Rows, s: ArrayLike<number>, y: ArrayLike<number>): Rows {
  const sy = dot(s, y);
  if (!(sy > 0)) return inverse;
  const by = inverse.map((row) => dot(row, y));
  const scale = 1 + dot(y, by) / sy;
  return inverse.map((row, i) =>
    row.map((cell, j) => cell + (scale * s[i]! * s[j]! - by[i]! * s[j]! - s[i]! * by[j]!) / sy),
  );
}

function identity(size: number): Rows {
  return Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)),
  );
}

function difference(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from(a, (value, i) => value - b[i]!);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

type Rows = readonly Float64Array[];

function inCoordinates(
  objective: (at: Float64Array) => Slope,
  origin: Float64Array,
  { lower, y }: { readonly lower: Rows; readonly y: Float64Array },
): Slope {
  const { value, gradient } = objective(shifted(origin, lower, y));
  return { value, gradient: forward(lower, gradient) };
}

/** θ₀ + L⁻ᵀ y. */
function shifted(origin: Float64Array, lower: Rows, y: Float64Array): Float64Array {
  const size = y.length;
  const step = new Float64Array(size);
  for (let i = size - 1; i >= 0; i -= 1) {
    let rest = y[i]!;
    for (let j = i + 1; j < size; j += 1) rest -= lower[j]![i]! * step[j]!;
    step[i] = rest / lower[i]![i]!;
  }
  return origin.map((value, i) => value + step[i]!);
}

/** L⁻¹ g. */
function forward(lower: Rows, gradient: ArrayLike<number>): Float64Array {
  const solved = new Float64Array(gradient.length);
  for (let i = 0; i < solved.length; i += 1) {
    let rest = gradient[i]!;
    for (let j = 0; j < i; j += 1) rest -= lower[i]![j]! * solved[j]!;
    solved[i] = rest / lower[i]![i]!;
  }
  return solved;
}

function hessian(objective: (at: Float64Array) => Slope, at: Float64Array): Rows {
  const step = 1e-4;
  const columns = Array.from(at, (_, j) => {
    const moved = (by: number): ArrayLike<number> =>
      Float64Array.from(objective(at.map((x, i) => (i === j ? x + by : x))).gradient);
    const up = moved(step);
    const down = moved(-step);
    return Float64Array.from(up, (part, i) => (part - down[i]!) / (2 * step));
  });
  return columns.map((column, i) => column.map((part, j) => (part + columns[j]![i]!) / 2));
}

/** Cholesky factor; where the matrix is not positive, its diagonal is raised until it is. */
function cholesky(matrix: Rows): Rows {
  const largest = Math.max(...matrix.map((row, i) => Math.abs(row[i]!)), 1e-12);
  for (let raise = 0; ; raise = raise === 0 ? 1e-8 * largest : raise * 10) {
    const lower = attempt(matrix, raise);
    if (lower !== null) return lower;
  }
}

function attempt(matrix: Rows, raise: number): Rows | null {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i]![j]! + (i === j ? raise : 0);
      for (let k = 0; k < j; k += 1) rest -= lower[i]![k]! * lower[j]![k]!;
      if (i === j && !(rest > 0)) return null;
      lower[i]![j] = i === j ? Math.sqrt(rest) : rest / lower[j]![j]!;
    }
  }
  return lower;
}
