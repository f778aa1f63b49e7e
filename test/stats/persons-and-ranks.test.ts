import { describe, expect, test } from "vitest";
import { clusteredShare } from "../../src/stats/clustered-share.ts";
import { proportion } from "../../src/stats/proportion.ts";
import { quantileInterval } from "../../src/stats/quantile-interval.ts";
import { variationCoefficient } from "../../src/stats/variation-coefficient.ts";

describe("clusteredShare(tallies)", () => {
  test("is the plain share with nearly the plain interval when each person has one event", () => {
    const one = (successes: number) => ({ successes, events: 1 });
    const tallies = [...Array(81).fill(one(1)), ...Array(182).fill(one(0))];
    const own = clusteredShare(tallies);
    const plain = proportion(81, 263);
    expect(own.value).toBe(plain.value);
    expect(own.n).toBe(263);
    // SE² is p(1−p)/(n−1) instead of p(1−p)/n.
    expect(own.low).toBeCloseTo(plain.low!, 3);
    expect(own.high).toBeCloseTo(plain.high!, 3);
  });

  test("widens the interval as if there were so many persons when a person's events all end alike", () => {
    const tallies = [
      ...Array(30).fill({ successes: 10, events: 10 }),
      ...Array(70).fill({ successes: 0, events: 10 }),
    ];
    const own = clusteredShare(tallies);
    expect(own.value).toBe(0.3);
    // Σ(x − p·m)² = 30·7² + 70·3² = 2100; SE² = (100/99)·2100/1000² = 0.0021212; 0.21/SE² = 99.
    expect(own.nEff).toBeCloseTo(99, 9);
    expect(own.low).toBeCloseTo(proportion(29.7, 99).low!, 12);
  });

  test("counts nobody who has no event, and says nothing of nobody", () => {
    expect(clusteredShare([{ successes: 0, events: 0 }])).toMatchObject({ value: null, n: 0 });
    const sure = clusteredShare(Array(20).fill({ successes: 3, events: 3 }));
    expect(sure).toMatchObject({ value: 1, high: 1, n: 20 });
    // Wilson's interval of 20 of 20, as published for 0 of 20: 0 to 0.1611.
    expect(sure.low).toBeCloseTo(1 - 0.1611, 4);
  });
});

describe("quantileInterval(values, p)", () => {
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  // Ranks of 95% intervals of the median: Conover (1999), table A3; n = 10 covers 97.9%.
  test.each([
    [6, 1, 6],
    [10, 2, 9],
    [20, 6, 15],
    [25, 8, 18],
    [50, 18, 33],
  ])("gives the published ranks of the median of %i values", (n, low, high) => {
    const own = quantileInterval(upTo(n).toReversed(), 0.5);
    expect(own).toEqual({ value: (n + 1) / 2, low, high, n });
  });

  test("has no end where so few values hold none", () => {
    expect(quantileInterval([1, 2, 3, 4, 5], 0.5)).toEqual({
      value: 3,
      low: null,
      high: null,
      n: 5,
    });
    expect(quantileInterval(upTo(20), 0.9).high).toBeNull();
    expect(quantileInterval([null, NaN], 0.5)).toMatchObject({ value: null, n: 0 });
  });
});

describe("variationCoefficient(values)", () => {
  test("is spread over mean, whatever the unit", () => {
    // mean 10, s² = (4 + 0 + 4)/2 = 4.
    expect(variationCoefficient([8, 10, 12, null]).value).toBeCloseTo(0.2, 12);
    const [minutes, seconds] = [
      [3, 4, 8, 11],
      [180, 240, 480, 660],
    ].map((each) => variationCoefficient(each));
    expect(seconds!.value).toBeCloseTo(minutes!.value!, 12);
    expect(seconds!.low).toBeCloseTo(minutes!.low!, 12);
  });

  test("has the standard error of two values that are equally frequent", () => {
    // 500 of 1 and 500 of 3: mean 2, m2 = m4 = 1, m3 = 0, so all but c²/n nearly vanishes:
    // c = 0.5, SE = c·sqrt(c²/n) = 0.25/sqrt(1000) = 0.0079057.
    const values = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : 3));
    const { value, low, high } = variationCoefficient(values);
    expect(value).toBeCloseTo(0.5, 3);
    expect((high! - low!) / 2 / 1.959964).toBeCloseTo(0.0079057, 4);
  });

  test("is 0 for values all alike and says nothing without a positive mean", () => {
    expect(variationCoefficient([5, 5])).toEqual({ value: 0, low: 0, high: 0, n: 2 });
    expect(variationCoefficient([-1, 1])).toMatchObject({ value: null, n: 2 });
    expect(variationCoefficient([4])).toMatchObject({ value: null, n: 1 });
  });
});
