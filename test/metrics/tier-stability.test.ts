import { describe, expect, test } from "vitest";
import { robustHerfindahl } from "../../src/metrics/robust-herfindahl.ts";
import { tierStability } from "../../src/metrics/tier-stability.ts";

describe("tierStability(values, { cuts, seed })", () => {
  const options = { cuts: [0.5], seed: "tiers", draws: 200 };

  test("two groups far apart keep their tiers, and the empty middle moves only the cut", () => {
    const apart = Array.from({ length: 100 }, (_, i) => (i < 70 ? i / 100 : 1000 + i));
    const { kept, chances } = tierStability(apart, { ...options, cuts: [0.7] });
    expect(kept.value).toBeGreaterThan(0.95);
    expect(chances[99]).toBe(1);
    expect(chances[0]).toBe(1);
  });

  test("who stands at the cut is as likely to fall on either side", () => {
    const even = Array.from({ length: 101 }, (_, i) => i);
    const { chances, kept, cutValues, byTier } = tierStability(even, options);
    expect(chances[50]).toBeGreaterThan(0.3);
    expect(chances[50]).toBeLessThan(0.7);
    expect(chances[0]).toBe(1);
    expect(cutValues[0]!.value).toBe(50);
    // The median of 101 uniform draws has a standard error of about 101/(2·√101) = 5.
    expect(cutValues[0]!.low).toBeGreaterThan(50 - 16);
    expect(cutValues[0]!.low).toBeLessThan(50 - 5);
    expect(byTier.map(({ n }) => n)).toEqual([50, 51]);
    const mean = chances.reduce<number>((sum, chance) => sum + chance!, 0) / 101;
    expect(kept.value).toBeCloseTo(mean, 12);
  });

  test("the order of customers changes nothing; a gap is null and counts nowhere", () => {
    const values = [5, null, 9, 1, 7, 3];
    const plain = tierStability(values, options);
    const turned = tierStability(values.toReversed(), options);
    expect(plain.kept).toEqual(turned.kept);
    expect(plain.kept.n).toBe(5);
    expect(plain.chances[1]).toBeNull();
    expect(turned.chances.toReversed()).toEqual(plain.chances);
  });

  test("equal values never part; fewer than two say nothing", () => {
    expect(tierStability([4, 4, 4, 4], options).kept.value).toBe(1);
    expect(tierStability([4], options).kept.value).toBeNull();
  });
});

describe("robustHerfindahl(values, { seed })", () => {
  test("by hand: shares ½, ¼, ¼", () => {
    const result = robustHerfindahl([20, 10, 10], { seed: "a" });
    expect(result.index.value).toBeCloseTo(0.375, 12);
    expect(result.normalised).toBeCloseTo((0.375 - 1 / 3) / (2 / 3), 12);
    expect(result.effectiveNumber).toBeCloseTo(8 / 3, 12);
    expect(result.withoutLargest).toBeCloseTo(0.5, 12);
    expect(result.largestShare).toBeCloseTo(0.5, 12);
    expect(result.index.low).toBeLessThanOrEqual(0.375);
    expect(result.index.high).toBeGreaterThanOrEqual(0.375);
  });

  test("another unit or order changes nothing; nothing above 0 says nothing", () => {
    const plain = robustHerfindahl([5, 1, null, 3, 2], { seed: "a" });
    const other = robustHerfindahl([20, 30, 10, 50], { seed: "a" });
    expect(other.index.value).toBeCloseTo(plain.index.value!, 12);
    expect(other.index.low).toBeCloseTo(plain.index.low!, 12);
    expect(robustHerfindahl([0, -3], { seed: "a" }).index.value).toBeNull();
    expect(robustHerfindahl([], { seed: "a" }).index).toMatchObject({ value: null, n: 0 });
  });
});
