import type { Matrix } from "./cholesky.ts";

/** Above this many predictors the subsets are too many; use johnsonWeights. */
export const mostLmgPredictors = 12;

/** A predictor with less variance left than this, of 1, adds nothing. */
const leastVariance = 1e-10;

/**
 * LMG importance shares (LMG 相对重要性): R² split over the predictors, Shapley's value of each.
 *
 * For      which experiences move with satisfaction, when all of them move together.
 * Formula  share_j = Σ over subsets S without j of |S|!(p−|S|−1)!/p! · [R²(S∪j) − R²(S)],
 *          every subset of the predictors exactly.
 * Takes    correlations: of the predictors with each other, a list of rows; outcome: of each
 *          predictor with the outcome. Covariances serve too; the shares are then of its variance.
 * Gives    one share a predictor, none below 0, together R²; a predictor that the others determine
 *          adds 0 after them. A plain Error above 12 predictors.
 * Source   Lindeman, Merenda & Gold (1980); Grömping (2006) J. Stat. Softw. 17(1); R relaimpo.
 *
 * @example lmgShares([[1, 0], [0, 1]], [0.6, 0.3]) // => [0.36, 0.09]
 */
export function lmgShares(correlations: Matrix, outcome: ArrayLike<number>): readonly number[] {
  const size = outcome.length;
  if (size > mostLmgPredictors) {
    throw new Error(`lmgShares takes at most ${mostLmgPredictors} predictors, not ${size}.`);
  }
  return Array.from(splitOverSubsets(subsetFits(correlations, outcome), size));
}

/**
 * R² of each subset, by the bits of its number. A subset grows by its next larger predictor; of
 * those still to come only the covariances are kept that are left given the subset.
 */
function subsetFits(correlations: Matrix, outcome: ArrayLike<number>): Float64Array {
  const size = outcome.length;
  const fits = new Float64Array(2 ** size);
  const width = size + 1;
  const levels = Array.from({ length: size + 1 }, () => new Float64Array(width * width));
  const first = levels[0]!;
  for (let i = 0; i < size; i += 1) {
    for (let j = i; j < size; j += 1) first[i * width + j] = correlations[i]![j]!;
    first[i * width + size] = outcome[i]!;
  }
  const grow = (subset: number, from: number, depth: number): void => {
    const left = levels[depth]!;
    const next = levels[depth + 1];
    for (let k = from; k < size; k += 1) {
      const variance = left[k * width + k]!;
      const adds = variance > leastVariance * (correlations[k]![k]! || 1);
      const withOutcome = left[k * width + size]!;
      const larger = subset | (1 << k);
      fits[larger] = fits[subset]! + (adds ? (withOutcome * withOutcome) / variance : 0);
      if (k + 1 === size) continue;
      for (let i = k + 1; i < size; i += 1) {
        const slope = adds ? left[k * width + i]! / variance : 0;
        for (let j = i; j <= size; j += 1) {
          next![i * width + j] = left[i * width + j]! - slope * left[k * width + j]!;
        }
      }
      grow(larger, k + 1, depth + 1);
    }
  };
  grow(0, 0, 0);
  return fits;
}

/** Shapley's value: how much each joins on average over all orders of joining. */
function splitOverSubsets(fits: Float64Array, size: number): Float64Array {
  const weights = orderWeights(size);
  const shares = new Float64Array(size);
  const members = new Uint8Array(fits.length);
  for (let subset = 0; subset < fits.length; subset += 1) {
    members[subset] = members[subset >> 1]! + (subset & 1);
    for (let j = 0; j < size; j += 1) {
      if ((subset & (1 << j)) !== 0) continue;
      const gain = fits[subset | (1 << j)]! - fits[subset]!;
      shares[j] = shares[j]! + weights[members[subset]!]! * gain;
    }
  }
  return shares;
}

/** s!(p−s−1)!/p!, the chance that a predictor joins just after a given subset of s. */
function orderWeights(size: number): Float64Array {
  const weights = new Float64Array(Math.max(1, size));
  weights[0] = 1 / Math.max(1, size);
  for (let s = 1; s < size; s += 1) weights[s] = (weights[s - 1]! * s) / (size - s);
  return weights;
}
