export interface Slope {
  readonly value: number;
  readonly gradient: ArrayLike<number>;
}

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
  readonly evaluations: number;
  readonly converged: boolean;
}

export interface MinimiseOptions {
  /** Largest gradient part, relative to max(1, |value|), at which it stops. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/**
 * Minimum of a smooth function (光滑函数极小值): by quasi-Newton steps from a start.
 *
 * For      likelihoods of lifetime models.
 * Formula  BFGS on the inverse Hessian; line search by bisection on the weak Wolfe conditions. Where
 *          values differ by rounding only, the slope alone tells whether a step went down enough.
 * Takes    an objective giving its value and gradient (a value that is not finite is stepped
 *          back from) and a start at which it is finite. Constrained parameters: pass their logs.
 * Gives    where it stopped and whether the gradient vanished there.
 * Source   Nocedal & Wright (2006) Numerical Optimization, 6.1; Lewis & Overton (2013); Hager &
 *          Zhang (2005), approximate Wolfe conditions.
 *
 * @example minimise((x) => ({ value: (x[0] - 2) ** 2, gradient: [2 * (x[0] - 2)] }), [0]).at[0] // => 2
 */
export function minimise(
  objective: (x: Float64Array) => Slope,
  start: ArrayLike<number>,
  { tolerance = 1e-9, maxIterations = 500 }: MinimiseOptions = {},
): Minimum {
  let evaluations = 0;
  const evaluate = (x: Float64Array): Point => {
    evaluations += 1;
    const { value, gradient } = objective(x);
    return { x, value, gradient: Float64Array.from(gradient) };
  };
  let here = evaluate(Float64Array.from(start));
  let inverse = identity(here.x.length, 1);
  let iterations = 0;
  let restarted = true;
  while (!isFlat(here, tolerance) && iterations < maxIterations) {
    const next = lineSearch(here, negative(times(inverse, here.gradient)), evaluate);
    if (next === null && restarted) break;
    if (next === null) inverse = identity(here.x.length, 1);
    else inverse = updated(inverse, here, { next, first: restarted });
    restarted = next === null;
    here = next ?? here;
    iterations += 1;
  }
  return {
    at: here.x,
    value: here.value,
    gradient: here.gradient,
    iterations,
    evaluations,
    converged: isFlat(here, Math.max(tolerance, 1e-6)),
  };
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

function isFlat({ value, gradient }: Point, tolerance: number): boolean {
  const steepest = gradient.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  return steepest <= tolerance * Math.max(1, Math.abs(value));
}

/** A sum over many rows carries no more digits than this. */
const rounding = 1e-10;

function lineSearch(
  from: Point,
  direction: Float64Array,
  evaluate: (x: Float64Array) => Point,
): Point | null {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  let low = 0;
  let high = Infinity;
  let step = 1;
  let best: Point | null = null;
  for (let i = 0; i < 60; i += 1) {
    const to = evaluate(from.x.map((x, j) => x + step * direction[j]!));
    const slopeThere = dot(to.gradient, direction);
    const isAsLow = to.value <= from.value + rounding * Math.abs(from.value);
    const isLower = to.value <= from.value + 1e-4 * step * slope;
    if (!isLower && !(isAsLow && slopeThere <= (2e-4 - 1) * slope)) high = step;
    else {
      best = to;
      if (slopeThere >= 0.9 * slope) return to;
      low = step;
    }
    step = high === Infinity ? 2 * step : (low + high) / 2;
  }
  return best;
}

function updated(
  inverse: Float64Array,
  here: Point,
  { next, first }: { readonly next: Point; readonly first: boolean },
): Float64Array {
  const size = here.x.length;
  const s = next.x.map((x, i) => x - here.x[i]!);
  const y = next.gradient.map((part, i) => part - here.gradient[i]!);
  const sy = dot(s, y);
  if (!(sy > 0)) return inverse;
  const base = first ? identity(size, sy / dot(y, y)) : inverse;
  const by = times(base, y);
  const yby = dot(y, by);
  return base.map((cell, index) => {
    const i = Math.floor(index / size);
    const j = index % size;
    return cell + ((1 + yby / sy) * s[i]! * s[j]! - by[i]! * s[j]! - s[i]! * by[j]!) / sy;
  });
}

function identity(size: number, scale: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? scale : 0));
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector));
}

function negative(vector: Float64Array): Float64Array {
  return vector.map((part) => -part);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
