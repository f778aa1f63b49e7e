import { incompleteGammaUpper } from "./incomplete-gamma.ts";

/**
 * Normal upper tail (标准正态上尾概率): P(Z > z).
 *
 * For      p-values.
 * Formula  Q(1/2, z²/2) / 2, mirrored below 0.
 * Takes    z.
 * Gives    a probability, accurate far out.
 * Source   definition.
 *
 * @example normalUpper(1.959963984540054) // => 0.025
 */
export function normalUpper(z: number): number {
  const tail = incompleteGammaUpper(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/**
 * Two-sided p (双侧 p 值): P(|Z| > |z|).
 *
 * For      tests.
 * Formula  Q(1/2, z²/2).
 * Takes    z, of either sign.
 * Gives    a probability; NaN for NaN.
 * Source   definition.
 *
 * @example normalTwoSided(-1.905087750050743) // => 0.0567686655
 */
export function normalTwoSided(z: number): number {
  return Number.isNaN(z) ? NaN : incompleteGammaUpper(0.5, (z * z) / 2);
}

/**
 * Normal quantile (标准正态分位数): the z below which a share p lies.
 *
 * For      intervals.
 * Formula  Acklam's rational start, then two Halley steps on the exact tail.
 * Takes    p between 0 and 1.
 * Gives    z; ±Infinity at the ends.
 * Source   Acklam (2003); Halley's method.
 *
 * @example normalQuantile(0.975) // => 1.95996398454
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = start(p);
  for (let i = 0; i < 2; i += 1) {
    const error = (normalUpper(-z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

/**
 * Two-sided critical value (双侧临界值): the z that ±z encloses with the given confidence.
 *
 * For      intervals; 1.96 at 95%.
 * Formula  the normal quantile of (1 + confidence) / 2.
 * Takes    the confidence, between 0 and 1.
 * Gives    z above 0.
 * Source   definition.
 *
 * @example criticalZ(0.95) // => 1.959963984540054
 */
export function criticalZ(confidence: number): number {
  return confidence === 0.95 ? 1.959963984540054 : -normalQuantile((1 - confidence) / 2);
}

// prettier-ignore
const centreTop = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269,
  -30.66479806614716, 2.506628277459239];
// prettier-ignore
const centreBottom = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
  -13.28068155288572, 1];
// prettier-ignore
const tailTop = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783];
// prettier-ignore
const tailBottom = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416,
  1];

function start(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(tailTop, q) / polynomial(tailBottom, q);
  }
  const q = p - 0.5;
  return (q * polynomial(centreTop, q * q)) / polynomial(centreBottom, q * q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
