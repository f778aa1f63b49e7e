import { describe, expect, test } from "vitest";
import { servqual, type ServqualItem } from "../../src/metrics/servqual.ts";

const item = (
  name: string,
  dimension: string,
  [expected, perceived]: readonly [readonly (number | null)[], readonly (number | null)[]],
): ServqualItem => ({ item: name, dimension, expected, perceived });

const items = [
  item("a", "reliability", [
    [5, 5, 5],
    [3, 4, 5],
  ]),
  item("b", "reliability", [
    [4, 4, 4],
    [4, 2, 4],
  ]),
  item("c", "empathy", [
    [3, 3, 3],
    [4, 3, 5],
  ]),
];

describe("servqual(items, { weights })", () => {
  test("by hand: dimension gaps per person −1, −1½, 0 and 1, 0, 2; weights 3 to 1", () => {
    const result = servqual(items, { weights: { reliability: 75, empathy: 25 } });
    expect(result.items.map(({ gap }) => gap.value)).toEqual([-1, -2 / 3, 1]);
    expect(result.dimensions.map(({ name, weight }) => [name, weight])).toEqual([
      ["reliability", 0.75],
      ["empathy", 0.25],
    ]);
    expect(result.dimensions[0]!.gap.value).toBeCloseTo(-2.5 / 3, 12);
    expect(result.weighted.value).toBeCloseTo((-0.5 - 1.125 + 0.5) / 3, 12);
    expect(result.unweighted.value).toBeCloseTo((0 - 0.75 + 1) / 3, 12);
    expect(result.weighted.low).toBeLessThan(result.weighted.value!);
  });

  test("half of a dimension's items are enough, fewer are not", () => {
    const half = [item("a", "d", [[5], [3]]), item("b", "d", [[5], [null]])];
    expect(servqual(half).dimensions[0]!.gap).toMatchObject({ value: -2, n: 1 });
    const third = [...half, item("c", "d", [[null], [3]])];
    expect(servqual(third).dimensions[0]!.gap.value).toBeNull();
  });

  test("who lacks a dimension with weight has no total, one without weight does not matter", () => {
    const gap = [
      item("a", "d", [
        [5, 5],
        [3, 4],
      ]),
      item("b", "e", [
        [5, null],
        [5, 4],
      ]),
    ];
    expect(servqual(gap).weighted.n).toBe(1);
    expect(servqual(gap, { weights: { d: 1 } }).weighted).toMatchObject({ n: 2, value: -1.5 });
    expect(servqual([]).weighted).toMatchObject({ n: 0, value: null });
  });

  test("only the proportion of weights counts", () => {
    const small = servqual(items, { weights: { reliability: 3, empathy: 1 } }).weighted;
    const large = servqual(items, { weights: { reliability: 75, empathy: 25 } }).weighted;
    expect(small.value).toBeCloseTo(large.value!, 12);
  });
});
