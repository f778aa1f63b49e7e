import { describe, expect, it } from "vitest";
import type { AnswerRow, Answers } from "../../src/figures/answer-rows.ts";
import { figureKey, type Figure } from "../../src/figures/figure.ts";
import type { FigureTask } from "../../src/figures/figure-task.ts";
import { loyaltyFigures } from "../../src/figures/loyalty-figures.ts";
import { rulesSchema } from "../../src/settings/rules.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow } from "../support/figure-task.ts";

const five = { min: 1, max: 5 };
const rules = rulesSchema.parse({ tiers: [{ id: "all", priority: 1 }] });

function answer(own: Partial<AnswerRow>): AnswerRow {
  return answerRow({ person: "customer A", responseId: "R", answeredAt: 0, ...own });
}

const said = (satisfaction: number, intent: number) => ({
  satisfaction,
  "loyalty.intent": intent,
});

function figuresOf(
  rows: readonly AnswerRow[],
  own: Partial<FigureTask> = {},
): (key: string) => Figure | undefined {
  const constructs = new Set(rows.flatMap(({ scores }) => Object.keys(scores)));
  const scales = Object.fromEntries([...constructs].map((construct) => [construct, five]));
  const customers: Answers = { rows, scales, rivals: [], suspect: 0, rival: 0 };
  const site = { wave: "quarter", k: { customer: 1, employee: 10 } };
  const task = { facts: emptyFacts(), rules, site, customers, window: null, ...own };
  const figures = loyaltyFigures(task as unknown as FigureTask);
  const byKey = new Map(figures.map((each) => [figureKey(each.id, each.period, each.by), each]));
  return (key) => byKey.get(key);
}

describe("loyaltyFigures(task)", () => {
  it("follows each person over the latest two neighbouring waves, gaps left out", () => {
    const waves: readonly (readonly [string, string, number, number])[] = [
      ["A", "2025-Q4", 5, 5],
      ["A", "2026-Q1", 5, 2],
      ["B", "2025-Q4", 5, 5],
      ["B", "2026-Q1", 4, 4],
      ["C", "2025-Q2", 1, 1],
      ["C", "2026-Q1", 5, 5],
    ];
    const rows = waves.map(([person, wave, satisfaction, intent]) =>
      answer({ person: `customer ${person}`, wave, scores: said(satisfaction, intent) }),
    );
    const at = figuresOf(rows);
    expect(at("loyalty.flow@all|from=loyalist|to=mercenary")).toMatchObject({ value: 0.5, n: 2 });
    expect(at("loyalty.stayed@all|quadrant=loyalist")).toMatchObject({ value: 0.5, n: 2 });
    expect(at("loyalty.net-flow@all|quadrant=mercenary")?.value).toBe(50);
    // ln ½ / ln ½ = 1 wave.
    expect(at("loyalty.half-life@all|quadrant=loyalist")?.value).toBe(1);
  });

  it("a rung counts only with those below it: satisfied, delighted, trust ∛(1·1·0.75) ≥ 0.8", () => {
    const person = (name: string, scores: readonly [number, number, number, number, number]) =>
      answer({
        person: `customer ${name}`,
        scores: {
          satisfaction: scores[0],
          "emotion.delight": scores[1],
          "trust.reliability": scores[2],
          "trust.competence": scores[3],
          "trust.closeness": scores[4],
        },
      });
    const at = figuresOf([
      person("A", [5, 5, 5, 5, 4]),
      person("B", [5, 4, 5, 5, 5]),
      person("C", [5, 5, 4, 4, 4]),
      person("D", [4, 5, 5, 5, 5]),
    ]);
    const on = (rung: string) => at(`loyalty.rung@all|rung=${rung}`)?.value;
    expect([on("satisfied"), on("delighted"), on("trusting")]).toEqual([0.75, 0.5, 0.25]);
    expect(at("loyalty.rung-step@all|rung=trusting")).toMatchObject({ value: 0.5, n: 2 });
  });

  it("premium: three of four accept 10% or more, the median of 0, 10, 10, 20 is 10%", () => {
    const rows = ["0", "10", "10", "20"].map((uplift, at) =>
      answer({ person: `customer ${at}`, choices: { "loyalty.premium": [uplift] } }),
    );
    const at = figuresOf(rows);
    expect(at("loyalty.premium-accepts@all|uplift=10")).toMatchObject({ value: 0.75, n: 4 });
    expect(at("loyalty.premium-median@all")).toMatchObject({ value: 0.1, low: null, n: 4 });
  });

  it("80 of 100 kept: r = 0.8 at 1% a month, five points more are worth 0.85/(1.1268−0.85) ÷ …", () => {
    const facts = emptyFacts();
    const transactions = {
      ...facts.transactions,
      retention: [{ wave: "2026-Q1", buyers: 10, again: 4 }],
      yearRetention: { buyers: 100, again: 80 },
    };
    const at = figuresOf([], { facts: { ...facts, transactions } });
    const i = 1.01 ** 12 - 1;
    const more = 0.85 / (1 + i - 0.85) / (0.8 / (1 + i - 0.8)) - 1;
    expect(at("loyalty.retention@2026-Q1")?.value).toBe(0.4);
    expect(at("loyalty.year-retention@all")?.value).toBe(0.8);
    expect(at("loyalty.sensitivity@all|points=5")?.value).toBeCloseTo(100 * more, 8);
    expect(at("loyalty.sensitivity@all|points=-5")!.value).toBeLessThan(0);
  });

  it("the gate: below 100 matched persons or 50 of the rarer outcome nothing is linked", () => {
    const persons = (n: number) =>
      Array.from({ length: n }, (_, at) =>
        answer({
          person: `customer ${at}`,
          customer: at,
          scores: said(1 + (at % 5), 3),
          nextPurchaseDay: (at * 7) % 10 < 5 ? 3 : null,
          spendBefore: (at * 13) % 50,
        }),
      );
    const linked = (n: number) => {
      const customers = {
        ...emptyCustomers(),
        n,
        firstDay: Float64Array.from({ length: n }, (_, at) => -((at * 11) % 400)),
      };
      const facts = emptyFacts({ customers, asOfDay: 100 });
      return figuresOf(persons(n), { facts, window: { days: 30, others: [] } });
    };
    expect(linked(90)("loyalty.linked-effect@all")).toBeUndefined();
    expect(linked(200)("loyalty.linked-effect@all")?.n).toBe(200);
  });
});
