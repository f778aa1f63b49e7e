import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  netPromoterScore,
  npsDifference,
  recommendShare,
} from "../../src/metrics/net-promoter-score.ts";
import { metricContract } from "../support/metric-contract.ts";

const scale = { min: 0, max: 10 };

describe("netPromoterScore(scores, { scale })", () => {
  metricContract<number | null, NonNullable<ReturnType<typeof netPromoterScore>>>({
    metric: (scores) => netPromoterScore(scores, { scale })!,
    headline: ({ nps }) => nps,
    rows: [10, 9, 9, 8, 7, 6, 0],
    missing: null,
  });

  test("[10, 9, 8, 7, 6, 0]: two promoters, two passives, two detractors, 0 points", () => {
    const { counts, nps } = netPromoterScore([10, 9, 8, 7, 6, 0], { scale })!;
    expect(counts).toEqual({ promoters: 2, passives: 2, detractors: 2 });
    expect(nps.value).toBe(0);
  });

  test.each([[{ min: 1, max: 10 }], [{ min: 1, max: 5 }], [{ min: 0, max: 5 }]])(
    "on %j there is no net promoter score",
    (other) => {
      expect(netPromoterScore([5, 5], { scale: other })).toBeNull();
    },
  );

  test("0 is an answer: the worst, in the base", () => {
    expect(netPromoterScore([0, null, 10], { scale })).toMatchObject({ n: 2, nps: { value: 0 } });
  });

  test("the interval stays within ±100 and holds the value", () => {
    const answers = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(answers, (scores) => {
        const { nps } = netPromoterScore(scores, { scale })!;
        expect(nps.low).toBeGreaterThanOrEqual(-100);
        expect(nps.high).toBeLessThanOrEqual(100);
      }),
    );
  });

  test("turning promoters and detractors round turns the score round", () => {
    const { nps } = netPromoterScore([10, 10, 8, 3], { scale })!;
    const turned = netPromoterScore([0, 0, 8, 9], { scale })!.nps;
    expect(turned.value).toBe(-nps.value!);
    expect(turned.low).toBeCloseTo(-nps.high!, 10);
  });

  test("weights [2, 1, 1] on 10, 8, 0: (2 − 1)/4, n_eff 16/6, plain SE √(11/16 / (16/6))", () => {
    const { n, nps, shares, se } = netPromoterScore([10, 8, 0], { scale, weights: [2, 1, 1] })!;
    expect([n, nps.value, nps.n]).toEqual([3, 25, 3]);
    expect(shares).toEqual({ promoters: 0.5, passives: 0.25, detractors: 0.25 });
    expect(nps.nEff).toBeCloseTo(16 / 6, 12);
    expect(se).toBeCloseTo(100 * Math.sqrt(11 / 16 / (16 / 6)), 10);
  });

  test("equal weights are no weights", () => {
    const plain = netPromoterScore([10, 9, 3, 7], { scale })!;
    const weighted = netPromoterScore([10, 9, 3, 7], { scale, weights: [5, 5, 5, 5] })!;
    expect(weighted.nps.low).toBeCloseTo(plain.nps.low!, 10);
    expect(weighted.se).toBeCloseTo(plain.se!, 10);
  });

  test("a score off the scale is a problem", () => {
    expect(() => netPromoterScore([11], { scale })).toThrow("score-off-scale");
  });
});

describe("recommendShare(scores, { scale })", () => {
  test("on 1 to 10 it is the share of 9 and 10; on 1 to 5 of 4 and 5", () => {
    expect(recommendShare([10, 9, 8, 1], { scale: { min: 1, max: 10 } }).value).toBe(0.5);
    expect(recommendShare([5, 4, 3, null], { scale: { min: 1, max: 5 } }).value).toBe(2 / 3);
  });
});

describe("npsDifference(first, second)", () => {
  test("nobody on one side says nothing", () => {
    const nobody = netPromoterScore([], { scale })!;
    expect(npsDifference(nobody, netPromoterScore([9], { scale })!)).toBeNull();
  });

  test("the same answers differ by 0 with p 1", () => {
    const some = netPromoterScore([10, 3, 8], { scale })!;
    expect(npsDifference(some, some)).toMatchObject({ difference: 0, p: 1 });
  });
});
