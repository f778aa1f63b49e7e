/**
 * Which questions a person sees, and in which order, one thing at a time: items of
 * a matrix and halves of a pair are steps of their own.
 */
import { answerAt, type Answers } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { holds, type Comparison, type Rule } from "./show.ts";

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

const pairHalves = ["expected", "perceived"] as const;

/** Parts that a question is asked in; [null] when it is asked at once. */
export function partsOf(question: Question): readonly (string | null)[] {
  if (question.type === "matrix") return (question.items ?? []).map((item) => item.id);
  return question.type === "pair" ? pairHalves : [null];
}

/** Identity of a step: "satisfaction", "aspects.wait". */
export function stepKey({ question, part }: Step): string {
  return part === null ? question.id : `${question.id}.${part}`;
}

/**
 * The questions that this person is asked, in order.
 *
 * For      the form, the collector and the flat file, which must agree.
 * Takes    the survey as this person gets it (`surveyFor`) and the answers so far. What a
 *          person answered before a change of mind hid the question does not decide
 *          anything further on.
 * Gives    questions without `show` and those whose condition holds, but none that an
 *          earlier one jumps over; hidden fields never.
 */
export function visibleQuestions(survey: SurveyDefinition, answers: Answers): readonly Question[] {
  const visible: Question[] = [];
  const counted: Record<string, Answers[string]> = {};
  const isTrue = (rule: Rule) => holds(rule, (each) => compares(counted, each));
  let target: string | null = null;
  for (const question of survey.questions) {
    const { id, show, rule, goto = [] } = question;
    if (target !== null && target !== id) continue;
    target = null;
    if (rule === undefined ? show !== undefined : !isTrue(rule)) continue;
    visible.push(question);
    const value = answerAt(answers, id, null);
    if (value !== null) counted[id] = value;
    const jump = goto.find((each) =>
      each.rule === undefined ? each.if === undefined : isTrue(each.rule),
    );
    target = jump?.to ?? null;
  }
  return visible.filter(({ type }) => type !== "hidden");
}

/** What this person is asked, one thing at a time. */
export function visibleSteps(survey: SurveyDefinition, answers: Answers): readonly Step[] {
  return visibleQuestions(survey, answers).flatMap((question) =>
    partsOf(question).map((part) => ({ question, part })),
  );
}

/** The step after one that is asked (null: before the first); null after the last. */
export function nextStep(
  survey: SurveyDefinition,
  answers: Answers,
  from: Step | null,
): Step | null {
  const steps = visibleSteps(survey, answers);
  return steps[from === null ? 0 : placeOf(steps, from) + 1] ?? null;
}

/** The step before one that is asked (null: after the last); null before the first. */
export function previousStep(
  survey: SurveyDefinition,
  answers: Answers,
  from: Step | null,
): Step | null {
  const steps = visibleSteps(survey, answers);
  return steps[from === null ? steps.length - 1 : placeOf(steps, from) - 1] ?? null;
}

function placeOf(steps: readonly Step[], step: Step): number {
  return steps.findIndex((each) => stepKey(each) === stepKey(step));
}

/** Where a step stands. Notes are read, not asked, and do not count. */
export function stepPlace(survey: SurveyDefinition, answers: Answers, step: Step): StepPlace {
  const asked = visibleQuestions(survey, answers).filter(({ type }) => type !== "note");
  const parts = partsOf(step.question);
  const isSplit = parts[0] !== null && parts.length > 1;
  return {
    question: asked.findIndex(({ id }) => id === step.question.id) + 1,
    of: asked.length,
    part: isSplit ? parts.indexOf(step.part) + 1 : 0,
    parts: isSplit ? parts.length : 0,
  };
}

/** One comparison against the answers; false when there is nothing to compare. */
export function compares(answers: Answers, { operator, value, of }: Comparison): boolean {
  const answer = of === undefined ? null : answerAt(answers, of.question, of.part);
  if (answer === null) return false;
  if (operator === "has") return Array.isArray(answer) && answer.includes(String(value));
  if (typeof answer === "object") return false;
  if (operator === "=") return String(answer) === String(value);
  if (operator === "!=") return String(answer) !== String(value);
  const isPoint = typeof answer !== "number" || of?.na?.includes(answer) !== true;
  return isPoint && inOrder(answer, operator, value);
}

function inOrder(answer: string | number, operator: string, value: string | number): boolean {
  if (typeof answer !== typeof value) return false;
  if (operator === "<") return answer < value;
  if (operator === "<=") return answer <= value;
  return operator === ">" ? answer > value : answer >= value;
}
