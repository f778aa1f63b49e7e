import type { Matrix } from "./cholesky.ts";
import { symmetricEigen } from "./symmetric-eigen.ts";

/** Directions with less variance than this say nothing of their own. */
const leastEigenvalue = 1e-12;

/**
 * Johnson's relative weights (约翰逊相对权重): R² split over predictors, in one step at any number.
 *
 * For      key drivers where there are more predictors than subsets can be tried for.
 * Formula  R = VΔVᵀ, Λ = V√ΔVᵀ, β = Λ⁻¹·r, weight_j = Σ_k Λ_jk²·β_k².
 * Takes    correlations: of the predictors with each other, a list of rows; outcome: of each
 *          predictor with the outcome.
 * Gives    one raw weight a predictor, none below 0, together R².
 * Source   Johnson (2000) Multivar. Behav. Res. 35:1; R rwa.
 *
 * @example johnsonWeights([[1, 0], [0, 1]], [0.6, 0.3]) // => [0.36, 0.09]
 */
export function johnsonWeights(
  correlations: Matrix,
  outcome: ArrayLike<number>,
): readonly number[] {
  const size = outcome.length;
  const { values, vectors } = symmetricEigen(correlations);
  const squared = new Float64Array(size);
  const root = Array.from({ length: size }, () => new Float64Array(size));
  for (let k = 0; k < size; k += 1) {
    if (!(values[k]! > leastEigenvalue)) continue;
    const vector = vectors[k]!;
    const scale = Math.sqrt(values[k]!);
    let projected = 0;
    for (let i = 0; i < size; i += 1) projected += vector[i]! * outcome[i]!;
    for (let i = 0; i < size; i += 1) {
      squared[i] = squared[i]! + (vector[i]! * projected) / scale;
      for (let j = 0; j < size; j += 1) {
        root[i]![j] = root[i]![j]! + vector[i]! * scale * vector[j]!;
      }
    }
  }
  return root.map((row) => row.reduce((sum, cell, k) => sum + cell ** 2 * squared[k]! ** 2, 0));
}
