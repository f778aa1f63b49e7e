/** Closing the loop: who gave a low score, or wants to hear from us, waits for a call within 24 hours. */
import type { SQLOutputValue } from "node:sqlite";
import { answerAt, type Answers } from "../survey/answers.ts";
import type { Question, SurveyDefinition } from "../survey/definition.ts";
import { receiptOf } from "../survey/receipt.ts";
import { scaleOf } from "../survey/scale.ts";
import { visibleQuestions } from "../survey/steps.ts";
import { surveyFor } from "../survey/design.ts";

/** A row of `answers` as the store has it. */
export type StoredRow = Readonly<Record<string, SQLOutputValue>>;

export interface CaseTask {
  /** The survey in the version that was answered. */
  readonly survey: SurveyDefinition;
  readonly row: StoredRow;
  readonly contact: string;
  readonly timeZone: string;
}

/** Columns of `data/cases`, then what staff need to call; `first_reply_at` on is theirs to fill in. */
export const caseColumns = [
  ...["case_id", "opened_at", "due_at", "customer_id", "type", "channel", "location"],
  ...["reason", "contact", "text", "owner", "first_reply_at", "closed_at", "resolved"],
] as const;

const REPLY_HOURS = 24;
/** Up to this score out of ten people speak against a company (detractors). */
const HIGHEST_DETRACTOR = 6;
/** What no person sent opens no case. */
const notPeople = new Set(["trap", "repeat"]);

/**
 * The case that an answer opens (个案).
 *
 * For      `npm run pull`, which writes it to the staff's worklist and nowhere else.
 * Takes    a stored answer and the contact details given with it ("" without).
 * Gives    cells of `caseColumns`; null where nothing calls for one. Low is one of the lowest
 *          two points of overall satisfaction, or 0 to 6 of the recommendation.
 * Source   articles/002 (24小时回应).
 */
export function caseOf({ survey, row, contact, timeZone }: CaseTask): readonly string[] | null {
  const answers = JSON.parse(String(row["answers"])) as Answers;
  const asked = visibleQuestions(surveyFor(survey, answers), answers);
  const low = asked.filter((question) => isLow(question, answers)).map(({ id }) => id);
  const reasons = [...low, ...(contact === "" ? [] : ["contact"])];
  if (reasons.length === 0 || notPeople.has(String(row["suspect"]))) return null;
  const said = asked
    .filter(({ type }) => type === "text")
    .map(({ id }) => text(answers, id))
    .filter((each) => each !== "");
  const opened = Date.parse(String(row["received_at"]));
  const cells: Readonly<Record<string, string>> = {
    case_id: `W-${receiptOf(String(row["id"]))}`,
    opened_at: localTime(opened, timeZone),
    due_at: localTime(opened + REPLY_HOURS * 3_600_000, timeZone),
    customer_id: String(row["customer_id"] ?? ""),
    type: low.length > 0 ? "low-score" : "contact",
    channel: text(answers, "channel"),
    location: text(answers, "location"),
    reason: reasons.map((id) => (id === "contact" ? id : `${id}=${text(answers, id)}`)).join("; "),
    contact,
    text: said.join(" / "),
  };
  return caseColumns.map((name) => cells[name] ?? "");
}

function isLow(question: Question, answers: Answers): boolean {
  const value = answerAt(answers, question.id, null);
  const scale = scaleOf(question);
  if (typeof value !== "number" || scale === null) return false;
  if (value < scale.min || value > scale.max) return false;
  if (question.type === "nps") return value <= HIGHEST_DETRACTOR;
  return question.construct === "satisfaction" && value <= scale.min + 1;
}

function text(answers: Answers, id: string): string {
  const value = answerAt(answers, id, null);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function localTime(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return parts.format(ms).replace(" ", "T");
}
