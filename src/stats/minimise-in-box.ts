import { cholesky, choleskySolve } from "./cholesky.ts";

export interface BoxMinimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface BoxOptions {
  /** Bounds of every parameter. */
  readonly low?: number;
  readonly high?: number;
  readonly maxIterations?: number;
}

interface Box {
  readonly low: number;
  readonly high: number;
}

const nudge = 1e-6;
const flat = 1e-7;
const firstStep = 0.1;

/**
 * Minimum in a box (区间约束极小值): of a function without a gradient, each parameter within bounds.
 *
 * For      smoothing parameters, all between 0 and 1.
 * Formula  quasi-Newton (BFGS) on the parameters that do not stand at a bound which they push
 *          against, steps cut at the bounds, halved until the value falls; slopes by differences.
 * Takes    an objective (Infinity where it is not defined) and a start in the box.
 * Gives    the local minimum that lies downhill of the start.
 * Source   Bertsekas (1982) SIAM J. Control Optim. 20:221.
 *
 * @example minimiseInBox((x) => (x[0] - 2) ** 2, [0.5]).at[0] // => 1
 */
export function minimiseInBox(
  objective: (x: Float64Array) => number,
  start: ArrayLike<number>,
  { low = 0, high = 1, maxIterations = 200 }: BoxOptions = {},
): BoxMinimum {
  const box = { low, high };
  let x: Float64Array = Float64Array.from(start, (part) => Math.min(high, Math.max(low, part)));
  let value = objective(x);
  let slope: Float64Array = slopes(objective, x, { value, box });
  let curvature = scaledIdentity(slope);
  let fresh = true;
  let iterations = 0;
  for (; iterations < maxIterations; iterations += 1) {
    const free = freeParts(x, slope, box);
    if (free.every((i) => Math.abs(slope[i]!) * (high - low) <= flat * Math.abs(value))) break;
    const step = stepDown(objective, { x, value, slope, free, curvature, box });
    if (step === null && fresh) break;
    fresh = step === null;
    if (step === null) {
      curvature = scaledIdentity(slope);
      continue;
    }
    const nextSlope = slopes(objective, step.x, { value: step.value, box });
    curvature = updated(
      curvature,
      step.x.map((part, i) => part - x[i]!),
      nextSlope.map((part, i) => part - slope[i]!),
    );
    const still = value - step.value <= 1e-14 * Math.abs(value);
    [x, value, slope] = [step.x, step.value, nextSlope];
    if (still) break;
  }
  return { at: x, value, iterations, converged: iterations < maxIterations };
}

/** By central differences, at a bound to the inner side only. */
function slopes(
  objective: (x: Float64Array) => number,
  x: Float64Array,
  { value, box }: { readonly value: number; readonly box: Box },
): Float64Array {
  return x.map((part, i) => {
    const up = Math.min(box.high, part + nudge);
    const down = Math.max(box.low, part - nudge);
    const at = (to: number): number => (to === part ? value : objective(x.with(i, to)));
    const slope = (at(up) - at(down)) / (up - down);
    return Number.isFinite(slope) ? slope : 0;
  });
}

function freeParts(x: Float64Array, slope: Float64Array, { low, high }: Box): readonly number[] {
  return Array.from(x, (_, i) => i).filter(
    (i) => !((x[i]! <= low && slope[i]! > 0) || (x[i]! >= high && slope[i]! < 0)),
  );
}

/** Curvature so large that the first step moves a tenth of the box. */
function scaledIdentity(slope: Float64Array): readonly Float64Array[] {
  const steepest = slope.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  const scale = (steepest || 1) / firstStep;
  return Array.from(slope, (_, i) => slope.map((__, j) => (i === j ? scale : 0)));
}

interface Descent {
  readonly x: Float64Array;
  readonly value: number;
  readonly slope: Float64Array;
  readonly free: readonly number[];
  readonly curvature: readonly Float64Array[];
  readonly box: Box;
}

function stepDown(
  objective: (x: Float64Array) => number,
  { x, value, slope, free, curvature, box }: Descent,
): { readonly x: Float64Array; readonly value: number } | null {
  const lower = cholesky(free.map((i) => free.map((j) => curvature[i]![j]!)));
  if (lower === null) return null;
  const solved = choleskySolve(
    lower,
    free.map((i) => -slope[i]!),
  );
  const direction = new Float64Array(x.length);
  for (const [k, i] of free.entries()) direction[i] = solved[k]!;
  for (let reach = 1; reach > 1e-12; reach /= 2) {
    const to = x.map((part, i) =>
      Math.min(box.high, Math.max(box.low, part + reach * direction[i]!)),
    );
    const reached = objective(to);
    const promised = to.reduce((sum, part, i) => sum + slope[i]! * (part - x[i]!), 0);
    if (promised < 0 && reached <= value + 1e-4 * promised) return { x: to, value: reached };
  }
  return null;
}

/** BFGS on the curvature itself; left alone where the step met no upward bend. */
function updated(
  curvature: readonly Float64Array[],
  s: Float64Array,
  y: Float64Array,
): readonly Float64Array[] {
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, part, i) => sum + part * b[i]!, 0);
  const bs = s.map((_, i) => dot(curvature[i]!, s));
  const sy = dot(s, y);
  const sbs = dot(s, bs);
  if (!(sy > 1e-12 * Math.sqrt(dot(s, s) * dot(y, y))) || !(sbs > 0)) return curvature;
  return curvature.map((row, i) =>
    row.map((cell, j) => cell + (y[i]! * y[j]!) / sy - (bs[i]! * bs[j]!) / sbs),
  );
}
