import { lnGamma } from "./ln-gamma.ts";

const tiny = 1e-300;

/**
 * Upper incomplete gamma (上不完全伽马函数): Q(a, x), the regularised upper tail.
 *
 * For      chi-square and normal tails.
 * Formula  1 − series below a + 1, Lentz's continued fraction above.
 * Takes    a above 0, x from 0.
 * Gives    a probability, accurate in the far tail too.
 * Source   Abramowitz & Stegun 6.5.29, 6.5.31.
 *
 * @example incompleteGammaUpper(1, 2) // => 0.1353352832
 */
export function incompleteGammaUpper(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x);
}

/**
 * Lower incomplete gamma (下不完全伽马函数): P(a, x) = 1 − Q(a, x).
 *
 * For      chi-square and normal distribution functions.
 * Formula  series below a + 1, 1 − continued fraction above.
 * Takes    a above 0, x from 0.
 * Gives    a probability.
 * Source   Abramowitz & Stegun 6.5.29.
 *
 * @example incompleteGammaLower(1, 2) // => 0.8646647168
 */
export function incompleteGammaLower(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < a + 1 ? lowerBySeries(a, x) : 1 - upperByFraction(a, x);
}

function lowerBySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let k = 1; k < 10_000; k += 1) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum * Math.exp(a * Math.log(x) - x - lnGamma(a));
}

function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 10_000; k += 1) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return fraction * Math.exp(a * Math.log(x) - x - lnGamma(a));
}

function nonZero(x: number): number {
  return Math.abs(x) < tiny ? tiny : x;
}
