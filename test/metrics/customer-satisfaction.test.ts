import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerSatisfaction } from "../../src/metrics/customer-satisfaction.ts";
import { metricContract } from "../support/metric-contract.ts";

const scale = { min: 1, max: 5 };

describe("customerSatisfaction(scores, { scale })", () => {
  metricContract<number | null, ReturnType<typeof customerSatisfaction>>({
    metric: (scores) => customerSatisfaction(scores, { scale }),
    headline: ({ top2 }) => top2,
    rows: [5, 4, 4, 3, 1, 2, 5],
    missing: null,
  });

  test("[5, 4, 3, 1, null]: 2 of 4 in the top two, 1 of 4 full marks, mean 3.25", () => {
    const { n, top2, fullMarks, mean } = customerSatisfaction([5, 4, 3, 1, null], { scale });
    expect([n, top2.value, fullMarks.value, mean.value]).toEqual([4, 0.5, 0.25, 3.25]);
  });

  test("a column with NaN is read as one with null", () => {
    const column = Float64Array.of(5, NaN, 2);
    expect(customerSatisfaction(column, { scale })).toEqual(
      customerSatisfaction([5, null, 2], { scale }),
    );
  });

  test("on ten points the top two are 9 and 10", () => {
    const { top2 } = customerSatisfaction([10, 9, 8, 1], { scale: { min: 1, max: 10 } });
    expect(top2.value).toBe(0.5);
  });

  test("a mean of two questions: 4 is in the top two, 3.5 is not and counts at 4 below", () => {
    const { top2, fullMarks, distribution } = customerSatisfaction([4, 3.5, 4.9], { scale });
    expect(top2.value).toBe(2 / 3);
    expect(fullMarks.value).toBe(0);
    expect(distribution.map(({ count }) => count)).toEqual([0, 0, 0, 2, 1]);
  });

  test("weights [3, 1]: three quarters of the weight is content", () => {
    const { top2, mean, distribution, n } = customerSatisfaction([5, 1], {
      scale,
      weights: [3, 1],
    });
    expect([n, top2.value, top2.nEff, mean.value]).toEqual([2, 0.75, 1.6, 4]);
    expect(distribution.map(({ share }) => share)).toEqual([0.25, 0, 0, 0, 0.75]);
    expect(distribution.map(({ count }) => count)).toEqual([1, 0, 0, 0, 1]);
  });

  test("the distribution counts everybody once", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (scores) => {
        const { distribution, n, top2, fullMarks } = customerSatisfaction(scores, { scale });
        const counts = distribution.map(({ count }) => count);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(n);
        expect((counts[3]! + counts[4]!) / n).toBe(top2.value);
        expect(counts[4]! / n).toBe(fullMarks.value);
      }),
    );
  });

  test.each([0, 6, -1])("a score of %i is off the scale: score-off-scale", (score) => {
    expect(() => customerSatisfaction([3, score], { scale })).toThrow("score-off-scale  answer 2");
  });

  test("without answers the shares of the distribution are null", () => {
    const { distribution } = customerSatisfaction([], { scale });
    expect(distribution[0]).toEqual({ score: 1, count: 0, share: null });
  });
});
