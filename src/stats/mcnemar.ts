import { binomialTest } from "./binomial.ts";
import { criticalZ } from "./normal.ts";
import { isObserved, type Observations } from "./observed.ts";

export interface PairedShares {
  /** Persons observed both times. */
  readonly n: number;
  /** Yes before and no after, and the other way round. */
  readonly lost: number;
  readonly gained: number;
  /** After less before. */
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Exact, two-sided. */
  readonly p: number | null;
}

/**
 * McNemar's test (麦克尼马尔检验): did a share change among the same persons?
 *
 * For      the same persons in two waves, where the test of two independent shares is wrong.
 * Formula  (gained − lost)/n; exact p: gained is binomial with ½ among those who changed; interval
 *          of Agresti & Min: half a person is added to each of the four cells.
 * Takes    two columns of 0 and 1, one row a person; a row with a gap in either counts nowhere.
 * Gives    a difference of shares, −1 to 1; p is 1 when nobody changed; nulls for nobody.
 * Source   McNemar (1947) Psychometrika 12:153; Agresti & Min (2005) Stat. Med. 24:729; R
 *          exact2x2::mcnemar.exact.
 *
 * @example mcnemar([1, 1, 0, 0], [1, 0, 0, 0]).p // => 1
 */
export function mcnemar(
  before: Observations,
  after: Observations,
  confidence = 0.95,
): PairedShares {
  let [n, lost, gained] = [0, 0, 0];
  for (let i = 0; i < before.length; i += 1) {
    const [one, two] = [before[i], after[i]];
    if (!isObserved(one) || !isObserved(two)) continue;
    n += 1;
    if (one > two) lost += 1;
    if (two > one) gained += 1;
  }
  if (n === 0) return { n, lost, gained, difference: null, low: null, high: null, p: null };
  const all = n + 2;
  const centre = (gained - lost) / all;
  const variance = (gained + lost + 1) / all - centre * centre;
  const half = criticalZ(confidence) * Math.sqrt(variance / all);
  return {
    ...{ n, lost, gained },
    difference: (gained - lost) / n,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
    p: binomialTest(gained, gained + lost, 0.5),
  };
}
