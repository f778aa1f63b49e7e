/** Everything that stands in a row of answers: what the file asks, and what is kept beside it. */
import type { Question, SurveyDefinition } from "./definition.ts";
import { designQuestions } from "./design.ts";

/** The questions, then the cells that say what chance decided. */
export function recordedQuestions(
  survey: Pick<SurveyDefinition, "blocks" | "questions">,
): readonly Question[] {
  return [...survey.questions, ...designQuestions(survey)];
}
