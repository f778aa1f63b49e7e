import { normalTwoSided } from "./normal.ts";
import { proportion } from "./proportion.ts";

/** Successes among n; effective counts where weights were used. */
export interface Successes {
  readonly successes: number;
  readonly n: number;
}

export interface ShareDifference {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly z: number | null;
  readonly p: number | null;
}

/**
 * Difference of two shares (两比例之差): first minus second, of different persons.
 *
 * For      waves, channels and groups beside each other.
 * Formula  d = p1 − p2; pooled z for p; Newcombe's interval from the two Wilson intervals:
 *          d − √((p1−l1)² + (u2−p2)²) to d + √((u1−p1)² + (p2−l2)²).
 * Takes    successes and n of both; effective counts where weighted.
 * Gives    a difference of shares, −1 to 1; nulls when one of them has nobody; p is 1 when all
 *          or none succeeded in both.
 * Source   Newcombe (1998) Stat. Med. 17:873, method 10.
 *
 * @example twoProportions({ successes: 56, n: 70 }, { successes: 48, n: 80 }).low // => 0.0524
 */
export function twoProportions(
  first: Successes,
  second: Successes,
  confidence = 0.95,
): ShareDifference {
  const one = proportion(first.successes, first.n, confidence);
  const two = proportion(second.successes, second.n, confidence);
  if (one.value === null || two.value === null) {
    return { difference: null, low: null, high: null, z: null, p: null };
  }
  const difference = one.value - two.value;
  const pooled = (first.successes + second.successes) / (first.n + second.n);
  const variance = pooled * (1 - pooled) * (1 / first.n + 1 / second.n);
  const z = variance > 0 ? difference / Math.sqrt(variance) : 0;
  return {
    difference,
    low: difference - Math.hypot(one.value - one.low!, two.high! - two.value),
    high: difference + Math.hypot(one.high! - one.value, two.value - two.low!),
    z,
    p: normalTwoSided(z),
  };
}

/**
 * Minimum detectable difference (最小可检出差异): the least change that samples so large can show.
 *
 * For      saying beside "no clear change" what would have been seen.
 * Formula  (1.96 + 0.84)·√(p(1−p)(1/n1 + 1/n2)): 95% confidence, 80% power.
 * Takes    a share to start from and both n.
 * Gives    a difference of shares; null when one n is 0.
 * Source   Cohen (1988) Statistical Power Analysis.
 *
 * @example detectableDifference(0.5, 400, 400) // => 0.099
 */
export function detectableDifference(share: number, n1: number, n2: number): number | null {
  if (n1 <= 0 || n2 <= 0) return null;
  return (1.96 + 0.84) * Math.sqrt(share * (1 - share) * (1 / n1 + 1 / n2));
}
