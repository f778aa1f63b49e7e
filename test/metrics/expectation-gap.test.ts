import { describe, expect, test } from "vitest";
import { expectationGap, type ExpectedAndPerceived } from "../../src/metrics/expectation-gap.ts";
import { metricContract } from "../support/metric-contract.ts";

const rows: readonly ExpectedAndPerceived[] = [
  { expected: 5, perceived: 4 },
  { expected: 4, perceived: 4 },
  { expected: 5, perceived: 2 },
  { expected: 3, perceived: 5 },
  { expected: 4, perceived: 3 },
];

describe("expectationGap(pairs)", () => {
  metricContract({
    metric: (pairs: readonly ExpectedAndPerceived[]) => expectationGap(pairs),
    headline: ({ gap }) => gap,
    rows,
    missing: { expected: 5, perceived: null },
  });

  test("gaps -1, 0, -3, 2, -1: mean -0.6, s² 3.3, three of five missed", () => {
    const { n, gap, se, t, missed } = expectationGap(rows);
    expect([n, missed.value]).toEqual([5, 0.6]);
    expect(gap.value).toBeCloseTo(-0.6, 12);
    expect(se).toBeCloseTo(Math.sqrt(3.3 / 5), 12);
    expect(t).toBeCloseTo(-0.6 / Math.sqrt(3.3 / 5), 12);
  });

  test("perceived and expected stand alone over the same persons", () => {
    const { perceived, expected } = expectationGap([...rows, { expected: 1, perceived: null }]);
    expect([perceived.value, expected.value]).toEqual([18 / 5, 21 / 5]);
    expect([perceived.n, expected.n]).toEqual([5, 5]);
  });
});
