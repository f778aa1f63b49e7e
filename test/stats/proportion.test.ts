import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { designEffect, effectiveCount } from "../../src/stats/design-effect.ts";
import { proportion, shareOf, weightedProportion } from "../../src/stats/proportion.ts";

describe("proportion(successes, n)", () => {
  // Newcombe (1998) Stat. Med. 17:857, table I, score method without continuity correction.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("proportion(%i, %i) has the published interval", (successes, n, low, high) => {
    const estimate = proportion(successes, n);
    expect(estimate.low).toBeCloseTo(low, 4);
    expect(estimate.high).toBeCloseTo(high, 4);
    expect(estimate.value).toBe(successes / n);
  });

  test("proportion(0, 0) says nothing, never 0%", () => {
    expect(proportion(0, 0)).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  test("proportion(n, n) still has a width below 1", () => {
    const { low, high } = proportion(20, 20);
    expect(high).toBe(1);
    expect(low).toBeCloseTo(1 - 0.1611, 4);
  });

  test("proportion(x, n) encloses its value and mirrors", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const x = Math.round(n * share);
          const one = proportion(x, n);
          const other = proportion(n - x, n);
          expect(one.low).toBeLessThanOrEqual(one.value!);
          expect(one.high).toBeGreaterThanOrEqual(one.value!);
          expect(one.low).toBeCloseTo(1 - other.high!, 12);
        },
      ),
    );
  });

  test("a higher confidence is a wider interval", () => {
    expect(proportion(30, 60, 0.99).low).toBeLessThan(proportion(30, 60, 0.9).low!);
  });
});

describe("weightedProportion(values, weights)", () => {
  test("equal weights are no weights", () => {
    const plain = proportion(2, 3);
    const weighted = weightedProportion([1, 0, 1], [7, 7, 7]);
    expect(weighted.low).toBeCloseTo(plain.low!, 12);
    expect(weighted).toMatchObject({ value: plain.value, n: 3, nEff: 3 });
  });

  test("a missing value takes its weight out: 3 of 3 + 1, n_eff 16/10", () => {
    const { value, n, nEff } = weightedProportion([1, null, 0], [3, 100, 1]);
    expect([value, n, nEff]).toEqual([0.75, 2, 1.6]);
  });

  test("nobody says nothing", () => {
    expect(weightedProportion([null], [1]).value).toBeNull();
  });
});

describe("designEffect(weights)", () => {
  test("weights that are all 0, or below 0, are a problem", () => {
    expect(() => designEffect([0, 0])).toThrow("weights-unusable");
    expect(() => effectiveCount([2, -1])).toThrow("weights-unusable");
  });

  test("does not change when all weights are scaled", () => {
    expect(designEffect([1, 2, 5])).toBeCloseTo(designEffect([10, 20, 50]), 12);
  });

  test("no observations are worth 0", () => expect(effectiveCount([])).toBe(0));
});

describe("shareOf(values, fits)", () => {
  test("null and NaN are not in the base", () => {
    expect(shareOf([5, null, NaN, 4, 1], (score) => score >= 4)).toMatchObject({
      value: 2 / 3,
      n: 3,
    });
  });

  test("with weights: 2 + 1 of 2 + 1 + 1", () => {
    const { value, n } = shareOf([5, 4, 1], (score) => score >= 4, { weights: [2, 1, 1] });
    expect([value, n]).toEqual([0.75, 3]);
  });
});
