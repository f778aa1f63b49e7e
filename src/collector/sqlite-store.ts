import type { DatabaseSync, StatementSync } from "node:sqlite";
import { groupCommit } from "./group-commit.ts";
import { openAnswersFile } from "./sqlite-schema.ts";
import {
  answerCells,
  consentCells,
  consentsOf,
  contactCells,
  countCells,
  loggedOf,
  saidOf,
  statements,
} from "./sqlite-statements.ts";
import type { Appended, NewAnswer, Quarantined, Store } from "./store.ts";

const SQLITE_FULL = 13;

/**
 * Answers in one SQLite file. Everything that arrives while the disk is busy is written in one
 * transaction, and acknowledged only when that transaction is on the disk.
 */
export function sqliteStore(file: string): Store {
  const database = openAnswersFile(file);
  const prepared = prepare(database);
  const batches = groupCommit<() => Appended>((batch) => commit(database, batch));
  return {
    append: (answer) => batches.write(() => appendAnswer(prepared, answer)),
    has: async (id) => prepared.find.get(id) !== undefined,
    quarantine: async (post) => void (await batches.write(() => keepAside(prepared, post))),
    count: async () => Number(prepared.count.get()?.["n"] ?? 0),
    countOf: async (survey, having) =>
      Number(prepared.countOf.get(...countCells(survey, having))?.["n"] ?? 0),
    between: async (first, last) => saidOf(prepared.between.all(first, last)),
    keepConsent: (consent) =>
      batches.write(() => {
        prepared.keepConsent.run(...consentCells(consent));
        return { kind: "stored" };
      }),
    consents: async () => consentsOf(prepared.consents.all()),
    isReady: async () => {
      const result = await batches.write(() => {
        prepared.health.run(new Date().toISOString());
        return { kind: "stored" };
      });
      return result.kind === "stored";
    },
    read: async (after, most) =>
      loggedOf(prepared.read.all(after, most), prepared.readContacts.all(after, most)),
    forget: async (ids) => {
      const all = JSON.stringify(ids);
      const removed = erased(database, () => ({
        contacts: Number(prepared.forgetContacts.run(all).changes),
        quarantined: Number(prepared.forgetAside.run(all).changes),
        responses: prepared.forgetAnswers.all(all).map(({ id }) => String(id)),
      }));
      // Without this the removed text would stay readable in the log.
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      return removed;
    },
    letGo: async (before, upTo) =>
      erased(database, () => {
        prepared.letGoContacts.run(before, upTo);
        prepared.letGoAside.run(before);
        return Number(prepared.letGoAnswers.run(before, upTo).changes);
      }),
    close: async () => {
      await batches.drained();
      database.close();
    },
  };
}

type Prepared = Readonly<Record<keyof typeof statements, StatementSync>>;

function prepare(database: DatabaseSync): Prepared {
  const entries = Object.entries(statements);
  return Object.fromEntries(
    entries.map(([name, sql]) => [name, database.prepare(sql)]),
  ) as Prepared;
}

function appendAnswer(prepared: Prepared, answer: NewAnswer): Appended {
  for (const cells of contactCells(answer)) prepared.contact.run(...cells);
  const { changes } = prepared.answer.run(...answerCells(answer));
  if (changes !== 0) return { kind: "stored" };
  const known = prepared.find.get(answer.id);
  const storedAt = String(known?.["received_at"]);
  return { kind: known?.["hash"] === answer.hash ? "had" : "differs", storedAt };
}

function keepAside(prepared: Prepared, post: Quarantined): Appended {
  prepared.aside.run(post.survey, post.receivedAt, post.reason, post.body);
  prepared.trim.run();
  return { kind: "stored" };
}

function commit(database: DatabaseSync, batch: readonly (() => Appended)[]): readonly Appended[] {
  try {
    database.exec("BEGIN IMMEDIATE");
    const results = batch.map((run) => run());
    database.exec("COMMIT");
    return results;
  } catch (error) {
    rollBack(database);
    const code = Number((error as { errcode?: number }).errcode ?? 0) & 0xff;
    return batch.map(() => ({ kind: "refused", why: code === SQLITE_FULL ? "full" : "busy" }));
  }
}

/** What is removed is overwritten, in one transaction. */
function erased<T>(database: DatabaseSync, remove: () => T): T {
  database.exec("PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
  try {
    const removed = remove();
    database.exec("COMMIT");
    return removed;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

function rollBack(database: DatabaseSync): void {
  if (!database.isOpen || !database.isTransaction) return;
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite has rolled back by itself.
  }
}
