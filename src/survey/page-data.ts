/** What the script of a survey's page needs to walk, check and word the steps without a dictionary. */
import { localisedText, type Words } from "../words/words.ts";
import type { Option, Question, SurveyDefinition } from "./definition.ts";
import { formMessages } from "./messages.ts";
import { recordedQuestions } from "./recorded.ts";
import { readRules } from "./rules.ts";
import type { Rule } from "./show.ts";
import { hasState } from "./survey-state.ts";

const noticeWords = ["offline", "refused", "unsent", "resumed", "start-over", "preview"] as const;
const buttonWords = ["next", "next-item", "send", "sending"] as const;

/** What the script says itself; braces are filled in there. */
export type FormWords = Readonly<
  Record<
    | "where"
    | "where-part"
    | "step-title"
    | "error"
    | "heading"
    | (typeof buttonWords)[number]
    | (typeof noticeWords)[number],
    string
  >
>;

export interface SurveyPageData {
  /** Without its words; each question has only what the script reads. */
  readonly survey: SurveyDefinition;
  readonly locale: string;
  readonly thanks: string;
  /** Fields that are kept and are no step: one's own words beside "other", what chance decided. */
  readonly beside: readonly string[];
  /** By question, or by step where the item stands inside the title. */
  readonly names: Readonly<Record<string, string>>;
  /** By question and code; `{name}` is the name of the step. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly words: FormWords;
  /** Only where the survey has days or a quota. */
  readonly hours?: {
    readonly opensAt?: string;
    readonly closesAt?: string;
    /** The hidden field that a quota counts by. */
    readonly of?: string;
  };
}

/** Data for the page of one locale; what is empty or false is left out, for every byte is sent. */
export function pageData(survey: SurveyDefinition, words: Words, thanks: string): unknown {
  const asked = survey.questions.filter(({ type }) => type !== "hidden");
  const known = new Set(survey.questions);
  const messages = asked.map(
    (question) => [question.id, formMessages(survey, question, words)] as const,
  );
  return {
    survey: slimSurvey(survey),
    locale: words.locale,
    thanks,
    beside: recordedQuestions(survey)
      .filter((question) => !known.has(question))
      .map(({ id }) => id),
    names: Object.fromEntries(asked.flatMap((question) => namesOf(question, words.locale))),
    messages: Object.fromEntries(messages.filter(([, texts]) => Object.keys(texts).length > 0)),
    words: formWords(words),
    hours: hasState(survey)
      ? { opensAt: survey.opensAt, closesAt: survey.closesAt, of: survey.quota?.of }
      : undefined,
  };
}

/** Names that do not stand on the page already, as the item of a matrix does. */
function namesOf(question: Question, locale: string): readonly (readonly [string, string])[] {
  const { id, items, short, title } = question;
  if (items === undefined) {
    return short === undefined ? [] : [[id, localisedText(short, locale)]];
  }
  if (!localisedText(title, locale).includes("{item}")) return [];
  return items.map((item) => [`${id}.${item.id}`, localisedText(item.title, locale)]);
}

function formWords(words: Words): FormWords {
  const t = (key: string, values = {}) => words.t(`survey.${key}`, values);
  const place = { question: "{question}", of: "{of}", part: "{part}", parts: "{parts}" };
  return {
    where: t("where", place),
    "where-part": t("where-part", place),
    "step-title": t("step-title", { where: "{where}", name: "{name}" }),
    error: t("error-title", { title: "{title}" }),
    heading: t("errors.heading", { count: 1 }),
    ...texts(buttonWords, t),
    ...texts(noticeWords, (key) => t(`notice.${key}`)),
  };
}

function texts<Key extends string>(
  keys: readonly Key[],
  text: (key: Key) => string,
): Readonly<Record<Key, string>> {
  return Object.fromEntries(keys.map((key) => [key, text(key)])) as Record<Key, string>;
}

function slimSurvey(survey: SurveyDefinition): unknown {
  const { id, version, blocks, questions } = readRules(survey);
  return {
    id,
    version,
    blocks,
    questions: questions.map(slimQuestion),
  };
}

/** `undefined` is left out of JSON. */
function slimQuestion(question: Question): unknown {
  const { id, type, required, items, options, rule, goto, order, block } = question;
  const { maxLength, scale, values } = question;
  return {
    id,
    type,
    required: required === true ? true : undefined,
    items: items?.map((item) => ({ id: item.id })),
    options: order === undefined ? undefined : options?.map(slimOption),
    rule: rule && slimRule(rule),
    goto: goto?.map((jump) => ({ rule: jump.rule && slimRule(jump.rule), to: jump.to })),
    order,
    block,
    maxLength,
    values,
    scale: type === "number" ? scale : undefined,
  };
}

function slimOption({ id, exclusive, other }: Option): unknown {
  return { id, exclusive, other };
}

/** Names are resolved already. */
function slimRule(rule: Rule): unknown {
  if (rule.kind === "compare") return { ...rule, name: undefined };
  return { ...rule, of: rule.kind === "not" ? slimRule(rule.of) : rule.of.map(slimRule) };
}
