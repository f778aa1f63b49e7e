/** What a collector says to PostgreSQL, in a schema of its own. */
import { unsuspected } from "./sqlite-statements.ts";
import { QUARANTINE_LIMIT } from "./store.ts";

export const postgresSchema = `CREATE SCHEMA zhike;
CREATE TABLE zhike.answers (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL UNIQUE,
  survey text NOT NULL,
  survey_version integer NOT NULL,
  lang text NOT NULL,
  received_at text NOT NULL,
  started_at text,
  token text,
  suspect text,
  hash text NOT NULL,
  answers text NOT NULL,
  customer_id text,
  wave text,
  consent_version text
);
CREATE INDEX answers_of_customer ON zhike.answers (customer_id);
CREATE INDEX answers_of_survey ON zhike.answers (survey);
CREATE TABLE zhike.consents (
  version text PRIMARY KEY,
  lang text NOT NULL,
  text text NOT NULL,
  first_at text NOT NULL
);
CREATE TABLE zhike.contacts (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  response_id text NOT NULL,
  survey text NOT NULL,
  question text NOT NULL,
  value text NOT NULL,
  agreed_at text NOT NULL
);
CREATE INDEX contacts_of_answer ON zhike.contacts (response_id);
CREATE TABLE zhike.quarantine (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  survey text NOT NULL,
  received_at text NOT NULL,
  reason text NOT NULL,
  body text NOT NULL
);
CREATE TABLE zhike.health (one integer PRIMARY KEY CHECK (one = 1), at text NOT NULL);`;

const columns =
  "id, survey, survey_version, lang, received_at, started_at, token, suspect, hash, answers, customer_id, wave, consent_version";
const gone =
  "SELECT unnest($1::text[]) UNION SELECT id FROM zhike.answers WHERE customer_id = ANY ($1)";
/** PostgreSQL reads no JSON in which an escape such as \u0000 stands. */
const readable = `CASE WHEN strpos(answers, '\\u') = 0 THEN answers
  ELSE regexp_replace(answers, '(\\\\\\\\)|\\\\u[0-9a-f]{4}', '\\1', 'g') END`;
const old = "received_at < $1 AND seq <= $2";
const lists = (from: number, types: readonly string[]) =>
  types.map((type, at) => `$${from + at}::${type}[]`).join(", ");
const text = (many: number) => Array.from({ length: many }, () => "text");

export const postgresStatements = {
  /** Answers column by column, then contact details likewise; gives the ids that were new. */
  append: `WITH stored AS (
      INSERT INTO zhike.answers (${columns})
      SELECT ${columns}
      FROM unnest(${lists(1, [...text(2), "integer", ...text(10)])}) WITH ORDINALITY AS given (${columns}, place)
      ORDER BY place
      ON CONFLICT (id) DO NOTHING RETURNING id
    ), details AS (
      INSERT INTO zhike.contacts (response_id, survey, question, value, agreed_at)
      SELECT response_id, survey, question, value, agreed_at
      FROM unnest(${lists(14, text(5))}) WITH ORDINALITY AS given (response_id, survey, question, value, agreed_at, place)
      WHERE response_id IN (SELECT id FROM stored)
      ORDER BY place
    )
    SELECT id FROM stored`,
  find: "SELECT id, hash, received_at FROM zhike.answers WHERE id = ANY ($1)",
  has: "SELECT 1 FROM zhike.answers WHERE id = $1",
  count: "SELECT count(*) AS n FROM zhike.answers",
  countOf: `SELECT count(*) AS n FROM zhike.answers
    CROSS JOIN LATERAL (SELECT (${readable})::json -> $2::text AS said) AS answer
    WHERE survey = $1 AND ${unsuspected}
      AND ($2::text IS NULL OR (json_typeof(said) = 'string' AND said #>> '{}' = $3::text))`,
  between: `SELECT survey, survey_version, answers FROM zhike.answers
    WHERE id BETWEEN $1 AND $2 LIMIT 2`,
  keepConsents: `INSERT INTO zhike.consents (version, lang, text, first_at)
    SELECT * FROM unnest(${lists(1, text(4))}) ON CONFLICT (version) DO NOTHING`,
  consents: "SELECT version, lang, text, first_at FROM zhike.consents ORDER BY first_at, version",
  aside: `INSERT INTO zhike.quarantine (survey, received_at, reason, body)
    SELECT * FROM unnest(${lists(1, text(4))})`,
  trim: `DELETE FROM zhike.quarantine
    WHERE seq <= (SELECT max(seq) FROM zhike.quarantine) - ${QUARANTINE_LIMIT}`,
  health: `INSERT INTO zhike.health (one, at) VALUES (1, $1)
    ON CONFLICT (one) DO UPDATE SET at = excluded.at`,
  last: "SELECT max(seq) AS seq FROM zhike.answers",
  read: `SELECT seq, ${columns} FROM zhike.answers WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3`,
  readContacts: `SELECT response_id, question, value FROM zhike.contacts
    WHERE response_id = ANY ($1) ORDER BY seq`,
  forgetContacts: `DELETE FROM zhike.contacts WHERE response_id IN (${gone})`,
  forgetAside: `DELETE FROM zhike.quarantine
    WHERE EXISTS (SELECT 1 FROM (${gone}) AS gone (id) WHERE strpos(body, gone.id) > 0)`,
  forgetAnswers: `DELETE FROM zhike.answers WHERE id IN (${gone}) RETURNING id`,
  letGoContacts: `DELETE FROM zhike.contacts
    WHERE response_id IN (SELECT id FROM zhike.answers WHERE ${old})`,
  letGoAside: "DELETE FROM zhike.quarantine WHERE received_at < $1",
  letGoAnswers: `DELETE FROM zhike.answers WHERE ${old}`,
} as const;

/** A text without what `countOf` leaves out of the answers that it reads. */
export function asRead(given: string): string {
  const said = JSON.stringify(given).replaceAll(/(\\\\)|\\u[0-9a-f]{4}/gu, "$1");
  return JSON.parse(said) as string;
}

/** PostgreSQL holds no NUL in a text. What people sent may hold one, and is given back as it came. */
export function withoutNul(given: string | null): string | null {
  return given?.replaceAll("\\", "\\\\").replaceAll("\0", "\\0") ?? null;
}

export function withNul(kept: string | null): string | null {
  return kept?.replaceAll(/\\(.)/gu, (_, next: string) => (next === "0" ? "\0" : next)) ?? null;
}
