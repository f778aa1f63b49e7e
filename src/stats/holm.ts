/**
 * Holm-adjusted p (霍尔姆校正 p 值): p-values that keep the chance of any false alarm.
 *
 * For      the headline comparisons of a page, one family.
 * Formula  max over ranks i ≤ j of min(1, (m − i + 1)·p(i)).
 * Takes    p-values in any order.
 * Gives    adjusted values in the order given.
 * Source   Holm (1979) Scand. J. Stat. 6:65; R p.adjust("holm").
 *
 * @example holmAdjusted([0.01, 0.04, 0.03]) // => [0.03, 0.06, 0.06]
 */
export function holmAdjusted(ps: readonly number[]): readonly number[] {
  const adjusted = new Array<number>(ps.length);
  let running = 0;
  for (const [rank, index] of rising(ps).entries()) {
    running = Math.max(running, Math.min(1, (ps.length - rank) * ps[index]!));
    adjusted[index] = running;
  }
  return adjusted;
}

/**
 * Benjamini–Hochberg-adjusted p (BH 校正 p 值): p-values that keep the share of false alarms.
 *
 * For      long lists of comparisons.
 * Formula  min over ranks i ≥ j of min(1, m·p(i) / i).
 * Takes    p-values in any order.
 * Gives    adjusted values in the order given.
 * Source   Benjamini & Hochberg (1995) JRSS B 57:289; R p.adjust("BH").
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // => [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(ps: readonly number[]): readonly number[] {
  const adjusted = new Array<number>(ps.length);
  let running = 1;
  for (const [rank, index] of [...rising(ps).entries()].toReversed()) {
    running = Math.min(running, (ps.length * ps[index]!) / (rank + 1));
    adjusted[index] = running;
  }
  return adjusted;
}

function rising(ps: readonly number[]): readonly number[] {
  return ps.map((_, index) => index).toSorted((a, b) => ps[a]! - ps[b]! || a - b);
}
