import type { Scale, SurveyDefinition } from "../survey/definition.ts";
import type { Category, Facts, SurveyAnswers } from "../warehouse/facts.ts";

/** One response of one person, its answers gathered by what they measure. */
export interface AnswerRow {
  readonly person: string;
  readonly responseId: string;
  readonly answeredAt: number;
  readonly answeredDay: number;
  readonly wave: string;
  readonly segment: string;
  readonly location: string;
  readonly channel: string;
  readonly team: string;
  readonly weight: number;
  /** Row in the customer columns, -1 when there is none to join. */
  readonly customer: number;
  readonly nextPurchaseDay: number | null;
  readonly spendBefore: number;
  /** What the survey of this answer asks, "pair" for expected and perceived. */
  readonly asked: ReadonlySet<string>;
  /** Mean of the answered questions of a construct, in the unit of `scales[construct]`. */
  readonly scores: Readonly<Record<string, number>>;
  readonly expected: number | null;
  readonly perceived: number | null;
}

export interface Answers {
  /** Own-brand, unsuspected answers in order of time, equal times by response id. */
  readonly rows: readonly AnswerRow[];
  /** The scale in which a construct's scores are given. */
  readonly scales: Readonly<Record<string, Scale>>;
  readonly suspect: number;
  readonly rival: number;
}

interface Measure {
  readonly construct: string;
  readonly column: string;
  readonly scale: Scale;
}

/**
 * The answers of one audience, one row a response.
 *
 * For      everything that is said: satisfaction, loyalty, trust, employees.
 * Takes    facts; suspect rows and answers about a rival count nowhere here.
 *          Several questions of one construct give their mean. When two surveys ask
 *          it on different scales, scores are carried over to the scale of the first
 *          survey by id: (x−min)/(max−min).
 * Gives    rows sorted by time; a construct that is not answered is absent from `scores`.
 */
export function answerRows(facts: Facts, audience: "customer" | "employee"): Answers {
  const tables = facts.answers
    .filter(({ survey }) => survey.audience === audience)
    .toSorted((a, b) => compare(a.survey.id, b.survey.id));
  const scales: Record<string, Scale> = {};
  const rows: AnswerRow[] = [];
  let suspect = 0;
  let rival = 0;
  for (const table of tables) {
    const measures = surveyMeasures(table.survey);
    for (const { construct, scale } of measures) {
      scales[construct] ??= scale;
    }
    const pair = table.survey.questions.find(({ type }) => type === "pair");
    if (pair?.scale) scales["pair"] ??= pair.scale;
    const asked = new Set([
      ...measures.map(({ construct }) => construct),
      ...(pair ? ["pair"] : []),
    ]);
    for (let row = 0; row < table.n; row += 1) {
      if (table.suspect[row] === 1) suspect += 1;
      else if (levelOf(table.brand, row) !== "") rival += 1;
      else rows.push(answerRow(table, row, { measures, scales, asked }));
    }
  }
  rows.sort((a, b) => a.answeredAt - b.answeredAt || compare(a.responseId, b.responseId));
  return { rows, scales, suspect, rival };
}

/**
 * Of each person the latest answer to a survey that asks all of these constructs, whether
 * or not they were answered in it; `rows` in the order of time.
 */
export function latestPerPerson(
  rows: readonly AnswerRow[],
  constructs: readonly string[],
): readonly AnswerRow[] {
  const latest = new Map<string, AnswerRow>();
  for (const row of rows) {
    if (constructs.every((construct) => row.asked.has(construct))) latest.set(row.person, row);
  }
  return [...latest.values()];
}

function answerRow(
  table: SurveyAnswers,
  row: number,
  {
    measures,
    scales,
    asked,
  }: {
    measures: readonly Measure[];
    scales: Readonly<Record<string, Scale>>;
    asked: ReadonlySet<string>;
  },
): AnswerRow {
  const responseId = table.responseId[row] ?? "";
  const customerId = table.customerId[row] ?? null;
  const pair = table.survey.questions.find(({ type }) => type === "pair");
  return {
    person:
      customerId === null ? `response ${table.survey.id} ${responseId}` : `customer ${customerId}`,
    responseId,
    answeredAt: table.answeredAt[row] ?? 0,
    answeredDay: table.answeredDay[row] ?? 0,
    wave: levelOf(table.wave, row),
    segment: levelOf(table.segment, row),
    location: levelOf(table.location, row),
    channel: levelOf(table.channel, row),
    team: levelOf(table.team, row),
    weight: table.weight[row] ?? 1,
    customer: table.customer[row] ?? -1,
    nextPurchaseDay: observed(table.nextPurchaseDay[row]),
    spendBefore: observed(table.spendBefore[row]) ?? 0,
    asked,
    scores: scoresOf(table, row, { measures, scales }),
    expected: pair ? number(table, pair.expected ?? `${pair.id}_expected`, row) : null,
    perceived: pair ? number(table, pair.perceived ?? `${pair.id}_perceived`, row) : null,
  };
}

function scoresOf(
  table: SurveyAnswers,
  row: number,
  { measures, scales }: { measures: readonly Measure[]; scales: Readonly<Record<string, Scale>> },
): Record<string, number> {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { construct, column, scale } of measures) {
    const value = number(table, column, row);
    const target = scales[construct];
    if (value === null || target === undefined) continue;
    const carried =
      target.min === scale.min && target.max === scale.max
        ? value
        : target.min + ((value - scale.min) / (scale.max - scale.min)) * (target.max - target.min);
    const seen = sums.get(construct) ?? { sum: 0, n: 0 };
    sums.set(construct, { sum: seen.sum + carried, n: seen.n + 1 });
  }
  return Object.fromEntries([...sums].map(([construct, { sum, n }]) => [construct, sum / n]));
}

/** Columns that measure something: tagged questions, tagged items, and each item of a matrix as an aspect. */
function surveyMeasures(survey: SurveyDefinition): readonly Measure[] {
  return survey.questions.flatMap((question): Measure[] => {
    const scale = scaleOf(question.type, question.scale);
    if (scale === null) return [];
    if (question.type === "matrix") {
      return (question.items ?? []).map((item) => ({
        construct: item.construct ?? `aspect.${item.id}`,
        column: `${question.id}_${item.id}`,
        scale,
      }));
    }
    if (question.type === "pair" || question.construct === undefined) return [];
    return [{ construct: question.construct, column: question.id, scale }];
  });
}

function scaleOf(type: string, scale: Scale | undefined): Scale | null {
  if (scale !== undefined) return scale;
  return type === "nps" ? { min: 0, max: 10 } : null;
}

export function levelOf(category: Category, row: number): string {
  const code = category.codes[row] ?? -1;
  return code < 0 ? "" : (category.levels[code] ?? "");
}

function number(table: SurveyAnswers, column: string, row: number): number | null {
  const values = table.values[column];
  return values?.kind === "number" ? observed(values.values[row]) : null;
}

function observed(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
