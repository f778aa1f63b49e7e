/**
 * Which questions a person sees, and in which order, one thing at a time: items of
 * a matrix and halves of a pair are steps of their own.
 */
import { answerAt, type Answers } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { askedQuestions, inSeedOrder } from "./design.ts";
import { isNotApplicable, scaleOf } from "./scale.ts";
import { holds, parseRule, type Comparison } from "./show.ts";

export interface Step {
  readonly question: Question;
  /** Item of a matrix, "expected" or "perceived" of a pair. */
  readonly part: string | null;
}

/** "第2题，共6题（第1项，共4项）" as numbers; parts is 0 for questions asked at once. */
export interface StepPlace {
  readonly question: number;
  readonly of: number;
  readonly part: number;
  readonly parts: number;
}

export interface Reference {
  readonly question: Question;
  readonly part: string | null;
}

const pairHalves = ["expected", "perceived"] as const;

/** Parts that a question is asked in; [null] when it is asked at once. */
export function partsOf(question: Question): readonly (string | null)[] {
  if (question.type === "matrix") return (question.items ?? []).map((item) => item.id);
  return question.type === "pair" ? pairHalves : [null];
}

/** The same parts in the order that this person is asked them. */
export function orderedParts(question: Question, answers: Answers): readonly (string | null)[] {
  if (question.type !== "matrix") return partsOf(question);
  return inSeedOrder(question, question.items ?? [], answers).map(({ id }) => id);
}

/** Identity of a step: "satisfaction", "aspects.wait". */
export function stepKey({ question, part }: Step): string {
  return part === null ? question.id : `${question.id}.${part}`;
}

/** The question or part that a name in a condition means; null when there is none. */
export function referenceOf(survey: SurveyDefinition, name: string): Reference | null {
  const whole = survey.questions.find((question) => question.id === name);
  if (whole !== undefined) return { question: whole, part: null };
  const parts = survey.questions.flatMap((question) =>
    partsOf(question).flatMap((part) => (part === null ? [] : [{ question, part }])),
  );
  const column = parts.find(({ question, part }) =>
    [`${question.id}_${part}`, `${question.id}.${part}`].includes(name),
  );
  if (column !== undefined) return column;
  const items = parts.filter(({ question, part }) => question.type === "matrix" && part === name);
  return items.length === 1 ? (items[0] ?? null) : null;
}

/**
 * The questions that this person is asked, in order.
 *
 * For      the form, the collector and the flat file, which must agree.
 * Takes    answers so far. What a person answered before a change of mind hid the
 *          question does not decide anything further on.
 * Gives    of the blocks that this person was given: questions without `show`, and those
 *          whose condition holds; hidden fields never.
 */
export function visibleQuestions(survey: SurveyDefinition, answers: Answers): readonly Question[] {
  const visible: Question[] = [];
  const counted: Record<string, Answers[string]> = {};
  for (const question of askedQuestions(survey, answers)) {
    if (!isShown(survey, question, counted)) continue;
    visible.push(question);
    const value = answerAt(answers, question.id, null);
    if (value !== null) counted[question.id] = value;
  }
  return visible.filter((question) => question.type !== "hidden");
}

/** What this person is asked, one thing at a time. */
export function visibleSteps(survey: SurveyDefinition, answers: Answers): readonly Step[] {
  return visibleQuestions(survey, answers).flatMap((question) =>
    orderedParts(question, answers).map((part) => ({ question, part })),
  );
}

/** The step after one (null: before the first); null after the last. */
export function nextStep(
  survey: SurveyDefinition,
  answers: Answers,
  from: Step | null,
): Step | null {
  return neighbour(survey, answers, { from, forward: true });
}

/** The step before one; null before the first. */
export function previousStep(
  survey: SurveyDefinition,
  answers: Answers,
  from: Step | null,
): Step | null {
  return neighbour(survey, answers, { from, forward: false });
}

/** Where a step stands. Notes are read, not asked, and do not count. */
export function stepPlace(survey: SurveyDefinition, answers: Answers, step: Step): StepPlace {
  const asked = visibleQuestions(survey, answers).filter(({ type }) => type !== "note");
  const parts = orderedParts(step.question, answers);
  const isSplit = parts[0] !== null && parts.length > 1;
  return {
    question: asked.findIndex(({ id }) => id === step.question.id) + 1,
    of: asked.length,
    part: isSplit ? parts.indexOf(step.part) + 1 : 0,
    parts: isSplit ? parts.length : 0,
  };
}

/** One comparison against the answers; false when there is nothing to compare. */
export function compares(
  survey: SurveyDefinition,
  answers: Answers,
  { name, operator, value }: Comparison,
): boolean {
  const reference = referenceOf(survey, name);
  if (reference === null) return false;
  const answer = answerAt(answers, reference.question.id, reference.part);
  if (answer === null) return false;
  if (operator === "has") return Array.isArray(answer) && answer.includes(String(value));
  if (typeof answer === "object") return false;
  if (operator === "=") return String(answer) === String(value);
  if (operator === "!=") return String(answer) !== String(value);
  const scale = scaleOf(reference.question);
  if (typeof answer === "number" && scale !== null && isNotApplicable(scale, answer)) return false;
  return inOrder(answer, operator, value);
}

function inOrder(answer: string | number, operator: string, value: string | number): boolean {
  if (typeof answer !== typeof value) return false;
  if (operator === "<") return answer < value;
  if (operator === "<=") return answer <= value;
  return operator === ">" ? answer > value : answer >= value;
}

function isShown(survey: SurveyDefinition, question: Question, answers: Answers): boolean {
  if (question.show === undefined) return true;
  const parsed = parseRule(question.show);
  if (!("rule" in parsed)) return false;
  return holds(parsed.rule, (comparison) => compares(survey, answers, comparison));
}

function neighbour(
  survey: SurveyDefinition,
  answers: Answers,
  { from, forward }: { readonly from: Step | null; readonly forward: boolean },
): Step | null {
  const steps = visibleSteps(survey, answers);
  if (from === null) return (forward ? steps[0] : steps.at(-1)) ?? null;
  const at = steps.findIndex((step) => stepKey(step) === stepKey(from));
  if (at >= 0) return steps[at + (forward ? 1 : -1)] ?? null;
  return nearestInOrder(askedQuestions(survey, answers), steps, { from, forward });
}

/** From a step that an answer has just hidden: the nearest one still shown. */
function nearestInOrder(
  questions: readonly Question[],
  steps: readonly Step[],
  { from, forward }: { readonly from: Step; readonly forward: boolean },
): Step | null {
  const order = new Map(questions.map(({ id }, index) => [id, index]));
  const here = order.get(from.question.id) ?? 0;
  const isBeyond = (step: Step) => {
    const there = order.get(step.question.id) ?? 0;
    return forward ? there > here : there < here;
  };
  return (forward ? steps.find(isBeyond) : steps.findLast(isBeyond)) ?? null;
}
