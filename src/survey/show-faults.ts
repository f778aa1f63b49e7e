/** What is wrong with a condition of `show` or `goto`: unknown, later, of another kind, never true. */
import type { AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import type { SurveyFault } from "./faults.ts";
import { candidates, offeredBy } from "./possible-answers.ts";
import { referenceOf, type Reference } from "./references.ts";
import { conditionsOf, resolved } from "./rules.ts";
import { isNotApplicable, scaleOf } from "./scale.ts";
import {
  comparisonsOf,
  holds,
  parseRule,
  type Comparison,
  type Operator,
  type Rule,
} from "./show.ts";
import { compares } from "./steps.ts";

/** More combinations than this are not tried; every comparison is still checked alone. */
const MOST_COMBINATIONS = 20_000;

/**
 * Faults of one question's conditions.
 *
 * Takes    the survey, one of its questions and its place. A jump is decided once its question
 *          is answered, so that its condition may name that question too.
 * Gives    faults at ["questions", index, "show"] or ["questions", index, "goto", n, "if"].
 */
export function showFaults(
  survey: SurveyDefinition,
  question: Question,
  index: number,
): readonly SurveyFault[] {
  return conditionsOf(question).flatMap(({ text, path: below }) => {
    const path = ["questions", index, ...below];
    const end = below[0] === "show" ? index : index + 1;
    const values = { question: question.id, rule: text };
    return ruleFaults(survey, text, { index, end }).map(({ code, values: more }) => ({
      code,
      path,
      values: { ...values, ...more },
    }));
  });
}

interface Place {
  readonly index: number;
  /** Questions before this one are answered when the condition is looked at. */
  readonly end: number;
}

function ruleFaults(survey: SurveyDefinition, text: string, place: Place): readonly Found[] {
  const parsed = parseRule(text);
  if ("fault" in parsed) {
    const { at, found } = parsed.fault;
    return [{ code: "show-unreadable", values: { at: at + 1, found } }];
  }
  const faults = comparisonsOf(parsed.rule).flatMap((comparison) =>
    comparisonFault(survey, place, comparison),
  );
  if (faults.length > 0 || canHold(survey, resolved(survey, parsed.rule))) return faults;
  return [{ code: "show-never", values: {} }];
}

type Found = Pick<SurveyFault, "code" | "values">;

function comparisonFault(
  survey: SurveyDefinition,
  { index, end }: Place,
  comparison: Comparison,
): Found[] {
  const { name, operator, value } = comparison;
  const reference = referenceOf(survey, name);
  if (reference === null) {
    const known = survey.questions.slice(0, end).map(({ id }) => id);
    return [{ code: "show-question-unknown", values: { name, known: known.join(", ") } }];
  }
  const { question } = reference;
  const place = survey.questions.indexOf(question);
  if (place >= end) return [{ code: "show-question-later", values: { name } }];
  const { block } = question;
  if (block !== undefined && block !== survey.questions[index]?.block) {
    return [{ code: "show-other-block", values: { name, block } }];
  }
  if (!fitsOperator(reference, operator) || !fitsValue(question, comparison)) {
    return [{ code: "show-type-mismatch", values: { name, type: question.type, operator, value } }];
  }
  const offered = offeredBy(question);
  if (offered === null || isOffered(question, comparison, offered)) return [];
  const list = offered.map((one) => `"${one}"`).join(", ");
  return [{ code: "question-unreachable", values: { name, operator, value, offered: list } }];
}

function fitsOperator({ question, part }: Reference, operator: Operator): boolean {
  const isSplit = question.type === "matrix" || question.type === "pair";
  if (isSplit && part === null) return false;
  switch (question.type) {
    case "multiple":
    case "ranking":
      return operator === "has";
    case "single":
    case "consent":
    case "hidden":
      return operator === "=" || operator === "!=";
    case "text":
    case "contact":
    case "note":
      return false;
    default:
      return operator !== "has";
  }
}

function fitsValue(question: Question, { value }: Comparison): boolean {
  if (question.type === "date") return /^\d{4}-\d{2}-\d{2}$/u.test(String(value));
  const isNumber = scaleOf(question) !== null || question.type === "number";
  return !isNumber || typeof value === "number";
}

function isOffered(
  question: Question,
  { operator, value }: Comparison,
  offered: readonly (string | number)[],
): boolean {
  const texts = offered.map(String);
  if (operator === "=" || operator === "has" || operator === "!=") {
    return texts.includes(String(value));
  }
  const scale = scaleOf(question);
  return offered.some((one) => {
    if (typeof one !== "number" || (scale !== null && isNotApplicable(scale, one))) return false;
    const limit = Number(value);
    if (operator === "<") return one < limit;
    if (operator === "<=") return one <= limit;
    return operator === ">" ? one > limit : one >= limit;
  });
}

/** Whether any answers at all make the rule true: tried out, answer by answer. */
function canHold(survey: SurveyDefinition, rule: Rule): boolean {
  const names = [...new Set(comparisonsOf(rule).map(({ name }) => name))];
  const choices = names.map((name) => {
    const named = comparisonsOf(rule).filter((comparison) => comparison.name === name);
    const question = referenceOf(survey, name)?.question;
    return question === undefined ? [] : candidates(question, named);
  });
  const total = choices.reduce((product, list) => product * ((list?.length ?? Infinity) + 1), 1);
  if (total > MOST_COMBINATIONS) return true;
  const tryFrom = (at: number, chosen: ReadonlyMap<string, Candidate>): boolean => {
    const name = names[at];
    if (name === undefined) return holdsFor(survey, rule, chosen);
    const list = [null, ...(choices[at] ?? [])];
    return list.some((value) => tryFrom(at + 1, new Map(chosen).set(name, value)));
  };
  return tryFrom(0, new Map());
}

type Candidate = AnswerValue | null;

function holdsFor(
  survey: SurveyDefinition,
  rule: Rule,
  chosen: ReadonlyMap<string, Candidate>,
): boolean {
  return holds(rule, (comparison) => {
    const reference = referenceOf(survey, comparison.name);
    const value = chosen.get(comparison.name) ?? null;
    if (reference === null || value === null) return false;
    const { question, part } = reference;
    const answers = { [question.id]: part === null ? value : { [part]: value as number } };
    return compares(answers, comparison);
  });
}
