/** What a respondent reads about an answer: the same words beside the question and in the summary. */
import { localisedText, type Words } from "../words/words.ts";
import type { AnswerFault, AnswerFaultCode } from "./answers.ts";
import type { Localised, Question, SurveyDefinition } from "./definition.ts";
import { LONGEST_OTHER, otherName } from "./recorded.ts";
import { scaleOf } from "./scale.ts";
import { stepPlace, type Step } from "./steps.ts";
import { longestText } from "./written-faults.ts";

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
  const isOwn = ({ id }: Question) => id === fault.question;
  const question =
    survey.questions.find(isOwn) ??
    survey.questions.find((each) => otherName(each) === fault.question);
  if (question === undefined)
    return words.t(`survey.faults.${fault.code}`, { name: fault.question });
  const step: Step = { question, part: fault.item ?? null };
  if (fault.code === "unanswered") return missingMessage(survey, step, words);
  const { min = 0, max = 0 } = scaleOf(question) ?? {};
  const longest = isOwn(question) ? longestText(question) : LONGEST_OTHER;
  const option = question.options?.find(({ id }) => id === fault.values.option);
  return words.t(`survey.faults.${fault.code}`, {
    name: fault.code === "item-unknown" ? (fault.item ?? "") : stepName(survey, step, words),
    min,
    max: fault.code === "too-long" ? longest : max,
    option: option === undefined ? "" : localisedText(option.title, words.locale),
  });
}

/**
 * What the script may have to say about a question, by code; nobody can choose what the form
 * does not offer, so that only what is missing or written needs words.
 *
 * Gives    texts in which `{name}` stands for the item of a matrix.
 */
export function formMessages(
  survey: SurveyDefinition,
  question: Question,
  words: Words,
): Readonly<Record<string, string>> {
  const [item] = question.items ?? [];
  const step: Step = { question: unnamed(question), part: item?.id ?? null };
  return Object.fromEntries(
    writtenCodes(question).map((code) => {
      const values: AnswerFault["values"] = {};
      const part = step.part === null ? {} : { item: step.part };
      const asked = { ...survey, questions: [...survey.questions, step.question] };
      const fault: AnswerFault = { question: step.question.id, ...part, code, values };
      return [code, faultMessage(asked, fault, words)];
    }),
  );
}

/** The same question under a name that the script fills in, for each item of a matrix. */
function unnamed(question: Question): Question {
  const { items } = question;
  if (items === undefined) return question;
  const named = (locales: Localised): Localised =>
    Object.fromEntries(Object.keys(locales).map((locale) => [locale, "{name}"]));
  return {
    ...question,
    id: `${question.id}.`,
    items: items.map((item) => ({ ...item, title: named(item.title) })),
  };
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

function writtenCodes(question: Question): readonly AnswerFaultCode[] {
  const codes: AnswerFaultCode[] = question.required === true ? ["unanswered"] : [];
  switch (question.type) {
    case "text":
      return [...codes, "too-long"];
    case "number": {
      const { scale } = question;
      return [
        ...codes,
        "number-unreadable",
        ...(scale === undefined ? [] : ["off-scale" as const]),
      ];
    }
    case "date":
      return [...codes, "date-unreadable"];
    case "ranking":
      return [...codes, "rank-twice"];
    case "contact":
      return [...codes, "consent-missing", "too-long"];
    default:
      return codes;
  }
}

function shown(question: Question): Question {
  const { show: _show, rule: _rule, goto: _goto, ...always } = question;
  return always;
}
