import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "../errors.ts";

const tables = `CREATE TABLE IF NOT EXISTS answers (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  survey TEXT NOT NULL,
  survey_version INTEGER NOT NULL,
  lang TEXT NOT NULL,
  received_at TEXT NOT NULL,
  started_at TEXT,
  token TEXT,
  suspect TEXT,
  hash TEXT NOT NULL,
  answers TEXT NOT NULL,
  customer_id TEXT,
  wave TEXT,
  consent_version TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS consents (
  version TEXT PRIMARY KEY,
  lang TEXT NOT NULL,
  text TEXT NOT NULL,
  first_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS contacts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  response_id TEXT NOT NULL,
  survey TEXT NOT NULL,
  question TEXT NOT NULL,
  value TEXT NOT NULL,
  agreed_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS quarantine (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  survey TEXT NOT NULL,
  received_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS health (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL) STRICT;
`;

const indexes = `CREATE INDEX IF NOT EXISTS answers_of_customer ON answers (customer_id);
CREATE INDEX IF NOT EXISTS answers_of_survey ON answers (survey);
CREATE INDEX IF NOT EXISTS contacts_of_answer ON contacts (response_id);
`;

/** What a collector writes to; the first migration of Cloudflare D1 says the same. */
export const answersSchema = tables + indexes;

/** What its owner notes beside it. */
const ownerSchema = `
CREATE TABLE IF NOT EXISTS pulls (
  file TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  done INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS links (
  survey TEXT NOT NULL,
  wave TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  made_at TEXT NOT NULL,
  answered_at TEXT,
  PRIMARY KEY (survey, wave, customer_id)
) STRICT;
CREATE TABLE IF NOT EXISTS origins (
  store TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL
) STRICT;
`;

/** Opens (or makes) the file of a collector: acknowledged means flushed to the disk. Throws store-unusable. */
export function openAnswersFile(file: string): DatabaseSync {
  try {
    return opened(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem("store-unusable", file, { reason });
  }
}

function opened(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;",
  );
  database.exec(tables + ownerSchema);
  addColumns(database);
  database.exec(indexes);
  return database;
}

/** Columns that files of earlier versions lack. */
function addColumns(database: DatabaseSync): void {
  const columns = database.prepare("PRAGMA table_info(answers)").all();
  const has = (name: string) => columns.some((column) => column.name === name);
  for (const name of ["customer_id", "wave", "consent_version"]) {
    if (!has(name)) database.exec(`ALTER TABLE answers ADD COLUMN ${name} TEXT`);
  }
}
