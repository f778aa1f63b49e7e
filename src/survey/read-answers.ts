import type { AnswerFault, AnswerFaultCode, Answers, AnswerValue } from "./answers.ts";
import type { Question, SurveyDefinition } from "./definition.ts";
import { dayIn, keptNumber, numberIn } from "./read-typed.ts";
import { otherName, otherOption, recordedQuestions } from "./recorded.ts";
import { partsOf } from "./steps.ts";

type Read = AnswerValue | null | { readonly code: AnswerFaultCode };

// eslint-disable-next-line no-control-regex
const HALVES = /\p{Surrogate}/gu;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/**
 * Answers as they came, in the types of their questions.
 *
 * For      the collector (JSON and plain forms give the same answers) and a resumed draft.
 * Takes    raw: a value a question id; numbers may come as text, one choice of several as
 *          a single text. Empty text, an empty list and null mean not answered. Words beside
 *          the option "other" choose it. A hidden field takes only the values it lists.
 * Gives    the answers that can be read, and a fault for each that cannot.
 *
 * @example readAnswers({ id: "s", version: 1, audience: "customer", title: {}, questions: [{ id: "recommend", type: "nps", title: {} }] }, { recommend: "9" }) // => { answers: { recommend: 9 }, faults: [] }
 */
export function readAnswers(
  survey: SurveyDefinition,
  raw: Readonly<Record<string, unknown>>,
): { readonly answers: Answers; readonly faults: readonly AnswerFault[] } {
  const answers: Record<string, AnswerValue> = {};
  const questions = recordedQuestions(survey);
  const faults: AnswerFault[] = Object.keys(raw)
    .filter((id) => !questions.some((question) => question.id === id))
    .map((id) => ({ question: id, code: "question-unknown", values: {} }));
  for (const question of questions) {
    if (!Object.hasOwn(raw, question.id) || question.type === "note") continue;
    const given = raw[question.id];
    const read = partsOf(question)[0] === null ? readWhole(question, given) : null;
    if (read === null && partsOf(question)[0] !== null) {
      readParts(question, given, { answers, faults });
    } else if (isFault(read)) {
      faults.push({ question: question.id, code: read.code, values: {} });
    } else if (read !== null) {
      answers[question.id] = read;
    }
  }
  for (const question of questions) chooseOther(question, answers);
  return { answers, faults };
}

/** Who writes in the field beside "other" means it, ticked or not. */
function chooseOther(question: Question, answers: Record<string, AnswerValue>): void {
  const other = otherOption(question);
  if (other === null || !Object.hasOwn(answers, otherName(question))) return;
  const { id, type, options = [] } = question;
  const chosen = Object.hasOwn(answers, id) ? answers[id] : undefined;
  if (chosen === undefined) answers[id] = type === "multiple" ? [other] : other;
  if (!Array.isArray(chosen) || chosen.includes(other)) return;
  const isAlone = options.some((option) => option.exclusive && chosen.includes(option.id));
  if (!isAlone) answers[id] = [...(chosen as readonly string[]), other];
}

/** Text as it is kept: one kind of line end, no control characters, no halves of characters. */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(CONTROLS, "")
    .replaceAll(HALVES, "\ufffd")
    .trim();
}

function readWhole(question: Question, given: unknown): Read {
  if (given === null || given === undefined || given === "") return null;
  switch (question.type) {
    case "rating":
    case "nps":
    case "effort":
    case "number":
      return readNumber(given);
    case "multiple":
    case "ranking":
      return readList(given);
    case "contact":
      return readContact(given);
    case "date":
      return typeof given === "string" ? dayIn(given) || null : { code: "date-unreadable" };
    case "hidden":
      return readHidden(question, given);
    default:
      return readText(given);
  }
}

/** Anybody can write anything into a link. */
function readHidden({ values }: Question, given: unknown): Read {
  const text = readText(given);
  return values === undefined || values.includes(String(text)) ? text : null;
}

function readParts(
  question: Question,
  given: unknown,
  into: { readonly answers: Record<string, AnswerValue>; readonly faults: AnswerFault[] },
): void {
  if (given === null || given === undefined || given === "") return;
  if (typeof given !== "object" || Array.isArray(given)) {
    into.faults.push({ question: question.id, code: "kind-unknown", values: {} });
    return;
  }
  const parts: Record<string, number> = {};
  for (const [item, value] of Object.entries(given)) {
    if (value === null || value === "") continue;
    const read = partsOf(question).includes(item)
      ? readNumber(value)
      : { code: "item-unknown" as const };
    if (typeof read === "number") parts[item] = read;
    else into.faults.push({ question: question.id, item, code: read.code, values: {} });
  }
  if (Object.keys(parts).length > 0) into.answers[question.id] = parts;
}

function readNumber(given: unknown): number | { readonly code: AnswerFaultCode } {
  const read = typeof given === "number" ? keptNumber(given) : null;
  return (
    read ?? (typeof given === "string" ? numberIn(given) : null) ?? { code: "number-unreadable" }
  );
}

function readText(given: unknown): Read {
  if (typeof given === "number" && Number.isFinite(given)) return String(given);
  if (typeof given !== "string") return { code: "kind-unknown" };
  return cleanText(given) || null;
}

function readList(given: unknown): Read {
  const list = Array.isArray(given) ? given : [given];
  const texts = list.map((value) => (typeof value === "number" ? String(value) : value));
  if (!texts.every((text) => typeof text === "string")) return { code: "kind-unknown" };
  const chosen = texts.filter((text) => text !== "");
  return chosen.length === 0 ? null : chosen;
}

function readContact(given: unknown): Read {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { code: "kind-unknown" };
  }
  const { value = "", consent = "" } = given as Record<string, unknown>;
  if (typeof value !== "string" || typeof consent !== "string") return { code: "kind-unknown" };
  return cleanText(value) === "" ? null : { value: cleanText(value), consent };
}

function isFault(read: Read): read is { readonly code: AnswerFaultCode } {
  return typeof read === "object" && read !== null && "code" in read;
}
