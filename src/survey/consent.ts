/** What a person is told, and agrees to, by answering. */
import { localisedText, type Words } from "../words/words.ts";
import type { SurveyDefinition } from "./definition.ts";

/** The line below every page of a survey that says what is kept of a person. */
export function privacyText({ questions }: SurveyDefinition, words: Words): string {
  const asksContact = questions.some(({ type }) => type === "contact");
  return words.t(asksContact ? "survey.privacy.contact" : "survey.privacy.open");
}

/**
 * Consent (知情同意): every text by which a person agrees, a line each.
 *
 * For      the collector, which keeps its version with each answer, so that a company can show
 *          what somebody agreed to after the words were changed.
 * Takes    a survey in the version that was answered, and the words of the answer's language.
 * Gives    the privacy line, the questions of type consent, and the box beside contact details.
 */
export function consentText(survey: SurveyDefinition, words: Words): string {
  const asked = survey.questions.flatMap(({ type, title }) => {
    const text = localisedText(title, words.locale);
    if (type === "consent") return [text];
    return type === "contact" ? [text, words.t("survey.contact.agree")] : [];
  });
  return [privacyText(survey, words), ...asked].join("\n");
}
