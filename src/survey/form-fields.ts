/** Names of the fields of the form, and the answers that stand in a filled one. */
import type { SurveyDefinition } from "./definition.ts";
import { fieldName } from "./field-name.ts";
import { recordedQuestions } from "./recorded.ts";
import { partsOf } from "./steps.ts";

/** What `FormData` and `URLSearchParams` both offer. */
export interface FilledForm {
  readonly get: (name: string) => unknown;
  readonly getAll: (name: string) => readonly unknown[];
}

/**
 * Answers of a filled form, still as text.
 *
 * Takes    a form of this survey.
 * Gives    raw answers for `readAnswers`; fields that are empty give nothing.
 */
export function formAnswers(
  survey: SurveyDefinition,
  form: FilledForm,
): Readonly<Record<string, unknown>> {
  const raw: Record<string, unknown> = {};
  for (const question of recordedQuestions(survey)) {
    const { id, type } = question;
    const parts = type === "contact" ? ["value", "consent"] : partsOf(question);
    if (type === "multiple" || type === "ranking") raw[id] = form.getAll(id);
    else if (parts[0] === null) raw[id] = form.get(id);
    else {
      raw[id] = Object.fromEntries(
        parts.map((part) => [part, form.get(fieldName(id, part ?? null)) ?? ""]),
      );
    }
  }
  return raw;
}
