/** What a collector says to SQLite, in a file of its own or in Cloudflare D1. */
import {
  arrivals,
  QUARANTINE_LIMIT,
  type Consent,
  type Having,
  type Logged,
  type NewAnswer,
  type Said,
} from "./store.ts";

const columns =
  "id, survey, survey_version, lang, received_at, started_at, token, suspect, hash, answers, customer_id, wave, consent_version";
const page = "FROM answers WHERE seq > ?1 ORDER BY seq LIMIT ?2";
const named = "SELECT value FROM json_each(?1)";
/** Ids that were named, and those of all answers of the customers among them. */
const gone = `${named} UNION SELECT id FROM answers WHERE customer_id IN (${named})`;
/** Also of answers that came late or beyond a quota. */
export const unsuspected = `(suspect IS NULL OR suspect IN (${arrivals.map((each) => `'${each}'`).join()}))`;
const old = "received_at < ?1 AND seq <= ?2";

/** Where one belongs before another, the order is that of the list. */
export const statements = {
  /** Before its answer: of a repeated answer no detail is kept. */
  contact: `INSERT INTO contacts (response_id, survey, question, value, agreed_at)
    SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM answers WHERE id = ?1)`,
  answer: `INSERT INTO answers (${columns})
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  find: "SELECT hash, received_at FROM answers WHERE id = ?",
  count: "SELECT count(*) AS n FROM answers",
  countOf: `SELECT count(*) AS n FROM answers WHERE survey = ?1 AND ${unsuspected}
    AND (?2 IS NULL OR json_extract(answers, '$."' || ?2 || '"') = ?3)`,
  between: "SELECT survey, survey_version, answers FROM answers WHERE id BETWEEN ? AND ? LIMIT 2",
  keepConsent: `INSERT INTO consents (version, lang, text, first_at)
    VALUES (?, ?, ?, ?) ON CONFLICT (version) DO NOTHING`,
  consents: "SELECT version, lang, text, first_at FROM consents ORDER BY first_at, version",
  aside: "INSERT INTO quarantine (survey, received_at, reason, body) VALUES (?, ?, ?, ?)",
  trim: `DELETE FROM quarantine WHERE seq <= (SELECT max(seq) FROM quarantine) - ${QUARANTINE_LIMIT}`,
  health: "INSERT OR REPLACE INTO health (one, at) VALUES (1, ?)",
  read: `SELECT seq, ${columns} ${page}`,
  readContacts: `SELECT response_id, question, value FROM contacts
    WHERE response_id IN (SELECT id ${page}) ORDER BY seq`,
  forgetContacts: `DELETE FROM contacts WHERE response_id IN (${gone})`,
  forgetAside: `DELETE FROM quarantine
    WHERE EXISTS (SELECT 1 FROM (${gone}) WHERE instr(body, value) > 0)`,
  forgetAnswers: `DELETE FROM answers WHERE id IN (${gone}) RETURNING id`,
  letGoContacts: `DELETE FROM contacts
    WHERE response_id IN (SELECT id FROM answers WHERE ${old})`,
  letGoAside: "DELETE FROM quarantine WHERE received_at < ?1",
  letGoAnswers: `DELETE FROM answers WHERE ${old}`,
} as const;

export type Cell = string | number | null;

/** The values of `statements.answer`. */
export function answerCells(answer: NewAnswer): readonly Cell[] {
  const { id, survey, surveyVersion, lang, receivedAt, startedAt, token, suspect, hash } = answer;
  return [
    ...[id, survey, surveyVersion, lang, receivedAt, startedAt, token, suspect, hash],
    ...[JSON.stringify(answer.answers), answer.customerId, answer.wave, answer.consentVersion],
  ];
}

/** The values of `statements.contact`, a list a detail. */
export function contactCells(answer: NewAnswer): readonly (readonly Cell[])[] {
  const { id, survey, receivedAt, contacts } = answer;
  return contacts.map(({ question, value }) => [id, survey, question, value, receivedAt]);
}

/** The values of `statements.countOf`. */
export function countCells(survey: string, having: Having | null): readonly Cell[] {
  return [survey, having?.question ?? null, having?.value ?? null];
}

/** The values of `statements.keepConsent`. */
export function consentCells({ version, lang, text, firstAt }: Consent): readonly Cell[] {
  return [version, lang, text, firstAt];
}

/** Rows of `statements.consents` as they were given. */
export function consentsOf(rows: readonly Row[]): readonly Consent[] {
  return rows.map((row) => ({
    version: String(row["version"]),
    lang: String(row["lang"]),
    text: String(row["text"]),
    firstAt: String(row["first_at"]),
  }));
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of `statements.between` as they were given. */
export function saidOf(rows: readonly Row[]): readonly Said[] {
  return rows.map((row) => ({
    survey: String(row["survey"]),
    surveyVersion: Number(row["survey_version"]),
    answers: JSON.parse(String(row["answers"])) as Said["answers"],
  }));
}

/** Rows of `statements.read` and `statements.readContacts` as they were given. */
export function loggedOf(rows: readonly Row[], contacts: readonly Row[]): readonly Logged[] {
  const byAnswer = Map.groupBy(contacts, (row) => row["response_id"]);
  const text = (value: unknown) => (value === null ? null : String(value));
  return rows.map((row) => ({
    seq: Number(row["seq"]),
    answer: {
      id: String(row["id"]),
      survey: String(row["survey"]),
      surveyVersion: Number(row["survey_version"]),
      lang: String(row["lang"]),
      receivedAt: String(row["received_at"]),
      startedAt: text(row["started_at"]),
      token: text(row["token"]),
      customerId: text(row["customer_id"]),
      wave: text(row["wave"]),
      consentVersion: text(row["consent_version"]) ?? "",
      suspect: text(row["suspect"]) as NewAnswer["suspect"],
      hash: String(row["hash"]),
      answers: JSON.parse(String(row["answers"])) as NewAnswer["answers"],
      contacts: (byAnswer.get(row["id"]) ?? []).map(({ question, value }) => ({
        question: String(question),
        value: String(value),
      })),
    },
  }));
}
