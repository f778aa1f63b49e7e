import { describe, expect, it } from "vitest";
import { stepsFigures } from "../../src/figures/steps-figures.ts";
import type {
  ActionRow,
  Category,
  CustomerOrders,
  OrderFacts,
  StandardRow,
} from "../../src/warehouse/facts.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, figureOf, figureTask } from "../support/figure-task.ts";

const numbers = (...values: number[]) => Float64Array.from(values);
const category = (levels: readonly string[], ...codes: number[]): Category => ({
  levels,
  codes: Int32Array.from(codes),
});

/** Five buyers with revenue 50, 20, 10, 10, 10. */
const customers = {
  ...emptyCustomers(),
  n: 5,
  id: ["a", "b", "c", "d", "e"],
  purchases: numbers(4, 3, 2, 1, 2),
  calibrationPurchases: numbers(2, 3, 2, 1, 1),
  calibrationLastDay: numbers(800, 800, 800, 800, 800),
  firstDay: numbers(700, 700, 700, 700, 700),
  secondDay: numbers(720, 900, 730, NaN, 740),
  lastDay: numbers(990, 800, 800, 800, 995),
  revenue: numbers(50, 20, 10, 10, 10),
  segment: category(["x", "y"], 0, 0, 1, 1, -1),
  memberTier: category(["basic", "gold"], 1, 0, 1, 0, 0),
  listed: Uint8Array.of(1, 1, 1, 1, 0),
  optIn: numbers(1, 1, 0, NaN, NaN),
  optOutDay: numbers(NaN, 900, NaN, NaN, NaN),
  leaveReason: category(["moved", "price"], -1, 0, 1, 1, -1),
};

const orders = {
  has: new Set(["cost", "discount"]),
  customers: {
    orders: numbers(4, 3, 2, 1, 2),
    discountedOrders: numbers(0, 3, 1, 0, 0),
    cost: numbers(20, 10, 5, 5, 10),
  } as CustomerOrders,
  skus: [60, 20, 10, 5, 5].map((revenue, at) => ({ sku: String(at), revenue })),
  tenureYears: [
    { year: 1, customers: 5, revenue: 60 },
    { year: 2, customers: 4, revenue: 40 },
  ],
} as unknown as OrderFacts;

const facts = (own: object = {}) =>
  emptyFacts({
    asOfDay: 1000,
    calibrationDay: 900,
    tables: new Set(["transactions", "customers", "responses", "touchpoints", "actions"]),
    customers,
    orders,
    ...own,
  });

const figures = stepsFigures(figureTask({ facts: facts() }));

describe("stepsFigures(task)", () => {
  it("gives the best tenth of five customers, one, half of the revenue of 100", () => {
    const by = { of: "customers", measure: "revenue" };
    expect(figureOf(figures, "steps.top-decile", by)).toEqual({ value: 0.5, n: 5 });
    // Margins are 30, 10, 5, 5, 0.
    const margin = { of: "customers", measure: "margin" };
    expect(figureOf(figures, "steps.top-decile", margin)).toEqual({ value: 0.6, n: 5 });
    expect(figureOf(figures, "steps.top-products")).toEqual({ value: 0.6, n: 5 });
  });

  it("counts markets as one over Herfindahl's index: segments of 70 and 20 are 90²/(70² + 20²)", () => {
    expect(figureOf(figures, "steps.check-markets")!.value).toBeCloseTo(8100 / 5300, 9);
    expect(figureOf(figures, "steps.check-lasting")!.value).toBe(0.4);
  });

  it("ranks reasons for leaving and knows which nobody can prevent: two of three", () => {
    expect(figureOf(figures, "steps.leave-reason", { reason: "price" })!.value).toBeCloseTo(
      2 / 3,
      9,
    );
    expect(figureOf(figures, "steps.preventable")!.value).toBeCloseTo(2 / 3, 9);
    // The one who moved had spent 20, the two others 10 each.
    expect(figureOf(figures, "steps.leave-spend", { reason: "moved" })!.value).toBe(0.5);
  });

  it("looks over the register: four listed, all with a segment, one may be contacted", () => {
    expect(figureOf(figures, "steps.segment-known")).toEqual({ value: 1, n: 4 });
    expect(figureOf(figures, "steps.contactable")).toEqual({ value: 0.25, n: 4 });
    expect(figureOf(figures, "steps.listed-buyers")).toEqual({ value: 0.8, n: 5 });
    expect(figureOf(figures, "steps.days-behind")!.value).toBe(5);
  });

  it("tells dependence on discounts: shares 0, 1, ½, 0, 0 of own orders", () => {
    expect(figureOf(figures, "steps.discounted")!.value).toBeCloseTo(0.3, 9);
    // Repeat buyers at the calibration day are a, b and c; only a bought again after it.
    expect(figureOf(figures, "steps.return-by-discount", { discounts: "none" })).toEqual({
      value: 1,
      n: 1,
    });
    expect(figureOf(figures, "steps.return-by-discount", { discounts: "most" })).toEqual({
      value: 0,
      n: 1,
    });
  });

  it("weighs VIPs: two gold members with 60 of 100, one of them among the two best", () => {
    expect(figureOf(figures, "steps.vip-revenue")).toEqual({ value: 0.6, n: 2 });
    expect(figureOf(figures, "steps.vip-margin")!.value).toBeCloseTo(35 / 50, 9);
    expect(figureOf(figures, "steps.vip-worthy")).toEqual({ value: 0.5, n: 2 });
    expect(figureOf(figures, "steps.vip-bargain")).toEqual({ value: 0, n: 2 });
  });

  it("counts actions that are due, done, and done in time", () => {
    const action = (actionId: string, dueDay: number | null, doneDay: number | null) =>
      ({ actionId, dueDay, doneDay, kind: null, metric: null }) as ActionRow;
    const actions = [
      action("a", 900, 890),
      action("b", 900, 950),
      action("c", 990, null),
      action("d", 1100, null),
    ];
    const own = stepsFigures(figureTask({ facts: facts({ actions }) }));
    expect(figureOf(own, "steps.done")!.value).toBeCloseTo(2 / 3, 9);
    expect(figureOf(own, "steps.on-time")!.value).toBeCloseTo(1 / 3, 9);
  });

  it("measures an action by the 91 days after less the 91 days before: ¾ less ¼ is 50 points", () => {
    const actions = [
      { actionId: "a", dueDay: 900, doneDay: 900, kind: null, metric: "satisfaction.csat" },
    ] as ActionRow[];
    const at = (day: number, scores: readonly number[]) =>
      scores.map((satisfaction, i) =>
        answerRow({ person: `${day}-${i}`, answeredDay: day, scores: { satisfaction } }),
      );
    const answers = answersOf(
      [...at(850, [5, 3, 2, 3]), ...at(950, [5, 4, 4, 1]), ...at(700, [1, 1])],
      { satisfaction: { min: 1, max: 5 } },
    );
    const own = stepsFigures(figureTask({ facts: facts({ actions }), customers: answers }));
    expect(figureOf(own, "steps.effect", { action: "a", construct: "satisfaction" })).toEqual({
      value: 50,
      n: 8,
    });
  });

  it("covers a person's needs only when something is offered for each", () => {
    const offer = (standardId: string, period: string) =>
      ({ standardId, period, kind: "offer", shown: true }) as StandardRow;
    const standards = [offer("gift", "2026-Q1"), offer("tea", "2026-Q1"), offer("kids", "2025-Q4")];
    const needs = [["gift"], ["gift", "tea"], ["gift", "kids"]];
    const answers = answersOf(
      needs.map((each, at) =>
        answerRow({
          person: String(at),
          answeredDay: 900,
          asked: new Set(["need.stated"]),
          choices: { "need.stated": each },
        }),
      ),
      {},
    );
    const own = stepsFigures(figureTask({ facts: facts({ standards }), customers: answers }));
    expect(figureOf(own, "steps.need-coverage")!.value).toBeCloseTo(2 / 3, 9);
  });

  it("gives nothing where nothing is known", () => {
    expect(stepsFigures(figureTask())).toEqual([]);
  });
});
