import { incompleteBeta } from "./incomplete-beta.ts";
import { invert } from "./invert.ts";

/**
 * F quantile (F 分布分位数): the F below which a share p lies.
 *
 * For      Feldt's interval of Cronbach's alpha.
 * Formula  inverse of I_x(d1/2, d2/2), x = d1·F / (d1·F + d2).
 * Takes    p between 0 and 1 and both degrees of freedom.
 * Gives    F above 0.
 * Source   Abramowitz & Stegun 26.6.2.
 *
 * @example fisherQuantile(0.95, 2, 10) // => 4.102821015
 */
export function fisherQuantile(p: number, df1: number, df2: number): number {
  const x = invert((at) => incompleteBeta(at, df1 / 2, df2 / 2), p, { low: 0, high: 1 });
  return (df2 * x) / (df1 * (1 - x));
}

/**
 * F upper tail (F 检验 p 值): P(F > f).
 *
 * For      comparing two nested models.
 * Formula  I_x(d2/2, d1/2), x = d2 / (d2 + d1·f).
 * Takes    f from 0 and both degrees of freedom.
 * Gives    a probability.
 * Source   Abramowitz & Stegun 26.6.2.
 *
 * @example fisherUpper(4.102821015, 2, 10) // => 0.05
 */
export function fisherUpper(f: number, df1: number, df2: number): number {
  return incompleteBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}
