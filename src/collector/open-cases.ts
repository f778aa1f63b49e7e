/** Closing the loop: who gave a low score, or wants to hear from us, waits for a call within 24 hours. */
import type { SQLOutputValue } from "node:sqlite";
import { answerAt, type Answers } from "../survey/answers.ts";
import type { Question, SurveyDefinition } from "../survey/definition.ts";
import { receiptOf } from "../survey/receipt.ts";
import { scaleOf } from "../survey/scale.ts";
import { visibleQuestions } from "../survey/steps.ts";
import { surveyFor } from "../survey/design.ts";
import { versionOf } from "../survey/version-changes.ts";

/** A row of `answers` as the store has it. */
export type StoredRow = Readonly<Record<string, SQLOutputValue>>;

export interface CaseTask {
  readonly surveys: readonly SurveyDefinition[];
  readonly row: StoredRow;
  readonly contact: string;
  readonly timeZone: string;
}

/** Columns of `data/cases`, then what staff need to call; `first_reply_at` on is theirs to fill in. */
export const caseColumns = [
  ...["case_id", "opened_at", "due_at", "customer_id", "type", "channel", "location"],
  ...["reason", "contact", "text", "owner", "first_reply_at", "closed_at", "resolved"],
] as const;

/** How long somebody waits for a call at most. */
export const REPLY_HOURS = 24;
/** Up to this score out of ten people speak against a company (detractors). */
const HIGHEST_DETRACTOR = 6;
/** What no person sent opens no case. */
const notPeople = new Set(["trap", "repeat"]);

export interface OpenedCase {
  readonly caseId: string;
  readonly openedMs: number;
  readonly dueMs: number;
  readonly type: "low-score" | "contact";
  /** Questions whose answer was low. */
  readonly questions: readonly string[];
}

/**
 * Whether an answer opens a case, and why: low is one of the lowest two points of overall
 * satisfaction, or 0 to 6 of the recommendation; a wish to be called opens one at any score.
 * null for employees, and for what no person sent.
 */
export function caseOpened(
  row: StoredRow,
  wantsCall: boolean,
  surveys: readonly SurveyDefinition[],
): OpenedCase | null {
  const survey = surveys.find(
    ({ id, audience }) => id === row["survey"] && audience === "customer",
  );
  if (survey === undefined || notPeople.has(String(row["suspect"]))) return null;
  const answers = JSON.parse(String(row["answers"])) as Answers;
  const asked = askedOf(versionOf(survey, Number(row["survey_version"])), answers);
  const questions = asked.filter((question) => isLow(question, answers)).map(({ id }) => id);
  if (questions.length === 0 && !wantsCall) return null;
  const openedMs = Date.parse(String(row["received_at"]));
  return {
    caseId: `W-${receiptOf(String(row["id"]))}`,
    openedMs,
    dueMs: openedMs + REPLY_HOURS * 3_600_000,
    type: questions.length > 0 ? "low-score" : "contact",
    questions,
  };
}

function askedOf(survey: SurveyDefinition, answers: Answers): readonly Question[] {
  return visibleQuestions(surveyFor(survey, answers), answers);
}

/**
 * The case that an answer opens (个案).
 *
 * For      `npm run pull`, which writes it to the staff's worklist and nowhere else.
 * Takes    a stored answer and the contact details given with it ("" without).
 * Gives    cells of `caseColumns`; null where `caseOpened` opens none.
 * Source   articles/002 (24小时回应).
 */
export function caseOf({ surveys, row, contact, timeZone }: CaseTask): readonly string[] | null {
  const opened = caseOpened(row, contact !== "", surveys);
  const survey = surveys.find(({ id }) => id === row["survey"]);
  if (opened === null || survey === undefined) return null;
  const answers = JSON.parse(String(row["answers"])) as Answers;
  const said = askedOf(versionOf(survey, Number(row["survey_version"])), answers)
    .filter(({ type }) => type === "text")
    .map(({ id }) => text(answers, id))
    .filter((each) => each !== "");
  const reasons = [
    ...opened.questions.map((id) => `${id}=${text(answers, id)}`),
    ...(contact === "" ? [] : ["contact"]),
  ];
  const cells: Readonly<Record<string, string>> = {
    case_id: opened.caseId,
    opened_at: localTime(opened.openedMs, timeZone),
    due_at: localTime(opened.dueMs, timeZone),
    customer_id: String(row["customer_id"] ?? ""),
    type: opened.type,
    channel: text(answers, "channel"),
    location: text(answers, "location"),
    reason: reasons.join("; "),
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

/** An instant as the company's clock shows it: 2026-07-03T12:47:00. */
export function localTime(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return parts.format(ms).replace(" ", "T");
}
