import { noEstimate, type Estimate } from "./estimate.ts";
import { personBootstrap } from "./person-bootstrap.ts";
import { quantileSorted } from "./quantile.ts";

export interface BootstrapMeanOptions {
  /** The same seed gives the same interval. */
  readonly seed: string;
  readonly draws: number;
  readonly confidence?: number | undefined;
}

/**
 * Bootstrapped mean (自助法均值): the mean of persons' scores with a percentile interval.
 *
 * For      scores that are products of others, whose means have no plain interval.
 * Formula  Σx/n; percentiles of the means of `draws` seeded draws of n persons with replacement.
 * Takes    one score a person, none missing.
 * Gives    in the unit of the scores; nulls for nobody; no interval for one.
 * Source   Efron & Tibshirani (1993) An Introduction to the Bootstrap, 13.
 *
 * @example bootstrapMean([2, 4], { seed: "a", draws: 2000 }).value // => 3
 */
export function bootstrapMean(
  scores: readonly number[],
  { seed, draws, confidence = 0.95 }: BootstrapMeanOptions,
): Estimate {
  const n = scores.length;
  if (n === 0) return noEstimate;
  const value = scores.reduce((sum, score) => sum + score, 0) / n;
  if (n === 1) return { value, low: null, high: null, n };
  const counts = new Map<number, number>();
  for (const score of scores) counts.set(score, (counts.get(score) ?? 0) + 1);
  const levels = Float64Array.from(counts.keys()).sort();
  const meanOf = (drawn: Int32Array): number => {
    let sum = 0;
    for (let i = 0; i < levels.length; i += 1) sum += levels[i]! * drawn[i]!;
    return sum / n;
  };
  const persons = Array.from(levels, (score) => counts.get(score)!);
  const means = personBootstrap(persons, meanOf, { seed, draws });
  const tail = (1 - confidence) / 2;
  return { value, low: quantileSorted(means, tail), high: quantileSorted(means, 1 - tail), n };
}
