import { binomialTest, binomialUpper, exactShareInterval } from "./binomial.ts";
import type { Estimate } from "./estimate.ts";
import { incompleteGammaLower } from "./incomplete-gamma.ts";
import { lnGamma } from "./ln-gamma.ts";

/** A count now against what was usual. */
export interface CountAndBaseline {
  readonly count: number;
  /** Orders, days … now, above 0. */
  readonly exposure: number;
  readonly baselineCount: number;
  /** In the same unit, above 0. */
  readonly baselineExposure: number;
}

export interface PoissonSignal {
  /** Rate now over the baseline rate, with its exact interval. */
  readonly ratio: Estimate;
  /** Events that the baseline rate would give now. */
  readonly expected: number | null;
  /** Chance of as many or more, if nothing changed. */
  readonly pMore: number | null;
  /** Two-sided: as unlikely or more, in either direction. */
  readonly p: number | null;
}

/**
 * Poisson upper tail (泊松分布上尾概率): P(X ≥ x) where `mean` is expected.
 *
 * For      a count against a rate that is known.
 * Formula  P(x, mean), the regularised incomplete gamma function.
 * Takes    a whole x from 0, a mean from 0.
 * Gives    a probability.
 * Source   Abramowitz & Stegun 26.4.21.
 *
 * @example poissonUpper(1, 1) // => 0.63212055883
 */
export function poissonUpper(x: number, mean: number): number {
  if (x <= 0) return 1;
  return mean <= 0 ? 0 : incompleteGammaLower(x, mean);
}

/**
 * Poisson test (泊松检验): exact two-sided p of a count where `mean` is expected.
 *
 * For      a count against a rate that is known.
 * Formula  the sum of all probabilities not above that of the count.
 * Takes    a whole count from 0, a mean above 0.
 * Gives    a probability.
 * Source   R poisson.test.
 *
 * @example poissonTest(10, 4) // => 0.0081322428
 */
export function poissonTest(count: number, mean: number): number {
  const logChance = (k: number): number => k * Math.log(mean) - mean - lnGamma(k + 1);
  const limit = logChance(count) + 1e-7;
  const upTo = Math.ceil(Math.max(count, mean) + 20 * Math.sqrt(Math.max(count, mean)) + 50);
  let unlikely = 0;
  for (let k = 0; k <= upTo; k += 1) {
    const log = logChance(k);
    if (log <= limit) unlikely += Math.exp(log);
  }
  return Math.min(1, unlikely);
}

/**
 * Poisson signal (泊松信号): did events come more often than before?
 *
 * For      emerging complaints of a category, a location or a product.
 * Formula  given both counts, the one now is binomial with chance exposure / all exposure; p exact;
 *          ratio of rates with the Clopper–Pearson interval turned into odds.
 * Takes    whole counts and exposures above 0 in one unit. Many categories watched at once are a
 *          family: adjust with benjaminiHochberg.
 * Gives    ratio (n counts the events now); a baseline without events has no ratio but a lower
 *          bound and a p; nulls without exposure.
 * Source   Przyborowski & Wilenski (1940) Biometrika 31:313; R poisson.test.
 *
 * @example poissonSignal({ count: 11, exposure: 800, baselineCount: 21, baselineExposure: 3011 }).ratio.value // => 1.9715
 */
export function poissonSignal(
  { count, exposure, baselineCount, baselineExposure }: CountAndBaseline,
  confidence = 0.95,
): PoissonSignal {
  if (!(exposure > 0 && baselineExposure > 0)) {
    const ratio = { value: null, low: null, high: null, n: count };
    return { ratio, expected: null, pMore: null, p: null };
  }
  const expected = (baselineCount / baselineExposure) * exposure;
  const all = count + baselineCount;
  const chance = exposure / (exposure + baselineExposure);
  const share = all === 0 ? null : exactShareInterval(count, all, confidence);
  const odds = (part: number): number => ((part / (1 - part)) * baselineExposure) / exposure;
  return {
    ratio: {
      value: baselineCount === 0 ? null : count / expected,
      low: share === null ? null : odds(share.low),
      high: share === null || share.high === 1 ? null : odds(share.high),
      n: count,
    },
    expected,
    pMore: binomialUpper(count, all, chance),
    p: binomialTest(count, all, chance),
  };
}
