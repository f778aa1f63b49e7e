import { moments } from "./mean.ts";
import type { Observations } from "./observed.ts";
import { criticalT, studentTwoSided } from "./student-t.ts";

export interface MeanDifference {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly se: number | null;
  readonly t: number | null;
  readonly df: number | null;
  readonly p: number | null;
}

/**
 * Welch's difference of means (韦尔奇均值差): first minus second, of different persons.
 *
 * For      scores of two waves or groups whose spread may differ.
 * Formula  d ± t·√(s1²/n1 + s2²/n2), degrees of freedom by Satterthwaite.
 * Takes    two columns; null and NaN count nowhere.
 * Gives    in the unit of the values; nulls when one has no value; no interval below two each;
 *          no p where neither varies.
 * Source   Welch (1947) Biometrika 34:28.
 *
 * @example welch([1, 2, 3], [2, 4, 6]).t // => -1.549193338
 */
export function welch(
  first: Observations,
  second: Observations,
  confidence = 0.95,
): MeanDifference {
  const one = moments(first);
  const two = moments(second);
  if (one.n === 0 || two.n === 0) return noMeanDifference;
  const difference = one.mean - two.mean;
  if (one.n === 1 || two.n === 1) return { ...noMeanDifference, difference };
  const v1 = one.squares / (one.n - 1) / one.n;
  const v2 = two.squares / (two.n - 1) / two.n;
  const se = Math.sqrt(v1 + v2);
  const df = (v1 + v2) ** 2 / (v1 ** 2 / (one.n - 1) + v2 ** 2 / (two.n - 1));
  return studentDifference(difference, se, { df, confidence });
}

export const noMeanDifference: MeanDifference = {
  difference: null,
  low: null,
  high: null,
  se: null,
  t: null,
  df: null,
  p: null,
};

/**
 * Student's difference (t 区间): a difference of means with its standard error, tested.
 *
 * For      Welch's and the paired test.
 * Formula  d ± t·SE; t = d / SE.
 * Takes    the difference, its standard error and degrees of freedom.
 * Gives    all parts; without spread (SE 0) no interval and no p.
 * Source   Student (1908).
 *
 * @example studentDifference(2, 1, { df: 10, confidence: 0.95 }).p // => 0.0733880347707
 */
export function studentDifference(
  difference: number,
  se: number,
  { df, confidence }: { readonly df: number; readonly confidence: number },
): MeanDifference {
  if (!(se > 0)) return { ...noMeanDifference, difference, se };
  const half = criticalT(confidence, df) * se;
  const t = difference / se;
  const p = studentTwoSided(t, df);
  return { difference, low: difference - half, high: difference + half, se, t, df, p };
}
