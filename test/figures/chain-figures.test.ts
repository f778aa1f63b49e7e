import { describe, expect, it } from "vitest";
import { chainFigures } from "../../src/figures/chain-figures.ts";
import type { ActionRow, SeriesRow } from "../../src/warehouse/facts.ts";
import { emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, caseRow, figureOf, figureTask } from "../support/figure-task.ts";
import { openSample } from "../support/open-test-company.ts";
import { touchpointsOf } from "../support/touchpoints.ts";

const five = { min: 1, max: 5 };
const twelve = (value: number) => Number(value.toPrecision(12));

/** Two years of months of one location; the second year as given, the first half of it. */
function series(level: string, monthly: number, costShare: number): readonly SeriesRow[] {
  const row = (month: string, revenue: number) => ({
    ...{ month, dimension: "location" as const, level, revenue, cost: revenue * costShare },
    ...{ orders: 10, buyers: 10, quantity: 10, discount: 0 },
  });
  return Array.from({ length: 24 }, (_, at) => {
    const month = `${at < 12 ? 2024 : 2025}-${String((at % 12) + 1).padStart(2, "0")}`;
    return row(month, at < 12 ? monthly / 2 : monthly);
  });
}

function ordersOf(rows: readonly SeriesRow[]) {
  const whole = rows.map((row) => ({ ...row, dimension: "" as const, level: "" }));
  const base = emptyFacts();
  return {
    asOfDay: 1000,
    tables: new Set(["transactions"]),
    transactions: { ...base.transactions, lastCompleteMonth: "2025-12" },
    orders: { series: [...whole, ...rows] } as unknown as NonNullable<typeof base.orders>,
    customers: {
      ...base.customers,
      n: 2,
      purchases: Float64Array.of(3, 1),
      location: { codes: Int32Array.of(0, 0), levels: ["A"] },
    },
  };
}

describe("chainFigures(task): money of locations", () => {
  it("twice the revenue of the year before grew by 1; a cost of 40% leaves a margin of 0.6", () => {
    const facts = emptyFacts(ordersOf(series("A", 100, 0.4)));
    const figures = chainFigures(figureTask({ facts }));
    expect(figureOf(figures, "chain.revenue-growth", { location: "A" })).toEqual({
      value: 1,
      n: 2,
    });
    expect(figureOf(figures, "chain.margin", { location: "A" })).toEqual({ value: 0.6, n: 2 });
  });

  it("a location that opened on the way has not grown; one where nobody is at home is not told", () => {
    const young = series("A", 100, 0.4).slice(6);
    const other = series("B", 100, 0.4);
    const figures = chainFigures(figureTask({ facts: emptyFacts(ordersOf([...young, ...other])) }));
    expect(figureOf(figures, "chain.revenue-growth", { location: "A" })).toBeUndefined();
    expect(figureOf(figures, "chain.margin", { location: "B" })).toBeUndefined();
  });
});

describe("chainFigures(task): links", () => {
  /** Thirty customers a location, whose satisfaction and intent rise with its number. */
  const customersOf = (locations: number, of = 30) =>
    answersOf(
      Array.from({ length: locations * of }, (_, at) => {
        const place = at % locations;
        const level = 1 + (place % 5);
        const scores = { satisfaction: level, "loyalty.intent": place === 0 ? 2 : level };
        return answerRow({ person: `C${at}`, location: `S${place}`, scores });
      }),
      { satisfaction: five, "loyalty.intent": five },
    );

  it("links ten locations, and lists nine without a number", () => {
    const of = (n: number) => chainFigures(figureTask({ customers: customersOf(n) }));
    const ten = figureOf(of(10), "chain.satisfaction-loyalty", { measure: "pearson" });
    expect(ten?.n).toBe(10);
    expect(ten?.value).toBeGreaterThan(0.9);
    expect(figureOf(of(9), "chain.satisfaction-loyalty", { measure: "pearson" })).toEqual({
      value: null,
      n: 9,
    });
    expect(figureOf(of(9), "chain.satisfaction-loyalty", { measure: "rank" })).toBeUndefined();
  });

  it("counts no location of 29 answers", () => {
    const figures = chainFigures(figureTask({ customers: customersOf(10, 29) }));
    expect(figureOf(figures, "chain.satisfaction-loyalty", { measure: "pearson" })).toBeUndefined();
  });
});

describe("chainFigures(task): encounters", () => {
  const events = [
    { customer: 0, day: 10, hour: 9, encounter: "face", stage: "in", touchpoint: "queue" },
    {
      customer: 0,
      day: 12,
      hour: 15,
      encounter: "human-machine",
      stage: "in",
      touchpoint: "order",
    },
    { customer: 1, day: 11, hour: 9, encounter: "face", stage: "in", touchpoint: "queue" },
    {
      customer: 1,
      day: 12,
      encounter: "machine-machine",
      stage: "in",
      touchpoint: "log",
      outcome: "ok",
    },
    {
      customer: 1,
      day: 13,
      encounter: "machine-machine",
      stage: "in",
      touchpoint: "log",
      outcome: "failed",
    },
  ];
  const facts = emptyFacts({ asOfDay: 100, touchpoints: touchpointsOf(events) });
  const said = (customer: number, answeredDay: number, satisfaction: number) =>
    answerRow({ person: `C${customer}`, customer, answeredDay, scores: { satisfaction } });
  const task = (rows: readonly ReturnType<typeof said>[]) =>
    figureTask({ facts, customers: answersOf(rows, { satisfaction: five }) });

  it("shares contacts by kind: two of five face to face; at 9 o'clock all of them", () => {
    const figures = chainFigures(task([]));
    expect(figureOf(figures, "chain.encounter", { encounter: "face" })).toEqual({
      value: 0.4,
      n: 5,
    });
    expect(figureOf(figures, "chain.face-by-part", { part: "0-11" })).toEqual({ value: 1, n: 2 });
    expect(figureOf(figures, "chain.face-by-part", { part: "14-18" })).toEqual({ value: 0, n: 1 });
    expect(figureOf(figures, "chain.machine", { touchpoint: "log" })).toEqual({ value: 0.5, n: 2 });
  });

  it("holds an answer beside the last contact before it, not after it and not weeks ago", () => {
    // Customer 0 met the machine last (day 12 of 14), customer 1 a person; one more answer is too late.
    const figures = chainFigures(task([said(0, 14, 5), said(1, 14, 3)]));
    expect(
      figureOf(figures, "chain.satisfied-by-encounter", { encounter: "human-machine" }),
    ).toEqual({
      value: 100,
      n: 1,
    });
    expect(figureOf(figures, "chain.satisfied-by-encounter", { encounter: "face" })).toEqual({
      value: 50,
      n: 1,
    });
    expect(
      figureOf(chainFigures(task([said(0, 40, 5)])), "chain.satisfied-by-encounter", {
        encounter: "human-machine",
      }),
    ).toBeUndefined();
  });
});

describe("chainFigures(task): causes", () => {
  const by = (attributable: string, day: number, at: number) =>
    caseRow(`K${day}-${at}`, day, { type: "wait", attributable });
  const taught = { kind: "customer-training", doneDay: 900 } as ActionRow;

  it("compares as many days after teaching as before: 2 of 4 became 1 of 4", () => {
    const cases = [
      ...[0, 1].map((at) => by("customer", 850, at)),
      ...[2, 3].map((at) => by("company", 850, at)),
      by("customer", 950, 0),
      ...[1, 2, 3].map((at) => by("company", 950, at)),
      // 101 days before, where only 100 lie after: it counts for the share of all alone.
      by("customer", 799, 0),
    ];
    const facts = emptyFacts({
      asOfDay: 1000,
      cases,
      actions: [taught],
      tables: new Set(["cases"]),
    });
    const figures = chainFigures(figureTask({ facts }));
    expect(figureOf(figures, "chain.customer-caused", { when: "before" })).toEqual({
      value: 0.5,
      n: 4,
    });
    expect(figureOf(figures, "chain.customer-caused", { when: "after" })).toEqual({
      value: 0.25,
      n: 4,
    });
    expect(figureOf(figures, "chain.customer-caused-change")).toEqual({ value: -25, n: 8 });
    expect(figureOf(figures, "chain.attributed", { party: "customer" })).toEqual({
      value: twelve(4 / 9),
      n: 9,
    });
  });

  it("says nothing of ideas, of praise, or without teaching", () => {
    const cases = [
      by("customer", 850, 0),
      caseRow("i", 850, { type: "idea", attributable: "customer" }),
    ];
    const figures = chainFigures(figureTask({ facts: emptyFacts({ asOfDay: 1000, cases }) }));
    expect(figureOf(figures, "chain.attributed", { party: "customer" })).toEqual({
      value: 1,
      n: 1,
    });
    expect(figureOf(figures, "chain.customer-caused-change")).toBeUndefined();
  });
});

describe("chainFigures and journeyFigures of the sample company", () => {
  it("find what was planted: mood follows satisfaction, teaching took complaints away", async () => {
    const { figures } = await openSample();
    const at = (id: string, by = "") =>
      figures.find(
        (each) => each.id === id && each.period === "all" && Object.values(each.by).join() === by,
      );
    expect(at("chain.employee-satisfaction", "pearson")?.low).toBeGreaterThan(0);
    expect(at("chain.employee-satisfaction-lag")?.low).toBeGreaterThan(0);
    expect(at("chain.customer-caused-change")?.high).toBeLessThan(0);
    expect(at("journey.setback-gap", "queue")?.high).toBeLessThan(0);
    expect(at("journey.member-frequency")?.low).toBeGreaterThan(0);
    // Leads who came at least three times, asked and never bought stand in the sample.
    expect(at("journey.hesitant")?.value).toBeGreaterThan(100);
    const told = figures.filter(({ id }) => /^(?:chain|journey)\./u.test(id));
    expect(told.filter(({ low, value }) => low !== null && value !== null && low > value)).toEqual(
      [],
    );
  }, 240_000);
});
