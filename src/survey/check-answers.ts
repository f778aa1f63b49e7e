import { answerAt, type AnswerFault, type Answers, type AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { givenBlocks } from "./design.ts";
import { LONGEST_TEXT } from "./read-answers.ts";
import { recordedQuestions } from "./recorded.ts";
import { isNotApplicable, scaleOf } from "./scale.ts";
import { partsOf, visibleQuestions } from "./steps.ts";

export const USUAL_LONGEST_TEXT = 1000;

type Fault = Omit<AnswerFault, "question" | "item">;

/**
 * What stands in the way of taking these answers.
 *
 * For      the form before it is sealed and the collector before it stores.
 * Takes    answers in the types of their questions (`readAnswers`).
 * Gives    one fault a question or part at most, in the order of the survey. Only a question
 *          that is shown can be left unanswered; one that is hidden is checked all the same.
 *          Where nobody knows which blocks were asked, no question of a block is demanded.
 */
export function checkAnswers(survey: SurveyDefinition, answers: Answers): readonly AnswerFault[] {
  const knowsBlocks = givenBlocks(survey, answers).length > 0;
  const visible = new Set(
    visibleQuestions(survey, answers)
      .filter(({ block }) => block === undefined || knowsBlocks)
      .map(({ id }) => id),
  );
  return recordedQuestions(survey).flatMap((question) =>
    partsOf(question).flatMap((part) => {
      const value = answerAt(answers, question.id, part);
      const fault =
        value === null
          ? unanswered(question, visible.has(question.id))
          : answerFault(question, value);
      if (fault === null) return [];
      return [{ question: question.id, ...(part === null ? {} : { item: part }), ...fault }];
    }),
  );
}

/** How long a text may be, in characters as a person counts them. */
export function longestText(question: Question): number {
  return Math.min(question.maxLength ?? USUAL_LONGEST_TEXT, LONGEST_TEXT);
}

function unanswered(question: Question, isVisible: boolean): Fault | null {
  const isAsked = isVisible && question.type !== "note";
  return isAsked && question.required === true ? { code: "unanswered", values: {} } : null;
}

function answerFault(question: Question, value: AnswerValue): Fault | null {
  switch (question.type) {
    case "rating":
    case "nps":
    case "effort":
    case "matrix":
    case "pair":
      return offScale(question, value);
    case "number":
      return offRange(question, value);
    case "single":
      return optionFault(question, [String(value)]);
    case "multiple":
    case "ranking":
      return optionFault(question, value as readonly string[]);
    case "consent":
      return value === "yes" || value === "no" ? null : { code: "option-unknown", values: {} };
    case "date":
      return isDay(value) ? null : { code: "date-unreadable", values: {} };
    case "contact":
      return contactFault(value);
    default:
      return tooLong(value, longestText(question));
  }
}

function offScale(question: Question, value: AnswerValue): Fault | null {
  const scale = scaleOf(question);
  if (scale === null || typeof value !== "number") return { code: "kind-unknown", values: {} };
  const { min, max } = scale;
  const fits = Number.isInteger(value) && value >= min && value <= max;
  return fits || isNotApplicable(scale, value) ? null : { code: "off-scale", values: { min, max } };
}

function offRange(question: Question, value: AnswerValue): Fault | null {
  if (typeof value !== "number") return { code: "number-unreadable", values: {} };
  const { min = -Infinity, max = Infinity } = question.scale ?? {};
  return value >= min && value <= max ? null : { code: "off-scale", values: { min, max } };
}

function optionFault(question: Question, chosen: readonly string[]): Fault | null {
  const options = question.options ?? [];
  const known = chosen.map((id) => options.find((option) => option.id === id));
  if (known.includes(undefined)) return { code: "option-unknown", values: {} };
  if (new Set(chosen).size < chosen.length) return { code: "rank-twice", values: {} };
  const alone = known.find((option) => option?.exclusive === true);
  if (alone === undefined || chosen.length === 1) return null;
  return { code: "exclusive-with-others", values: { option: alone.id } };
}

function contactFault(value: AnswerValue): Fault | null {
  const text = answerAt({ contact: value }, "contact", "value");
  if (text === null) return { code: "kind-unknown", values: {} };
  if (answerAt({ contact: value }, "contact", "consent") !== "yes") {
    return { code: "consent-missing", values: {} };
  }
  return tooLong(text, 200);
}

function tooLong(value: AnswerValue, max: number): Fault | null {
  if (typeof value !== "string") return { code: "kind-unknown", values: {} };
  const length = [...value].length;
  return length > max ? { code: "too-long", values: { max, length } } : null;
}

function isDay(value: AnswerValue): boolean {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(String(value));
  if (day === null) return false;
  const [year, month, date] = day.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || date < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return date <= (lengths[month - 1] ?? 0);
}
