/** The form as it stands on the page: its answers are what its fields hold. */
import { answerAt, type AnswerFault, type Answers } from "../survey/answers.ts";
import { checkAnswers } from "../survey/check-answers.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { inSeedOrder } from "../survey/design.ts";
import { fieldName, formAnswers } from "../survey/form-fields.ts";
import { readAnswers } from "../survey/read-answers.ts";
import { recordedQuestions } from "../survey/recorded.ts";
import { partsOf, visibleQuestions } from "../survey/steps.ts";

export interface FilledIn {
  readonly answers: Answers;
  readonly faults: readonly AnswerFault[];
}

/** Answers of all fields, and everything that is wrong with them. */
export function filledIn(form: HTMLFormElement, survey: SurveyDefinition): FilledIn {
  const { answers, faults } = readAnswers(survey, formAnswers(survey, new FormData(form)));
  const unread = new Set(faults.map(({ question }) => question));
  const others = checkAnswers(survey, answers).filter(({ question }) => !unread.has(question));
  return { answers, faults: [...faults, ...others] };
}

/** What is sealed: answers to questions that these answers show, and the link's own fields. */
export function shownAnswers(survey: SurveyDefinition, answers: Answers): Answers {
  const shown = new Set([
    ...visibleQuestions(survey, answers).map(({ id }) => id),
    ...recordedQuestions(survey)
      .filter(({ type }) => type === "hidden")
      .map(({ id }) => id),
  ]);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id)));
}

/** Puts answers back into the fields, from a draft or another language. */
export function fillIn(form: HTMLFormElement, survey: SurveyDefinition, answers: Answers): void {
  for (const question of recordedQuestions(survey)) {
    const parts = question.type === "contact" ? ["value", "consent"] : partsOf(question);
    for (const part of parts) {
      const value = answerAt(answers, question.id, part);
      if (value === null) continue;
      const texts = (Array.isArray(value) ? value : [value]).map(String);
      fieldsOf(form, fieldName(question.id, part)).forEach((field, index) => {
        if (isChoice(field)) field.checked = texts.includes(field.value);
        else field.value = texts[index] ?? "";
      });
    }
  }
}

/** Puts options into this person's order. */
export function orderOptions(
  form: HTMLFormElement,
  survey: SurveyDefinition,
  answers: Answers,
): void {
  for (const question of survey.questions) {
    if (question.order === undefined) continue;
    const name = `[name="${question.id}"]`;
    for (const { id } of inSeedOrder(question, question.options ?? [], answers)) {
      const value = `[value="${id}"]`;
      for (const field of form.querySelectorAll(`${name}${value}, ${name} ${value}`)) {
        const entry = field.closest("option, label");
        entry?.parentElement?.append(entry);
      }
    }
  }
}

/** Takes back what a step holds. */
export function clearFields(step: Element): void {
  for (const field of step.querySelectorAll<Field>("input, select, textarea")) {
    if (isChoice(field)) field.checked = false;
    else field.value = "";
  }
}

/** An exclusive choice clears the others, and any other clears it. */
export function keepExclusive(changed: EventTarget | null): void {
  if (!(changed instanceof HTMLInputElement) || changed.type !== "checkbox" || !changed.checked) {
    return;
  }
  const isAlone = "exclusive" in changed.dataset;
  for (const other of fieldsOf(changed.form, changed.name)) {
    if (other === changed || !(other instanceof HTMLInputElement)) continue;
    if (isAlone || "exclusive" in other.dataset) other.checked = false;
  }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fieldsOf(form: HTMLFormElement | null, name: string): readonly Field[] {
  return [...(form?.elements ?? [])].filter(
    (element): element is Field => (element as Field).name === name,
  );
}

function isChoice(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);
}
