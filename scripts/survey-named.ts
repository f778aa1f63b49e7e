import { Problem } from "../src/errors.ts";
import type { SurveyDefinition } from "../src/survey/definition.ts";

/** The survey that an argument names; a problem where it names none. */
export function surveyNamed(
  id: string | undefined,
  surveys: readonly SurveyDefinition[],
  command: string,
): SurveyDefinition {
  const survey = surveys.find((each) => each.id === id);
  if (survey !== undefined) return survey;
  const known = surveys.map((each) => `"${each.id}"`).join(", ");
  throw new Problem("command-survey-unknown", command, { survey: id ?? "", known, command });
}
