import { beforeAll, describe, expect, it } from "vitest";
import { driverFigures } from "../../src/figures/driver-figures.ts";
import { experienceFigures } from "../../src/figures/experience-figures.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { processFigures } from "../../src/figures/process-figures.ts";
import type { Category, StandardRow, TouchpointColumns } from "../../src/warehouse/facts.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, caseRow, figureOf, figureTask } from "../support/figure-task.ts";
import { openSample } from "../support/open-test-company.ts";

const five = { min: 1, max: 5 };

function category(values: readonly string[]): Category {
  const levels = [...new Set(values)].filter((each) => each !== "").toSorted();
  return { codes: Int32Array.from(values, (each) => levels.indexOf(each)), levels };
}

interface Contact {
  readonly person: number;
  readonly day: number;
  readonly touchpoint: string;
  readonly outcome: string;
  readonly encounter?: string;
  readonly stage?: string;
  readonly channel?: string;
  readonly wait?: number;
}

export function contacts(rows: readonly Contact[]): TouchpointColumns {
  const none = category(rows.map(() => ""));
  return {
    ...emptyFacts().touchpoints,
    n: rows.length,
    customer: Int32Array.from(rows, ({ person }) => person),
    at: Float64Array.from(rows, ({ day }) => day * 86_400_000),
    day: Float64Array.from(rows, ({ day }) => day),
    wave: category(rows.map(() => "2026-Q1")),
    stage: category(rows.map(({ stage = "in" }) => stage)),
    touchpoint: category(rows.map(({ touchpoint }) => touchpoint)),
    encounter: category(rows.map(({ encounter = "face" }) => encounter)),
    channel: category(rows.map(({ channel = "store" }) => channel)),
    outcome: category(rows.map(({ outcome }) => outcome)),
    wait: Float64Array.from(rows, ({ wait = NaN }) => wait),
    duration: Float64Array.from(rows, () => NaN),
    ...{ segment: none, step: none, location: none, employee: none },
  };
}

describe("processFigures(task): touchpoints", () => {
  const rows: readonly Contact[] = [
    // Person 0: one journey with a walk-out, one smooth; person 1: one smooth of two contacts.
    { person: 0, day: 1, touchpoint: "queue", outcome: "left", wait: 600 },
    { person: 0, day: 2, touchpoint: "queue", outcome: "done", wait: 60 },
    { person: 1, day: 1, touchpoint: "queue", outcome: "done", wait: 120 },
    { person: 1, day: 1, touchpoint: "kiosk", outcome: "done", encounter: "human-machine" },
    { person: 2, day: 1, touchpoint: "kiosk", outcome: "handed-over", encounter: "human-machine" },
    // What was only seen ends nowhere; a touchpoint of setbacks alone has no share of them.
    { person: 2, day: 3, touchpoint: "advert", outcome: "seen", encounter: "human-machine" },
    { person: 3, day: 3, touchpoint: "visit", outcome: "left" },
    // After the last day of the data.
    { person: 3, day: 11, touchpoint: "queue", outcome: "setback" },
  ];
  const facts = emptyFacts({ touchpoints: contacts(rows), asOfDay: 10 });
  const figures = processFigures(figureTask({ facts }));

  it("counts journeys without a setback, by person", () => {
    // Journeys: person 0 two (one spoilt), persons 1 and 2 one each: 3 of 4.
    expect(figureOf(figures, "experience.smooth")).toEqual({ value: 0.75, n: 3 });
    expect(figureOf(figures, "experience.setback", { touchpoint: "queue" })?.value).toBeCloseTo(
      1 / 3,
      12,
    );
    expect(figureOf(figures, "experience.setback", { touchpoint: "visit" })).toBeUndefined();
  });

  it("tells waits in minutes, and what machines solve and hand over", () => {
    expect(figureOf(figures, "experience.wait", { quantile: "p50" })).toEqual({ value: 2, n: 3 });
    expect(figureOf(figures, "experience.self-solved")).toEqual({ value: 0.5, n: 2 });
    expect(figureOf(figures, "experience.handed-over")).toEqual({ value: 0.5, n: 2 });
    expect(figureOf(figures, "experience.online-success")).toBeUndefined();
  });

  it("says nothing without touchpoints, complaints or standards", () => {
    expect(processFigures(figureTask())).toEqual([]);
  });
});

describe("processFigures(task): complaints", () => {
  const hour = 3_600_000;
  const at = (day: number) => day * 86_400_000;
  const cases = [
    caseRow("smooth", 10, {
      ...{ customerId: "a", resolved: true },
      ...{ firstReplyAt: at(10) + hour, closedAt: at(10) + 10 * hour },
    }),
    caseRow("late", 10, {
      ...{ customerId: "b", resolved: true },
      ...{ firstReplyAt: at(10) + 30 * hour, closedAt: at(10) + 40 * hour },
    }),
    caseRow("again", 10, {
      ...{ customerId: "c", resolved: true },
      ...{ firstReplyAt: at(10) + hour, closedAt: at(10) + 20 * hour },
    }),
    caseRow("second", 20, {
      ...{ customerId: "c", recursOf: "again", resolved: false },
      ...{ firstReplyAt: at(20) + hour, closedAt: at(20) + 5 * hour },
    }),
    // No complaint.
    caseRow("praise", 10, { customerId: "d", type: "praise" }),
  ];
  const said = (person: string, answeredDay: number, satisfaction: number) =>
    answerRow({ person: `customer ${person}`, answeredDay, scores: { satisfaction } });
  const customers = answersOf(
    [said("a", 5, 2), said("a", 15, 5), said("b", 15, 2), said("c", 25, 1), said("d", 30, 4)],
    { satisfaction: five },
  );
  const facts = emptyFacts({ cases, asOfDay: 40, tables: new Set(["cases", "responses"]) });
  const figures = processFigures(figureTask({ facts, customers }));

  it("splits complaints by how they went", () => {
    const path = (name: string) => figureOf(figures, "experience.disappointed", { path: name });
    // Smooth: a. Setback: b was late, c's first came again. Unresolved: c's second.
    expect(path("smooth")).toEqual({ value: 0.25, n: 4 });
    expect(path("setback")).toEqual({ value: 0.5, n: 4 });
    expect(path("unresolved")).toEqual({ value: 0.25, n: 4 });
    // Resolved and never again: a and b.
    expect(figureOf(figures, "experience.first-contact")).toEqual({ value: 0.5, n: 4 });
    // Closed after 5, 10, 20 and 40 hours.
    expect(figureOf(figures, "experience.resolution", { quantile: "p50" })).toEqual({
      value: 10,
      n: 4,
    });
  });

  it("tells satisfaction after each way, and of those without a complaint", () => {
    const score = (path: string) =>
      figureOf(figures, "experience.by-disappointment", { path })?.value;
    expect(score("smooth")).toBe(100);
    expect(score("setback")).toBe(25);
    expect(score("unresolved")).toBe(0);
    expect(score("none")).toBe(75);
  });

  it("counts who had told a survey before complaining", () => {
    // Of a, b and c only a was asked before, and was dissatisfied then, 5 days ahead.
    expect(figureOf(figures, "experience.warned-complaints")?.value).toBeCloseTo(1 / 3, 12);
    expect(figureOf(figures, "experience.complaint-lead")).toEqual({ value: 5, n: 1 });
    expect(figureOf(figures, "experience.warned-leavers")).toBeUndefined();
  });
});

describe("processFigures(task): standards", () => {
  const standard = (period: string, published: number, expected: number): StandardRow => ({
    ...{ standardId: "wait", period, dimension: null, kind: "promise", stage: null, unit: null },
    ...{ better: "lower", published, delivered: 9, expected, commonNeed: null, competitor: null },
    ...{ kept: null, due: null, shown: null, priced: null, partOfProduct: null },
  });

  it("holds a promise not kept against what is expected, now and after either lever", () => {
    const standards = [standard("2025-Q1", 10, 12), standard("2025-Q2", 8, 11)];
    const figures = processFigures(figureTask({ facts: emptyFacts({ standards }) }));
    const lever = (name: string) =>
      figureOf(figures, "experience.standard-lever", { standard: "wait", lever: name })?.value;
    // Delivered 9, published 8, expected 11: now (11 − 9)/8, kept (11 − 8)/8, in per cent.
    expect(lever("now")).toBe(25);
    expect(lever("deliver")).toBe(37.5);
    // The promise rose by 20%, expectation by 10%: slope 0.5, so at 9 published they expect 11.5.
    expect(lever("promise")).toBe(31.25);
  });
});

describe("experienceFigures(task)", () => {
  it("averages a person's parts first, and leaves out who answered too few", () => {
    const scores = (effective: number, ease: number | null) =>
      answerRow({
        person: `p${effective}${ease}`,
        asked: new Set(["cx.effective", "cx.ease"]),
        scores: { "cx.effective": effective, ...(ease === null ? {} : { "cx.ease": ease }) },
      });
    const customers = answersOf([scores(5, 3), scores(3, 3), scores(1, null)], {
      ...{ "cx.effective": five, "cx.ease": five },
    });
    // (100 + 50)/2 = 75 and 50.
    const figures = experienceFigures(figureTask({ customers }));
    expect(figureOf(figures, "experience.cx-index")).toEqual({ value: 62.5, n: 2 });
  });

  it("divides satisfaction by time as a customer and by visits before the answer", () => {
    const said = (customer: number, answeredDay: number, satisfaction: number) =>
      answerRow({ person: `c${customer}`, customer, answeredDay, scores: { satisfaction } });
    const facts = emptyFacts({
      customers: {
        ...emptyCustomers(),
        firstDay: Float64Array.of(0, 0, 200),
        secondDay: Float64Array.of(NaN, 10, NaN),
      },
    });
    // The third had bought nothing when it answered.
    const customers = answersOf([said(0, 30, 3), said(1, 400, 5), said(2, 100, 1)], {
      satisfaction: five,
    });
    const figures = experienceFigures(figureTask({ facts, customers }));
    expect(figureOf(figures, "experience.by-tenure", { tenure: "0-3" })).toEqual({
      value: 50,
      n: 1,
    });
    expect(figureOf(figures, "experience.by-tenure", { tenure: "12-24" })?.value).toBe(100);
    expect(figureOf(figures, "experience.by-stage", { stage: "first" })?.value).toBe(50);
    expect(figureOf(figures, "experience.by-stage", { stage: "repeat" })?.value).toBe(100);
  });

  it("holds own scores against a rival's", () => {
    const rated = (person: string, score: number) =>
      answerRow({ person, scores: { "kind.design": score } });
    const own = answersOf([rated("a", 5), rated("b", 4)], { "kind.design": five });
    const customers = { ...own, rivals: [rated("r", 3), rated("s", 2)] };
    // 87.5 less 37.5.
    expect(
      figureOf(experienceFigures(figureTask({ customers })), "experience.rival-gap", {
        construct: "kind.design",
      }),
    ).toEqual({ value: 50, n: 2 });
  });
});

describe("driverFigures(task)", () => {
  it("splits satisfaction between aspects that were made independent, and passes its gate only", () => {
    // Two aspects on a full grid, satisfaction = 2·wait + taste on their scores: shares 4 to 1.
    const rows = Array.from({ length: 75 }, (_, i) => {
      const [wait, taste] = [1 + (i % 5), 1 + (Math.floor(i / 5) % 5)];
      const satisfaction = 1 + (4 * (2 * wait + taste - 3)) / 12;
      return answerRow({
        person: `p${i}`,
        scores: { satisfaction, "aspect.wait": wait, "aspect.taste": taste },
      });
    });
    const scales = { satisfaction: five, "aspect.wait": five, "aspect.taste": five };
    const figures = driverFigures(figureTask({ customers: answersOf(rows, scales) }));
    const share = (driver: string) => figureOf(figures, "driver.satisfaction", { driver })?.value;
    expect(share("aspect.wait")).toBeCloseTo(0.8, 9);
    expect(share("aspect.taste")).toBeCloseTo(0.2, 9);
    const rank = { value: 1, n: 75 };
    expect(figureOf(figures, "driver.satisfaction-rank", { driver: "aspect.wait" })).toEqual(rank);
    expect(figureOf(figures, "driver.satisfaction-score", { driver: "aspect.taste" })?.value).toBe(
      50,
    );
    const few = answersOf(rows.slice(0, 49), scales);
    expect(driverFigures(figureTask({ customers: few }))).toEqual([]);
  });
});

describe("the sample company's plants", () => {
  let figures: readonly Figure[];
  beforeAll(async () => {
    figures = (await openSample()).figures;
  });
  const at = (id: string, by: Readonly<Record<string, string>> = {}) =>
    figures.find(
      (each) =>
        each.id === id && each.period === "all" && JSON.stringify(each.by) === JSON.stringify(by),
    );

  it("waiting, planted with the greatest weight, is the first driver with no doubt of its rank", () => {
    const rank = at("driver.satisfaction-rank", { driver: "aspect.wait" })!;
    expect([rank.value, rank.low, rank.high]).toEqual([1, 1, 1]);
  });

  it("buying, planted 0.4 better at the rival, lies behind; design lies ahead or level", () => {
    expect(at("experience.rival-gap", { construct: "kind.purchase" })!.high).toBeLessThan(0);
    expect(at("experience.rival-gap", { construct: "kind.design" })!.high).toBeGreaterThan(0);
  });

  it("the promotion, planted less honest, scores below days without a campaign", () => {
    const promotion = at("divergence.campaign-honest", { centre: "promotion" })!;
    const none = at("divergence.campaign-honest", { centre: "none" })!;
    expect(promotion.value).toBeLessThan(none.low!);
  });
});
