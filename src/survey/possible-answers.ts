/** Answers that lead different ways through a survey: what the checks at build walk through. */
import { withAnswer, type Answers, type AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { referenceOf, type Reference } from "./references.ts";
import { conditionsOf, resolved } from "./rules.ts";
import { pointsOf, scaleOf } from "./scale.ts";
import { comparisonsOf, parseRule, type Comparison } from "./show.ts";
import { compares } from "./steps.ts";

/** More ways than this are not walked. */
const MOST_WAYS = 4000;

/** Comparisons in all conditions of a survey that can be read. */
function comparisonsIn(survey: SurveyDefinition): readonly Comparison[] {
  return survey.questions.flatMap((question) =>
    conditionsOf(question).flatMap(({ text }) => {
      const parsed = parseRule(text);
      return "rule" in parsed ? comparisonsOf(resolved(survey, parsed.rule)) : [];
    }),
  );
}

/**
 * One set of answers for each way that the conditions of a survey can tell apart.
 *
 * Gives    null when there are too many to walk.
 */
export function possibleAnswers(survey: SurveyDefinition): readonly Answers[] | null {
  const comparisons = comparisonsIn(survey);
  const names = [...new Set(comparisons.map(({ name }) => name))];
  let ways: readonly Answers[] = [{}];
  for (const name of names) {
    const reference = referenceOf(survey, name);
    if (reference === null) continue;
    const named = comparisons.filter((comparison) => comparison.name === name);
    const values = tellingApart(reference, named);
    if (values === null) return null;
    if (ways.length * values.length > MOST_WAYS) return null;
    const at = { question: reference.question.id, part: reference.part };
    ways = ways.flatMap((answers) => values.map((value) => withAnswer(answers, at, value)));
  }
  return ways;
}

/** Answers to one question, one for each outcome of the comparisons that name it; null: too many. */
function tellingApart(
  { question, part }: Reference,
  comparisons: readonly Comparison[],
): readonly (AnswerValue | null)[] | null {
  const offered = candidates(question, comparisons);
  if (offered === null) return null;
  const all = question.required === true ? offered : [null, ...offered];
  const outcomes = new Map<string, AnswerValue | null>();
  for (const value of all) {
    const answers = withAnswer({}, { question: question.id, part }, value);
    const outcome = comparisons.map((each) => compares(answers, each)).join();
    if (!outcomes.has(outcome)) outcomes.set(outcome, value);
  }
  return [...outcomes.values()];
}

/** Answers that comparisons with a question may treat differently; null where they are too many. */
export function candidates(
  question: Question,
  comparisons: readonly Comparison[],
): readonly AnswerValue[] | null {
  const offered = offeredBy(question);
  if (question.type === "multiple" || question.type === "ranking") {
    const ids = [...new Set(comparisons.map(({ value }) => String(value)))];
    return 2 ** ids.length > MOST_WAYS ? null : subsets(question, ids);
  }
  if (offered !== null) return offered;
  return comparisons.flatMap<AnswerValue>(({ value }) =>
    typeof value === "number" ? [value - 1, value, value + 1] : around(value),
  );
}

/** All answers that a question can get; null when they cannot be listed. */
export function offeredBy(question: Question): readonly (string | number)[] | null {
  if (question.type === "consent") return ["yes", "no"];
  if (question.options !== undefined) return question.options.map(({ id }) => id);
  const scale = scaleOf(question);
  return scale === null || question.type === "number" ? null : pointsOf(scale);
}

/** A text, one that sorts before it and one that sorts after it. */
function around(value: string): readonly string[] {
  return [value, `${value}~`, ""];
}

/** The choices that a rule can tell apart; an exclusive option stands alone. */
function subsets(question: Question, ids: readonly string[]): readonly (readonly string[])[] {
  const alone = new Set(
    (question.options ?? []).filter(({ exclusive }) => exclusive).map(({ id }) => id),
  );
  const sets = ids.reduce<readonly (readonly string[])[]>(
    (known, id) => [...known, ...known.map((set) => [...set, id])],
    [[]],
  );
  return sets.filter((set) => set.length < 2 || !set.some((id) => alone.has(id)));
}
