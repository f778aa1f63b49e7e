/** What names in conditions and texts mean. */
import type { Question, SurveyDefinition } from "./definition.ts";
import { partsOf } from "./steps.ts";

export interface Reference {
  readonly question: Question;
  readonly part: string | null;
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
