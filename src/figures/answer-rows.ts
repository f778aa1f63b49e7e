import type { Question, Scale, SurveyDefinition } from "../survey/definition.ts";
import { askedIn } from "../survey/design.ts";
import { rescaled } from "../stats/rescale.ts";
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
  /** The first pair of the survey. */
  readonly expected: number | null;
  readonly perceived: number | null;
  /** Pairs by construct, 0 the lowest point of their scale and 100 the highest. */
  readonly pairs: Readonly<Record<string, Pair>>;
  /** Options chosen, by construct of a single, multiple or ranking question; best first. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

export interface Pair {
  readonly expected: number;
  readonly perceived: number;
}

export interface Answers {
  /** Own-brand, unsuspected answers in order of time, equal times by response id. */
  readonly rows: readonly AnswerRow[];
  /** The scale in which a construct's scores are given. */
  readonly scales: Readonly<Record<string, Scale>>;
  /** Unsuspected answers about a rival, in the same order and scales. */
  readonly rivals: readonly AnswerRow[];
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
  const rivals: AnswerRow[] = [];
  let suspect = 0;
  for (const table of tables) {
    const measures = surveyMeasures(table.survey.questions);
    for (const { construct, scale } of measures) scales[construct] ??= scale;
    const pair = table.survey.questions.find(({ type }) => type === "pair");
    if (pair?.scale) scales["pair"] ??= pair.scale;
    const asked = askedReader(table);
    for (let row = 0; row < table.n; row += 1) {
      if (table.suspect[row] === 1) {
        suspect += 1;
        continue;
      }
      const answer = answerRow(table, row, { measures, scales, asked: asked(row) });
      (levelOf(table.brand, row) === "" ? rows : rivals).push(answer);
    }
  }
  return {
    rows: rows.sort(inTime),
    scales,
    rivals: rivals.sort(inTime),
    suspect,
    rival: rivals.length,
  };
}

function inTime(a: AnswerRow, b: AnswerRow): number {
  return a.answeredAt - b.answeredAt || compare(a.responseId, b.responseId);
}

/** What a row was asked, worked out once for each choice of blocks. */
function askedReader(table: SurveyAnswers): (row: number) => ReadonlySet<string> {
  const { survey } = table;
  const known = new Map<string, ReadonlySet<string>>();
  return (row) => {
    const cell = text(table, "blocks", row);
    const asked = known.get(cell) ?? constructsOf(askedIn(survey, cell));
    known.set(cell, asked);
    return asked;
  };
}

function constructsOf(questions: readonly Question[]): ReadonlySet<string> {
  return new Set([
    ...surveyMeasures(questions).map(({ construct }) => construct),
    ...questions.flatMap(({ construct }) => construct ?? []),
    ...(questions.some(({ type }) => type === "pair") ? ["pair"] : []),
  ]);
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
    pairs: pairsOf(table, row),
    choices: choicesOf(table, row),
  };
}

function pairsOf(table: SurveyAnswers, row: number): Record<string, Pair> {
  const pairs: Record<string, Pair> = {};
  for (const { id, type, construct, scale, ...own } of table.survey.questions) {
    if (type !== "pair" || construct === undefined || scale === undefined) continue;
    const expected = number(table, own.expected ?? `${id}_expected`, row);
    const perceived = number(table, own.perceived ?? `${id}_perceived`, row);
    if (expected === null || perceived === null) continue;
    const from100 = (score: number) => 100 * rescaled(score, scale);
    pairs[construct] = { expected: from100(expected), perceived: from100(perceived) };
  }
  return pairs;
}

const choosing: ReadonlySet<string> = new Set(["single", "multiple", "ranking"]);

function choicesOf(table: SurveyAnswers, row: number): Record<string, readonly string[]> {
  const choices: Record<string, readonly string[]> = {};
  for (const { id, type, construct } of table.survey.questions) {
    if (construct === undefined || !choosing.has(type)) continue;
    const cell = text(table, id, row);
    if (cell !== "") choices[construct] = cell.split("|");
  }
  return choices;
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
function surveyMeasures(questions: SurveyDefinition["questions"]): readonly Measure[] {
  return questions.flatMap((question): Measure[] => {
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

function text(table: SurveyAnswers, column: string, row: number): string {
  const values = table.values[column];
  return values?.kind === "text" ? (values.values[row] ?? "") : "";
}

function observed(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
