import type { Estimate } from "./estimate.ts";
import { criticalZ } from "./normal.ts";
import { isObserved, type Observations } from "./observed.ts";
import { midRanks } from "./ranks.ts";

/**
 * Pearson's correlation (皮尔逊相关系数): how close two columns come to one straight line.
 *
 * For      pairs of units, as teams or shops.
 * Formula  r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)²·Σ(y−ȳ)²); interval tanh(atanh r ± z/√(n−3)).
 * Takes    two columns of equal length; a row with a gap in either counts nowhere.
 * Gives    −1 to 1; nulls below two pairs or where a column does not vary; no interval below four.
 * Source   Fisher (1921) Metron 1:3; R cor.test.
 *
 * @example pearson([1, 2, 3], [2, 4, 7]).value // => 0.9933992678
 */
export function pearson(xs: Observations, ys: Observations, confidence = 0.95): Estimate {
  const { x, y } = pairs(xs, ys);
  const r = coefficient(x, y);
  return withInterval(r, { n: x.length, factor: 1, confidence });
}

/**
 * Spearman's correlation (斯皮尔曼秩相关系数): how close two columns come to rising together.
 *
 * For      pairs where only the order is to be believed.
 * Formula  Pearson's r of the mid-ranks; interval with the factor √(1 + ρ²/2) of Bonett & Wright.
 * Takes    two columns of equal length; a row with a gap in either counts nowhere.
 * Gives    −1 to 1; nulls below two pairs or where a column does not vary; no interval below four.
 * Source   Spearman (1904); Bonett & Wright (2000) Psychometrika 65:23.
 *
 * @example spearman([1, 2, 3], [2, 9, 7]).value // => 0.5
 */
export function spearman(xs: Observations, ys: Observations, confidence = 0.95): Estimate {
  const { x, y } = pairs(xs, ys);
  const rho = coefficient(midRanks(x), midRanks(y));
  const factor = Math.sqrt(1 + (rho ?? 0) ** 2 / 2);
  return withInterval(rho, { n: x.length, factor, confidence });
}

function pairs(xs: Observations, ys: Observations): { readonly x: number[]; readonly y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < xs.length; i += 1) {
    const one = xs[i];
    const two = ys[i];
    if (!isObserved(one) || !isObserved(two)) continue;
    x.push(one);
    y.push(two);
  }
  return { x, y };
}

function coefficient(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const n = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i += 1) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i += 1) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (n < 2 || !(xx > 0) || !(yy > 0)) return null;
  return Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy)));
}

function withInterval(
  r: number | null,
  {
    n,
    factor,
    confidence,
  }: { readonly n: number; readonly factor: number; readonly confidence: number },
): Estimate {
  if (r === null || n < 4) return { value: r, low: null, high: null, n };
  const half = (criticalZ(confidence) * factor) / Math.sqrt(n - 3);
  return {
    value: r,
    low: Math.tanh(Math.atanh(r) - half),
    high: Math.tanh(Math.atanh(r) + half),
    n,
  };
}
