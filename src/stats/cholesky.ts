/** A matrix as a list of rows. */
export type Matrix = readonly ArrayLike<number>[];

/** Pivots below this share of their diagonal count as 0. */
const leastPivot = 1e-13;

/**
 * Cholesky factor (乔列斯基分解): the lower triangle L with L·Lᵀ = A.
 *
 * For      least squares and likelihoods: solving without inverting.
 * Formula  L_ij = (A_ij − Σ_{k<j} L_ik·L_jk) / L_jj, the root of that on the diagonal.
 * Takes    a symmetric matrix as a list of rows; only its lower triangle is read.
 * Gives    the rows of L; null when the matrix is not positive definite.
 * Source   Golub & Van Loan (2013) Matrix Computations, 4.2; R chol() transposed.
 *
 * @example cholesky([[4, 2], [2, 5]]).map((row) => [...row]) // => [[2, 0], [1, 2]]
 */
export function cholesky(matrix: Matrix): readonly Float64Array[] | null {
  const size = matrix.length;
  const lower = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < size; i += 1) {
    const row = lower[i]!;
    for (let j = 0; j <= i; j += 1) {
      const other = lower[j]!;
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) rest -= row[k]! * other[k]!;
      if (i !== j) row[j] = rest / other[j]!;
      else if (rest > leastPivot * Math.abs(matrix[i]![i]!)) row[i] = Math.sqrt(rest);
      else return null;
    }
  }
  return lower;
}

/**
 * Solution by Cholesky (乔列斯基求解): the x with A·x = b.
 *
 * For      regression coefficients.
 * Formula  L·u = b downwards, then Lᵀ·x = u upwards.
 * Takes    the rows of L from cholesky; b with one value a row.
 * Gives    x.
 * Source   Golub & Van Loan (2013), 4.2.
 *
 * @example [...choleskySolve(cholesky([[4, 2], [2, 5]]), [8, 8])] // => [1.5, 1]
 */
export function choleskySolve(
  lower: readonly Float64Array[],
  right: ArrayLike<number>,
): Float64Array {
  const size = lower.length;
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i += 1) {
    let rest = x[i]!;
    for (let k = 0; k < i; k += 1) rest -= lower[i]![k]! * x[k]!;
    x[i] = rest / lower[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let rest = x[i]!;
    for (let k = i + 1; k < size; k += 1) rest -= lower[k]![i]! * x[k]!;
    x[i] = rest / lower[i]![i]!;
  }
  return x;
}

/**
 * Inverse by Cholesky (乔列斯基求逆): A⁻¹ of a positive definite matrix.
 *
 * For      covariance of regression coefficients.
 * Formula  one solution for each column of the identity.
 * Takes    the rows of L from cholesky.
 * Gives    the rows of the inverse.
 * Source   Golub & Van Loan (2013), 4.2; R chol2inv().
 *
 * @example choleskyInverse(cholesky([[4, 2], [2, 5]])).map((row) => [...row]) // => [[0.3125, -0.125], [-0.125, 0.25]]
 */
export function choleskyInverse(lower: readonly Float64Array[]): readonly Float64Array[] {
  return lower.map((_, j) =>
    choleskySolve(
      lower,
      Float64Array.from(lower, (__, i) => (i === j ? 1 : 0)),
    ),
  );
}
