/** Texts that repeat an earlier answer, as HTML that the script may fill in. */
import { localisedText, type Words } from "../words/words.ts";
import { answerAt, type Answers, type AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { fieldName } from "./field-name.ts";
import { markup, type Html } from "./html.ts";
import { pipesIn, type Pipe } from "./piping.ts";
import { scaleOf } from "./scale.ts";
import { referenceOf, type Reference } from "./references.ts";

interface TextView {
  readonly survey: SurveyDefinition;
  readonly words: Words;
  readonly answers?: Answers;
}

/** A text; each earlier answer in it stands in a place of its own. */
export function textHtml(text: string, view: TextView): Html {
  return markup`${pipesIn(text).map((piece) =>
    typeof piece === "string" ? piece : pipeHtml(piece, view),
  )}`;
}

function pipeHtml(pipe: Pipe, view: TextView): Html {
  const reference = referenceOf(view.survey, pipe.name);
  if (reference === null) return markup`${pipe.otherwise ?? ""}`;
  const { question, part } = reference;
  const field = fieldName(question.id, part);
  return markup`<span data-pipe="${field}">${answerText(reference, view) ?? otherwise(pipe, view)}</span>`;
}

/** Without an answer: the words of the text for it, else those of every text. */
function otherwise({ otherwise }: Pipe, { words }: TextView): string {
  return otherwise ?? words.t("survey.piped");
}

function answerText(
  { question, part }: Reference,
  { answers = {}, words }: TextView,
): string | null {
  const value = answerAt(answers, question.id, part);
  if (value === null) return null;
  const list = Array.isArray(value) ? (value as readonly AnswerValue[]) : [value];
  const glue = words.t("survey.list-glue");
  return list.map((each) => valueText(question, String(each), words)).join(glue);
}

function valueText(question: Question, value: string, { locale }: Words): string {
  const title =
    question.options?.find(({ id }) => id === value)?.title ?? scaleOf(question)?.labels?.[value];
  return title === undefined ? value : localisedText(title, locale);
}
