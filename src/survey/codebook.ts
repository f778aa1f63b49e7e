/** What stands in each column of a survey's file of answers, in one language. */
import { localisedText, type Words } from "../words/words.ts";
import { answerColumns, type AnswerColumn } from "./columns.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { pointWord } from "./field-html.ts";
import { questionWords } from "./question-words.ts";
import { isNotApplicable, pointsOf, scaleOf } from "./scale.ts";

export const codebookHead = [
  "column",
  "type",
  "question",
  "values",
  "not_applicable",
  "construct",
  "show",
  "required",
] as const;

export type CodebookRow = Readonly<Record<(typeof codebookHead)[number], string>>;

/**
 * Codebook (编码表): the columns of a survey's answers, with what was asked and what a value means.
 *
 * For      whoever reads `data/responses/<survey>` without the survey at hand.
 * Takes    a survey and the words of one language.
 * Gives    a row a column of `answerColumns`, in its order. `values` and `not_applicable` are
 *          `value=words` joined by ` | `, a value without words alone, the ends of a number as
 *          `0..20`; "" where nothing is to say.
 */
export function codebook(survey: SurveyDefinition, words: Words): readonly CodebookRow[] {
  return answerColumns(survey).map((column) => {
    const { name, question, part } = column;
    const item = question.items?.find(({ id }) => id === part);
    const points = pointWords(column, words);
    return {
      column: name,
      type: question.type,
      question: asked(column, words),
      values: joined(points?.counted ?? optionWords(question, words)),
      not_applicable: joined(points?.left ?? []),
      construct: item?.construct ?? question.construct ?? "",
      show: question.show ?? "",
      required: question.required === true ? "yes" : "",
    };
  });
}

function asked(column: AnswerColumn, words: Words): string {
  const { title, lead } = questionWords(column, words);
  return lead === null ? title : `${title} ${lead}`;
}

function pointWords(
  { question, part }: AnswerColumn,
  words: Words,
): { readonly counted: readonly string[]; readonly left: readonly string[] } | null {
  const scale = scaleOf(question);
  if (scale === null) return null;
  const named = (point: number) => {
    const word = pointWord({ step: { question, part }, words }, scale, point);
    return word === String(point) ? word : `${point}=${word}`;
  };
  if (question.type === "number") return { counted: [`${scale.min}..${scale.max}`], left: [] };
  const points = pointsOf(scale).toSorted((a, b) => a - b);
  return {
    counted: points.filter((point) => !isNotApplicable(scale, point)).map(named),
    left: points.filter((point) => isNotApplicable(scale, point)).map(named),
  };
}

function optionWords({ type, options, values }: Question, words: Words): readonly string[] {
  if (type === "consent")
    return ["yes", "no"].map((answer) => `${answer}=${words.t(`survey.consent.${answer}`)}`);
  if (options === undefined) return values ?? [];
  return options.map(({ id, title }) => `${id}=${localisedText(title, words.locale)}`);
}

function joined(values: readonly string[]): string {
  return values.join(" | ");
}
