import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bgNbdObjective } from "../../src/metrics/bg-nbd-likelihood.ts";
import {
  bgNbdExpectedIfAlive,
  bgNbdExpectedPurchases,
  bgNbdFit,
  bgNbdProbabilityAlive,
  repeatHistory,
} from "../../src/metrics/bg-nbd.ts";
import { paretoNbdProbabilityAlive } from "../../src/metrics/pareto-nbd.ts";
import { hypergeometric2F1 } from "../../src/stats/hypergeometric-2f1.ts";
import { lnGamma } from "../../src/stats/ln-gamma.ts";
import { cdnowTruth, simulatedBuyers } from "./simulated-buyers.ts";

const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const parameters = fc.record({
  r: fc.double({ min: 0.05, max: 5, noNaN: true }),
  alpha: fc.double({ min: 0.5, max: 50, noNaN: true }),
  a: fc.double({ min: 0.05, max: 5, noNaN: true }),
  b: fc.double({ min: 0.05, max: 5, noNaN: true }),
});
const times = fc.double({ min: 0.1, max: 100, noNaN: true });

test("bgNbdFit(history) gives the log-likelihood and parameters that CLVTools gives for CDNOW", () => {
  // CLVTools' tests: r .2425945, alpha 4.4136019, a .7929199, b 2.4258881, LL -9582.429.
  const lines = cdnow();
  if (lines === null) return;
  const column = (at: number): Float64Array => Float64Array.from(lines, (row) => row[at]!);
  const fit = bgNbdFit({ x: column(1), tx: column(2), T: column(3) })!;
  expect(fit.r).toBeCloseTo(0.2426, 4);
  expect(fit.alpha).toBeCloseTo(4.4136, 3);
  expect(fit.a).toBeCloseTo(0.7929, 3);
  expect(fit.b).toBeCloseTo(2.4259, 3);
  expect(fit.logLikelihood).toBeCloseTo(-9582.43, 1);
  expect(fit.converged).toBe(true);
  expect(fit.startDifference).toBeLessThan(0.01);
});

function cdnow(): readonly (readonly number[])[] | null {
  try {
    const text = readFileSync("../shared/data/cdnow/cdnow_customers_summary.csv", "utf8");
    return text
      .trim()
      .split(/\r?\n/u)
      .slice(1)
      .map((line) => line.split(",").map(Number));
  } catch {
    console.info("skipped: ../shared/data is not beside the project");
    return null;
  }
}

const buyers = simulatedBuyers(60_000, cdnowTruth, {
  seed: "recovery",
  ...{ startDays: 84, calibrationDay: 273, asOfDay: 546 },
});

test("bgNbdFit(history) recovers the parameters that buyers were drawn with, in few passes", () => {
  // 60,000 buyers: about four standard errors of each, and some for days being whole.
  const fit = bgNbdFit(repeatHistory(buyers, 546))!;
  expect(Math.abs(fit.r - 0.243)).toBeLessThan(0.012);
  expect(Math.abs(fit.alpha - 4.414)).toBeLessThan(0.35);
  expect(Math.abs(fit.a - 0.793)).toBeLessThan(0.09);
  expect(Math.abs(fit.b - 2.426)).toBeLessThan(0.4);
  expect(fit.fullEvaluations).toBeLessThanOrEqual(6);
  expect(fit.converged).toBe(true);
});

test("bgNbdFit(history) depends on the unit of time in alpha only", () => {
  const few = { ...buyers, purchases: buyers.purchases.map((count, i) => (i < 4000 ? count : 0)) };
  const weeks = bgNbdFit(repeatHistory(few, 546, 7))!;
  const days = bgNbdFit(repeatHistory(few, 546, 1))!;
  expect(days.alpha / weeks.alpha).toBeCloseTo(7, 3);
  for (const name of ["r", "a", "b"] as const) expect(days[name] / weeks[name]).toBeCloseTo(1, 4);
});

test("bgNbdFit(history) takes equal rows with counts as so many rows", () => {
  const rows = {
    x: Float64Array.of(0, 2, 5),
    tx: Float64Array.of(0, 8, 20),
    T: Float64Array.of(30, 30, 25),
  };
  const counts = Float64Array.of(9, 4, 2);
  const repeated = (column: Float64Array): Float64Array =>
    Float64Array.from([...column].flatMap((value, i) => Array<number>(counts[i]!).fill(value)));
  const plain = { x: repeated(rows.x), tx: repeated(rows.tx), T: repeated(rows.T) };
  const at = Float64Array.of(-0.5, 1, 0.2, 0.8);
  expect(bgNbdObjective({ ...rows, counts })(at).value).toBeCloseTo(
    bgNbdObjective(plain)(at).value,
    12,
  );
  expect(bgNbdFit({ x: new Float64Array(), tx: new Float64Array(), T: new Float64Array() })).toBe(
    null,
  );
});

test("bgNbdObjective(history) is the likelihood of the paper, and its gradient the slope", () => {
  fc.assert(
    fc.property(parameters, fc.integer({ min: 0, max: 30 }), times, times, (p, x, one, two) => {
      const [tx, T] = x === 0 ? [0, one] : [Math.min(one, two), Math.max(one, two)];
      const objective = bgNbdObjective({
        ...{ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) },
      });
      const logs = Float64Array.of(Math.log(p.r), Math.log(p.alpha), Math.log(p.a), Math.log(p.b));
      const { value, gradient } = objective(logs);
      expect(value).toBeCloseTo(-paperLogLikelihood(p, { x, tx, T }), 8);
      for (let i = 0; i < 4; i += 1) {
        const moved = (by: number): number =>
          objective(logs.map((log, j) => (i === j ? log + by : log))).value;
        const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-5 * Math.max(1, Math.abs(slope)));
      }
    }),
    { seed: 6 },
  );
});

function paperLogLikelihood(
  { r, alpha, a, b }: typeof published,
  { x, tx, T }: { readonly x: number; readonly tx: number; readonly T: number },
): number {
  const a1 = lnGamma(r + x) - lnGamma(r) + r * Math.log(alpha);
  const a2 = lnGamma(a + b) + lnGamma(b + x) - lnGamma(b) - lnGamma(a + b + x);
  const a3 = -(r + x) * Math.log(alpha + T);
  if (x === 0) return a1 + a2 + a3;
  const a4 = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + tx);
  const larger = Math.max(a3, a4);
  return a1 + a2 + larger + Math.log(Math.exp(a3 - larger) + Math.exp(a4 - larger));
}

test("bgNbdExpectedIfAlive(parameters, customer, t) is the printed formula", () => {
  fc.assert(
    fc.property(parameters, fc.integer({ min: 0, max: 30 }), times, times, (p, x, T, t) => {
      fc.pre(Math.abs(p.a - 1) > 0.01 && Math.abs(p.a + p.b + x - 1) > 0.01);
      const { r, alpha, a, b } = p;
      const f = hypergeometric2F1(r + x, b + x, a + b + x - 1, t / (alpha + T + t));
      const ratio = ((alpha + T) / (alpha + T + t)) ** (r + x);
      const printed = ((a + b + x - 1) / (a - 1)) * (1 - ratio * f);
      const got = bgNbdExpectedIfAlive(p, { x, T }, t);
      expect(Math.abs(got - printed)).toBeLessThan(1e-7 * Math.max(1, printed));
    }),
    { seed: 7 },
  );
});

test("bgNbdExpectedIfAlive(parameters, customer, t) is smooth through a = 1", () => {
  const at = (a: number): number => bgNbdExpectedIfAlive({ ...published, a }, { x: 3, T: 20 }, 40);
  expect(at(1)).toBeCloseTo((at(1 - 1e-6) + at(1 + 1e-6)) / 2, 9);
});

test("bgNbdExpectedPurchases(parameters, customer, t) of a new customer is 0 at 0 and rises with t", () => {
  fc.assert(
    fc.property(parameters, times, times, (p, t, more) => {
      const expected = (at: number): number => bgNbdExpectedPurchases(p, { x: 0, tx: 0, T: 0 }, at);
      expect(expected(0)).toBe(0);
      expect(expected(t)).toBeGreaterThan(0);
      expect(expected(t + more)).toBeGreaterThan(expected(t));
    }),
    { seed: 8 },
  );
});

test("bgNbdProbabilityAlive(parameters, customer) falls with silence once there was a repeat", () => {
  fc.assert(
    fc.property(parameters, fc.integer({ min: 1, max: 30 }), times, times, (p, x, tx, silent) => {
      const soon = bgNbdProbabilityAlive(p, { x, tx, T: tx + silent });
      const later = bgNbdProbabilityAlive(p, { x, tx, T: tx + silent + 1 });
      expect(later).toBeLessThan(soon);
      expect(soon).toBeLessThanOrEqual(1);
    }),
    { seed: 9 },
  );
});

test("bgNbdProbabilityAlive(parameters, customer) is 1 for a one-time buyer, as the model has it", () => {
  expect(bgNbdProbabilityAlive(published, { x: 0, tx: 0, T: 38.86 })).toBe(1);
});

test("paretoNbdProbabilityAlive(parameters, customer) is no certainty for a one-time buyer", () => {
  // R BTYD's walkthrough: 0.9979 for x = 26; by the same formula with x = 0 less than 1.
  const p = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
  expect(paretoNbdProbabilityAlive(p, { x: 26, tx: 30.86, T: 31 })).toBeCloseTo(0.9979, 3);
  const once = paretoNbdProbabilityAlive(p, { x: 0, tx: 0, T: 39 });
  expect(once).toBeGreaterThan(0.1);
  expect(once).toBeLessThan(0.9);
  const turned = { r: 0.6061, alpha: 11.6562, s: 0.5534, beta: 10.5802 };
  expect(paretoNbdProbabilityAlive(turned, { x: 2, tx: 30, T: 31 })).toBeGreaterThan(0.9);
});

test("repeatHistory(columns, asOfDay) leaves out who has not bought yet", () => {
  const columns = {
    purchases: Float64Array.of(3, 0, 1, NaN, 2),
    firstDay: Float64Array.of(10, NaN, 24, NaN, 40),
    lastDay: Float64Array.of(24, NaN, 24, NaN, 41),
  };
  const { row, x, tx, T } = repeatHistory(columns, 31);
  expect([[...row], [...x], [...tx], [...T]]).toEqual([
    [0, 2],
    [2, 0],
    [2, 0],
    [3, 1],
  ]);
});
