/** Everything that stands in a row of answers: what the file asks, and what is kept beside it. */
import type { Question, SurveyDefinition } from "./definition.ts";
import { designQuestions } from "./design.ts";

/** One's own words beside the option "other". */
export const LONGEST_OTHER = 200;

/** The questions, each with the words of its option "other", then the cells that say what chance decided. */
export function recordedQuestions(
  survey: Pick<SurveyDefinition, "blocks" | "questions">,
): readonly Question[] {
  return [
    ...survey.questions.flatMap((question) => [question, ...otherQuestions(question)]),
    ...designQuestions(survey),
  ];
}

/** The option that one's own words go with; null without one. */
export function otherOption({ options = [] }: Question): string | null {
  return options.find(({ other }) => other === true)?.id ?? null;
}

/** Where those words stand: a field and a column. */
export function otherName({ id }: Question): string {
  return `${id}_other`;
}

function otherQuestions(question: Question): readonly Question[] {
  if (otherOption(question) === null) return [];
  return [{ id: otherName(question), type: "text", title: {}, maxLength: LONGEST_OTHER }];
}
