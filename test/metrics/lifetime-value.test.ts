import { expect, test } from "vitest";
import { bgNbdExpectedIfAlive, bgNbdProbabilityAlive } from "../../src/metrics/bg-nbd.ts";
import { gammaGammaExpectedValue } from "../../src/metrics/gamma-gamma.ts";
import {
  lifetimeValue,
  marginMultiple,
  outlooks,
  type LifetimeModel,
  type LifetimeOptions,
} from "../../src/metrics/lifetime-value.ts";
import { cdnowTruth, simulatedBuyers } from "./simulated-buyers.ts";

const days = { startDays: 84, calibrationDay: 364, asOfDay: 546 };
const buyers = simulatedBuyers(8000, cdnowTruth, { seed: "lifetime", ...days });
const options: LifetimeOptions = {
  ...days,
  gaps: [{ days: 20, count: 100 }],
  ...{ months: 12, margin: 1, monthlyDiscount: 0.01 },
};
const value = lifetimeValue(buyers, options) as LifetimeModel;

test("lifetimeValue(columns) speaks where buyers behave as the model says, and holds out well", () => {
  expect(value.kind).toBe("model");
  expect(Math.abs(value.holdout.error)).toBeLessThan(0.1);
  const { groups, expected, actual, customers } = value.holdout;
  expect(groups.reduce((sum, group) => sum + group.customers, 0)).toBe(customers);
  expect(groups.reduce((sum, group) => sum + group.expected, 0)).toBeCloseTo(expected, 6);
  expect(groups.reduce((sum, group) => sum + group.actual, 0)).toBe(actual);
  expect(actual).toBe(
    buyers.purchases.reduce((sum, count, i) => sum + count - buyers.calibrationPurchases[i]!, 0),
  );
});

test("lifetimeValue(columns) is the sum over months of margin, value and purchases, discounted", () => {
  const at = buyers.purchases.findIndex((count) => count === 4);
  const week = (day: number): number => (day - buyers.firstDay[at]!) / 7;
  const customer = { x: 3, tx: week(buyers.lastDay[at]!), T: week(546) };
  const worth = gammaGammaExpectedValue(value.spend, 3, buyers.repeatValue[at]!);
  const chance = bgNbdProbabilityAlive(value.purchases, customer);
  const upTo = (month: number): number =>
    chance * bgNbdExpectedIfAlive(value.purchases, customer, (month * 365.25) / 12 / 7);
  let sum = 0;
  for (let i = 1; i <= 12; i += 1) sum += (worth * (upTo(i) - upTo(i - 1))) / 1.01 ** i;
  expect(value.clv[at]).toBeCloseTo(sum, 8);
  expect(value.expectedPurchases[at]).toBeCloseTo(upTo(12), 10);
  expect(value.expectedValue[at]).toBeCloseTo(worth, 10);
  expect(value.alive[at]).toBeCloseTo(chance, 12);
});

test("lifetimeValue(columns) knows nothing of whether a one-time buyer is alive", () => {
  const once = buyers.purchases.findIndex((count) => count === 1);
  expect(value.alive[once]).toBeNaN();
  expect(value.clv[once]).toBeGreaterThan(0);
  const repeaters = buyers.purchases.filter((count) => count >= 2).length;
  expect(value.meanAlive.n).toBe(repeaters);
});

test("lifetimeValue(columns) counts every buyer once in the mean", () => {
  expect(value.meanClv.n).toBe(8000);
  const mean = value.clv.reduce((sum, each) => sum + each, 0) / 8000;
  expect(value.meanClv.value).toBeCloseTo(mean, 8);
  expect(value.meanClv.low!).toBeLessThan(mean);
});

test("lifetimeValue(columns) is linear in margin and falls with discount", () => {
  const half = lifetimeValue(buyers, { ...options, margin: 0.5 }) as LifetimeModel;
  const later = lifetimeValue(buyers, { ...options, monthlyDiscount: 0.05 }) as LifetimeModel;
  expect(half.meanClv.value! / value.meanClv.value!).toBeCloseTo(0.5, 12);
  expect(later.meanClv.value!).toBeLessThan(value.meanClv.value!);
});

const reasonsOf = (
  columns: typeof buyers,
  changed: Partial<LifetimeOptions> = {},
): readonly string[] => {
  const result = lifetimeValue(columns, { ...options, ...changed });
  return result.kind === "historic" ? result.reasons : [];
};

function firstOf(n: number): typeof buyers {
  const cut = Object.entries(buyers).map(([name, column]) => [name, column.slice(0, n)]);
  return Object.fromEntries(cut) as unknown as typeof buyers;
}

test("lifetimeValue(columns) falls back to mean revenue and repeat rate with 199 repeat buyers", () => {
  const repeaters = (n: number): number =>
    buyers.purchases.subarray(0, n).filter((count) => count >= 2).length;
  let n = 0;
  while (repeaters(n) < 200) n += 1;
  expect(reasonsOf(firstOf(n))).not.toContain("few-repeaters");
  const few = lifetimeValue(firstOf(n - 1), options);
  expect(few).toMatchObject({ kind: "historic", reasons: ["few-repeaters"], holdout: null });
  if (few.kind !== "historic") return;
  const revenue = buyers.revenue.subarray(0, n - 1);
  expect(few.meanRevenue.value).toBeCloseTo(revenue.reduce((a, b) => a + b) / (n - 1), 8);
  expect(few.repeatRate.value).toBeCloseTo(199 / (n - 1), 12);
});

test("lifetimeValue(columns) falls back when seen for less than four median gaps", () => {
  // First purchases begin on day 0: 546 days are four gaps of 136 and a half.
  expect(reasonsOf(buyers, { gaps: [{ days: 136, count: 9 }] })).toEqual([]);
  expect(reasonsOf(buyers, { gaps: [{ days: 137, count: 9 }] })).toEqual(["short-observation"]);
  expect(reasonsOf(buyers, { gaps: [] })).toEqual(["short-observation"]);
});

test("lifetimeValue(columns) falls back without a hold-out, and when it fails", () => {
  expect(reasonsOf(buyers, { calibrationDay: NaN })).toEqual(["holdout-missing"]);
  // Everybody buys three times more in the hold-out than they did: no model foretells that.
  const purchases = buyers.purchases.map(
    (count, i) => count + 3 * (count - buyers.calibrationPurchases[i]!),
  );
  expect(reasonsOf({ ...buyers, purchases })).toContain("holdout-off");
});

test("lifetimeValue(columns) falls back when who buys often also buys dear", () => {
  const repeatValue = buyers.repeatValue.map((each, i) => each * buyers.purchases[i]! ** 2);
  expect(reasonsOf({ ...buyers, repeatValue })).toContain("value-follows-frequency");
});

test("lifetimeValue(columns) depends on customers, not on their order", () => {
  const turned = Object.fromEntries(
    Object.entries(buyers).map(([name, column]) => [name, column.slice().reverse()]),
  ) as unknown as typeof buyers;
  const other = lifetimeValue(turned, options) as LifetimeModel;
  expect(other.meanClv.value! / value.meanClv.value!).toBeCloseTo(1, 5);
});

test("outlooks(parameters, history) works equal customers out alike, whatever their rows", () => {
  const history = { x: Float64Array.of(2, 0, 2), T: Float64Array.of(30, 30, 30) };
  const month = { months: 3, monthlyDiscount: 0, unitsPerMonth: 4 };
  const { purchases, discounted } = outlooks(cdnowTruth, history, month);
  expect(purchases[0]).toBe(purchases[2]);
  expect(purchases[0]).toBeCloseTo(bgNbdExpectedIfAlive(cdnowTruth, { x: 2, T: 30 }, 12), 12);
  expect(discounted[1]).toBeCloseTo(purchases[1]!, 12);
});

test("marginMultiple(retention, discount) is Gupta and Lehmann's table", () => {
  expect(marginMultiple(0.6, 0.1)).toBeCloseTo(1.2, 12);
  expect(marginMultiple(0.8, 0.12)).toBeCloseTo(2.5, 12);
});
