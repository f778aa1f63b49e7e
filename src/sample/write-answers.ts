import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../settings/project-root.ts";
import { answerColumns } from "../survey/columns.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { designOf } from "../survey/design.ts";
import { surveySchema } from "../survey/schema.ts";
import type { Details, DrawnAnswer } from "./answers.ts";
import { quarterName, timeText } from "./calendar.ts";
import { createTableWriter } from "./table-writer.ts";
import type { Expectation } from "./truth.ts";

const ownColumns = [
  ...["response_id", "answered_at", "customer_id", "survey_version", "channel", "location"],
  ...["brand", "lang", "suspect"],
] as const;

/**
 * One file a quarter, answers in order of time; of each person the blocks that the form would
 * have asked. Gives what the mean of each score should be under the planted weights.
 */
export function writeAnswers(
  folder: string,
  surveyId: string,
  answers: ReadonlyMap<number, readonly DrawnAnswer[]>,
): Readonly<Record<string, Expectation>> {
  const survey = readSurvey(surveyId);
  const questions = answerColumns(survey).filter(({ name }) => !chanceColumns.has(name));
  const names = questions.map(({ name }) => name);
  const truth = new Map<string, { sum: number; n: number }>();
  for (const [quarter, drawn] of answers) {
    const path = join(folder, "responses", surveyId, `${quarterName(quarter)}.csv`);
    const writer = createTableWriter(path, [...ownColumns, ...chanceColumns, ...names]);
    for (const [at, answer] of drawn.toSorted(byTime).entries()) {
      const id = responseId(surveyId, quarter, at);
      const { blocks, seed } = designOf(survey, id);
      const asked = new Set(blocks.split("|"));
      const details = answer.details();
      const { brand = null, lang = null, suspect = null, channel = null } = details.cells;
      const cells = questions.map(({ name, question: { block } }) =>
        block === undefined || asked.has(block) ? (details.cells[name] ?? null) : null,
      );
      const place = [survey.version, channel, details.cells["location"] ?? null];
      writer.row([
        ...[id, timeText(answer.day, answer.secondOfDay), answer.customerId, ...place],
        ...[brand, lang, suspect, blocks, seed, ...cells],
      ]);
      if (brand === null)
        addExpected(truth, details, new Map(names.map((name, i) => [name, cells[i]])));
    }
    writer.close();
  }
  return Object.fromEntries(
    [...truth].map(([name, { sum, n }]) => [name, { value: Math.round((sum / n) * 1e6) / 1e6, n }]),
  );
}

const chanceColumns: ReadonlySet<string> = new Set(["blocks", "seed"]);

function responseId(surveyId: string, quarter: number, at: number): string {
  const letter = surveyId === "after-visit" ? "A" : "B";
  return `${letter}${quarterName(quarter).replace("-Q", "")}${String(at + 1).padStart(4, "0")}`;
}

function addExpected(
  truth: Map<string, { sum: number; n: number }>,
  details: Details,
  cells: ReadonlyMap<string, unknown>,
): void {
  for (const [name, expected] of Object.entries(details.expected)) {
    const given = cells.get(name) ?? null;
    if (given === null || given === 0) continue;
    const before = truth.get(name) ?? { sum: 0, n: 0 };
    truth.set(name, { sum: before.sum + expected, n: before.n + 1 });
  }
}

const byTime = (a: DrawnAnswer, b: DrawnAnswer): number =>
  a.day - b.day || a.secondOfDay - b.secondOfDay;

/** The questionnaire of the project, whose blocks say what each person was asked. */
function readSurvey(id: string): SurveyDefinition {
  const file = join(projectRoot(), "content", "surveys", `${id}.yaml`);
  return surveySchema.parse(parse(readFileSync(file, "utf8")));
}
