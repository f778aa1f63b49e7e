import { describe, expect, it } from "vitest";
import { equityFigures } from "../../src/figures/equity-figures.ts";
import type { ActionRow, Facts } from "../../src/warehouse/facts.ts";
import { noTouchpoints } from "../../src/warehouse/read-touchpoints.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, caseRow, figureOf, figureTask } from "../support/figure-task.ts";

const twelve = (value: number) => Number(value.toPrecision(12));

interface Person {
  readonly id: string;
  readonly revenue: number;
  readonly segment?: string;
  readonly by?: string;
  readonly first?: number;
  readonly last?: number;
}

/** Day 1000 is the last day of the data; everybody bought once and again. */
function factsOf(people: readonly Person[], own: Partial<Facts> = {}): Facts {
  const numbers = (of: (person: Person) => number) => Float64Array.from(people, of);
  const segments = [...new Set(people.flatMap(({ segment }) => segment ?? []))].toSorted();
  const nowhere = { codes: Int32Array.from(people, () => -1), levels: [] };
  return emptyFacts({
    asOfDay: 1000,
    tables: new Set(["transactions", "customers", "touchpoints", "cases", "actions", "responses"]),
    customers: {
      ...emptyCustomers(),
      ...{ type: nowhere, location: nowhere, channel: nowhere, acquiredBy: nowhere },
      n: people.length,
      id: people.map(({ id }) => id),
      segment: {
        codes: Int32Array.from(people, ({ segment }) =>
          segment === undefined ? -1 : segments.indexOf(segment),
        ),
        levels: segments,
      },
      purchases: numbers(() => 2),
      firstDay: numbers(({ first }) => first ?? 100),
      lastDay: numbers(({ last }) => last ?? 990),
      revenue: numbers(({ revenue }) => revenue),
      referrer: people.map(({ by }) => by ?? null),
    },
    ...own,
  });
}

const people = (revenues: readonly number[]): Person[] =>
  revenues.map((revenue, at) => ({ id: `p${at}`, revenue }));

const figuresOf = (facts: Facts, own: object = {}) => equityFigures(figureTask({ facts, ...own }));

function action(actionId: string, own: Partial<ActionRow>): ActionRow {
  const none = { step: null, kind: null, topic: null, touchpoint: null, department: null };
  const open = { location: null, owner: null, startedDay: null, dueDay: null, doneDay: null };
  return { actionId, ...none, ...open, metric: null, expected: null, amount: null, ...own };
}

describe("equityFigures(task): values and tiers", () => {
  it("parts ten people at .5 and .8: the best two of 1 to 8, 20 and 44 hold 64 of 100", () => {
    const figures = figuresOf(factsOf(people([1, 2, 3, 4, 5, 6, 7, 8, 20, 44])));
    expect(figureOf(figures, "equity.existing")).toEqual({ value: 100, n: 10 });
    expect(figureOf(figures, "equity.tier", { tier: "top" })).toEqual({ value: 0.2, n: 10 });
    expect(figureOf(figures, "equity.tier-value", { tier: "top" })).toEqual({ value: 0.64, n: 2 });
    expect(figureOf(figures, "equity.tier-value", { tier: "middle" })).toEqual({
      value: 0.21,
      n: 3,
    });
    // Type 7 at .8 of ten values: 8 + .2·(20 − 8).
    expect(figureOf(figures, "equity.tier-cut", { tier: "top" })?.value).toBe(10.4);
    expect(figureOf(figures, "equity.potential")).toBeUndefined();
  });

  it("gives half of what the brought bring to who brought them, a quarter to the one above", () => {
    const figures = figuresOf(
      factsOf([
        { id: "a", revenue: 10 },
        { id: "b", revenue: 40, by: "a" },
        { id: "c", revenue: 80, by: "b" },
      ]),
    );
    // a: 40/2 + 80/4, b: 80/2.
    expect(figureOf(figures, "equity.influence")).toEqual({ value: 80, n: 2 });
  });

  it("saves the cost of one newcomer on each who was brought: 300 for 3 paid, 2 brought on the last day", () => {
    const fresh = { revenue: 10, first: 1000 };
    const figures = figuresOf(
      factsOf(
        [
          { id: "old", revenue: 10 },
          { id: "a", ...fresh, by: "old" },
          { id: "b", ...fresh, by: "old" },
          { id: "c", ...fresh },
          { id: "d", ...fresh },
          { id: "e", ...fresh },
        ],
        {
          costs: [
            {
              ...{ period: "1972-08", kind: "acquisition", amount: 300 },
              ...{ segment: null, location: null },
            },
          ],
        },
      ),
    );
    expect(figureOf(figures, "equity.referral-value")).toEqual({ value: 200, n: 2 });
  });

  it("says who is outside of the target: 1 of 4 people with 10 of 100", () => {
    const task = figureTask();
    const rules = { ...task.rules, equity: { ...task.rules.equity, targetSegments: ["local"] } };
    const figures = figuresOf(
      factsOf([
        { id: "a", revenue: 30, segment: "local" },
        { id: "b", revenue: 30, segment: "local" },
        { id: "c", revenue: 30, segment: "local" },
        { id: "d", revenue: 10, segment: "visitor" },
        { id: "e", revenue: 99 },
      ]),
      { rules },
    );
    expect(figureOf(figures, "equity.off-target")).toEqual({ value: 0.25, n: 4 });
    expect(figureOf(figures, "equity.off-target-value")).toEqual({ value: 0.1, n: 1 });
    expect(figureOf(figures, "equity.fit-value", { fit: "target" })).toEqual({ value: 30, n: 3 });
  });
});

describe("equityFigures(task): service", () => {
  it("shares contacts with staff out: 3 of 4 to the best tier, which waits 2 minutes a person", () => {
    const faces = [0, 0, 1, 9];
    const touchpoints = {
      ...noTouchpoints(),
      n: 4,
      customer: Int32Array.from(faces, (at) => 9 - at),
      day: Float64Array.of(990, 991, 992, 993),
      encounter: { codes: Int32Array.of(0, 0, 0, 0), levels: ["face"] },
      // 60 and 180 seconds for one person, 120 for another: 2 minutes each.
      wait: Float64Array.of(60, 180, 120, NaN),
    };
    const figures = figuresOf(factsOf(people([1, 2, 3, 4, 5, 6, 7, 8, 20, 44]), { touchpoints }));
    const by = { tier: "top" };
    expect(figureOf(figures, "equity.tier-contacts", by)).toEqual({ value: 0.75, n: 2 });
    expect(figureOf(figures, "equity.tier-wait", by)).toEqual({ value: 2, n: 2 });
    expect(figureOf(figures, "equity.tier-contacts", { tier: "base" })?.value).toBe(0.25);
  });
});

describe("equityFigures(task): mending, giving, keeping up", () => {
  const mended = action("A1", { kind: "improvement", topic: "wait", doneDay: 500 });
  const four: Person[] = [
    { id: "a", revenue: 1, last: 900 },
    { id: "b", revenue: 1, last: 900 },
    { id: "c", revenue: 1, last: 900 },
    { id: "gone", revenue: 1, last: 400 },
  ];

  it("counts who bought after the mending and had not complained before it: 2 of 3", () => {
    const cases = [
      caseRow("named", 450, { customer: 0, type: "queue", preventedBy: "A1" }),
      caseRow("left", 450, { customer: 3, type: "wait" }),
      caseRow("after", 700, { customer: 1, type: "wait" }),
      caseRow("other", 450, { customer: 2, type: "taste" }),
      caseRow("idea", 450, { customer: 2, type: "idea", preventedBy: "A1" }),
    ];
    const figures = figuresOf(factsOf(four, { cases, actions: [mended] }));
    expect(figureOf(figures, "equity.proactive-untouched")).toEqual({ value: twelve(2 / 3), n: 3 });
    expect(figureOf(figures, "equity.proactive-untouched", { topic: "wait" })?.n).toBe(3);
    // Three profit, two had complained.
    expect(figureOf(figures, "equity.proactive-reach")).toEqual({ value: 1.5, n: 3 });
  });

  it("calls nothing mended that is not done, or that no complaint names", () => {
    const cases = [caseRow("k", 450, { customer: 0, type: "wait", preventedBy: "A2" })];
    const open = action("A2", { kind: "improvement", topic: "wait" });
    const figures = figuresOf(factsOf(four, { cases, actions: [mended, open] }));
    expect(figureOf(figures, "equity.proactive-untouched")).toBeUndefined();
  });

  it("counts what the buyers of a year give: one praised, one had an idea adopted, of three", () => {
    const cases = [
      caseRow("praise", 900, { customer: 0, type: "praise" }),
      caseRow("adopted", 900, { customer: 1, type: "idea", preventedBy: "A1" }),
      caseRow("not-adopted", 900, { customer: 2, type: "idea" }),
      caseRow("long-ago", 500, { customer: 2, type: "praise" }),
    ];
    const figures = figuresOf(factsOf(four, { cases }));
    expect(figureOf(figures, "equity.social", { gift: "ideas" })).toEqual({ value: 1, n: 1 });
    expect(figureOf(figures, "equity.social-givers")).toEqual({ value: twelve(2 / 3), n: 3 });
  });

  it("sets those brought against what was said: 1 for 2 promoters is 50 for a hundred", () => {
    const said = [9, 10, 7, 0];
    const customers = answersOf(
      said.map((recommend, at) =>
        answerRow({
          person: String(at),
          customer: at,
          spendBefore: 5,
          scores: { "loyalty.recommend": recommend },
        }),
      ),
      { "loyalty.recommend": { min: 0, max: 10 } },
    );
    const facts = factsOf([...four.slice(0, 3), { id: "gone", revenue: 1, by: "a" }]);
    const figures = figuresOf(facts, { customers });
    expect(figureOf(figures, "equity.brought", { stance: "promoter" })).toEqual({
      value: 50,
      n: 2,
    });
    expect(figureOf(figures, "equity.detractor-stake")).toEqual({ value: 5, n: 1 });
  });

  it("counts meetings due and held in time (1 of 2), and money saved by what is done", () => {
    const review = { kind: "review", topic: "meeting" };
    const actions = [
      action("R1", { ...review, dueDay: 900, doneDay: 900 }),
      action("R2", { ...review, dueDay: 900, doneDay: 901 }),
      action("R3", { ...review, dueDay: 1001 }),
      action("S1", { kind: "saving", doneDay: 900, amount: 70 }),
      action("S2", { kind: "saving", amount: 30 }),
    ];
    const figures = figuresOf(factsOf([], { actions }));
    expect(figureOf(figures, "equity.meetings-on-time")).toEqual({ value: 0.5, n: 2 });
    expect(figureOf(figures, "equity.savings")).toEqual({ value: 70, n: 1 });
  });
});
