/** What a respondent reads about an answer: the same words beside the question and in the summary. */
import { localisedText, type Words } from "../words/words.ts";
import type { AnswerFault, AnswerFaultCode } from "./answers.ts";
import { longestText } from "./check-answers.ts";
import type { Localised, Question, SurveyDefinition } from "./definition.ts";
import { scaleOf } from "./scale.ts";
import { stepPlace, type Step } from "./steps.ts";

/** Chinese writes “第2题” where a question has no short name; nothing is called by its whole title. */
export function stepName(survey: SurveyDefinition, step: Step, words: Words): string {
  const { question, part } = step;
  const item = question.items?.find(({ id }) => id === part);
  const name: Localised | undefined = item?.title ?? question.short;
  if (name !== undefined) return localisedText(name, words.locale);
  const place = stepPlace({ ...survey, questions: survey.questions.map(shown) }, {}, step);
  return words.t("survey.numbered", { question: place.question });
}

/**
 * The words of a fault.
 *
 * For      the form, the error summary, the collector's reply.
 * Takes    a fault of this survey and the words of the respondent's locale.
 * Gives    an instruction when nothing was answered, what is wanted when it does not fit.
 */
export function faultMessage(survey: SurveyDefinition, fault: AnswerFault, words: Words): string {
  const question = survey.questions.find(({ id }) => id === fault.question);
  if (question === undefined)
    return words.t(`survey.faults.${fault.code}`, { name: fault.question });
  const step: Step = { question, part: fault.item ?? null };
  if (fault.code === "unanswered") return missingMessage(survey, step, words);
  const { min = 0, max = 0 } = scaleOf(question) ?? {};
  const option = question.options?.find(({ id }) => id === fault.values.option);
  return words.t(`survey.faults.${fault.code}`, {
    name: fault.code === "item-unknown" ? (fault.item ?? "") : stepName(survey, step, words),
    min,
    max: fault.code === "too-long" ? longestText(question) : max,
    option: option === undefined ? "" : localisedText(option.title, words.locale),
  });
}

/** Every message that the script may need for a step, by code. */
export function stepMessages(
  survey: SurveyDefinition,
  step: Step,
  words: Words,
): Readonly<Record<string, string>> {
  const { question, part } = step;
  const alone = question.options?.find(({ exclusive }) => exclusive === true);
  return Object.fromEntries(
    possibleCodes(question).map((code) => {
      const item = part === null ? {} : { item: part };
      const values: AnswerFault["values"] = alone === undefined ? {} : { option: alone.id };
      const fault: AnswerFault = { question: question.id, ...item, code, values };
      return [code, faultMessage(survey, fault, words)];
    }),
  );
}

function missingMessage(survey: SurveyDefinition, step: Step, words: Words): string {
  const { question } = step;
  if (question.missing !== undefined) return localisedText(question.missing, words.locale);
  const scale = scaleOf(question);
  const values = {
    name: stepName(survey, step, words),
    min: scale?.min ?? 0,
    max: scale?.max ?? 0,
  };
  return words.t(`survey.missing.${missingKind(question)}`, values);
}

function missingKind(question: Question): string {
  switch (question.type) {
    case "nps":
    case "effort":
      return "score";
    case "rating":
    case "matrix":
    case "pair":
      return isWorded(question) ? "choice" : "score";
    case "multiple":
      return "several";
    case "single":
      return "choice";
    case "hidden":
    case "note":
      return "text";
    default:
      return question.type;
  }
}

/** A scale whose every point has a word is asked in words, not in numbers. */
export function isWorded(question: Question): boolean {
  const scale = scaleOf(question);
  if (scale?.labels === undefined || question.type === "nps") return false;
  const { labels, min, max } = scale;
  return Array.from({ length: max - min + 1 }, (_, step) => String(min + step)).every(
    (point) => labels[point] !== undefined,
  );
}

function possibleCodes(question: Question): readonly AnswerFaultCode[] {
  const codes: AnswerFaultCode[] = question.required === true ? ["unanswered"] : [];
  switch (question.type) {
    case "text":
      return [...codes, "too-long"];
    case "number":
      return [...codes, "number-unreadable", "off-scale"];
    case "date":
      return [...codes, "date-unreadable"];
    case "multiple":
      return [...codes, "exclusive-with-others"];
    case "ranking":
      return [...codes, "rank-twice"];
    case "contact":
      return [...codes, "consent-missing", "too-long"];
    default:
      return codes;
  }
}

function shown(question: Question): Question {
  const { show: _show, ...always } = question;
  return always;
}
