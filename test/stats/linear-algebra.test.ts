import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cholesky, choleskyInverse, choleskySolve } from "../../src/stats/cholesky.ts";
import { correlationMatrix } from "../../src/stats/correlation-matrix.ts";
import { symmetricEigen } from "../../src/stats/symmetric-eigen.ts";

/** The Hilbert matrix of size 3; its inverse and eigenvalues stand in textbooks. */
const hilbert = [0, 1, 2].map((i) => [0, 1, 2].map((j) => 1 / (i + j + 1)));

describe("cholesky(matrix)", () => {
  test("inverts the Hilbert matrix: 9, −36, 30; −36, 192, −180; 30, −180, 180", () => {
    const inverse = choleskyInverse(cholesky(hilbert)!).map((row) => [...row]);
    const known = [
      [9, -36, 30],
      [-36, 192, -180],
      [30, -180, 180],
    ];
    for (const [i, row] of known.entries()) {
      for (const [j, cell] of row.entries()) expect(inverse[i]![j]).toBeCloseTo(cell, 9);
    }
  });

  test("a matrix that is not positive definite has no factor", () => {
    expect(
      cholesky([
        [1, 1],
        [1, 1],
      ]),
    ).toBeNull();
    expect(
      cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toBeNull();
  });

  test("choleskySolve gives back the x that made b", () => {
    const x = [3, -2, 5];
    const b = hilbert.map((row) => row.reduce((sum, cell, j) => sum + cell * x[j]!, 0));
    for (const [i, value] of choleskySolve(cholesky(hilbert)!, b).entries()) {
      expect(value).toBeCloseTo(x[i]!, 9);
    }
  });
});

describe("symmetricEigen(matrix)", () => {
  test("gives the published eigenvalues of the Hilbert matrix of size 3", () => {
    const { values } = symmetricEigen(hilbert);
    expect(values[0]).toBeCloseTo(1.40831892712365, 12);
    expect(values[1]).toBeCloseTo(0.122327065853906, 12);
    expect(values[2]).toBeCloseTo(0.00268734035577353, 12);
  });

  test("values and unit vectors make the matrix again", () => {
    const cells = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(cells, (list) => {
        const matrix = [0, 1, 2, 3].map((i) =>
          [0, 1, 2, 3].map((j) => list[4 * Math.min(i, j) + Math.max(i, j)]!),
        );
        const { values, vectors } = symmetricEigen(matrix);
        for (const [i, row] of matrix.entries()) {
          for (const [j, cell] of row.entries()) {
            const made = vectors.reduce((sum, v, k) => sum + values[k]! * v[i]! * v[j]!, 0);
            expect(made).toBeCloseTo(cell, 9);
          }
        }
      }),
    );
  });
});

describe("correlationMatrix(columns)", () => {
  test("a row with a gap in any column counts nowhere; what does not vary is NaN", () => {
    const { n, matrix } = correlationMatrix([
      [1, 2, 3, null],
      [3, 2, 1, 9],
      [5, 5, 5, 5],
    ]);
    expect(n).toBe(3);
    expect(matrix[0]![1]).toBeCloseTo(-1, 12);
    expect(matrix[0]![2]).toBeNaN();
  });
});
