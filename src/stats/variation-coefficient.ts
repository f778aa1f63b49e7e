import { noEstimate, type Estimate } from "./estimate.ts";
import { moments } from "./mean.ts";
import { criticalZ } from "./normal.ts";
import { observedValues, type Observations } from "./observed.ts";

/**
 * Coefficient of variation (变异系数): how much values differ, as a part of their mean.
 *
 * For      continuity: the same service at another time, for another customer.
 * Formula  c = s/x̄; SE² = c²·[(m4 − s⁴)/(4·s⁴·n) − m3/(x̄·s²·n) + c²/n] by the delta method, m3 and
 *          m4 the central moments; ± z·SE, from 0 on.
 * Takes    positive values; gaps count nowhere.
 * Gives    0 where all are alike; nulls for fewer than two values or a mean of 0 or less.
 * Source   Serfling (1980) Approximation Theorems, section 3.3.
 *
 * @example variationCoefficient([8, 10, 12]).value // => 0.2
 */
export function variationCoefficient(values: Observations, confidence = 0.95): Estimate {
  const { n, mean, squares } = moments(values);
  if (n < 2 || !(mean > 0)) return { ...noEstimate, n };
  const variance = squares / (n - 1);
  const value = Math.sqrt(variance) / mean;
  if (variance === 0) return { value: 0, low: 0, high: 0, n };
  const central = (power: number) =>
    observedValues(values).reduce((sum, each) => sum + (each - mean) ** power, 0) / n;
  const spread = Math.max(0, central(4) - variance ** 2) / (4 * variance ** 2 * n);
  const skew = central(3) / (mean * variance * n);
  const se = value * Math.sqrt(Math.max(0, spread - skew + value ** 2 / n));
  const half = criticalZ(confidence) * se;
  return { value, low: Math.max(0, value - half), high: value + half, n };
}
