/** The answers of one person, as the door takes them: `{ <question-id>: value }`. */

export type Parts<T> = Readonly<Record<string, T>>;

/**
 * A number for scales, text for single, text, date and consent, a list for multiple and
 * ranking, `{ item: number }` for matrix, `{ expected, perceived }` for pair,
 * `{ value, consent }` for contact. What is not answered is absent.
 */
export type AnswerValue = string | number | readonly string[] | Parts<number> | Parts<string>;

export type Answers = Readonly<Record<string, AnswerValue>>;

/** What is wrong with an answer; its words are `survey.faults.<code>`. */
export const answerFaultCodes = [
  "unanswered",
  "off-scale",
  "option-unknown",
  "exclusive-with-others",
  "rank-twice",
  "too-long",
  "date-unreadable",
  "number-unreadable",
  "consent-missing",
  "kind-unknown",
  "question-unknown",
  "item-unknown",
] as const;
export type AnswerFaultCode = (typeof answerFaultCodes)[number];

export interface AnswerFault {
  readonly question: string;
  /** Item of a matrix, half of a pair. */
  readonly item?: string;
  readonly code: AnswerFaultCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The answer to a question, or to one part of it; null when there is none. */
export function answerAt(
  answers: Answers,
  question: string,
  part: string | null,
): AnswerValue | null {
  if (!Object.hasOwn(answers, question)) return null;
  const value = answers[question] ?? null;
  if (part === null || value === null) return value;
  if (typeof value !== "object" || Array.isArray(value)) return null;
  return Object.hasOwn(value, part) ? ((value as Parts<string | number>)[part] ?? null) : null;
}

/** The same answers with one more, one changed, or (null) one taken back. */
export function withAnswer(
  answers: Answers,
  at: { readonly question: string; readonly part: string | null },
  value: AnswerValue | null,
): Answers {
  const { [at.question]: old, ...others } = answers;
  if (at.part === null) return value === null ? others : { ...others, [at.question]: value };
  const parts: Record<string, number | string> =
    typeof old === "object" && !Array.isArray(old) ? { ...(old as Parts<string>) } : {};
  delete parts[at.part];
  if (value !== null) parts[at.part] = value as string | number;
  return Object.keys(parts).length === 0
    ? others
    : { ...others, [at.question]: parts as Parts<string> };
}
