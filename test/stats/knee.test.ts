import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { knee } from "../../src/stats/knee.ts";

const xs = Array.from({ length: 60 }, (_, i) => 0.4 + i / 100);
const hinge = (at: number, [before, after]: readonly [number, number]): number[] =>
  xs.map((x) => 5 + before * (x - at) + (after - before) * Math.max(0, x - at));
const options = { seed: "knee", draws: 200 };

describe("knee(xs, ys, { seed })", () => {
  test("finds the bend and both slopes they were made of", () => {
    const found = knee(xs, hinge(0.8, [-1, -12]), options)!;
    expect(found.at.value).toBeCloseTo(0.8, 3);
    expect(found.slopeBefore).toBeCloseTo(-1, 2);
    expect(found.slopeAfter).toBeCloseTo(-12, 1);
    expect(found.height).toBeCloseTo(5, 2);
    expect(found.p).toBeLessThan(0.001);
  });

  test("with noise the interval encloses the bend", () => {
    const noisy = hinge(0.8, [-1, -12]).map((y, i) => y + 0.2 * Math.sin(i * i));
    const { at } = knee(xs, noisy, options)!;
    expect(at.low).toBeLessThan(0.8);
    expect(at.high).toBeGreaterThan(0.8);
    expect(at.high - at.low).toBeLessThan(0.2);
  });

  test("a straight line with noise has no bend to speak of", () => {
    const line = xs.map((x, i) => 2 * x + 0.3 * Math.sin(i * i * 1.7));
    expect(knee(xs, line, options)!.p).toBeGreaterThan(0.05);
  });

  test("moving x moves the knee and nothing else; the order of rows does not matter", () => {
    const noisy = hinge(0.7, [0, 3]).map((y, i) => y + 0.1 * Math.cos(i * i));
    const plain = knee(xs, noisy, options)!;
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), (shift) => {
        const moved = knee(xs.map((x) => x + shift).toReversed(), noisy.toReversed(), options)!;
        expect(moved.at.value - shift).toBeCloseTo(plain.at.value, 6);
        expect(moved.slopeAfter).toBeCloseTo(plain.slopeAfter, 6);
        expect(moved.at.low - shift).toBeCloseTo(plain.at.low, 6);
      }),
      { numRuns: 5 },
    );
  });

  test("below 8 rows or 4 different x it says nothing; a gap counts nowhere", () => {
    expect(knee([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7], options)).toBeNull();
    expect(knee([1, 2, 3, 1, 2, 3, 1, 2], [1, 2, 3, 1, 2, 3, 1, 2], options)).toBeNull();
    expect(knee([...xs, null], [...hinge(0.8, [0, 1]), 3], options)!.n).toBe(60);
  });
});
