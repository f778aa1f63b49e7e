import { describe, expect, it } from "vitest";
import { coCreationFigures } from "../../src/figures/co-creation-figures.ts";
import { rulesSchema } from "../../src/settings/rules.ts";
import type { ActionRow, Category, TouchpointColumns } from "../../src/warehouse/facts.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, caseRow, figureOf, figureTask } from "../support/figure-task.ts";

const tables = new Set(["cases", "responses", "touchpoints", "transactions", "actions"]);
const rules = rulesSchema.parse({
  tiers: [{ id: "all", priority: 1 }],
  coCreation: { topics: { "queue-unclear": "wait" } },
});
const facts = (own: object) => emptyFacts({ asOfDay: 1000, calibrationDay: 900, tables, ...own });

const action = (actionId: string, topic: string, doneDay: number | null) =>
  ({ actionId, topic, kind: "improvement", doneDay }) as ActionRow;

describe("coCreationFigures(task)", () => {
  it("counts a person once a topic, over complaints, ideas and pain points of 12 months", () => {
    const cases = [
      caseRow("a", 900, { type: "wait", customerId: "x" }),
      caseRow("b", 950, { type: "idea", cause: "wait", customerId: "x" }),
      caseRow("c", 950, { type: "wait" }),
      caseRow("old", 600, { type: "wait", customerId: "y" }),
      caseRow("thanks", 950, { type: "praise", cause: "wait", customerId: "z" }),
    ];
    const answers = answersOf(
      [
        answerRow({
          person: "customer x",
          answeredDay: 900,
          choices: { "pain.point": ["queue-unclear"] },
        }),
        answerRow({
          person: "customer w",
          answeredDay: 900,
          choices: { "pain.point": ["taste", "none"] },
        }),
      ],
      {},
    );
    const figures = coCreationFigures(
      figureTask({ facts: facts({ cases }), customers: answers, rules }),
    );
    // Waiting: x (three times), and the case without a customer; taste: w.
    expect(figureOf(figures, "co-creation.topic", { topic: "wait" })).toEqual({ value: 2, n: 2 });
    expect(figureOf(figures, "co-creation.topic", { topic: "taste" })).toEqual({ value: 1, n: 1 });
    expect(figureOf(figures, "co-creation.topic", { topic: "none" })).toBeUndefined();
  });

  it("calls a topic answered once an action on it is done: one of two", () => {
    const cases = [caseRow("a", 900, { type: "wait" }), caseRow("b", 900, { type: "taste" })];
    const actions = [
      action("A1", "wait", 950),
      action("A2", "taste", null),
      action("A3", "taste", 1200),
    ];
    const figures = coCreationFigures(figureTask({ facts: facts({ cases, actions }), rules }));
    expect(figureOf(figures, "co-creation.answered")).toEqual({ value: 0.5, n: 2 });
    // Day 950 is 1972-08-08.
    const done = figures.find(({ id }) => id === "co-creation.action")!;
    expect([done.period, done.value]).toEqual(["1972-Q3", 1]);
  });

  it("takes an idea for taken up when its action is done: one of three", () => {
    const idea = (id: string, preventedBy: string | null) =>
      caseRow(id, 900, { type: "idea", preventedBy });
    const actions = [action("A1", "wait", 950), action("A2", "wait", null)];
    const cases = [idea("a", "A1"), idea("b", "A2"), idea("c", null)];
    const figures = coCreationFigures(figureTask({ facts: facts({ cases, actions }), rules }));
    expect(figureOf(figures, "co-creation.adopted")!.value).toBeCloseTo(1 / 3, 9);
  });

  it("compares who joined in only with others alike: 1 of 1 against 1 of 2", () => {
    const one = (...levels: string[]): Category => ({ levels, codes: Int32Array.of(0) });
    const touchpoints = {
      n: 1,
      customer: Int32Array.of(0),
      day: Float64Array.of(850),
      touchpoint: one("product-test"),
    } as unknown as TouchpointColumns;
    const customers = {
      ...emptyCustomers(),
      n: 4,
      purchases: Float64Array.of(3, 3, 2, 9),
      calibrationPurchases: Float64Array.of(2, 2, 2, 8),
      calibrationLastDay: Float64Array.of(890, 890, 890, 890),
      lastDay: Float64Array.of(990, 990, 890, 990),
      segment: { levels: ["s"], codes: Int32Array.of(0, 0, 0, 0) },
    };
    const figures = coCreationFigures(
      figureTask({ facts: facts({ customers, touchpoints, cases: [] }), rules }),
    );
    // The fourth has bought eight times, so nobody who joined in is like him.
    expect(figureOf(figures, "co-creation.return", { who: "makers" })).toEqual({ value: 1, n: 1 });
    expect(figureOf(figures, "co-creation.return", { who: "others" })).toEqual({
      value: 0.5,
      n: 2,
    });
    expect(figureOf(figures, "co-creation.return-difference")!.value).toBe(50);
    expect(figureOf(figures, "co-creation.contributors")).toEqual({ value: 0.25, n: 4 });
  });
});
