import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialTest, binomialUpper, exactShareInterval } from "../../src/stats/binomial.ts";
import { individualsChart, xBarChart } from "../../src/stats/control-chart.ts";
import { cusumReference, poissonCusum } from "../../src/stats/cusum.ts";
import { poissonSignal, poissonTest, poissonUpper } from "../../src/stats/poisson-signal.ts";

describe("binomialTest(x, n, p), exactShareInterval(x, n)", () => {
  test("R: binom.test(682, 925, p = 0.75): p 0.3825, interval 0.7076683 to 0.7654066", () => {
    expect(binomialTest(682, 925, 0.75)).toBeCloseTo(0.3825, 4);
    const { low, high } = exactShareInterval(682, 925);
    expect(low).toBeCloseTo(0.7076683, 6);
    expect(high).toBeCloseTo(0.7654066, 6);
  });

  test("by hand: 9 or 10 of 10 fair coins 11/1024, both sides 22/1024", () => {
    expect(binomialUpper(9, 10, 0.5)).toBeCloseTo(11 / 1024, 12);
    expect(binomialTest(9, 10, 0.5)).toBeCloseTo(22 / 1024, 12);
  });

  test("ends: nothing and all", () => {
    expect(exactShareInterval(0, 10).low).toBe(0);
    expect(exactShareInterval(10, 10).high).toBe(1);
    expect(binomialTest(0, 0, 0.5)).toBe(1);
    expect(binomialTest(0, 5, 0)).toBe(1);
    expect(binomialTest(1, 5, 0)).toBe(0);
  });
});

describe("poissonSignal(counts)", () => {
  test("R: poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): p 0.07967, ratio 1.971488", () => {
    const { ratio, p, pMore, expected } = poissonSignal({
      count: 11,
      exposure: 800,
      baselineCount: 21,
      baselineExposure: 3011,
    });
    expect(p).toBeCloseTo(0.07967, 5);
    expect(ratio.value).toBeCloseTo(1.971488, 6);
    expect(ratio.low).toBeCloseTo(0.8584264, 6);
    expect(ratio.high).toBeCloseTo(4.2772659, 5);
    expect(expected).toBeCloseTo((21 * 800) / 3011, 9);
    expect(pMore).toBeLessThan(p!);
  });

  test("poissonTest(137, 24.19893) is below 2.2e-16 as R prints; (10, 4) as scipy's sum", () => {
    expect(poissonTest(137, 24.19893)).toBeLessThan(2.2e-16);
    expect(poissonTest(10, 4)).toBeCloseTo(0.008132242796933857, 12);
    expect(poissonUpper(10, 4)).toBeCloseTo(0.008132242796933857, 12);
  });

  test("a baseline without events has a lower bound and a p, but no ratio", () => {
    const signal = poissonSignal({ count: 5, exposure: 1, baselineCount: 0, baselineExposure: 1 });
    expect(signal.ratio).toMatchObject({ value: null, high: null });
    expect(signal.ratio.low).toBeGreaterThan(0.5);
    expect(signal.pMore).toBeCloseTo(1 / 32, 12);
  });

  test("no exposure says nothing; no events at all give no signal", () => {
    const none = { count: 1, exposure: 0, baselineCount: 1, baselineExposure: 5 };
    expect(poissonSignal(none)).toMatchObject({ p: null, ratio: { value: null } });
    const quiet = { count: 0, exposure: 1, baselineCount: 0, baselineExposure: 5 };
    expect(poissonSignal(quiet)).toMatchObject({ p: 1, pMore: 1 });
  });
});

describe("poissonCusum(counts, options)", () => {
  test("Lucas: usual 4, shifted 7, k = 3/ln(7/4) = 5.36", () => {
    expect(cusumReference(4, 7)).toBeCloseTo(5.36, 2);
  });

  test("by hand: k 5, h 10 on 4, 8, 9, 12, 3", () => {
    const { points, firstSignal, changeAfter } = poissonCusum([4, 8, 9, 12, 3], {
      expected: 4,
      reference: 5,
      threshold: 10,
    });
    expect(points.map(({ sum }) => sum)).toEqual([0, 3, 7, 14, 12]);
    expect(points.map(({ signal }) => signal)).toEqual([false, false, false, true, true]);
    expect(firstSignal).toBe(3);
    expect(changeAfter).toBe(0);
  });

  test("after a restart the sum begins at 0 again; expected may change by period", () => {
    const restarted = poissonCusum([4, 8, 9, 12, 3], {
      expected: 4,
      reference: 5,
      threshold: 10,
      restart: true,
    });
    expect(restarted.points.at(-1)).toMatchObject({ sum: 0, signal: false });
    const weekly = poissonCusum([2, 20], { expected: [2, 20] });
    expect(weekly.points[1]!.reference).toBeCloseTo(20 / Math.LN2, 9);
    expect(weekly.firstSignal).toBeNull();
  });

  test("counts at or below the usual never signal", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 })), (counts) => {
        expect(poissonCusum(counts, { expected: 6 }).firstSignal).toBeNull();
      }),
    );
  });
});

describe("individualsChart(values), xBarChart(groups)", () => {
  test("individuals by hand: ranges 2, 2, 8 of 10, 12, 10, 18", () => {
    const { centre, sigma, points } = individualsChart([10, 12, 10, 18])!;
    expect(centre).toBe(12.5);
    expect(sigma).toBeCloseTo(4 / 1.128379167, 8);
    expect(points[0]!.high).toBeCloseTo(12.5 + 3 * (4 / 1.128379167), 7);
    expect(points.every(({ signal }) => signal === null)).toBe(true);
  });

  test("a point beyond the limits of the baseline, and eight on one side", () => {
    const usual = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10];
    const chart = individualsChart([...usual, 20, ...new Array<number>(7).fill(10.5)], {
      baseline: 10,
    })!;
    expect(chart.points[10]!.signal).toBe("beyond");
    expect(chart.points[16]!.signal).toBeNull();
    expect(chart.points[17]!.signal).toBe("run");
  });

  test("a gap has no point and no range beside it", () => {
    const { sigma, points } = individualsChart([1, 3, null, 50, 52])!;
    expect(sigma).toBeCloseTo(2 / 1.128379167, 8);
    expect(points[2]).toMatchObject({ value: null, signal: null });
    expect(individualsChart([1, null, 2])).toBeNull();
  });

  test("X-bar by hand: spread within groups, c4 of 4 degrees of freedom is 0.9400", () => {
    const { centre, sigma, points } = xBarChart([
      [1, 3],
      [2, 4],
      [3, 5],
      [2, 4],
    ])!;
    expect(centre).toBe(3);
    expect(sigma).toBeCloseTo(Math.SQRT2 / 0.94, 3);
    expect(points[0]!.value).toBe(2);
    expect(points[0]!.low).toBeCloseTo(3 - (3 * (Math.SQRT2 / 0.94)) / Math.SQRT2, 2);
    expect(xBarChart([[1], [2]])).toBeNull();
  });
});
