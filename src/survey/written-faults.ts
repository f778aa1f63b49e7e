/** What can be wrong with an answer that was typed or put in order; form and collector say the same. */
import { answerAt, type AnswerFault, type AnswerValue } from "./answers.ts";
import type { Question } from "./definition.ts";

/** No text is longer than this, whatever a survey says. */
export const LONGEST_TEXT = 5000;
export const USUAL_LONGEST_TEXT = 1000;
const LONGEST_CONTACT = 200;

export type Found = Omit<AnswerFault, "question" | "item">;

/** The fault of one written answer; null when there is none, or nothing was written. */
export function writtenFault(question: Question, value: AnswerValue): Found | null {
  switch (question.type) {
    case "number":
      return offRange(question, value);
    case "date":
      return isDay(String(value)) ? null : { code: "date-unreadable", values: {} };
    case "contact":
      return contactFault(value);
    case "ranking":
      return new Set(value as readonly string[]).size < (value as readonly string[]).length
        ? { code: "rank-twice", values: {} }
        : null;
    case "text":
    case "hidden":
    case "note":
      return tooLong(value, longestText(question));
    default:
      return null;
  }
}

/** How long a text may be, in characters as a person counts them. */
export function longestText({ maxLength = USUAL_LONGEST_TEXT }: Question): number {
  return Math.min(maxLength, LONGEST_TEXT);
}

function offRange({ scale }: Question, value: AnswerValue): Found | null {
  if (typeof value !== "number") return { code: "number-unreadable", values: {} };
  const { min = -Infinity, max = Infinity } = scale ?? {};
  return value >= min && value <= max ? null : { code: "off-scale", values: { min, max } };
}

function contactFault(value: AnswerValue): Found | null {
  const text = answerAt({ contact: value }, "contact", "value");
  if (text === null) return { code: "kind-unknown", values: {} };
  const agreed = answerAt({ contact: value }, "contact", "consent") === "yes";
  return agreed ? tooLong(text, LONGEST_CONTACT) : { code: "consent-missing", values: {} };
}

function tooLong(value: AnswerValue, max: number): Found | null {
  if (typeof value !== "string") return { code: "kind-unknown", values: {} };
  const length = [...value].length;
  return length > max ? { code: "too-long", values: { max, length } } : null;
}

/** A day of the calendar, as 2026-03-27, in the years that files keep. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00Z`);
  const isReal = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(`${text}T`);
  return isReal && text > "1900" && text < "2101";
}
