import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile, quantileCounted, quantileDiscrete } from "../../src/stats/quantile.ts";

describe("quantile(values, p)", () => {
  // R: quantile(c(1, 3, 4, 10, 20), c(.1, .25, .9)) is 1.8, 3, 16.
  test.each([
    [0, 1],
    [0.1, 1.8],
    [0.25, 3],
    [0.9, 16],
    [1, 20],
  ])("quantile([10, 1, 3, 20, 4], %f) is R's %f", (p, wanted) => {
    expect(quantile([10, 1, null, 3, 20, 4], p)).toBeCloseTo(wanted, 12);
  });

  test("nothing observed has no quantile", () => {
    expect([quantile([], 0.5), quantileDiscrete([null], 0.5)]).toEqual([null, null]);
    expect(quantileCounted([], 0.5)).toBeNull();
  });
});

describe("quantileDiscrete(values, p)", () => {
  // R: quantile(c(1, 3, 4, 10, 20), c(0, .2, .21, .6, .9, 1), type = 1) is 1 1 3 4 20 20.
  test.each([
    [0, 1],
    [0.2, 1],
    [0.21, 3],
    [0.6, 4],
    [0.9, 20],
    [1, 20],
  ])("quantileDiscrete([10, 1, 3, 20, 4], %f) is R's type 1: %i", (p, wanted) => {
    expect(quantileDiscrete([10, 1, 3, 20, 4], p)).toBe(wanted);
  });

  test("n·p that is whole up to rounding is whole: 0.7 of 10 is the 7th", () => {
    expect(quantileDiscrete([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.7)).toBe(7);
  });

  test("quantileCounted of the histogram is the same", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const histogram = [...Map.groupBy(values, (days) => days)].map(([value, same]) => ({
          value,
          count: same.length,
        }));
        expect(quantileCounted(histogram, p)).toBe(quantileDiscrete(values, p));
      }),
    );
  });
});
