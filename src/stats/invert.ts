/**
 * Inverse of a rising function (单调函数求逆): the x at which `rising(x)` is `target`.
 *
 * For      quantiles of distributions that have no closed inverse.
 * Formula  bisection down to the spacing of doubles.
 * Takes    a non-decreasing function, the target, and bounds that enclose it.
 * Gives    a number within the bounds.
 * Source   definition.
 *
 * @example invert((x) => x * x, 2, { low: 0, high: 2 }) // => 1.4142135624
 */
export function invert(
  rising: (x: number) => number,
  target: number,
  bounds: { readonly low: number; readonly high: number },
): number {
  let { low, high } = bounds;
  for (let i = 0; i < 200; i += 1) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (rising(middle) < target) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}
