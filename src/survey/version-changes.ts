/** What changed between two versions of a survey, and what must not: answers given before stay what they were. */
import type { Question, SurveyDefinition } from "./definition.ts";
import type { SurveyFault } from "./faults.ts";
import { scaleOf } from "./scale.ts";

export type VersionChange = Pick<SurveyFault, "code" | "values">;

/**
 * Changes that a reader of figures over several versions should know.
 *
 * For      remarks of a build whose data holds answers to the earlier version.
 * Gives    at most one change of each kind, with the names of the questions; a question whose
 *          parts changed has a change of its own.
 */
export function versionChanges(
  earlier: SurveyDefinition,
  now: SurveyDefinition,
): readonly VersionChange[] {
  const version = earlier.version;
  const kept = pairs(earlier, now);
  const named = (code: string, ids: readonly string[]): VersionChange[] =>
    ids.length === 0 ? [] : [{ code, values: { version, questions: ids.join(", ") } }];
  const without = (survey: SurveyDefinition, other: SurveyDefinition) =>
    survey.questions.filter(({ id }) => !other.questions.some((each) => each.id === id));
  const reworded = kept.filter(([before, after]) => !sameTexts(before.title, after.title));
  return [
    ...named("survey-questions-gone", without(earlier, now).map(idOf)),
    ...named("survey-questions-new", without(now, earlier).map(idOf)),
    ...named(
      "survey-questions-reworded",
      reworded.map(([, after]) => idOf(after)),
    ),
    ...kept.flatMap(([before, after]) => partChange(before, after, version)),
  ];
}

/**
 * Questions that ask for something else under an old id: their answers cannot share a column.
 *
 * Gives    faults at the question's type, or its scale.
 */
export function retypedFaults(
  earlier: readonly SurveyDefinition[],
  now: SurveyDefinition,
): readonly SurveyFault[] {
  return earlier.flatMap((old) =>
    pairs(old, now).flatMap(([before, after]) => {
      const [was, is] = [shapeOf(before), shapeOf(after)];
      if (was === is) return [];
      const key = before.type === after.type ? "scale" : "type";
      const path = ["questions", now.questions.indexOf(after), key];
      const values = { question: after.id, version: old.version, was, is };
      return [{ code: "question-retyped", path, values }];
    }),
  );
}

/**
 * A survey that reads the answers of its earlier versions too.
 *
 * For      intake: what was asked before keeps its columns, options and items.
 * Gives    the questions of now with the parts of before, then the questions that are gone,
 *          which nobody needs to have answered.
 */
export function withEarlier(survey: SurveyDefinition): SurveyDefinition {
  return (survey.earlier ?? []).reduce<SurveyDefinition>((known, old) => {
    const before = new Map(old.questions.map((question) => [question.id, question]));
    const kept = known.questions.map((question) => joined(question, before.get(question.id)));
    const ids = new Set(known.questions.map(idOf));
    const gone = old.questions
      .filter(({ id }) => !ids.has(id))
      .map((question) => ({ ...question, required: false }));
    return { ...known, questions: [...kept, ...gone] };
  }, survey);
}

/** The survey as it was in a version; as it is now where that one is not kept. */
export function versionOf(survey: SurveyDefinition, version: number | null): SurveyDefinition {
  return survey.earlier?.find((each) => each.version === version) ?? survey;
}

/** Required is what every version required. */
function joined(question: Question, before: Question | undefined): Question {
  const required = question.required === true && before?.required === true;
  if (before === undefined) return { ...question, required };
  const { options, items } = question;
  return {
    ...question,
    required,
    ...(options === undefined ? {} : { options: union(options, before.options ?? []) }),
    ...(items === undefined ? {} : { items: union(items, before.items ?? []) }),
  };
}

function union<T extends { readonly id: string }>(
  parts: readonly T[],
  before: readonly T[],
): readonly T[] {
  return [...parts, ...before.filter(({ id }) => !parts.some((part) => part.id === id))];
}

function partChange(before: Question, after: Question, version: number): VersionChange[] {
  const [old, fresh] = [before, after].map(({ options = [], items = [] }) =>
    [...options, ...items].map(({ id }) => id),
  ) as [string[], string[]];
  const gone = old.filter((id) => !fresh.includes(id));
  const added = fresh.filter((id) => !old.includes(id));
  if (gone.length + added.length === 0) return [];
  const list = (ids: readonly string[]) => (ids.length === 0 ? "–" : ids.join(", "));
  const values = { version, question: after.id, gone: list(gone), added: list(added) };
  return [{ code: "survey-parts-changed", values }];
}

/** Type and scale in a few signs: "rating 1–5". */
function shapeOf(question: Question): string {
  const scale = question.type === "number" ? null : scaleOf(question);
  return scale === null ? question.type : `${question.type} ${scale.min}–${scale.max}`;
}

function pairs(
  earlier: SurveyDefinition,
  now: SurveyDefinition,
): readonly (readonly [Question, Question])[] {
  return earlier.questions.flatMap((before) => {
    const after = now.questions.find(({ id }) => id === before.id);
    return after === undefined ? [] : [[before, after] as const];
  });
}

function sameTexts(one: Question["title"], other: Question["title"]): boolean {
  return Object.entries(other).every(([locale, text]) => (one[locale] ?? text) === text);
}

function idOf({ id }: Question): string {
  return id;
}
