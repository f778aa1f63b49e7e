import { effectiveCount } from "./design-effect.ts";
import { noEstimate, type Estimate } from "./estimate.ts";
import { criticalZ } from "./normal.ts";
import { isObserved, type Observations } from "./observed.ts";

/**
 * Share (比例): successes among n, with Wilson's interval.
 *
 * For      every share on every page.
 * Formula  p = x/n; (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
 * Takes    successes from 0 to n, n from 0; both may be fractional (effective counts).
 * Gives    a share from 0 to 1 with its interval; nulls when n is 0, never 0%.
 * Source   Wilson (1927) JASA 22:209; Brown, Cai & DasGupta (2001) Stat. Sci. 16:101.
 *
 * @example proportion(8, 10).low // => 0.4901624715
 */
export function proportion(successes: number, n: number, confidence = 0.95): Estimate {
  if (n <= 0) return noEstimate;
  const p = successes / n;
  const z = criticalZ(confidence);
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return {
    value: p,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
    n,
  };
}

/**
 * Weighted share (加权比例): the weight of the successes among all weight.
 *
 * For      shares of a sample whose mix was put right.
 * Formula  p = Σwy / Σw; Wilson with the effective n = (Σw)² / Σw² and x = p·n_eff.
 * Takes    values: 1 or 0 an observation, null counts nowhere; weights: one a value.
 * Gives    a share from 0 to 1; n counts observations, nEff what they are worth; nulls for none.
 * Throws   weights-unusable when all weights are 0 or one is below 0.
 * Source   Kish (1965); Wilson (1927).
 *
 * @example weightedProportion([1, 0], [3, 1]).value // => 0.75
 */
export function weightedProportion(
  values: Observations,
  weights: ArrayLike<number>,
  confidence = 0.95,
): Estimate {
  const kept: number[] = [];
  let hits = 0;
  let total = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (!isObserved(value)) continue;
    const weight = weights[i]!;
    kept.push(weight);
    hits += weight * value;
    total += weight;
  }
  if (kept.length === 0) return noEstimate;
  const nEff = effectiveCount(kept);
  const value = hits / total;
  return { ...proportion(value * nEff, nEff, confidence), value, n: kept.length, nEff };
}

export interface ShareOptions {
  /** One a value; left out, every value counts once. */
  readonly weights?: ArrayLike<number> | undefined;
  readonly confidence?: number | undefined;
}

/**
 * Share of values that fit (符合条件的比例): of the observed values, how many a condition takes.
 *
 * For      top boxes and every other cut through an answer.
 * Formula  as proportion, or weightedProportion where weights are given.
 * Takes    a column, null and NaN count nowhere; a condition on one value.
 * Gives    a share from 0 to 1 with its interval; nulls when nothing was observed.
 * Throws   weights-unusable when all weights are 0 or one is below 0.
 * Source   Wilson (1927); Kish (1965).
 *
 * @example shareOf([5, 4, null, 1], (score) => score >= 4).value // => 0.6667
 */
export function shareOf(
  values: Observations,
  fits: (value: number) => boolean,
  { weights, confidence = 0.95 }: ShareOptions = {},
): Estimate {
  const hits = new Float64Array(values.length);
  let n = 0;
  let successes = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    const observed = isObserved(value);
    const fit = observed && fits(value);
    hits[i] = observed ? Number(fit) : NaN;
    n += Number(observed);
    successes += Number(fit);
  }
  return weights === undefined
    ? proportion(successes, n, confidence)
    : weightedProportion(hits, weights, confidence);
}
