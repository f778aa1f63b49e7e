/** The form as it stands on the page: its answers are what its fields hold. */
import { answerFaults } from "../survey/answer-faults.ts";
import {
  answerAt,
  withAnswer,
  type AnswerFault,
  type Answers,
  type AnswerValue,
} from "../survey/answers.ts";
import type { Question } from "../survey/definition.ts";
import { fieldName } from "../survey/field-name.ts";
import type { SurveyPageData } from "../survey/page-data.ts";
import { dayIn, numberIn } from "../survey/read-typed.ts";
import { partsOf, visibleQuestions } from "../survey/steps.ts";
import { writtenFault } from "../survey/written-faults.ts";

export interface FilledIn {
  readonly answers: Answers;
  readonly faults: readonly AnswerFault[];
}

/** Answers of all fields, and everything that is wrong with them. */
export function filledIn(form: HTMLFormElement, { survey, beside }: SurveyPageData): FilledIn {
  let answers: Answers = {};
  for (const question of survey.questions) {
    for (const part of fieldParts(question)) {
      const value = typed(question, textsOf(form, fieldName(question.id, part)));
      answers = withAnswer(answers, { question: question.id, part }, value);
    }
    // A tick without a number or address asks for nothing.
    if (question.type === "contact" && answerAt(answers, question.id, "value") === null) {
      answers = withAnswer(answers, { question: question.id, part: null }, null);
    }
  }
  for (const id of beside) {
    const [text = null] = textsOf(form, id);
    answers = withAnswer(answers, { question: id, part: null }, text);
  }
  return { answers, faults: answerFaults(survey, answers, writtenFault) };
}

/** What is sealed: answers to questions that these answers show, and what stands beside them. */
export function shownAnswers({ survey, beside }: SurveyPageData, answers: Answers): Answers {
  const shown = new Set([
    ...visibleQuestions(survey, answers).map(({ id }) => id),
    ...survey.questions.filter(({ type }) => type === "hidden").map(({ id }) => id),
    ...beside,
  ]);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id)));
}

/** Puts answers back into the fields, from a draft or another language. */
export function fillIn(
  form: HTMLFormElement,
  { survey, beside }: SurveyPageData,
  answers: Answers,
): void {
  const put = (question: string, part: string | null) => {
    const value = answerAt(answers, question, part);
    if (value === null) return;
    const texts = (Array.isArray(value) ? value : [value]).map(String);
    fieldsOf(form, fieldName(question, part)).forEach((field, index) => {
      if (isChoice(field)) field.checked = texts.includes(field.value);
      else field.value = texts[index] ?? "";
    });
  };
  for (const question of survey.questions) {
    for (const part of fieldParts(question)) put(question.id, part);
  }
  for (const id of beside) put(id, null);
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

function fieldParts(question: Question): readonly (string | null)[] {
  return question.type === "contact" ? ["value", "consent"] : partsOf(question);
}

function fieldsOf(form: HTMLFormElement | null, name: string): readonly Field[] {
  return [...(form?.elements ?? [])].filter(
    (element): element is Field => (element as Field).name === name,
  );
}

/** What is written or chosen under a name; words beside an option that is not chosen are not. */
function textsOf(form: HTMLFormElement, name: string): readonly string[] {
  return fieldsOf(form, name)
    .filter((field) => (isChoice(field) ? field.checked : isOpen(field)))
    .map(({ value }) => value.trim())
    .filter((text) => text !== "");
}

function isOpen(field: Field): boolean {
  const option = field.matches(".other") && field.previousElementSibling?.querySelector("input");
  return !option || option.checked;
}

function isChoice(field: Field): field is HTMLInputElement {
  return ["radio", "checkbox"].includes(field.type);
}

function typed({ type }: Question, texts: readonly string[]): AnswerValue | null {
  const [text] = texts;
  if (text === undefined) return null;
  switch (type) {
    case "multiple":
    case "ranking":
      return texts;
    case "single":
    case "text":
    case "consent":
    case "contact":
    case "hidden":
      return text;
    case "date":
      return dayIn(text);
    default:
      return numberIn(text) ?? text;
  }
}
