import { criticalZ, normalTwoSided } from "./normal.ts";

/** Persons for, persons against, and all persons; effective counts where weighted. */
export interface Sides {
  readonly plus: number;
  readonly minus: number;
  readonly n: number;
}

export interface NetShare {
  readonly value: number;
  /** Variance of one answer: p + d − (p − d)². */
  readonly variance: number;
  readonly se: number;
  /** Adjusted Wald, clipped to −1 and 1. */
  readonly low: number;
  readonly high: number;
  readonly wald: { readonly low: number; readonly high: number };
}

/**
 * Net share (净比例): share for less share against, of the same persons.
 *
 * For      the net promoter score, in hundredths.
 * Formula  p − d; variance p + d − (p − d)²; Wald ± z·√(variance/n); adjusted Wald the same after
 *          adding three persons: 3/4 for, 3/4 against, 3/2 between.
 * Takes    counts, or effective counts; n above 0.
 * Gives    −1 to 1; null when n is 0.
 * Source   Rocks (2016) Am. Stat. 70:365; Lewis & Sauro (2021) JUX 16.
 *
 * @example netShare({ plus: 8, minus: 22, n: 39 }).value // => -0.358974359
 */
export function netShare({ plus, minus, n }: Sides, confidence = 0.95): NetShare | null {
  if (!(n > 0)) return null;
  const z = criticalZ(confidence);
  const plain = netMoments({ plus, minus, n });
  const adjusted = netMoments({ plus: plus + 0.75, minus: minus + 0.75, n: n + 3 });
  return {
    ...plain,
    low: Math.max(-1, adjusted.value - z * adjusted.se),
    high: Math.min(1, adjusted.value + z * adjusted.se),
    wald: { low: plain.value - z * plain.se, high: plain.value + z * plain.se },
  };
}

export interface NetDifference {
  readonly difference: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Difference of two net shares (净比例之差): first minus second, of different persons.
 *
 * For      the net promoter score of two waves or groups.
 * Formula  d ± z·√(SE1² + SE2²); p from d / SE.
 * Takes    values and standard errors in one unit.
 * Gives    in that unit; p is 1 for no difference and 0 for one without spread.
 * Source   Rocks (2016) Am. Stat. 70:365.
 *
 * @example netDifference({ value: 0.4, se: 0.03 }, { value: 0.3, se: 0.04 }).se // => 0.05
 */
export function netDifference(
  first: { readonly value: number; readonly se: number },
  second: { readonly value: number; readonly se: number },
  confidence = 0.95,
): NetDifference {
  const difference = first.value - second.value;
  const se = Math.hypot(first.se, second.se);
  const z = difference === 0 ? 0 : difference / se;
  const half = criticalZ(confidence) * se;
  const p = normalTwoSided(z);
  return { difference, se, z, p, low: difference - half, high: difference + half };
}

function netMoments({ plus, minus, n }: Sides): Pick<NetShare, "value" | "variance" | "se"> {
  const value = (plus - minus) / n;
  const variance = Math.max(0, (plus + minus) / n - value * value);
  return { value, variance, se: Math.sqrt(variance / n) };
}
