import { describe, expect, it } from "vitest";
import { divergenceFigures } from "../../src/figures/divergence-figures.ts";
import type { OrderFacts, StandardRow } from "../../src/warehouse/facts.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, caseRow, figureOf, figureTask } from "../support/figure-task.ts";

const five = { min: 1, max: 5 };

function ordersOf(own: Partial<OrderFacts>): OrderFacts {
  const none = { codes: new Int32Array(0), levels: [] };
  const column = new Float64Array(0);
  return {
    has: new Set(),
    customers: {
      ...{ orders: column, discountedOrders: column, cost: column, discount: column },
      ...{ refundedLines: column, categories: column, channels: column, medianGap: column },
      ...{ deliveries: column, lateDeliveries: column },
      ...{ firstChannel: none, firstLocation: none, firstCampaign: none },
    },
    ...{ skus: [], skuMonths: [], series: [], days: [], weekHours: [], campaigns: [] },
    ...{ tenureYears: [], categories: [] },
    ...own,
  };
}

const factsOf = (orders: Partial<OrderFacts>, own: Parameters<typeof emptyFacts>[0] = {}) =>
  emptyFacts({ customers: emptyCustomers(), orders: ordersOf(orders), ...own });

describe("divergenceFigures(task)", () => {
  it("scores each divergence by its questions, a person once", () => {
    const row = answerRow({ person: "a", scores: { "price.fair": 5, "price.clear": 3 } });
    const customers = answersOf([row], { "price.fair": five, "price.clear": five });
    const figures = divergenceFigures(figureTask({ customers }));
    expect(figureOf(figures, "divergence.score", { divergence: "price" })).toEqual({
      value: 75,
      n: 1,
    });
    expect(figureOf(figures, "divergence.score", { divergence: "marketing" })).toBeUndefined();
  });

  it("tells how prices differ between customers, and which cannot be explained", () => {
    const month = (sdPrice: number, customers: number) => ({
      ...{ sku: "tea", month: "2026-01", customers, quantity: 10, meanPrice: 20, sdPrice },
      ...{ p10: 15, p50: 20, p90: 24, listPrice: 24 },
      ...{ unexplainedLines: 1, discountedLines: 3, lines: 10 },
    });
    // Products bought by fewer than five count nowhere. 2/20, 3/20, 4/20: median 15%.
    const skuMonths = [month(2, 9), month(3, 9), month(4, 9), month(20, 4)];
    const figures = divergenceFigures(figureTask({ facts: factsOf({ skuMonths }) }));
    expect(figureOf(figures, "divergence.price-spread")).toEqual({ value: 15, n: 3 });
    expect(figureOf(figures, "divergence.price-ratio")).toEqual({ value: 1.6, n: 3 });
    const lines = (why: string) => figureOf(figures, "divergence.price-lines", { why });
    expect([lines("list"), lines("discount"), lines("unexplained")]).toEqual([
      { value: 0.6, n: 30 },
      { value: 0.3, n: 30 },
      { value: 0.1, n: 30 },
    ]);
  });

  it("holds the best tenth of products beside the worst half", () => {
    const skus = Array.from({ length: 10 }, (_, i) => ({
      ...{ sku: `s${i}`, category: null, lines: 100 - 10 * i, customers: 9, quantity: 1 },
      ...{ revenue: 1000 - 100 * i, cost: 500 - 50 * i - (i >= 5 ? 10 : 0) },
      ...{ campaignLines: i === 0 ? 20 : 0, discountedLines: 0 },
    }));
    const figures = divergenceFigures(figureTask({ facts: factsOf({ skus }) }));
    expect(figureOf(figures, "divergence.sku-margin", { group: "hero" })).toEqual({
      value: 50,
      n: 1,
    });
    // Revenue 500 + 400 + 300 + 200 + 100 = 1500, cost 750 − 50: 800/1500.
    expect(figureOf(figures, "divergence.sku-margin", { group: "tail" })?.value).toBeCloseTo(
      (100 * 800) / 1500,
      9,
    );
    expect(figureOf(figures, "divergence.sku-campaign", { group: "hero" })?.value).toBe(0.2);
    // 50 + 40 + 30 + 20 + 10 lines of five products.
    expect(figureOf(figures, "divergence.sku-lines", { group: "tail" })?.value).toBe(30);
  });

  it("holds what is delivered against what is published and expected", () => {
    const standard = (standardId: string, delivered: number): StandardRow => ({
      ...{ standardId, period: "2026-Q1", dimension: null, kind: "promise", stage: null },
      ...{ unit: null, better: "lower", published: 10, delivered, expected: 12 },
      ...{ commonNeed: 0.4, competitor: 11, kept: 9, due: 10 },
      ...{ shown: null, priced: null, partOfProduct: null },
    });
    const standards = [standard("slow", 11), standard("quick", 8)];
    const figures = divergenceFigures(figureTask({ facts: emptyFacts({ standards }) }));
    const gap = (name: string, against: string) =>
      figureOf(figures, "divergence.standard-gap", { standard: name, against })?.value;
    expect([gap("slow", "published"), gap("slow", "expected")]).toEqual([-10, 10]);
    expect(gap("quick", "published")).toBe(20);
    expect(figureOf(figures, "divergence.over-promised")).toEqual({ value: 0.5, n: 2 });
    expect(figureOf(figures, "divergence.tick", { tick: "need" })).toEqual({ value: 0, n: 2 });
    expect(figureOf(figures, "divergence.ticks", { standard: "slow" })?.value).toBe(2);
    expect(figureOf(figures, "divergence.ratchet")).toBeUndefined();
  });

  it("tells what campaigns of one centre sold, took back and made people feel", () => {
    const campaigns = [
      { campaignId: "c", startDay: 28, endDay: 37, centre: "promotion", rulesCount: 6, cost: null },
    ];
    // 100 a day before, 150 a day in the ten days of it, with 10 orders each.
    const days = Array.from({ length: 38 }, (_, day) => ({
      ...{ day, orders: 10, buyers: 10 },
      revenue: day < 28 ? 100 : 150,
    }));
    const sold = {
      ...{ campaignId: "c", lines: 50, orders: 50, customers: 40, newCustomers: 5 },
      ...{ revenue: 900, discount: 90, refundedOrders: 5 },
    };
    const said = (person: string, answeredDay: number, score: number) =>
      answerRow({ person, answeredDay, scores: { "marketing.honest": score } });
    const facts = factsOf(
      { days, campaigns: [sold] },
      { campaigns, cases: [caseRow("k", 30), caseRow("l", 5)], tables: new Set(["cases"]) },
    );
    const customers = answersOf(
      [said("a", 30, 2), said("b", 31, 3), said("c", 3, 5), said("d", 4, 5)],
      { "marketing.honest": five },
    );
    const figures = divergenceFigures(figureTask({ facts, customers }));
    const centre = { centre: "promotion" };
    expect(figureOf(figures, "divergence.campaign-rules", centre)?.value).toBe(6);
    expect(figureOf(figures, "divergence.campaign-uplift", centre)).toEqual({ value: 50, n: 1 });
    expect(figureOf(figures, "divergence.campaign-refunds", centre)).toEqual({ value: 0.1, n: 50 });
    // One complaint on 100 orders of those days.
    expect(figureOf(figures, "divergence.campaign-complaints", centre)).toEqual({
      value: 10,
      n: 100,
    });
    expect(figureOf(figures, "divergence.campaign-honest", centre)?.value).toBe(37.5);
    expect(figureOf(figures, "divergence.campaign-honest", { centre: "none" })?.value).toBe(100);
    // Rules 6, 6, 0, 0 against 25, 50, 100, 100: ranks 3.5 3.5 1.5 1.5 and 1 2 3.5 3.5,
    // covariance −4, spreads 4 and 4.5: −4/√18.
    expect(figureOf(figures, "divergence.rules-honest")?.value).toBeCloseTo(-4 / Math.sqrt(18), 9);
  });

  it("says nothing of nothing", () => {
    expect(divergenceFigures(figureTask())).toEqual([]);
  });
});
