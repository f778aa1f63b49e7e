import { describe, expect, test } from "vitest";
import { independence } from "../../src/stats/chi-square.ts";
import { benjaminiHochberg, holmAdjusted } from "../../src/stats/holm.ts";
import { mean, weightedMean } from "../../src/stats/mean.ts";
import { netDifference, netShare } from "../../src/stats/net-share.ts";
import { pairedT } from "../../src/stats/paired-t.ts";
import { poissonRate } from "../../src/stats/poisson.ts";
import { detectableDifference, twoProportions } from "../../src/stats/two-proportions.ts";
import { welch } from "../../src/stats/welch.ts";
import fc from "fast-check";

describe("twoProportions(first, second)", () => {
  // Newcombe (1998) Stat. Med. 17:873, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])("%i/%i less %i/%i has the published interval", (x1, n1, x2, n2, low, high) => {
    const got = twoProportions({ successes: x1, n: n1 }, { successes: x2, n: n2 });
    expect(got.difference).toBeCloseTo(x1 / n1 - x2 / n2, 12);
    expect(got.low).toBeCloseTo(low, 4);
    expect(got.high).toBeCloseTo(high, 4);
  });

  test("nobody in one of them says nothing", () => {
    const { difference, p } = twoProportions({ successes: 0, n: 0 }, { successes: 1, n: 2 });
    expect([difference, p]).toEqual([null, null]);
  });

  test("all in both are no different: p is 1", () => {
    expect(twoProportions({ successes: 5, n: 5 }, { successes: 9, n: 9 }).p).toBe(1);
  });

  test("detectableDifference(0.5, 400, 400) is 2.8 standard errors, null without persons", () => {
    expect(detectableDifference(0.5, 400, 400)).toBeCloseTo(2.8 * Math.sqrt(0.25 / 200), 12);
    expect(detectableDifference(0.5, 0, 400)).toBeNull();
  });
});

describe("mean(values)", () => {
  test("mean([2, 4, 6]) is 4 ± 4.302653·2/√3", () => {
    const { value, low, high, n } = mean([2, null, 4, NaN, 6]);
    expect([value, n]).toEqual([4, 3]);
    // With two degrees of freedom the quantile has a closed form.
    const t = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
    expect(low).toBeCloseTo(4 - (t * 2) / Math.sqrt(3), 11);
    expect(high).toBeCloseTo(4 + (t * 2) / Math.sqrt(3), 11);
  });

  test("one value has no interval, none has no mean", () => {
    expect(mean([3])).toEqual({ value: 3, low: null, high: null, n: 1 });
    expect(mean([null])).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  test("weightedMean([1, 5], [3, 1]): 2 ± t·√1.125, n_eff 1.6", () => {
    const { value, high, nEff } = weightedMean([1, 5], [3, 1]);
    expect([value, nEff]).toEqual([2, 1.6]);
    // The half-width over √((0.75·1)² + (0.25·3)²) is t.ppf(0.975, 0.6) of scipy.
    expect((high! - 2) / Math.sqrt(1.125)).toBeCloseTo(67.84439532957197, 6);
  });

  test("weightedMean of nobody, and of one, has no interval", () => {
    expect(weightedMean([null], [1]).value).toBeNull();
    expect(weightedMean([4], [2])).toMatchObject({ value: 4, low: null, n: 1 });
  });
});

describe("welch(first, second) and pairedT(first, second)", () => {
  const a = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
  const b = [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.3];

  test("welch is scipy's ttest_ind(equal_var=False)", () => {
    const { t, df, p, low, high } = welch(a, b);
    expect(t).toBeCloseTo(-2.8472044565771237, 10);
    expect(df).toBeCloseTo(27.884749467103315, 10);
    expect(p).toBeCloseTo(0.008185629704967032, 12);
    expect(low).toBeCloseTo(-4.860676732772273, 9);
    expect(high).toBeCloseTo(-0.7926566005610627, 9);
  });

  test("pairedT on Darwin-like pairs is scipy's ttest_rel", () => {
    const first = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const { t, df, p, low, high, n } = pairedT([...first, 9, null], [...second, null, 9]);
    expect(n).toBe(9);
    expect(df).toBe(8);
    expect(t).toBeCloseTo(3.0353754156485917, 10);
    expect(p).toBeCloseTo(0.016176627434908088, 11);
    expect(low).toBeCloseTo(0.10377871227216856, 10);
    expect(high).toBeCloseTo(0.7599990655056093, 10);
  });

  test("too few have no interval, no spread has no p", () => {
    expect(welch([1], [2, 3])).toMatchObject({ difference: -1.5, low: null, p: null });
    expect(welch([], [2, 3]).difference).toBeNull();
    expect(welch([2, 2], [3, 3])).toMatchObject({ difference: -1, low: null, p: null });
    expect(pairedT([2], [1])).toMatchObject({ difference: 1, low: null, n: 1 });
    expect(pairedT([null], [1])).toMatchObject({ difference: null, n: 0 });
  });
});

describe("netShare(sides)", () => {
  test("the interval is clipped to -1 and 1", () => {
    expect(netShare({ plus: 5, minus: 0, n: 5 })!.high).toBe(1);
    expect(netShare({ plus: 0, minus: 5, n: 5 })!.low).toBe(-1);
  });

  test("nobody says nothing", () => expect(netShare({ plus: 0, minus: 0, n: 0 })).toBeNull());

  test("netDifference of equals is 0 with p 1, without spread too", () => {
    expect(netDifference({ value: 1, se: 0 }, { value: 1, se: 0 }).p).toBe(1);
    expect(netDifference({ value: 1, se: 0 }, { value: 0, se: 0 }).p).toBe(0);
  });
});

describe("independence(table), poissonRate(events, exposure)", () => {
  test("[[10, 20], [20, 10]]: 60·(100−400)²/30⁴ = 6.667, p 0.0098", () => {
    const { statistic, df, p } = independence([
      [10, 20],
      [20, 10],
    ]);
    expect(statistic).toBeCloseTo(20 / 3, 12);
    expect(df).toBe(1);
    expect(p).toBeCloseTo(0.009823274507519235, 12);
  });

  test("a row or column of nobody leaves; one row says nothing", () => {
    expect(
      independence([
        [10, 20],
        [0, 0],
        [20, 10],
      ]).df,
    ).toBe(1);
    expect(independence([[10, 20]])).toEqual({ statistic: null, df: 0, p: null });
  });

  test("poissonRate(10, 1) is [4.7954, 18.3904] as published by Garwood", () => {
    const { value, low, high } = poissonRate(10, 1);
    expect(value).toBe(10);
    expect(low).toBeCloseTo(4.7954, 4);
    expect(high).toBeCloseTo(18.3904, 4);
  });

  test("no exposure says nothing", () => expect(poissonRate(3, 0).value).toBeNull());
});

describe("holmAdjusted(ps), benjaminiHochberg(ps)", () => {
  const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

  test("Holm is at least Benjamini-Hochberg, which is at least the raw p", () => {
    fc.assert(
      fc.property(ps, (raw) => {
        const holm = holmAdjusted(raw);
        const bh = benjaminiHochberg(raw);
        for (const [i, p] of raw.entries()) {
          expect(holm[i]).toBeGreaterThanOrEqual(bh[i]! - 1e-15);
          expect(bh[i]).toBeGreaterThanOrEqual(p - 1e-15);
          expect(holm[i]).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("none have none", () => expect([holmAdjusted([]), benjaminiHochberg([])]).toEqual([[], []]));
});
