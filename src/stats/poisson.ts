import { chiSquareQuantile } from "./chi-square.ts";
import type { Estimate } from "./estimate.ts";

/**
 * Poisson rate (泊松率): events per unit of exposure, with the exact interval.
 *
 * For      complaints per 1,000 orders, sparse demand.
 * Formula  x / exposure; [χ²(2x) / 2, χ²(2x + 2) / 2] / exposure.
 * Takes    a count of events; the exposure in any unit, above 0.
 * Gives    events per unit; n is the count of events; nulls when there is no exposure.
 * Source   Garwood (1936) Biometrika 28:437.
 *
 * @example poissonRate(0, 100).high // => 0.0368887945
 */
export function poissonRate(events: number, exposure: number, confidence = 0.95): Estimate {
  if (!(exposure > 0)) return { value: null, low: null, high: null, n: events };
  const tail = (1 - confidence) / 2;
  return {
    value: events / exposure,
    low: chiSquareQuantile(tail, 2 * events) / 2 / exposure,
    high: chiSquareQuantile(1 - tail, 2 * events + 2) / 2 / exposure,
    n: events,
  };
}
