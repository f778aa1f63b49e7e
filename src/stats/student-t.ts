import { incompleteBeta } from "./incomplete-beta.ts";
import { invert } from "./invert.ts";
import { criticalZ } from "./normal.ts";

/**
 * Two-sided p of Student's t (t 检验双侧 p 值): P(|T| > |t|).
 *
 * For      tests of means and correlations.
 * Formula  I_x(df/2, 1/2) at x = df / (df + t²).
 * Takes    t of either sign; df above 0, fractions allowed.
 * Gives    a probability; NaN for NaN.
 * Source   Abramowitz & Stegun 26.7.1.
 *
 * @example studentTwoSided(2, 10) // => 0.0733880347707
 */
export function studentTwoSided(t: number, df: number): number {
  return Number.isNaN(t) ? NaN : incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/**
 * Two-sided critical t (t 分布双侧临界值): the t that ±t encloses with the given confidence.
 *
 * For      intervals of means.
 * Formula  inverse of the two-sided p.
 * Takes    the confidence between 0 and 1; df above 0, Infinity gives the normal value.
 * Gives    t above 0; NaN for no degrees of freedom.
 * Source   definition.
 *
 * @example criticalT(0.95, 249) // => 1.969536868
 */
export function criticalT(confidence: number, df: number): number {
  if (!(df > 0)) return NaN;
  const key = `${confidence} ${df}`;
  const found = known.get(key) ?? criticalTOf(confidence, df);
  if (known.size >= mostKnown) known.clear();
  known.set(key, found);
  return found;
}

/** Figures ask for the same few hundred again and again, and each takes fifty steps to find. */
const known = new Map<string, number>();
const mostKnown = 5000;

function criticalTOf(confidence: number, df: number): number {
  const z = criticalZ(confidence);
  if (df > 1e10) return z;
  let high = 2 * z + 2;
  while (studentTwoSided(high, df) > 1 - confidence) high *= 2;
  return invert((t) => -studentTwoSided(t, df), confidence - 1, { low: 0, high });
}
