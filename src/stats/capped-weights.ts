import {
  fittedCells,
  requiredFit,
  type CellMargin,
  type FittingOptions,
} from "./iterative-proportional-fitting.ts";

/** Bounds of a weight as multiples of the mean weight. */
export interface Caps {
  readonly low: number;
  readonly high: number;
}

/** Persons alike in all margins and in base weight; they keep one weight. */
export interface WeightClasses {
  readonly counts: ArrayLike<number>;
  readonly start: ArrayLike<number>;
}

export interface CappedWeights {
  /** One a class, mean 1 over persons. */
  readonly weights: Float64Array;
  readonly marginError: number;
  readonly capped: number;
  readonly iterations: number;
}

const mostCappings = 50;

/**
 * Capped weights (截尾加权): weights of classes that meet margins and stay within caps.
 *
 * For      raking, which makes the classes.
 * Formula  fit the margins, set what lies outside at its cap and scale the rest to mean 1, fit
 *          again, until both hold or no more is gained; the caps hold in any case.
 * Takes    persons and starting weight a class; margins over the classes; caps as multiples of the
 *          mean, or null.
 * Gives    one weight a class, mean 1 over persons, and what the caps left of the margins.
 * Throws   margins-not-met when the margins contradict each other before any cap.
 * Source   Kalton & Flores-Cervantes (2003) J. Off. Stat. 19:81; R survey::trimWeights.
 *
 * @example cappedWeights({ counts: [9, 1], start: [1, 1] }, [{ levelOf: [0, 1], targets: [1, 9] }], { caps: { low: 0.2, high: 5 }, fitting: {} }).weights[1] // => 5
 */
export function cappedWeights(
  classes: WeightClasses,
  margins: readonly CellMargin[],
  { caps, fitting }: { readonly caps: Caps | null; readonly fitting: FittingOptions },
): CappedWeights {
  const counts = Float64Array.from(classes.counts);
  const start = Float64Array.from(classes.start);
  const persons = counts.reduce((sum, count) => sum + count, 0);
  let fit = requiredFit(fittedCells(times(start, counts), margins, fitting));
  let weights = toMeanOne(fit.cells, counts, persons);
  let iterations = fit.iterations;
  let cut = cutAtCaps(weights, counts, caps);
  for (let i = 0; i < mostCappings && differs(cut, weights); i += 1) {
    fit = fittedCells(times(cut, counts), margins, { ...fitting, maxIterations: 200 });
    iterations += fit.iterations;
    weights = toMeanOne(fit.cells, counts, persons);
    cut = cutAtCaps(weights, counts, caps);
  }
  const capped = cut.reduce((n, weight, c) => n + (isAtCap(weight, caps) ? counts[c]! : 0), 0);
  const total = margins[0] ? Array.from(margins[0].targets).reduce((a, b) => a + b, 0) : persons;
  const left = times(cut, counts).map((cell) => (cell * total) / persons);
  const { marginError } = fittedCells(left, margins, { maxIterations: 0 });
  return { weights: cut, marginError, capped, iterations };
}

function times(weights: Float64Array, counts: Float64Array): Float64Array {
  return weights.map((weight, c) => weight * counts[c]!);
}

function toMeanOne(cells: Float64Array, counts: Float64Array, persons: number): Float64Array {
  const total = cells.reduce((sum, cell) => sum + cell, 0);
  return cells.map((cell, c) => (cell * persons) / (total * counts[c]!));
}

/**
 * Sets what lies outside at its cap and scales the rest so that the mean stays 1, until nothing
 * lies outside. A weight of 0 is a base weight of 0 and stays.
 */
function cutAtCaps(weights: Float64Array, counts: Float64Array, caps: Caps | null): Float64Array {
  if (caps === null) return weights;
  const persons = counts.reduce((sum, count) => sum + count, 0);
  let cut = weights;
  for (let i = 0; i < mostCappings; i += 1) {
    const next = cut.map((weight) =>
      weight === 0 ? 0 : Math.min(caps.high, Math.max(caps.low, weight)),
    );
    let [fixed, free] = [0, 0];
    for (let c = 0; c < next.length; c += 1) {
      if (isAtCap(next[c]!, caps)) fixed += next[c]! * counts[c]!;
      else free += next[c]! * counts[c]!;
    }
    const scale = free > 0 ? (persons - fixed) / free : 1;
    const done = !differs(next, cut) && Math.abs(scale - 1) < 1e-12;
    cut = next.map((weight) => (isAtCap(weight, caps) ? weight : weight * scale));
    if (done) break;
  }
  return cut;
}

function differs(a: Float64Array, b: Float64Array): boolean {
  return a.some((value, i) => Math.abs(value - b[i]!) > 1e-9);
}

function isAtCap(weight: number, caps: Caps | null): boolean {
  return caps !== null && weight !== 0 && (weight <= caps.low || weight >= caps.high);
}
