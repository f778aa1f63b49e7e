import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pearson, spearman } from "../../src/stats/correlation.ts";
import { cronbachAlpha } from "../../src/stats/cronbach-alpha.ts";
import { midRanks } from "../../src/stats/ranks.ts";

describe("pearson(xs, ys), spearman(xs, ys)", () => {
  test("a row with a gap in either counts nowhere", () => {
    expect(pearson([1, 2, null, 3, 4, 5], [2, 4, 9, 6, NaN, 10])).toMatchObject({ value: 1, n: 4 });
  });

  test("a straight line is 1, turned -1; what does not vary says nothing", () => {
    expect(pearson([1, 2, 3], [5, 3, 1]).value).toBe(-1);
    expect(pearson([1, 2, 3], [4, 4, 4]).value).toBeNull();
    expect(pearson([1], [1]).value).toBeNull();
  });

  test("below four pairs there is no interval", () => {
    expect(pearson([1, 2, 3], [1, 3, 2])).toMatchObject({ low: null, high: null });
    expect(pearson([1, 2, 3, 4], [1, 3, 2, 4]).low).not.toBeNull();
  });

  test("spearman does not change when a column is stretched", () => {
    const column = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(column, (xs) => {
        const ys = xs.map((x, i) => x + ((i * 7) % 5));
        const plain = spearman(xs, ys);
        const stretched = spearman(
          xs.map((x) => Math.exp(x / 4)),
          ys,
        );
        expect(stretched).toEqual(plain);
      }),
    );
  });

  test("midRanks sum to n(n + 1)/2", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (values) => {
        const sum = midRanks(values).reduce((a, b) => a + b, 0);
        expect(sum).toBe((values.length * (values.length + 1)) / 2);
      }),
    );
  });
});

describe("cronbachAlpha(items)", () => {
  const one = [1, 2, 3, 4, 2];

  test("an item given twice is 1", () => {
    const { raw, standardized } = cronbachAlpha([one, one]);
    expect(raw).toBeCloseTo(1, 12);
    expect(standardized).toBeCloseTo(1, 12);
  });

  test("an unturned item is below 0 and not clipped", () => {
    const turned = one.map((score, i) => 6 - score + (i % 2));
    expect(cronbachAlpha([one, turned]).raw).toBeLessThan(0);
  });

  test("one item, one person, or no spread say nothing", () => {
    expect(cronbachAlpha([one]).raw).toBeNull();
    expect(cronbachAlpha([[1], [2]]).raw).toBeNull();
    expect(
      cronbachAlpha([
        [2, 2],
        [3, 3],
      ]).raw,
    ).toBeNull();
    expect(cronbachAlpha([])).toMatchObject({ n: 0, raw: null, low: null });
  });

  test("persons with a gap leave; two items cannot drop one", () => {
    const { n, ifDropped, itemRest } = cronbachAlpha([
      [...one, null],
      [2, 2, 3, 5, 1, 4],
    ]);
    expect(n).toBe(5);
    expect(ifDropped).toEqual([null, null]);
    expect(itemRest[0]).toBeCloseTo(itemRest[1]!, 12);
  });
});
