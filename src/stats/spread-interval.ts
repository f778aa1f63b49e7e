import { chiSquareQuantile } from "./chi-square.ts";
import { noEstimate, type Estimate } from "./estimate.ts";
import { moments } from "./mean.ts";
import type { Observations } from "./observed.ts";
import { criticalZ } from "./normal.ts";

/**
 * Standard deviation with its interval (标准差及其置信区间): how far values lie apart.
 *
 * For      steadiness of a store from wave to wave, scores of customers who should be treated alike.
 * Formula  s = √(Σ(x − x̄)²/(n − 1)); [s·√((n−1)/χ²_{.975}), s·√((n−1)/χ²_{.025})].
 * Takes    a column; null and NaN count nowhere.
 * Gives    in the unit of the values; nulls below two values.
 * Source   Pearson & Hartley (1966) Biometrika Tables; exact for normal values.
 *
 * @example spreadInterval([1, 2, 3]).value // => 1
 */
export function spreadInterval(values: Observations, confidence = 0.95): Estimate {
  const { n, squares } = moments(values);
  if (n < 2) return { ...noEstimate, n };
  const tail = (1 - confidence) / 2;
  const end = (p: number) => Math.sqrt(squares / chiSquareQuantile(p, n - 1));
  return { value: Math.sqrt(squares / (n - 1)), low: end(1 - tail), high: end(tail), n };
}

/**
 * Coefficient of variation with its interval (变异系数): spread as a share of the mean.
 *
 * For      waits of customers of one tier, prices of one product.
 * Formula  c = s / x̄; ± z·c·√(1/(2(n − 1)) + c²/n), not below 0.
 * Takes    a column of amounts; null and NaN count nowhere.
 * Gives    0 and up; nulls below two values, or where the mean is not above 0.
 * Source   Miller (1991) Commun. Stat. Theory Methods 20:3351.
 *
 * @example variationInterval([1, 2, 3]).value // => 0.5
 */
export function variationInterval(values: Observations, confidence = 0.95): Estimate {
  const { n, mean, squares } = moments(values);
  if (n < 2 || !(mean > 0)) return { ...noEstimate, n };
  const value = Math.sqrt(squares / (n - 1)) / mean;
  const half = criticalZ(confidence) * value * Math.sqrt(1 / (2 * (n - 1)) + value ** 2 / n);
  return { value, low: Math.max(0, value - half), high: value + half, n };
}
