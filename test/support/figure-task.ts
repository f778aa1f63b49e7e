import type { AnswerRow, Answers } from "../../src/figures/answer-rows.ts";
import type { FigureTask } from "../../src/figures/figure-task.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { rulesSchema } from "../../src/settings/rules.ts";
import { siteSchema } from "../../src/settings/site.ts";
import type { CaseRow } from "../../src/warehouse/facts.ts";
import { emptyFacts } from "./empty-facts.ts";

const noAnswers: Answers = { rows: [], scales: {}, rivals: [], suspect: 0, rival: 0 };

/** What figures are worked out from, empty but for what a test names. */
export function figureTask(own: Partial<FigureTask> = {}): FigureTask {
  return {
    facts: emptyFacts(),
    rules: rulesSchema.parse({ tiers: [{ id: "all", priority: 1 }] }),
    site: siteSchema.parse({
      name: { en: "Test" },
      currency: "CNY",
      timeZone: "UTC",
      wave: "quarter",
    }),
    constructs: {},
    customers: noAnswers,
    employees: noAnswers,
    window: null,
    lifetime: null,
    ...own,
  };
}

/** An answer of a person, nothing said but for what a test names. */
export function answerRow(own: Partial<AnswerRow> & { readonly person: string }): AnswerRow {
  return {
    responseId: `${own.person}-${own.answeredDay ?? 0}`,
    answeredAt: (own.answeredDay ?? 0) * 86_400_000,
    answeredDay: 0,
    wave: "2026-Q1",
    segment: "",
    location: "",
    channel: "",
    team: "",
    weight: 1,
    customer: -1,
    nextPurchaseDay: null,
    spendBefore: 0,
    asked: new Set([...Object.keys(own.scores ?? {}), ...Object.keys(own.choices ?? {})]),
    scores: {},
    expected: null,
    perceived: null,
    pairs: {},
    choices: {},
    ...own,
  };
}

/** Answers in order of time on the scales given. */
export function answersOf(rows: readonly AnswerRow[], scales: Answers["scales"]): Answers {
  return { ...noAnswers, rows: rows.toSorted((a, b) => a.answeredAt - b.answeredAt), scales };
}

/** A case opened on a day, nothing else known but for what a test names. */
export function caseRow(caseId: string, openedDay: number, own: Partial<CaseRow> = {}): CaseRow {
  return {
    caseId,
    customerId: null,
    openedAt: openedDay * 86_400_000,
    firstReplyAt: null,
    closedAt: null,
    type: null,
    cause: null,
    attributable: null,
    attitude: null,
    preventedBy: null,
    owner: null,
    customer: -1,
    severity: null,
    resolved: null,
    recursOf: null,
    channel: null,
    location: null,
    segment: null,
    wave: "2026-Q1",
    nextPurchaseDay: null,
    ...own,
  };
}

/** Value and n of the figure of an id at one level, or undefined. */
export function figureOf(
  figures: readonly Figure[],
  id: string,
  by: Readonly<Record<string, string>> = {},
): { readonly value: number | null; readonly n: number | null } | undefined {
  const found = figures.find(
    (each) => each.id === id && JSON.stringify(each.by) === JSON.stringify(by),
  );
  return found && { value: found.value, n: found.n };
}
