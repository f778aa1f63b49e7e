import fc from "fast-check";
import { expect, test } from "vitest";
import { equalSpans, fromZero, roundStep } from "../../src/charts/axis.ts";

test("roundStep(atLeast) is 1, 2 or 5 times a power of ten", () => {
  expect([0.3, 1, 1.1, 2.5, 7, 12, 60].map(roundStep)).toEqual([0.5, 1, 2, 5, 10, 20, 100]);
});

test("equalSpans(extents) are the axes of the design's overview: 80 to 90 and 55 to 65", () => {
  const axes = equalSpans([
    { min: 81.2, max: 87 },
    { min: 57.8, max: 61.6 },
  ]);
  expect(axes.map(({ ticks }) => ticks)).toEqual([
    [80, 85, 90],
    [55, 60, 65],
  ]);
});

test("equalSpans(extents) ends with an error, not never, where an end is no number", () => {
  for (const max of [NaN, Infinity])
    expect(() => equalSpans([{ min: 0, max }])).toThrow(RangeError);
});

test("equalSpans(extents, limits) never shows more than all or less than nothing", () => {
  const shares = fc.array(
    fc.tuple(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
    ),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(shares, (pairs) => {
      const extents = pairs.map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));
      const axes = equalSpans(extents, { floor: 0, ceiling: 100, smallest: 1 });
      const spans = axes.map(({ min, max }) => Number((max - min).toPrecision(9)));
      axes.forEach((axis, index) => {
        expect(axis.min).toBeLessThanOrEqual((extents[index]?.min ?? 0) + 1e-6);
        expect(axis.max).toBeGreaterThanOrEqual((extents[index]?.max ?? 0) - 1e-6);
        expect(axis.min).toBeGreaterThanOrEqual(0);
        expect(axis.max).toBeLessThanOrEqual(100);
      });
      expect(new Set(spans).size).toBe(1);
    }),
  );
});

test("fromZero(extent) begins at zero, or below when values do", () => {
  expect(fromZero({ min: 12, max: 67 }).ticks).toEqual([0, 20, 40, 60, 80]);
  expect(fromZero({ min: -12, max: 30 }).min).toBeLessThanOrEqual(-12);
});
