/**
 * Gauss's hypergeometric function (高斯超几何函数): ₂F₁(a, b; c; z).
 *
 * For      expected purchases under BG/NBD.
 * Formula  Σ (a)ₙ(b)ₙ/(c)ₙ·zⁿ/n!; below 0 by Pfaff's transformation first.
 * Takes    real a, b, c (c not 0, −1, …) and z below 1.
 * Gives    a number; NaN from z = 1 on. Needs about 36/(1 − z) terms.
 * Source   Abramowitz & Stegun 15.1.1, 15.3.4.
 *
 * @example hypergeometric2F1(1, 1, 2, 0.5) // => 1.3862943611
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  if (!(z < 1)) return NaN;
  if (z < 0) return (1 - z) ** -a * hypergeometric2F1(a, c - b, c, z / (z - 1));
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 10_000_000; n += 1) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    // What is left is at most a geometric series with this ratio (or z, when that is larger).
    const bound = Math.max(Math.abs(ratio), z);
    if (bound < 1 && Math.abs(term) * bound < Math.abs(sum) * (1 - bound) * 1e-16) break;
  }
  return sum;
}
