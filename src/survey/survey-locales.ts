import type { SurveyDefinition } from "./definition.ts";

/** The languages that a survey is offered in: of those offered, the ones it is written in. */
export function surveyLocales(
  { title }: Pick<SurveyDefinition, "title">,
  offered: readonly string[],
): readonly string[] {
  return offered.filter((locale) => title[locale] !== undefined);
}
