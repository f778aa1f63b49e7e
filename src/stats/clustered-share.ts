import { noEstimate, type Estimate } from "./estimate.ts";
import { proportion } from "./proportion.ts";

/** What one person's events come to. */
export interface Tally {
  readonly successes: number;
  readonly events: number;
}

/**
 * Share of events, clustered by person (按人聚类的比例): events of one person are alike.
 *
 * For      journeys without a setback, contacts solved by a machine.
 * Formula  p = Σx/Σm; SE² = K/(K−1)·Σ(x − p·m)²/(Σm)² over K persons; Wilson's interval with
 *          p(1−p)/SE² in place of n, with the number of persons where all events end alike.
 * Takes    one row a person; a person without events counts nowhere.
 * Gives    a share from 0 to 1; n counts persons; nulls for nobody.
 * Source   Cochran (1977) Sampling Techniques, section 11.7; Korn & Graubard (1998).
 *
 * @example clusteredShare([{ successes: 1, events: 2 }, { successes: 2, events: 2 }]).value // => 0.75
 */
export function clusteredShare(tallies: readonly Tally[], confidence = 0.95): Estimate {
  const own = tallies.filter(({ events }) => events > 0);
  const n = own.length;
  if (n === 0) return noEstimate;
  const total = own.reduce((sum, { events }) => sum + events, 0);
  const value = own.reduce((sum, { successes }) => sum + successes, 0) / total;
  const squares = own.reduce(
    (sum, { successes, events }) => sum + (successes - value * events) ** 2,
    0,
  );
  const variance = n === 1 ? 0 : ((n / (n - 1)) * squares) / total ** 2;
  const nEff = variance > 0 ? (value * (1 - value)) / variance : n;
  const { low, high } = proportion(value * nEff, nEff, confidence);
  return { value, low, high, n, nEff };
}
