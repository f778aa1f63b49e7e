import type { DatabaseSync } from "node:sqlite";
import { openAnswersFile } from "./sqlite-schema.ts";
import {
  arrivals,
  QUARANTINE_LIMIT,
  type Appended,
  type NewAnswer,
  type Quarantined,
  type Store,
} from "./store.ts";

const MOST_IN_BATCH = 1000;
/** Beyond this many that wait, the collector says so instead of making people wait. */
const MOST_WAITING = 20_000;
const SQLITE_FULL = 13;

interface Write {
  readonly run: () => Appended;
  readonly settle: (result: Appended) => void;
}

/**
 * Answers in one SQLite file. Everything that arrives while the disk is busy is written in one
 * transaction, and acknowledged only when that transaction is on the disk.
 */
export function sqliteStore(file: string): Store {
  const database = openAnswersFile(file);
  const statements = prepare(database);
  const batches = batchWriter(database);
  const append = (answer: NewAnswer) => batches.write(() => appendAnswer(statements, answer));
  return {
    append,
    has: async (id) => statements.find.get(id) !== undefined,
    quarantine: async (post) => void (await batches.write(() => keepAside(statements, post))),
    count: async () => Number(statements.count.get()?.n ?? 0),
    countOf: async (survey, having) => {
      const { question = null, value = null } = having ?? {};
      return Number(statements.countOf.get({ survey, question, value })?.n ?? 0);
    },
    isReady: async () => {
      const result = await batches.write(() => {
        statements.health.run(new Date().toISOString());
        return { kind: "stored" };
      });
      return result.kind === "stored";
    },
    close: async () => {
      batches.flush();
      database.close();
    },
  };
}

function prepare(database: DatabaseSync) {
  return {
    insert: database.prepare(
      `INSERT INTO answers (id, survey, survey_version, lang, received_at, started_at, token, suspect, hash, answers, customer_id, wave, consent_version)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    contact: database.prepare(
      "INSERT INTO contacts (response_id, survey, question, value, agreed_at) VALUES (?, ?, ?, ?, ?)",
    ),
    find: database.prepare("SELECT hash, received_at FROM answers WHERE id = ?"),
    count: database.prepare("SELECT count(*) AS n FROM answers"),
    countOf: database.prepare(
      `SELECT count(*) AS n FROM answers WHERE survey = :survey
       AND (suspect IS NULL OR suspect IN (${arrivals.map((each) => `'${each}'`).join()}))
       AND (:question IS NULL OR json_extract(answers, '$."' || :question || '"') = :value)`,
    ),
    aside: database.prepare(
      "INSERT INTO quarantine (survey, received_at, reason, body) VALUES (?, ?, ?, ?)",
    ),
    forget: database.prepare(
      "DELETE FROM quarantine WHERE seq <= (SELECT max(seq) FROM quarantine) - ?",
    ),
    health: database.prepare("INSERT OR REPLACE INTO health (one, at) VALUES (1, ?)"),
  };
}

type Statements = ReturnType<typeof prepare>;

function appendAnswer(statements: Statements, answer: NewAnswer): Appended {
  const { id, survey, surveyVersion, lang, receivedAt, startedAt, token, suspect, hash } = answer;
  const { changes } = statements.insert.run(
    id,
    survey,
    surveyVersion,
    lang,
    receivedAt,
    startedAt,
    token,
    suspect,
    hash,
    JSON.stringify(answer.answers),
    answer.customerId,
    answer.wave,
    answer.consentVersion,
  );
  if (changes === 0) {
    const known = statements.find.get(id);
    const storedAt = String(known?.received_at);
    return { kind: known?.hash === hash ? "had" : "differs", storedAt };
  }
  for (const { question, value } of answer.contacts) {
    statements.contact.run(id, survey, question, value, receivedAt);
  }
  return { kind: "stored" };
}

function keepAside(statements: Statements, post: Quarantined): Appended {
  statements.aside.run(post.survey, post.receivedAt, post.reason, post.body);
  statements.forget.run(QUARANTINE_LIMIT);
  return { kind: "stored" };
}

/** Group commit: one flush of the disk for all that came since the last one. */
function batchWriter(database: DatabaseSync) {
  let waiting: Write[] = [];
  let isPlanned = false;
  const flush = () => {
    isPlanned = false;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_IN_BATCH);
      waiting = waiting.slice(MOST_IN_BATCH);
      const results = commit(database, batch);
      batch.forEach(({ settle }, index) => settle(results[index] as Appended));
    }
  };
  return {
    flush,
    write: (run: () => Appended) =>
      new Promise<Appended>((settle) => {
        if (waiting.length >= MOST_WAITING) {
          settle({ kind: "refused", why: "busy" });
          return;
        }
        waiting.push({ run, settle });
        if (!isPlanned) setImmediate(flush);
        isPlanned = true;
      }),
  };
}

function commit(database: DatabaseSync, batch: readonly Write[]): readonly Appended[] {
  try {
    database.exec("BEGIN IMMEDIATE");
    const results = batch.map(({ run }) => run());
    database.exec("COMMIT");
    return results;
  } catch (error) {
    if (database.isOpen && database.isTransaction) rollBack(database);
    const code = Number((error as { errcode?: number }).errcode ?? 0) & 0xff;
    return batch.map(() => ({ kind: "refused", why: code === SQLITE_FULL ? "full" : "busy" }));
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite has rolled back by itself.
  }
}
