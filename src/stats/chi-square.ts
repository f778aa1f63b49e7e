import { incompleteGammaLower, incompleteGammaUpper } from "./incomplete-gamma.ts";
import { invert } from "./invert.ts";

/**
 * Chi-square upper tail (卡方上尾概率): P(X > x) with df degrees of freedom.
 *
 * For      tests of tables.
 * Formula  Q(df/2, x/2).
 * Takes    x from 0, df above 0.
 * Gives    a probability.
 * Source   definition.
 *
 * @example chiSquareUpper(3.841458820694124, 1) // => 0.05
 */
export function chiSquareUpper(x: number, df: number): number {
  return incompleteGammaUpper(df / 2, x / 2);
}

/**
 * Chi-square quantile (卡方分位数): the x below which a share p lies.
 *
 * For      exact Poisson intervals.
 * Formula  inverse of P(df/2, x/2).
 * Takes    p between 0 and 1, df above 0.
 * Gives    x from 0; 0 when df is 0.
 * Source   definition.
 *
 * @example chiSquareQuantile(0.975, 2) // => 7.377758908
 */
export function chiSquareQuantile(p: number, df: number): number {
  if (df <= 0 || p <= 0) return 0;
  let high = df + 10;
  while (incompleteGammaLower(df / 2, high / 2) < p) high *= 2;
  return invert((x) => incompleteGammaLower(df / 2, x / 2), p, { low: 0, high });
}

export interface Independence {
  readonly statistic: number | null;
  readonly df: number;
  readonly p: number | null;
}

/**
 * Test of independence (独立性卡方检验): do the rows of a table differ in their mix?
 *
 * For      comparing a rate over the levels of an answer.
 * Formula  Σ (count − expected)² / expected, no continuity correction; empty rows and columns leave.
 * Takes    a table of counts, one list a row.
 * Gives    statistic, degrees of freedom and p; null when fewer than two rows or columns are left.
 * Source   Pearson (1900); R chisq.test(correct = FALSE).
 *
 * @example independence([[10, 20], [20, 10]]).statistic // => 6.6666666667
 */
export function independence(table: readonly (readonly number[])[]): Independence {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  const df = (rows.filter(Boolean).length - 1) * (columns.filter(Boolean).length - 1);
  if (df <= 0) return { statistic: null, df: 0, p: null };
  let statistic = 0;
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      const expected = (rows[i]! * columns[j]!) / total;
      if (expected > 0) statistic += (count - expected) ** 2 / expected;
    }
  }
  return { statistic, df, p: chiSquareUpper(statistic, df) };
}
