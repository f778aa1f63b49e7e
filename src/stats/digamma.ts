/**
 * Digamma (双伽马函数): ψ(x), the slope of ln Γ.
 *
 * For      gradients of likelihoods with a gamma function.
 * Formula  ψ(x) = ψ(x + 1) − 1/x up to 10, then ln x − 1/2x − Σ B₂ₖ/(2k·x²ᵏ).
 * Takes    x above 0.
 * Gives    a number, error about 1e-15; NaN at 0 and below.
 * Source   Abramowitz & Stegun 6.3.5, 6.3.18.
 *
 * @example digamma(1) // => -0.5772156649
 */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  let sum = 0;
  let at = x;
  for (; at < 10; at += 1) sum -= 1 / at;
  const square = 1 / (at * at);
  const series =
    square *
    (1 / 12 -
      square *
        (1 / 120 -
          square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - (square * 691) / 32760)))));
  return sum + Math.log(at) - 0.5 / at - series;
}
