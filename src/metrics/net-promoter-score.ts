import { effectiveCount } from "../stats/design-effect.ts";
import { noEstimate, type Estimate } from "../stats/estimate.ts";
import { netDifference, netShare, type NetDifference } from "../stats/net-share.ts";
import { isObserved, type Observations } from "../stats/observed.ts";
import { shareOf } from "../stats/proportion.ts";
import type { Scale } from "../survey/definition.ts";
import { requireOnScale } from "./on-scale.ts";

export interface RecommendOptions {
  readonly scale: Scale;
  /** One a score. */
  readonly weights?: ArrayLike<number> | undefined;
  readonly confidence?: number | undefined;
}

export interface Composition {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}

export interface NetPromoterScore {
  readonly n: number;
  /** Persons of each kind, unweighted. */
  readonly counts: Composition;
  /** Shares from 0 to 1, weighted where weights are given; null for nobody. */
  readonly shares: Composition | null;
  /** In points, −100 to 100, with the adjusted Wald interval. */
  readonly nps: Estimate;
  /** The plain Wald interval, in points; not clipped. */
  readonly wald: { readonly low: number; readonly high: number } | null;
  /** Variance of one answer, from 0 to 1. */
  readonly variance: number | null;
  /** Standard error in points. */
  readonly se: number | null;
}

/**
 * Net promoter score, NPS (净推荐值): promoters less detractors, in points.
 *
 * For      how customers speak of us; never read without its composition.
 * Formula  100·(|9–10| − |0–6|) / |answered|; interval: adjusted Wald (three persons added),
 *          clipped to ±100; with weights on the effective n.
 * Takes    scores: one a person, null where not answered; the scale they were asked on.
 * Gives    points from −100 to 100; nulls for nobody; null itself on any scale but 0 to 10,
 *          where there is no net promoter score (see recommendShare).
 * Throws   score-off-scale; weights-unusable when all weights are 0 or one is below 0.
 * Source   Reichheld (2003) HBR 81(12):46; Rocks (2016) Am. Stat. 70:365.
 *
 * @example netPromoterScore([10, 9, 8, 3], { scale: { min: 0, max: 10 } }).nps.value // => 25
 */
export function netPromoterScore(
  scores: Observations,
  { scale, weights, confidence = 0.95 }: RecommendOptions,
): NetPromoterScore | null {
  if (scale.min !== 0 || scale.max !== 10) return null;
  requireOnScale(scores, scale);
  const { n, counts, sums, nEff } = tally(scores, weights);
  const total = sums.promoters + sums.passives + sums.detractors;
  const each = (sum: number): number => sum / total;
  const net = netShare(
    { plus: each(sums.promoters) * nEff, minus: each(sums.detractors) * nEff, n: nEff },
    confidence,
  );
  if (net === null) {
    return { n, counts, shares: null, nps: noEstimate, wald: null, variance: null, se: null };
  }
  const points = { value: 100 * net.value, low: 100 * net.low, high: 100 * net.high, n };
  return {
    n,
    counts,
    shares: {
      promoters: each(sums.promoters),
      passives: each(sums.passives),
      detractors: each(sums.detractors),
    },
    nps: weights === undefined ? points : { ...points, nEff },
    wald: { low: 100 * net.wald.low, high: 100 * net.wald.high },
    variance: net.variance,
    se: 100 * net.se,
  };
}

/**
 * Recommend share (推荐意愿比例): the share in the top two points, on any scale.
 *
 * For      surveys that ask on another scale than 0 to 10; never to be called NPS.
 * Formula  |score ≥ max − 1| / |answered|, Wilson's interval.
 * Takes    scores: one a person, null where not answered.
 * Gives    a share from 0 to 1; nulls for nobody.
 * Throws   score-off-scale; weights-unusable when all weights are 0 or one is below 0.
 * Source   Wilson (1927); our reading of field faults: cuts of one scale mislead on another.
 *
 * @example recommendShare([10, 9, 4], { scale: { min: 1, max: 10 } }).value // => 0.6667
 */
export function recommendShare(
  scores: Observations,
  { scale, weights, confidence = 0.95 }: RecommendOptions,
): Estimate {
  requireOnScale(scores, scale);
  return shareOf(scores, (score) => score >= scale.max - 1, { weights, confidence });
}

/**
 * Difference of two net promoter scores (净推荐值之差): first minus second, of different persons.
 *
 * For      brands, channels and waves beside each other.
 * Formula  NPS1 − NPS2 ± z·√(SE1² + SE2²).
 * Takes    two scores as netPromoterScore gives them.
 * Gives    points; null when one of them has nobody.
 * Source   Rocks (2016) Am. Stat. 70:365.
 *
 * @example npsDifference(netPromoterScore([10, 0], { scale: { min: 0, max: 10 } }), netPromoterScore([10, 8], { scale: { min: 0, max: 10 } })).difference // => -50
 */
export function npsDifference(
  first: NetPromoterScore,
  second: NetPromoterScore,
  confidence = 0.95,
): NetDifference | null {
  if (first.nps.value === null || second.nps.value === null) return null;
  return netDifference(
    { value: first.nps.value, se: first.se! },
    { value: second.nps.value, se: second.se! },
    confidence,
  );
}

interface Tally {
  readonly n: number;
  readonly counts: Composition;
  /** Weights of each kind. */
  readonly sums: Composition;
  readonly nEff: number;
}

function tally(scores: Observations, weights: ArrayLike<number> | undefined): Tally {
  const counts = { promoters: 0, passives: 0, detractors: 0 };
  const sums = { promoters: 0, passives: 0, detractors: 0 };
  const kept: number[] = [];
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i];
    if (!isObserved(score)) continue;
    const kind = score >= 9 ? "promoters" : score <= 6 ? "detractors" : "passives";
    const weight = weights?.[i] ?? 1;
    counts[kind] += 1;
    sums[kind] += weight;
    kept.push(weight);
  }
  const nEff = weights === undefined ? kept.length : effectiveCount(kept);
  return { n: kept.length, counts, sums, nEff };
}
