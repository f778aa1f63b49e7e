import type { Question, Scale, SurveyDefinition } from "../survey/definition.ts";
import { askedIn } from "../survey/design.ts";
import { rescaled } from "../stats/rescale.ts";
import type { Category, Facts, SurveyAnswers } from "../warehouse/facts.ts";
import { oncePer } from "./once-per.ts";

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
    const read = rowReader(table, measures, scales);
    for (let row = 0; row < table.n; row += 1) {
      if (table.suspect[row] === 1) {
        suspect += 1;
        continue;
      }
      (levelOf(table.brand, row) === "" ? rows : rivals).push(read(row));
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
  const blocks = texts(table, "blocks");
  const known = new Map<string, ReadonlySet<string>>();
  return (row) => {
    const cell = blocks(row);
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
  const { sets, latest } = latestOf(rows);
  const asking = new Set(sets.filter((asked) => constructs.every((each) => asked.has(each))));
  const key = sets.map((asked) => Number(asking.has(asked))).join("");
  const found = latest.get(key) ?? latestAsked(rows, asking);
  latest.set(key, found);
  return found;
}

/** The sets of constructs asked, and the latest answers by which of the sets will do. */
const latestOf = oncePer((rows: readonly AnswerRow[]) => ({
  sets: [...new Set(rows.map(({ asked }) => asked))],
  latest: new Map<string, readonly AnswerRow[]>(),
}));

function latestAsked(
  rows: readonly AnswerRow[],
  asking: ReadonlySet<ReadonlySet<string>>,
): readonly AnswerRow[] {
  const latest = new Map<string, AnswerRow>();
  for (const row of rows) if (asking.has(row.asked)) latest.set(row.person, row);
  return [...latest.values()];
}

/** Reads rows of one table, whose columns are looked up once. */
function rowReader(
  table: SurveyAnswers,
  measures: readonly Measure[],
  scales: Readonly<Record<string, Scale>>,
): (row: number) => AnswerRow {
  const { questions, id } = table.survey;
  const first = questions.find(({ type }) => type === "pair");
  const [expected, perceived] = first === undefined ? [none, none] : pairColumns(table, first);
  const asked = askedReader(table);
  const scores = scoresReader(table, measures, scales);
  const pairs = pairsReader(table);
  const choices = choicesReader(table);
  return (row) => {
    const responseId = table.responseId[row] ?? "";
    const customerId = table.customerId[row] ?? null;
    return {
      person: customerId === null ? `response ${id} ${responseId}` : `customer ${customerId}`,
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
      asked: asked(row),
      scores: scores(row),
      expected: observed(expected[row]),
      perceived: observed(perceived[row]),
      pairs: pairs(row),
      choices: choices(row),
    };
  };
}

function pairColumns(
  table: SurveyAnswers,
  { id, expected, perceived }: Question,
): readonly [Float64Array, Float64Array] {
  return [
    numbers(table, expected ?? `${id}_expected`),
    numbers(table, perceived ?? `${id}_perceived`),
  ];
}

function pairsReader(table: SurveyAnswers): (row: number) => Record<string, Pair> {
  const columns = table.survey.questions.flatMap((question) => {
    const { type, construct, scale } = question;
    if (type !== "pair" || construct === undefined || scale === undefined) return [];
    return [{ construct, scale, of: pairColumns(table, question) }];
  });
  return (row) => {
    const pairs: Record<string, Pair> = {};
    for (const { construct, scale, of } of columns) {
      const expected = observed(of[0][row]);
      const perceived = observed(of[1][row]);
      if (expected === null || perceived === null) continue;
      pairs[construct] = {
        expected: 100 * rescaled(expected, scale),
        perceived: 100 * rescaled(perceived, scale),
      };
    }
    return pairs;
  };
}

const choosing: ReadonlySet<string> = new Set(["single", "multiple", "ranking"]);

function choicesReader(table: SurveyAnswers): (row: number) => Record<string, readonly string[]> {
  const columns = table.survey.questions.flatMap(({ id, type, construct }) =>
    construct === undefined || !choosing.has(type) ? [] : [{ construct, cell: texts(table, id) }],
  );
  return (row) => {
    const choices: Record<string, readonly string[]> = {};
    for (const { construct, cell } of columns) {
      const chosen = cell(row);
      if (chosen !== "") choices[construct] = chosen.split("|");
    }
    return choices;
  };
}

function scoresReader(
  table: SurveyAnswers,
  measures: readonly Measure[],
  scales: Readonly<Record<string, Scale>>,
): (row: number) => Record<string, number> {
  const constructs = [...Map.groupBy(measures, ({ construct }) => construct)].map(
    ([construct, own]) => ({
      construct,
      columns: own.map(({ column, scale }) => ({
        values: numbers(table, column),
        scale,
        target: scales[construct] ?? scale,
      })),
    }),
  );
  return (row) => {
    const scores: Record<string, number> = {};
    for (const { construct, columns } of constructs) {
      let sum = 0;
      let n = 0;
      for (const { values, scale, target } of columns) {
        const value = observed(values[row]);
        if (value === null) continue;
        sum += carried(value, scale, target);
        n += 1;
      }
      if (n > 0) scores[construct] = sum / n;
    }
    return scores;
  };
}

function carried(value: number, scale: Scale, target: Scale): number {
  return target.min === scale.min && target.max === scale.max
    ? value
    : target.min + ((value - scale.min) / (scale.max - scale.min)) * (target.max - target.min);
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

const none = new Float64Array();

/** A column of numbers; nothing for one that is not there, or holds text. */
function numbers(table: SurveyAnswers, column: string): Float64Array {
  const values = table.values[column];
  return values?.kind === "number" ? values.values : none;
}

/** Cells of a column of text; "" for one that is not there. */
function texts(table: SurveyAnswers, column: string): (row: number) => string {
  const values = table.values[column];
  return (row) => (values?.kind === "text" ? (values.values[row] ?? "") : "");
}

function observed(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
