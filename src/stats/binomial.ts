import { incompleteBeta } from "./incomplete-beta.ts";
import { invert } from "./invert.ts";
import { lnGamma } from "./ln-gamma.ts";

/**
 * Binomial upper tail (二项分布上尾概率): P(X ≥ x) among n trials of chance p.
 *
 * For      exact tests of counts.
 * Formula  I_p(x, n − x + 1).
 * Takes    whole x and n from 0; p from 0 to 1.
 * Gives    a probability.
 * Source   Abramowitz & Stegun 26.5.24.
 *
 * @example binomialUpper(2, 2, 0.5) // => 0.25
 */
export function binomialUpper(x: number, n: number, p: number): number {
  if (x <= 0) return 1;
  if (x > n) return 0;
  return incompleteBeta(p, x, n - x + 1);
}

/**
 * Binomial test (二项检验): exact two-sided p of x successes among n at chance p.
 *
 * For      counts of two periods, and the paired test of two waves.
 * Formula  the sum of all probabilities not above that of x.
 * Takes    whole x and n from 0; p from 0 to 1.
 * Gives    a probability; 1 for no trials.
 * Source   R binom.test.
 *
 * @example binomialTest(1, 10, 0.5) // => 0.021484375
 */
export function binomialTest(x: number, n: number, p: number): number {
  if (n === 0) return 1;
  if (p <= 0 || p >= 1) return x === Math.round(n * p) ? 1 : 0;
  const logChance = (k: number): number =>
    lnGamma(n + 1) -
    lnGamma(k + 1) -
    lnGamma(n - k + 1) +
    k * Math.log(p) +
    (n - k) * Math.log1p(-p);
  const limit = logChance(x) + 1e-7;
  let sum = 0;
  for (let k = 0; k <= n; k += 1) {
    const log = logChance(k);
    if (log <= limit) sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

/**
 * Exact interval of a share (克洛珀—皮尔逊区间): of x successes among n, never too short.
 *
 * For      the ratio of two Poisson rates.
 * Formula  the p at which P(X ≥ x), and P(X ≤ x), is half of what is left beside the confidence.
 * Takes    whole x and n, n above 0.
 * Gives    shares from 0 to 1.
 * Source   Clopper & Pearson (1934) Biometrika 26:404; R binom.test.
 *
 * @example exactShareInterval(0, 10).high // => 0.3084971
 */
export function exactShareInterval(
  x: number,
  n: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  const tail = (1 - confidence) / 2;
  const ends = { low: 0, high: 1 };
  return {
    low: x === 0 ? 0 : invert((p) => incompleteBeta(p, x, n - x + 1), tail, ends),
    high: x === n ? 1 : invert((p) => incompleteBeta(p, x + 1, n - x), 1 - tail, ends),
  };
}
