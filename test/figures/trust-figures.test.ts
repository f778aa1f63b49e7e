import { describe, expect, it } from "vitest";
import type { AnswerRow, Answers } from "../../src/figures/answer-rows.ts";
import { figureKey, type Figure } from "../../src/figures/figure.ts";
import type { FigureTask } from "../../src/figures/figure-task.ts";
import { trustFigures } from "../../src/figures/trust-figures.ts";
import { rulesSchema } from "../../src/settings/rules.ts";
import type { CaseRow, Facts } from "../../src/warehouse/facts.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { openSample } from "../support/open-test-company.ts";
import { answerRow } from "../support/figure-task.ts";

const five = { min: 1, max: 5 };
const rules = rulesSchema.parse({ tiers: [{ id: "all", priority: 1 }] });
const dayMs = 86_400_000;

function answer(at: number, own: Partial<AnswerRow>): AnswerRow {
  return answerRow({ person: `customer C${at}`, responseId: `R${at}`, answeredAt: at, ...own });
}

function answersOf(rows: readonly AnswerRow[], constructs: readonly string[]): Answers {
  const scales = Object.fromEntries(constructs.map((construct) => [construct, five]));
  return { rows, scales, rivals: [], suspect: 0, rival: 0 };
}

function figuresOf(own: Partial<FigureTask>): (key: string) => Figure | undefined {
  const none = answersOf([], []);
  const task = { facts: emptyFacts(), rules, customers: none, employees: none, window: null };
  const figures = trustFigures({ ...task, ...own } as unknown as FigureTask);
  const byKey = new Map(figures.map((each) => [figureKey(each.id, each.period, each.by), each]));
  return (key) => byKey.get(key);
}

function complaint(at: number, own: Partial<CaseRow>): CaseRow {
  const none = { firstReplyAt: null, closedAt: null, cause: null, owner: null, preventedBy: null };
  const place = { channel: null, location: null, segment: null, wave: "2026-Q1" };
  const rest = { severity: null, resolved: null, recursOf: null, nextPurchaseDay: null };
  return {
    ...{ caseId: `K${at}`, customerId: `C${at}`, customer: at, openedAt: 10 * dayMs },
    ...{ type: "wait", attributable: "company", attitude: null },
    ...{ ...none, ...place, ...rest },
    ...own,
  };
}

const casesOnly = (cases: readonly CaseRow[], own: Partial<Facts> = {}) =>
  emptyFacts({ cases, tables: new Set(["cases", "transactions"]), asOfDay: 100, ...own });

describe("trustFigures(task): what is said", () => {
  it("brand trust of 5, 4, 2 is 100·∛(1·0.75·0.25); its last part raised by a tenth gains", () => {
    const constructs = ["trust.quality", "trust.brand", "trust.relationship"];
    const scores = { "trust.quality": 5, "trust.brand": 4, "trust.relationship": 2 };
    const customers = answersOf([answer(1, { scores }), answer(2, { scores })], constructs);
    const at = figuresOf({ customers });
    const index = 100 * Math.cbrt(0.1875);
    expect(at("trust.brand-index@all")?.value).toBeCloseTo(index, 8);
    expect(at("trust.brand-index@2026-Q1")?.n).toBe(2);
    const gain = 100 * Math.cbrt(0.75 * 0.35) - index;
    expect(at("trust.brand-gain@all|factor=relationship")?.value).toBeCloseTo(gain, 8);
  });

  it("distrust is an answer below the middle, and is split by a promise seen kept", () => {
    const said = [
      [1, "no"],
      [2, "no"],
      [3, "no"],
      [3, "yes"],
      [2, "yes"],
      [5, "yes"],
      [5, "yes"],
    ] as const;
    const rows = said.map(([score, seen], at) =>
      answer(at, {
        scores: { "trust.brand-claims": score },
        choices: { "promise.seen-kept": [seen] },
      }),
    );
    const at = figuresOf({ customers: answersOf(rows, ["trust.brand-claims"]) });
    expect(at("trust.distrust@all|source=brand")).toMatchObject({ n: 7 });
    expect(at("trust.distrust@all|source=brand")?.value).toBeCloseTo(3 / 7, 10);
    expect(at("trust.distrust-by-seen@all|seen=yes|source=brand")?.value).toBe(0.25);
    expect(at("trust.seen-difference@all|source=brand")?.value).toBeCloseTo(25 - 200 / 3, 8);
    expect(at("trust.distrust@all|source=advertising")).toBeUndefined();
  });
});

describe("trustFigures(task): what cases say", () => {
  it("broken promise and arrogance among all manners written down; ideas are no complaints", () => {
    const attitudes = ["broken-promise", "arrogant", "late", "good", "rude", null];
    const cases = [
      ...attitudes.map((attitude, at) => complaint(at, { attitude })),
      complaint(9, { type: "idea", attitude: "arrogant" }),
    ];
    const at = figuresOf({ facts: casesOnly(cases) });
    expect(at("trust.root-two@all")).toMatchObject({ value: 0.4, n: 5 });
    expect(at("trust.root@all|attitude=other")?.value).toBe(0.2);
  });

  it("good manners: 2 of 2 came within the window, poor 1 of 2; same kind, 50 points more", () => {
    const back = { nextPurchaseDay: 15 };
    const cases = [
      complaint(0, { attitude: "good", ...back }),
      complaint(1, { attitude: "good", ...back }),
      complaint(2, { attitude: "late", ...back }),
      complaint(3, { attitude: "late", nextPurchaseDay: 41 }),
      complaint(4, { attitude: "late", attributable: "customer" }),
      complaint(5, { attitude: "good", openedAt: 95 * dayMs }),
    ];
    const at = figuresOf({ facts: casesOnly(cases), window: { days: 30, others: [] } });
    expect(at("trust.forgiven@all|manners=good")).toMatchObject({ value: 1, n: 2 });
    expect(at("trust.forgiven@all|manners=poor")).toMatchObject({ value: 0.5, n: 2 });
    expect(at("trust.forgiveness@all")).toMatchObject({ value: 50, n: 4 });
  });

  it("repeat buyers after a failure: silent for longer than the window is gone", () => {
    const customers = {
      ...emptyCustomers(),
      n: 3,
      purchases: Float64Array.of(3, 3, 1),
      secondDay: Float64Array.of(5, 5, NaN),
      lastDay: Float64Array.of(12, 90, 10),
    };
    const cases = [0, 1, 2].map((row) => complaint(row, { customer: row }));
    const facts = casesOnly(cases, { customers });
    const at = figuresOf({ facts, window: { days: 30, others: [] } });
    expect(at("trust.kept-after@all|failures=1")).toMatchObject({ value: 0.5, n: 2 });
    expect(at("trust.kept-after@all|failures=0")).toMatchObject({ value: 1, n: 2 });
  });

  it("ideas: one of two adopted, done ten days after it was heard", () => {
    const idea = (at: number, own: Partial<CaseRow>) => complaint(at, { type: "idea", ...own });
    const action = { actionId: "A1", doneDay: 20 } as Facts["actions"][number];
    const cases = [idea(0, { owner: "hr", preventedBy: "A1" }), idea(1, {})];
    const at = figuresOf({ facts: casesOnly(cases, { actions: [action] }) });
    expect(at("trust.ideas@all")?.value).toBe(2);
    expect(at("trust.ideas-routed@all")?.value).toBe(0.5);
    expect(at("trust.ideas-adopted@all")?.value).toBe(0.5);
    expect(at("trust.idea-days@all")).toMatchObject({ value: 10, n: 1 });
  });

  it("amends: the last failure of an earlier day decides; one of the same day does not count", () => {
    const score = (at: number, value: number) =>
      answer(at, {
        customer: at,
        answeredDay: 12,
        answeredAt: 12 * dayMs,
        scores: { satisfaction: value },
      });
    const cases = [
      complaint(0, { resolved: true, closedAt: 11 * dayMs }),
      complaint(1, { resolved: true, closedAt: 13 * dayMs }),
      complaint(2, { openedAt: 12 * dayMs - 1, resolved: false }),
      complaint(3, { openedAt: 12 * dayMs + 1, resolved: false }),
    ];
    const rows = [score(0, 5), score(1, 2), score(2, 3), score(3, 4)];
    const customers = answersOf(rows, ["satisfaction"]);
    const at = figuresOf({ facts: casesOnly(cases), customers });
    expect(at("trust.recovery-satisfied@all|recovery=recovered")).toMatchObject({ value: 1, n: 1 });
    expect(at("trust.recovery-satisfied@all|recovery=unrecovered")).toMatchObject({
      value: 0,
      n: 2,
    });
    expect(at("trust.recovery-satisfied@all|recovery=none")).toMatchObject({ value: 1, n: 1 });
  });
});

describe("trustFigures(task): what contacts say", () => {
  const level = (...names: readonly string[]) => {
    const levels = [...new Set(names)].toSorted();
    return { codes: Int32Array.from(names, (name) => levels.indexOf(name)), levels };
  };
  const touchpoints = {
    ...emptyFacts().touchpoints,
    n: 4,
    customer: Int32Array.of(0, 0, 1, 1),
    day: Float64Array.of(5, 50, 60, 70),
    stage: level("pre", "after", "pre", "in"),
    touchpoint: level("ask", "chat", "guarantee", "order"),
    outcome: level("replied", "no-reply", "shown", "done"),
  };

  it("of two talks one was answered: 100·(1/12 + 0)/2 a month and 100 customers", () => {
    const customers = { ...emptyCustomers(), n: 2, purchases: Float64Array.of(1, 2) };
    const at = figuresOf({ facts: emptyFacts({ touchpoints, customers, asOfDay: 100 }) });
    expect(at("trust.reply-share@all")).toMatchObject({ value: 0.5, n: 2 });
    expect(at("trust.contacts-a-month@all")?.value).toBeCloseTo(100 / 24, 8);
    expect(at("trust.assured@all|stage=pre")).toMatchObject({ value: 0.5, n: 2 });
    expect(at("trust.incidents@all|attitude=late")).toBeUndefined();
  });

  it("one delay in four contacts is 250 in 1,000; complaints before the first contact stay out", () => {
    const cases = [
      complaint(0, { attitude: "late" }),
      complaint(1, { attitude: "late", openedAt: 4 * dayMs }),
    ];
    const at = figuresOf({ facts: casesOnly(cases, { touchpoints }) });
    expect(at("trust.incidents@all|attitude=late")).toMatchObject({ value: 250, n: 1 });
  });
});

describe("trustFigures of the sample company", () => {
  it("find what was planted: closeness weakest, good manners and seen promises ahead", async () => {
    const { figures } = await openSample();
    const at = (id: string, by = "") =>
      figures.find(
        (each) => each.id === id && each.period === "all" && Object.values(each.by).join() === by,
      );
    expect(at("trust.factor", "closeness")?.high).toBeLessThan(
      at("trust.factor", "reliability")!.low!,
    );
    expect(at("trust.forgiveness")?.low).toBeGreaterThan(0);
    expect(at("trust.seen-difference", "brand")?.high).toBeLessThan(0);
    expect(at("trust.seen-difference", "advertising")?.high).toBeLessThan(0);
  }, 240_000);
});
