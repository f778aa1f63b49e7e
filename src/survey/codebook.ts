/** What stands in each column of a survey's file of answers, in one language. */
import { localisedText, type Words } from "../words/words.ts";
import { answerColumns, type AnswerColumn } from "./columns.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
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

function asked({ question, part }: AnswerColumn, words: Words): string {
  const title = localisedText(question.title, words.locale);
  if (question.type === "pair" && (part === "expected" || part === "perceived")) {
    const own = question.ask?.[part];
    if (own !== undefined) return localisedText(own, words.locale);
    return `${title} ${words.t(`survey.pair.${part}`)}`;
  }
  const item = question.items?.find(({ id }) => id === part);
  if (item === undefined) return title;
  const name = localisedText(item.title, words.locale);
  return title.includes("{item}") ? title.replace("{item}", name) : `${title} ${name}`;
}

function pointWords(
  { question, part }: AnswerColumn,
  words: Words,
): { readonly counted: readonly string[]; readonly left: readonly string[] } | null {
  const scale = scaleOf(question);
  if (scale === null) return null;
  const ownWord = question.items?.find(({ id }) => id === part)?.na;
  const named = (point: number) => {
    const isLeft = isNotApplicable(scale, point);
    const label = (isLeft ? ownWord : undefined) ?? scale.labels?.[point];
    if (label !== undefined) return valued(String(point), localisedText(label, words.locale));
    return valued(String(point), isLeft ? words.t("survey.not-applicable") : "");
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
    return ["yes", "no"].map((answer) => valued(answer, words.t(`survey.consent.${answer}`)));
  if (options === undefined) return values ?? [];
  return options.map(({ id, title }) => valued(id, localisedText(title, words.locale)));
}

function valued(value: string, name: string): string {
  return name === "" ? value : `${value}=${name}`;
}

function joined(values: readonly string[]): string {
  return values.join(" | ");
}
