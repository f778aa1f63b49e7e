/**
 * Notices of new cases that wait to be sent. Which answers were looked at and which notices they
 * made is written in one transaction beside the answers: killed anywhere, none is left out.
 */
import type { DatabaseSync } from "node:sqlite";
import type { SurveyDefinition } from "../survey/definition.ts";
import { sha256 } from "./content-hash.ts";
import { caseOpened, localTime, REPLY_HOURS, type StoredRow } from "./open-cases.ts";

export interface Notice {
  /** The same at every attempt, so that a receiver counts it once. */
  readonly id: string;
  readonly caseId: string;
  readonly body: string;
  /** How often it was sent in vain. */
  readonly attempts: number;
}

export interface NoticeOptions {
  readonly surveys: readonly SurveyDefinition[];
  readonly timeZone: string;
}

const MOST_AT_ONCE = 500;

export function makeNoticeTables(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS notices (
      id TEXT PRIMARY KEY,
      response_id TEXT NOT NULL,
      case_id TEXT NOT NULL,
      body TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      next_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS noticed (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      last_seq INTEGER NOT NULL,
      gone TEXT
    ) STRICT;`);
}

/**
 * Makes a notice of each case that answers have opened since the last look.
 *
 * Gives    whether more answers wait to be looked at. The first look of all goes back to the
 *          answers whose clock still runs.
 */
export function noteCases(
  database: DatabaseSync,
  { surveys, timeZone }: NoticeOptions,
  nowMs: number,
): boolean {
  const known = database.prepare("SELECT last_seq FROM noticed").get()?.last_seq;
  const running = new Date(nowMs - REPLY_HOURS * 3_600_000).toISOString();
  const first =
    known ??
    database
      .prepare("SELECT coalesce(max(seq), 0) AS n FROM answers WHERE received_at < ?")
      .get(running)?.n;
  const rows = database
    .prepare("SELECT * FROM answers WHERE seq > ? ORDER BY seq LIMIT ?")
    .all(Number(first), MOST_AT_ONCE);
  if (rows.length === 0 && known !== undefined) return false;
  const hasContact = database.prepare("SELECT 1 FROM contacts WHERE response_id = ? LIMIT 1");
  const note = database.prepare(
    `INSERT INTO notices (id, response_id, case_id, body, attempts, next_ms)
     VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (id) DO NOTHING`,
  );
  database.exec("BEGIN IMMEDIATE");
  try {
    for (const row of rows) {
      const asked = hasContact.get(String(row["id"])) !== undefined;
      const made = noticeOf(row, asked, { surveys, timeZone });
      if (made !== null) note.run(made.id, String(row["id"]), made.caseId, made.body, nowMs);
    }
    database
      .prepare(
        "INSERT INTO noticed (one, last_seq) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET last_seq = excluded.last_seq",
      )
      .run(Number(rows.at(-1)?.["seq"] ?? first));
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
  return rows.length === MOST_AT_ONCE;
}

/** Nothing of a person: which survey, which day, which questions, and until when somebody calls. */
function noticeOf(
  row: StoredRow,
  isAsked: boolean,
  { surveys, timeZone }: NoticeOptions,
): Omit<Notice, "attempts"> | null {
  const opened = caseOpened(row, isAsked, surveys);
  if (opened === null) return null;
  const { caseId, openedMs, dueMs, type, questions } = opened;
  const body = JSON.stringify({
    type: "case.opened",
    timestamp: new Date(openedMs).toISOString(),
    data: {
      case_id: caseId,
      survey: String(row["survey"]),
      day: localTime(openedMs, timeZone).slice(0, 10),
      due_at: new Date(dueMs).toISOString(),
      reason: type,
      questions,
    },
  });
  return { id: `msg_${sha256(`case.opened ${String(row["id"])}`).slice(0, 32)}`, caseId, body };
}

/** Notices whose time has come, the oldest first. */
export function dueNotices(database: DatabaseSync, nowMs: number): readonly Notice[] {
  return database
    .prepare(
      "SELECT id, case_id, body, attempts FROM notices WHERE next_ms <= ? ORDER BY next_ms, id LIMIT 50",
    )
    .all(nowMs)
    .map((row) => ({
      id: String(row["id"]),
      caseId: String(row["case_id"]),
      body: String(row["body"]),
      attempts: Number(row["attempts"]),
    }));
}

export function dropNotice(database: DatabaseSync, { id }: Notice): void {
  database.prepare("DELETE FROM notices WHERE id = ?").run(id);
}

export function putOffNotice(database: DatabaseSync, { id }: Notice, nextMs: number): void {
  database
    .prepare("UPDATE notices SET attempts = attempts + 1, next_ms = ? WHERE id = ?")
    .run(nextMs, id);
}

/** The receiver at this address wants no more; another address is another receiver. */
export function noteGone(database: DatabaseSync, address: string): void {
  database.prepare("UPDATE noticed SET gone = ?").run(sha256(address));
}

export function isGone(database: DatabaseSync, address: string): boolean {
  return database.prepare("SELECT gone FROM noticed").get()?.["gone"] === sha256(address);
}
