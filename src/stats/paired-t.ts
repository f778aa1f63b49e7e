import { moments } from "./mean.ts";
import { isObserved, type Observations } from "./observed.ts";
import { noMeanDifference, studentDifference, type MeanDifference } from "./welch.ts";

/**
 * Paired difference of means (配对均值差): first minus second, of the same persons.
 *
 * For      expectation beside perception, the same persons in two waves.
 * Formula  mean of the differences ± t·s/√n, n − 1 degrees of freedom.
 * Takes    two columns of equal length, one row a person; a row with a gap in either counts nowhere.
 * Gives    in the unit of the values and n, the pairs; nulls for none; no interval for one.
 * Source   Student (1908); R t.test(paired = TRUE).
 *
 * @example pairedT([3, 4, 6], [1, 3, 3]).t // => 3.464101615
 */
export function pairedT(
  first: Observations,
  second: Observations,
  confidence = 0.95,
): MeanDifference & { readonly n: number } {
  const differences: number[] = [];
  for (let i = 0; i < first.length; i += 1) {
    const one = first[i];
    const two = second[i];
    if (isObserved(one) && isObserved(two)) differences.push(one - two);
  }
  const { n, mean, squares } = moments(differences);
  if (n === 0) return { ...noMeanDifference, n };
  if (n === 1) return { ...noMeanDifference, difference: mean, n };
  const se = Math.sqrt(squares / (n - 1) / n);
  return { ...studentDifference(mean, se, { df: n - 1, confidence }), n };
}
