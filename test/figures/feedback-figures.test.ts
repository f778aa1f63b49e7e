import { describe, expect, it } from "vitest";
import { feedbackFigures } from "../../src/figures/feedback-figures.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, caseRow, figureOf, figureTask } from "../support/figure-task.ts";

const hour = 3_600_000;
const scales = { satisfaction: { min: 1, max: 5 } };

/** Day 1000 is the last day of the data. */
const facts = (own: object) =>
  emptyFacts({
    asOfDay: 1000,
    tables: new Set(["cases", "responses", "transactions", "customers"]),
    ...own,
  });

describe("feedbackFigures(task)", () => {
  it("counts what is overdue: open, and older than a day at the end of the data", () => {
    const cases = [
      caseRow("a", 990),
      caseRow("b", 1000, { openedAt: 1000 * 86_400_000 + 12 * hour }),
      caseRow("c", 995, { firstReplyAt: 995 * 86_400_000 + 2 * hour }),
    ];
    const figures = feedbackFigures(figureTask({ facts: facts({ cases }) }));
    expect(figureOf(figures, "feedback.overdue")).toEqual({ value: 1, n: 2 });
  });

  it("calls a day idle on which somebody waited and nobody was answered: 5 of 6", () => {
    const replied = { firstReplyAt: 1000 * 86_400_000 + hour };
    const cases = [caseRow("a", 995, replied)];
    const figures = feedbackFigures(figureTask({ facts: facts({ cases }) }));
    expect(figureOf(figures, "feedback.idle-days")).toEqual({
      value: Number((5 / 6).toPrecision(12)),
      n: 6,
    });
  });

  it("asks five things of a complaint, and of no idea and no praise", () => {
    const full = {
      type: "wait",
      attitude: "good",
      attributable: "company",
      cause: "process",
      preventedBy: "A1",
    };
    const cases = [
      caseRow("a", 900, full),
      caseRow("b", 900, { ...full, preventedBy: null }),
      caseRow("c", 900, { type: "idea" }),
      caseRow("d", 900, { type: "praise" }),
    ];
    const figures = feedbackFigures(figureTask({ facts: facts({ cases }) }));
    expect(figureOf(figures, "feedback.five-complete")).toEqual({ value: 0.5, n: 2 });
    expect(figureOf(figures, "feedback.five-questions", { question: "prevention" })).toEqual({
      value: 0.5,
      n: 2,
    });
    expect(figureOf(figures, "feedback.five-questions", { question: "did" })).toEqual({
      value: 1,
      n: 2,
    });
  });

  it("sees a person come again with the same kind: one of two watched for 90 days", () => {
    const closed = (day: number) => ({ closedAt: day * 86_400_000 });
    const cases = [
      caseRow("a", 800, { customerId: "x", type: "wait", ...closed(801) }),
      caseRow("b", 850, { customerId: "x", type: "wait", ...closed(905) }),
      caseRow("c", 860, { customerId: "x", type: "taste", ...closed(970) }),
      caseRow("d", 999, { customerId: "x", type: "wait" }),
    ];
    const figures = feedbackFigures(figureTask({ facts: facts({ cases }) }));
    // a is followed by b after 49 days; b, closed on day 905, by d after 94; c was closed too late.
    expect(figureOf(figures, "feedback.recurrence")).toEqual({ value: 0.5, n: 2 });
  });

  it("holds the last 91 days against the days before: 12 seen, 6 expected, twice as usual", () => {
    const at = (day: number, n: number) =>
      Array.from({ length: n }, (_, i) => caseRow(`${day}-${i}`, day, { type: "app" }));
    // Days 637 to 909 are 273 days, three times 91, with 18 cases: 6 in 91 days.
    const cases = [...at(637, 9), ...at(909, 9), ...at(950, 12)];
    const figures = feedbackFigures(figureTask({ facts: facts({ cases }) }));
    expect(figureOf(figures, "feedback.signal", { cause: "app" })).toEqual({ value: 2, n: 12 });
  });

  it("finds who left without a word in the half year before", () => {
    const customers = { ...emptyCustomers(), n: 4, leftDay: Float64Array.of(900, 900, 900, NaN) };
    const cases = [caseRow("a", 850, { customer: 0 }), caseRow("b", 700, { customer: 1 })];
    const answers = answersOf(
      [answerRow({ person: "2", customer: 2, answeredDay: 890, scores: { satisfaction: 3 } })],
      scales,
    );
    const figures = feedbackFigures(
      figureTask({ facts: facts({ customers, cases }), customers: answers }),
    );
    expect(figureOf(figures, "feedback.silent-leavers")).toEqual({
      value: Number((1 / 3).toPrecision(12)),
      n: 3,
    });
  });

  it("counts what the dissatisfied complain of themselves: 3 for 2 people are 150 for a hundred", () => {
    const answers = answersOf(
      [1, 2, 3, 5].map((satisfaction, at) =>
        answerRow({
          person: String(at),
          customer: at === 1 ? 7 : at,
          answeredDay: 800,
          scores: { satisfaction },
        }),
      ),
      scales,
    );
    const by = (customer: number) => ({ customer });
    const cases = [
      caseRow("before the first survey", 799, by(0)),
      caseRow("a", 800, by(0)),
      caseRow("b", 900, by(7)),
      caseRow("c", 950, by(0)),
      caseRow("of a satisfied customer", 950, by(3)),
      caseRow("of nobody known", 950),
    ];
    const figures = feedbackFigures(figureTask({ facts: facts({ cases }), customers: answers }));
    expect(figureOf(figures, "feedback.complaint-access")).toEqual({ value: 150, n: 2 });
  });

  it("relates quick replies to coming back: all quick ones back, no slow one, is 1", () => {
    const cases = [2, 3, 40, 50].map((hours, at) =>
      caseRow(String(at), 800, {
        customer: at,
        firstReplyAt: 800 * 86_400_000 + hours * hour,
        nextPurchaseDay: hours < 24 ? 810 : null,
      }),
    );
    const window = { days: 30, others: [] };
    const figures = feedbackFigures(figureTask({ facts: facts({ cases }), window }));
    expect(figureOf(figures, "feedback.return-by-reply", { reply: "0-8" })).toEqual({
      value: 1,
      n: 2,
    });
    expect(figureOf(figures, "feedback.return-by-reply", { reply: "24-72" })).toEqual({
      value: 0,
      n: 2,
    });
    // Ranks of speed 4, 3, 2, 1 against 3.5, 3.5, 1.5, 1.5: Σdxdy = 4, √(5·4) below it.
    expect(figureOf(figures, "feedback.speed-loyalty")!.value).toBeCloseTo(4 / Math.sqrt(20), 9);
  });

  it("gives nothing where nobody is known", () => {
    expect(feedbackFigures(figureTask())).toEqual([]);
  });
});
