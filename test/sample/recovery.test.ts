import { describe, expect, test } from "vitest";
import { bgNbdFit, repeatHistory } from "../../src/metrics/bg-nbd.ts";
import { customerSatisfaction } from "../../src/metrics/customer-satisfaction.ts";
import { netPromoterScore } from "../../src/metrics/net-promoter-score.ts";
import { drawBuyingHistories } from "../../src/sample/buying.ts";
import { days, quarterName } from "../../src/sample/calendar.ts";
import { planted } from "../../src/sample/company.ts";
import { defaultOptions, simulateCompany } from "../../src/sample/simulate.ts";

describe("bgNbdFit(history) finds the parameters that were drawn with", () => {
  const { r, alphaDays, a, b } = planted.buying;

  test("on 20,000 histories of the plain model, in continuous time", () => {
    const observedDays = Array.from({ length: 50 }, (_, at) => 180 + at * 14);
    const drawn = drawBuyingHistories(20_000, planted.buying, { seed: 1, observedDays });
    const fit = bgNbdFit({
      x: Float64Array.from(drawn, ({ repeats }) => repeats),
      tx: Float64Array.from(drawn, ({ lastDays }) => lastDays / 7),
      T: Float64Array.from(drawn, (history) => history.observedDays / 7),
    });
    expect(fit?.converged).toBe(true);
    expect(Math.abs((fit?.r ?? 0) / r - 1)).toBeLessThan(0.06);
    expect(Math.abs((fit?.alpha ?? 0) / (alphaDays / 7) - 1)).toBeLessThan(0.08);
    expect(Math.abs((fit?.a ?? 0) / a - 1)).toBeLessThan(0.1);
    expect(Math.abs((fit?.b ?? 0) / b - 1)).toBeLessThan(0.12);
  });

  test("on the company without seasons and drivers, whose purchases are whole days", () => {
    const { purchases } = simulateCompany({ ...defaultOptions, seasons: false, drivers: false });
    const seen = daysByCustomer(purchases, defaultOptions.customers);
    const fit = bgNbdFit(repeatHistory(seen, days - 1));
    // Purchases of one day are one, which takes a little from the rate and from leaving.
    expect((fit?.r ?? 0) / (fit?.alpha ?? 1)).toBeGreaterThan((0.9 * 7 * r) / alphaDays);
    expect((fit?.r ?? 0) / (fit?.alpha ?? 1)).toBeLessThan((1.1 * 7 * r) / alphaDays);
    const leaving = (fit?.a ?? 0) / ((fit?.a ?? 0) + (fit?.b ?? 1));
    expect(Math.abs(leaving / (a / (a + b)) - 1)).toBeLessThan(0.06);
  });
});

function daysByCustomer(
  purchases: { readonly second: readonly number[]; readonly customer: readonly number[] },
  customers: number,
) {
  const columns = {
    purchases: new Float64Array(customers),
    firstDay: new Float64Array(customers).fill(Infinity),
    lastDay: new Float64Array(customers).fill(-1),
  };
  for (const [at, second] of purchases.second.entries()) {
    const customer = purchases.customer[at] ?? 0;
    const day = Math.floor(second / 86_400);
    columns.purchases[customer] = (columns.purchases[customer] ?? 0) + 1;
    columns.firstDay[customer] = Math.min(columns.firstDay[customer] ?? 0, day);
    columns.lastDay[customer] = Math.max(columns.lastDay[customer] ?? 0, day);
  }
  return columns;
}

describe("intervals cover the truth in 92 to 98 of 100 draws, over 200 draws", () => {
  const quarter = 6;
  const draws = Array.from({ length: 200 }, (_, seed) => {
    const company = simulateCompany({ ...defaultOptions, customers: 1200, seed: 1000 + seed });
    const answers = company.answers.get(quarter)?.filter((answer) => !isSuspect(answer)) ?? [];
    return { answers, expected: company.truth.expected };
  });
  /** The population's value: probabilities, not answers, averaged over all persons drawn. */
  const truthOf = (figure: "csat" | "nps") => {
    const all = draws.map(({ expected }) => expected[figure][quarterName(quarter)]);
    const n = all.reduce((sum, each) => sum + (each?.n ?? 0), 0);
    return all.reduce((sum, each) => sum + (each?.n ?? 0) * (each?.value ?? 0), 0) / n;
  };
  const covered = (truth: number, interval: (at: number) => { low: number; high: number }) =>
    draws.filter((_, at) => interval(at).low <= truth && truth <= interval(at).high).length / 200;

  test("customerSatisfaction(scores).top2", () => {
    const share = covered(truthOf("csat"), (at) => {
      const scores = draws[at]?.answers.map(({ satisfaction }) => satisfaction) ?? [];
      const { low, high } = customerSatisfaction(scores, { scale: { min: 1, max: 5 } }).top2;
      return { low: low ?? 1, high: high ?? 0 };
    });
    expect(share).toBeGreaterThanOrEqual(0.92);
    expect(share).toBeLessThanOrEqual(0.98);
  });

  test("netPromoterScore(scores).nps", () => {
    const share = covered(truthOf("nps"), (at) => {
      const scores = draws[at]?.answers.map(({ recommend }) => recommend) ?? [];
      const found = netPromoterScore(scores, { scale: { min: 0, max: 10 } })?.nps;
      return { low: found?.low ?? 1, high: found?.high ?? 0 };
    });
    expect(share).toBeGreaterThanOrEqual(0.92);
    expect(share).toBeLessThanOrEqual(0.98);
  });
});

const isSuspect = (answer: { readonly suspect: boolean }): boolean => answer.suspect;
