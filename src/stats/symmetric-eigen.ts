import type { Matrix } from "./cholesky.ts";

export interface SymmetricEigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** One unit vector a value, in the same order. */
  readonly vectors: readonly Float64Array[];
}

const mostSweeps = 60;

/**
 * Eigenvalues of a symmetric matrix (对称矩阵特征分解): A = Σ value·vector·vectorᵀ.
 *
 * For      relative weights; finding questions that say the same twice.
 * Formula  cyclic Jacobi rotations until nothing is left beside the diagonal.
 * Takes    a symmetric matrix as a list of rows.
 * Gives    values from the largest, each with its unit vector (its sign is free).
 * Source   Jacobi (1846); Golub & Van Loan (2013) Matrix Computations, 8.5; R eigen().
 *
 * @example [...symmetricEigen([[2, 1], [1, 2]]).values] // => [3.0000000000, 1.0000000000]
 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => Float64Array.from(a, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < mostSweeps && besideDiagonal(a) > 0; sweep += 1) {
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(a, v, { p, q });
    }
  }
  const order = a.map((_, i) => i).toSorted((i, j) => a[j]![j]! - a[i]![i]!);
  return {
    values: Float64Array.from(order, (i) => a[i]![i]!),
    vectors: order.map((i) => v[i]!),
  };
}

/** What is left beside the diagonal; 0 as soon as it no longer counts beside it. */
function besideDiagonal(a: readonly Float64Array[]): number {
  let off = 0;
  let on = 0;
  for (let i = 0; i < a.length; i += 1) {
    on += a[i]![i]! ** 2;
    for (let j = i + 1; j < a.length; j += 1) off += a[i]![j]! ** 2;
  }
  return off > 1e-30 * on ? off : 0;
}

/** One rotation that clears a[p][q]; `v` keeps the vectors as rows. */
function rotate(
  a: readonly Float64Array[],
  v: readonly Float64Array[],
  { p, q }: { readonly p: number; readonly q: number },
): void {
  const [rowP, rowQ] = [a[p]!, a[q]!];
  if (rowP[q] === 0) return;
  const theta = (rowQ[q]! - rowP[p]!) / (2 * rowP[q]!);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of a) turn(row, [p, q], { cosine, sine });
  for (let k = 0; k < a.length; k += 1) {
    const [x, y] = [rowP[k]!, rowQ[k]!];
    rowP[k] = cosine * x - sine * y;
    rowQ[k] = sine * x + cosine * y;
    const [s, t] = [v[p]![k]!, v[q]![k]!];
    v[p]![k] = cosine * s - sine * t;
    v[q]![k] = sine * s + cosine * t;
  }
}

function turn(
  row: Float64Array,
  [p, q]: readonly [number, number],
  { cosine, sine }: { readonly cosine: number; readonly sine: number },
): void {
  const [x, y] = [row[p]!, row[q]!];
  row[p] = cosine * x - sine * y;
  row[q] = sine * x + cosine * y;
}
