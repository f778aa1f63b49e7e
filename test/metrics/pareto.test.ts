import fc from "fast-check";
import { expect, test } from "vitest";
import {
  concentration,
  customersForShare,
  customersWithinShare,
  gini,
  herfindahl,
  lorenzCurve,
  ranked,
  topShare,
} from "../../src/metrics/pareto.ts";
import { concentrationDraws } from "../../src/metrics/concentration-draws.ts";
import { moments } from "../../src/stats/mean.ts";
import { quantileSorted } from "../../src/stats/quantile.ts";
import { seededRandom } from "../../src/stats/random.ts";

const amounts = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
});

test("ranked(values) clips what was returned and tells how much", () => {
  const { falling, sum, clipped } = ranked(Float64Array.of(-3, 10, NaN, -4, 5));
  expect([[...falling], sum, clipped]).toEqual([[10, 5, 0, 0], 15, -7]);
});

test("topShare(values) takes the fifth of the customers, rounded up", () => {
  expect(topShare(ranked(Float64Array.of(5, 4, 3, 2, 1, 5)))).toBeCloseTo(10 / 20, 12);
  expect(topShare(ranked(Float64Array.of(5, 4, 3, 2, 1)))).toBeCloseTo(5 / 15, 12);
  expect(topShare(ranked(Float64Array.of(0, -1)))).toBe(null);
});

test("customersForShare(values) and customersWithinShare(values) meet where a share is met exactly", () => {
  const values = ranked(Float64Array.of(5, 3, 1, 1));
  expect([customersForShare(values), customersWithinShare(values)]).toEqual([2, 2]);
  expect([customersForShare(values, 0.81), customersWithinShare(values, 0.81)]).toEqual([3, 2]);
  expect([
    customersForShare(ranked(new Float64Array())),
    customersWithinShare(ranked(new Float64Array())),
  ]).toEqual([null, null]);
});

test("gini(values) is that of all pairs: mean difference over twice the mean", () => {
  fc.assert(
    fc.property(amounts, (x) => {
      const sum = x.reduce((a, b) => a + b, 0);
      fc.pre(sum > 1);
      const pairs = x.reduce((all, a) => all + x.reduce((own, b) => own + Math.abs(a - b), 0), 0);
      const values = ranked(Float64Array.from(x));
      expect(gini(values)).toBeCloseTo(pairs / (2 * x.length * sum), 9);
      expect(gini(ranked(Float64Array.from(x, (each) => 7 * each)))).toBeCloseTo(gini(values)!, 9);
    }),
    { seed: 10 },
  );
});

test("gini(values) is 0 for equals, null for nothing; corrected it may reach 1", () => {
  expect(gini(ranked(Float64Array.of(4, 4, 4)))).toBe(0);
  expect(gini(ranked(Float64Array.of(0, 0)))).toBe(null);
  expect(gini(ranked(Float64Array.of(0, 0, 9)), { corrected: true })).toBeCloseTo(1, 12);
  expect(gini(ranked(Float64Array.of(9)), { corrected: true })).toBe(null);
});

test("herfindahl(values) is one over n for equals", () => {
  expect(herfindahl(ranked(Float64Array.of(2, 2, 2, 2)))).toBeCloseTo(0.25, 12);
  expect(herfindahl(ranked(Float64Array.of(0)))).toBe(null);
});

test("lorenzCurve(values) runs from nothing to all, never steeper than before, in 41 points at most", () => {
  fc.assert(
    fc.property(amounts, (x) => {
      fc.pre(x.reduce((a, b) => a + b, 0) > 1);
      const curve = lorenzCurve(ranked(Float64Array.from(x)));
      expect(curve.length).toBe(Math.min(41, x.length + 1));
      expect([curve[0], curve.at(-1)]).toEqual([
        { customers: 0, value: 0 },
        { customers: 1, value: 1 },
      ]);
      const slopes = curve
        .slice(1)
        .map(
          (point, i) => (point.value - curve[i]!.value) / (point.customers - curve[i]!.customers),
        );
      for (const [i, slope] of slopes.slice(1).entries())
        expect(slope).toBeLessThanOrEqual(slopes[i]! + 1e-9);
    }),
    { seed: 11 },
  );
});

test("lorenzCurve(values) of 3 and 1 passes half of the customers at three quarters", () => {
  expect(lorenzCurve(ranked(Float64Array.of(1, 3)))).toEqual([
    { customers: 0, value: 0 },
    { customers: 0.5, value: 0.75 },
    { customers: 1, value: 1 },
  ]);
  expect(lorenzCurve(ranked(Float64Array.of(0)))).toEqual([]);
});

/** Log-normal amounts, as spending is: a long tail. */
function spending(n: number, seed: string, sigma = 1.3): Float64Array {
  const { uniform } = seededRandom(seed);
  return Float64Array.from({ length: n }, () =>
    Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())),
  );
}

/** The plain bootstrap: n customers with replacement, each statistic from scratch. */
function plainBootstrap(
  values: Float64Array,
  draws: number,
): { readonly top: Float64Array; readonly gini: Float64Array } {
  const { below } = seededRandom("plain");
  const top = new Float64Array(draws);
  const ginis = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = ranked(Float64Array.from(values, () => values[below(values.length)]!));
    top[draw] = topShare(drawn)!;
    ginis[draw] = gini(drawn)!;
  }
  return { top: top.sort(), gini: ginis.sort() };
}

for (const n of [60, 400, 4000]) {
  test(`concentration(values) has the interval of the plain bootstrap, ${n} customers`, () => {
    const values = spending(n, `spending ${n}`);
    const found = concentration(ranked(values), { seed: "interval" });
    const plain = plainBootstrap(values, n > 1000 ? 1000 : 4000);
    for (const [estimate, draws] of [
      [found.topShare, plain.top],
      [found.gini, plain.gini],
    ] as const) {
      const [low, high] = [quantileSorted(draws, 0.025)!, quantileSorted(draws, 0.975)!];
      // Both are draws: a bound is good to some 5% of the interval's width.
      expect(Math.abs(estimate.low! - low) / (high - low)).toBeLessThan(0.08);
      expect(Math.abs(estimate.high! - high) / (high - low)).toBeLessThan(0.08);
    }
  });
}

test("concentrationDraws(values) spread as the jackknife says where customers are grouped", () => {
  const { falling, sum } = ranked(spending(300_000, "grouped", 2.5));
  const drawn = concentrationDraws(falling, { seed: "grouped", share: 0.2, draws: 6000 }).gini;
  const { mean, squares } = moments(drawn);
  expect(Math.sqrt(squares / 5999) / jackknifeError(falling, sum)).toBeCloseTo(1, 1.5);
  const bias = (mean - gini({ falling, sum, clipped: 0 })!) / jackknifeError(falling, sum);
  expect(Math.abs(bias)).toBeLessThan(0.06);
});

/** Standard error of Gini by leaving out one customer at a time. */
function jackknifeError(falling: Float64Array, sum: number): number {
  const n = falling.length;
  const weighted = falling.reduce((all, value, i) => all + (n - i) * value, 0);
  let larger = 0;
  const without = falling.map((value, i) => {
    const rest = weighted - (n - i) * value - larger;
    larger += value;
    return (2 * rest) / ((n - 1) * (sum - value)) - n / (n - 1);
  });
  return Math.sqrt(((n - 1) / n) * moments(without).squares);
}

test("concentration(values) is the same for the same seed, whatever the order", () => {
  const values = spending(1000, "order");
  const one = concentration(ranked(values), { seed: "a" });
  expect(concentration(ranked(values.slice().reverse()), { seed: "a" })).toEqual(one);
  expect(concentration(ranked(values), { seed: "b" })).not.toEqual(one);
});

test("concentration(values) has no interval for one customer, and no value for none", () => {
  expect(concentration(ranked(Float64Array.of(7)), { seed: "a" }).gini).toEqual({
    ...{ value: 0, low: null, high: null, n: 1 },
  });
  expect(concentration(ranked(Float64Array.of(-7)), { seed: "a" })).toMatchObject({
    topShare: { value: null, low: null, high: null, n: 1 },
    clipped: -7,
  });
});

test("concentration(values) takes a moment for 4,000 customers", () => {
  const values = ranked(spending(4000, "time"));
  concentration(values, { seed: "warm" });
  const start = performance.now();
  concentration(values, { seed: "time" });
  const milliseconds = performance.now() - start;
  console.info(`concentration of 4,000 customers, 2,000 draws: ${Math.round(milliseconds)} ms`);
  expect(milliseconds).toBeLessThan(1000);
});
