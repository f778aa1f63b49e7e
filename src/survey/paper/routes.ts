/** What a screen decides by itself, in words and arrows: who answers a question, and where an answer leads. */
import type { Words } from "../../words/words.ts";
import { localisedText } from "../../words/words.ts";
import type { Answers, AnswerValue } from "../answers.ts";
import type { Jump, Question, SurveyDefinition } from "../definition.ts";
import { pointWord } from "../field-html.ts";
import { isWorded } from "../messages.ts";
import { offeredBy } from "../possible-answers.ts";
import { questionWords } from "../question-words.ts";
import { referenceOf } from "../references.ts";
import { isNotApplicable, scaleOf } from "../scale.ts";
import { comparisonsOf, type Comparison, type Rule } from "../show.ts";
import { compares } from "../steps.ts";
import type { PaperPlaces } from "./places.ts";

export interface PaperView {
  /** With its rules read. */
  readonly survey: SurveyDefinition;
  readonly words: Words;
  readonly places: PaperPlaces;
}

/** "only if …"; null for a question that everybody answers. */
export function onlyIf({ rule }: Question, view: PaperView): string | null {
  return rule === undefined
    ? null
    : view.words.t("paper.only-if", { condition: condition(rule, view) });
}

/**
 * Where one answer leads.
 *
 * For      the arrow beside an answer of a question that has one of a list.
 * Gives    the number of the next question, "end", or null where that is simply the next one, or
 *          where other answers decide too: the later question says then who answers it.
 */
export function leadsTo(
  question: Question,
  value: string | number,
  { survey, places }: PaperView,
): number | "end" | null {
  const { questions } = survey;
  const { goto = [] } = question;
  if (goto.length > 0 && !isByAnswer(question)) return null;
  const answers: Answers = { [question.id]: value };
  const passed = new Set<string>();
  const decided = (comparison: Comparison) => {
    const of = comparison.of?.question ?? "";
    if (of === question.id) return compares(answers, comparison);
    return passed.has(of) ? false : null;
  };
  const jump = goto.find(({ rule }) => rule === undefined || certainly(rule, decided) === true);
  if (jump?.to === "end") return "end";
  const after = questions.slice(questions.indexOf(question) + 1);
  const onPaper = after.filter((each) => places.form.includes(each) && each.type !== "note");
  let target = jump?.to ?? null;
  const next = onPaper.find((each) => {
    if (target === each.id) target = null;
    const isPassed =
      target !== null || (each.rule !== undefined && certainly(each.rule, decided) === false);
    if (isPassed) passed.add(each.id);
    return !isPassed;
  });
  if (next === undefined) return onPaper.length === 0 ? null : "end";
  return next === onPaper[0] || next.block !== question.block ? null : places.number(next);
}

/** What a rule comes to while some of its comparisons are open (null): null where they decide. */
function certainly(
  rule: Rule,
  decided: (comparison: Comparison) => boolean | null,
): boolean | null {
  if (rule.kind === "compare") return decided(rule);
  if (rule.kind === "not") {
    const inner = certainly(rule.of, decided);
    return inner === null ? null : !inner;
  }
  const parts = rule.of.map((each) => certainly(each, decided));
  const settling = rule.kind === "or";
  if (parts.includes(settling)) return settling;
  return parts.includes(null) ? null : !settling;
}

/** Jumps that arrows cannot say: of several answers, of earlier questions, or of any answer. */
export function jumpLines(question: Question, view: PaperView): readonly string[] {
  return isByAnswer(question) ? [] : (question.goto ?? []).map((jump) => jumpLine(jump, view));
}

/** Jumps that one answer of a list decides, so that an arrow beside each answer says them. */
function isByAnswer({ id, type, goto = [] }: Question): boolean {
  const isOwn = ({ rule }: Jump) =>
    rule === undefined || comparisonsOf(rule).every(({ of }) => of?.question === id);
  const isList = ["single", "consent", "rating", "nps", "effort"].includes(type);
  return isList && goto.every(isOwn) && goto.some(({ rule }) => rule !== undefined);
}

function jumpLine({ rule, to }: Jump, view: PaperView): string {
  const { survey, words, places } = view;
  const target = survey.questions.findIndex(({ id }) => id === to);
  const next = survey.questions
    .slice(Math.max(0, target))
    .find((each) => places.number(each) !== null);
  const number = to === "end" || next === undefined ? null : places.number(next);
  const where =
    number === null ? words.t("paper.to-end") : words.t("paper.to", { question: number });
  return rule === undefined
    ? words.t("paper.then", { where })
    : words.t("paper.if-then", { condition: condition(rule, view), where });
}

function condition(rule: Rule, view: PaperView): string {
  const { words } = view;
  if (rule.kind === "compare") return comparison(rule, view, false);
  if (rule.kind === "not") {
    return rule.of.kind === "compare"
      ? comparison(rule.of, view, true)
      : words.t("paper.not", { condition: condition(rule.of, view) });
  }
  const parts = rule.of.map((inner) =>
    inner.kind === "compare" || (inner.kind === "not" && inner.of.kind === "compare")
      ? condition(inner, view)
      : words.t("paper.group", { condition: condition(inner, view) }),
  );
  return parts.join(words.t(`paper.${rule.kind}`));
}

/** "question 3 is “yes”", of an item "question 3 (wait) is “poor” or “bad”". */
function comparison(rule: Comparison, view: PaperView, isNot: boolean): string {
  const { words } = view;
  const reference = referenceOf(view.survey, rule.name);
  if (reference === null) return rule.name;
  const name = placeName(reference, view);
  const kind = isNot ? "is-not" : "is";
  if (rule.operator === "has") {
    const answer = answerWord(reference, String(rule.value), view);
    return words.t(`paper.${isNot ? "has-not" : "has"}`, { name, answer });
  }
  const fitting = fits(rule, reference.question);
  if (fitting === null) {
    const answer = words.t(`paper.operator.${operatorKey[rule.operator]}`, {
      value: String(rule.value),
    });
    return words.t(`paper.${isNot ? "value-not" : "value"}`, { name, answer });
  }
  return words.t(`paper.${kind}`, { name, answers: answerWords(reference, fitting, view) });
}

const operatorKey = {
  "=": "is",
  "!=": "other",
  "<": "below",
  "<=": "most",
  ">": "above",
  ">=": "least",
} as const;

/** The offered answers that make a comparison true; null where they cannot be listed. */
function fits(rule: Comparison, question: Question): readonly (string | number)[] | null {
  const offered = offeredBy(question);
  if (offered === null || rule.of === undefined) return null;
  const { part } = rule.of;
  const listed = offered.filter((value: AnswerValue) =>
    compares({ [question.id]: part === null ? value : { [part]: value as number } }, rule),
  );
  return listed.length === 0 ? null : listed;
}

/** "“poor” or “bad”"; points that are no words and follow each other as "0 to 6". */
function answerWords(
  reference: Referred,
  values: readonly (string | number)[],
  view: PaperView,
): string {
  const { words } = view;
  const points = values.map(Number).toSorted((one, other) => one - other);
  const [low = 0] = points;
  const high = points.at(-1) ?? 0;
  const isRun = points.length > 2 && points.every((point, index) => point === low + index);
  if (isRun && scaleOf(reference.question) !== null && !isWorded(reference.question)) {
    return words.t("paper.range", { low, high });
  }
  return values
    .map((value) => words.t("paper.quoted", { answer: answerWord(reference, String(value), view) }))
    .join(words.t("paper.or"));
}

type Referred = NonNullable<ReturnType<typeof referenceOf>>;

/** "question 3", or "question 3 (the wait)". */
export function placeName({ question, part }: Referred, { words, places }: PaperView): string {
  const number = places.number(question);
  if (number === null) return words.t("paper.staff-cell", { name: question.id });
  const name = words.t("survey.numbered", { question: number });
  if (part === null) return name;
  const item = question.items?.find(({ id }) => id === part);
  const { title, lead } = questionWords({ question, part }, words);
  const short = item === undefined ? (lead ?? title) : localisedText(item.title, words.locale);
  return words.t("paper.item", { name, item: short });
}

function answerWord({ question, part }: Referred, value: string, { words }: PaperView): string {
  if (question.type === "consent") return words.t(`survey.consent.${value}`);
  const option = question.options?.find(({ id }) => id === value);
  if (option !== undefined) return localisedText(option.title, words.locale);
  const scale = scaleOf(question);
  if (scale === null) return value;
  const isNumber = !isNotApplicable(scale, Number(value)) && !isWorded(question);
  return isNumber ? value : pointWord({ step: { question, part }, words }, scale, Number(value));
}
