import type { Estimate } from "../stats/estimate.ts";
import { criticalZ } from "../stats/normal.ts";

export interface StratifiedRow {
  readonly stratum: string;
  /** True for the group whose share is the first of the difference. */
  readonly first: boolean;
  readonly success: boolean;
}

/**
 * Stratified difference (分层比例差): first share less second, compared only within like with like.
 *
 * For      good and poor manners at the same kind of failure, members and non-members of a segment.
 * Formula  Mantel–Haenszel: Σ(a·n0 − b·n1)/N ÷ Σ n1·n0/N over strata, a and b successes of the
 *          first and second group; Sato's variance, ± z·SE.
 * Takes    one row a person: stratum, group, success; a stratum with one group says nothing.
 * Gives    a difference of shares, −1 to 1; n counts persons in strata with both groups; nulls
 *          where there are none.
 * Source   Greenland & Robins (1985) Biometrics 41:55; Sato (1989) Biometrics 45:1323.
 *
 * @example stratifiedDifference([{ stratum: "a", first: true, success: true }, { stratum: "a", first: false, success: false }]).value // => 1
 */
export function stratifiedDifference(rows: readonly StratifiedRow[], confidence = 0.95): Estimate {
  let difference = 0;
  let weight = 0;
  let p = 0;
  let q = 0;
  let n = 0;
  for (const own of Map.groupBy(rows, ({ stratum }) => stratum).values()) {
    const [n1, a] = counts(own, true);
    const [n0, b] = counts(own, false);
    const total = n1 + n0;
    if (n1 === 0 || n0 === 0) continue;
    n += total;
    difference += (a * n0 - b * n1) / total;
    weight += (n1 * n0) / total;
    p += (n1 ** 2 * b - n0 ** 2 * a + (n1 * n0 * (n0 - n1)) / 2) / total ** 2;
    q += (a * (n0 - b) + b * (n1 - a)) / (2 * total);
  }
  if (weight === 0) return { value: null, low: null, high: null, n: 0 };
  const value = difference / weight;
  const variance = Math.max(0, (value * p + q) / weight ** 2);
  const half = criticalZ(confidence) * Math.sqrt(variance);
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), n };
}

function counts(rows: readonly StratifiedRow[], first: boolean): readonly [number, number] {
  const own = rows.filter((row) => row.first === first);
  return [own.length, own.filter(({ success }) => success).length];
}
