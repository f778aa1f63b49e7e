/** Answers as one row of a file: which columns a survey has, and what stands in them. */
import { answerAt, type Answers, type AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { surveyFor } from "./design.ts";
import { otherName, otherOption, recordedQuestions } from "./recorded.ts";
import { partsOf, visibleQuestions } from "./steps.ts";

export type ColumnType = "number" | "text" | "option" | "options" | "date";

export interface AnswerColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly question: Question;
  readonly part: string | null;
}

/** Columns of `data/responses/<survey>` that are not questions. */
export const responseColumns = [
  "response_id",
  "answered_at",
  "customer_id",
  "survey_version",
  "wave",
  "channel",
  "location",
  "team",
  "brand",
  "lang",
  "weight",
  "suspect",
  "arrived",
] as const;

/** Those of them that a hidden field of a survey may fill, from its link. */
export const linkColumns: readonly string[] = ["wave", "channel", "location", "team", "brand"];

/** Names of one question's columns, in the order of its parts. */
export function columnsOf(question: Question): readonly string[] {
  return partsOf(question).map((part) => {
    if (part === null) return question.id;
    if (question.type === "pair" && part === "expected" && question.expected) {
      return question.expected;
    }
    if (question.type === "pair" && part === "perceived" && question.perceived) {
      return question.perceived;
    }
    return `${question.id}_${part}`;
  });
}

/**
 * The question columns of a survey's file.
 *
 * For      intake, which reads them, and pull, which writes them.
 * Takes    a survey. Notes have no answer and contact details never stand in a file of answers.
 * Gives    columns in the order of the survey: the question's id; `<id>_<item>` for matrix;
 *          `<id>_expected`, `<id>_perceived` for pair unless the survey names others; `<id>_other`
 *          for one's own words; then `blocks` and `seed` where chance decided something.
 */
export function answerColumns(survey: SurveyDefinition): readonly AnswerColumn[] {
  return recordedQuestions(survey)
    .filter(({ type }) => type !== "note" && type !== "contact")
    .flatMap((question) => {
      const parts = partsOf(question);
      return columnsOf(question).map((name, index) => ({
        name,
        type: columnType(question),
        question,
        part: parts[index] ?? null,
      }));
    });
}

/**
 * One person's answers as cells.
 *
 * Takes    checked answers.
 * Gives    text by column, every column of the survey in its order, "" where there is no
 *          answer. Answers to questions that these answers hide are left out; lists are
 *          joined by `|`, multiple in the order of its options, ranking in the order given.
 */
export function flattenAnswers(
  survey: SurveyDefinition,
  answers: Answers,
): Readonly<Record<string, string>> {
  const shown = visibleQuestions(surveyFor(survey, answers), answers);
  const visible = new Set(
    shown.flatMap((question) => {
      const isOther = isChosen(question, answers, otherOption(question));
      return isOther ? [question.id, otherName(question)] : [question.id];
    }),
  );
  return Object.fromEntries(
    answerColumns(survey).map(({ name, question, part }) => {
      const counts = question.type === "hidden" || visible.has(question.id);
      const value = counts ? answerAt(answers, question.id, part) : null;
      return [name, value === null ? "" : cell(question, value)];
    }),
  );
}

function isChosen({ id }: Question, answers: Answers, option: string | null): boolean {
  const value = answerAt(answers, id, null);
  return option !== null && (Array.isArray(value) ? value.includes(option) : value === option);
}

function cell(question: Question, value: AnswerValue): string {
  if (typeof value !== "object") return String(value);
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  if (question.type === "ranking") return chosen.join("|");
  const order = (question.options ?? []).map(({ id }) => id);
  return order.filter((id) => chosen.includes(id)).join("|");
}

function columnType({ type }: Question): ColumnType {
  switch (type) {
    case "single":
    case "consent":
      return "option";
    case "multiple":
    case "ranking":
      return "options";
    case "text":
    case "hidden":
      return "text";
    case "date":
      return "date";
    default:
      return "number";
  }
}
