import { Pool, type PoolClient } from "pg";
import { Problem } from "../errors.ts";
import { groupCommit } from "./group-commit.ts";
import {
  asRead,
  postgresSchema,
  postgresStatements as statements,
  withNul,
  withoutNul,
} from "./postgres-statements.ts";
import {
  answerCells,
  consentCells,
  consentsOf,
  contactCells,
  countCells,
  loggedOf,
  saidOf,
  type Cell,
} from "./sqlite-statements.ts";
import type { Appended, Consent, NewAnswer, Quarantined, Store } from "./store.ts";

const MOST_CONNECTIONS = 4;
const PATIENCE_MS = 10_000;
const DISK_FULL = "53100";

type Write =
  { readonly answer: NewAnswer } | { readonly post: Quarantined } | { readonly consent: Consent };

/**
 * Answers in a PostgreSQL database, in the schema `zhike`, which is made where it is missing.
 * What arrives while a commit is under way is written in the next transaction, and acknowledged
 * when the server has flushed it.
 *
 * Takes    postgres://…, and the same without names and passwords, to speak of.
 * Throws   store-unreachable, also where the server was told not to flush (fsync off).
 */
export async function postgresStore(address: string, name: string): Promise<Store> {
  const pool = new Pool({
    connectionString: address,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: "zhike",
  });
  // A lost connection ends what is asked of it, now or next; it must not end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  await prepare(pool).catch(async (error: Error) => {
    await pool.end();
    const reason = error.message || (error as NodeJS.ErrnoException).code || error.name;
    throw new Problem("store-unreachable", "ZHIKE_STORE", { address: name, reason });
  });
  const batches = groupCommit<Write>((batch) => commit(pool, batch));
  const rows = async (sql: string, ...values: readonly unknown[]) =>
    (await pool.query<Record<string, unknown>>(sql, [...values])).rows;
  return {
    append: (answer) => batches.write({ answer }),
    has: async (id) => (await rows(statements.has, id)).length > 0,
    quarantine: async (post) => void (await batches.write({ post })),
    count: async () => Number((await rows(statements.count))[0]?.["n"]),
    countOf: async (survey, having) => {
      const asked = having && { ...having, value: asRead(having.value) };
      return Number((await rows(statements.countOf, ...countCells(survey, asked)))[0]?.["n"]);
    },
    between: async (first, last) => saidOf((await rows(statements.between, first, last)).map(told)),
    keepConsent: (consent) => batches.write({ consent }),
    consents: async () => consentsOf((await rows(statements.consents)).map(told)),
    isReady: () =>
      rows(statements.health, new Date().toISOString()).then(
        () => true,
        () => false,
      ),
    read: async (after, most) => {
      const answers = await rows(statements.read, after, await lastSettled(pool), most);
      const ids = answers.map(({ id }) => id);
      return loggedOf(answers.map(told), (await rows(statements.readContacts, ids)).map(told));
    },
    forget: async (ids) => {
      const all = [ids.map(withoutNul)];
      const removed = await inTransaction(pool, async (client) => {
        const contacts = (await client.query(statements.forgetContacts, all)).rowCount ?? 0;
        const quarantined = (await client.query(statements.forgetAside, all)).rowCount ?? 0;
        const answers = await client.query<{ id: string }>(statements.forgetAnswers, all);
        return { responses: answers.rows.map(({ id }) => id), contacts, quarantined };
      });
      // Without this the removed text would stay in the tables' files.
      await pool.query("VACUUM zhike.answers, zhike.contacts, zhike.quarantine");
      return removed;
    },
    letGo: (before, upTo) =>
      inTransaction(pool, async (client) => {
        await client.query(statements.letGoContacts, [before, upTo]);
        await client.query(statements.letGoAside, [before]);
        return (await client.query(statements.letGoAnswers, [before, upTo])).rowCount ?? 0;
      }),
    close: async () => {
      await batches.drained();
      await pool.end();
    },
  };
}

/** One process makes the tables; others wait for it. */
function prepare(pool: Pool): Promise<void> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ fsync: string }>("SHOW fsync");
    if (rows[0]?.fsync !== "on") throw new Error("fsync is off");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('zhike'))");
    const found = await client.query("SELECT to_regclass('zhike.health') AS it");
    if ((found.rows[0] as { it: unknown }).it === null) await client.query(postgresSchema);
  });
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN; SET LOCAL synchronous_commit TO on; SET LOCAL lock_timeout TO 5000");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // Whatever state the connection is in, nobody meets it again.
    client.release(true);
    throw error;
  }
}

async function commit(pool: Pool, batch: readonly Write[]): Promise<readonly Appended[]> {
  try {
    return await inTransaction(pool, (client) => writeAll(client, batch));
  } catch (error) {
    const why = (error as { code?: string }).code === DISK_FULL ? "full" : "busy";
    return batch.map(() => ({ kind: "refused", why }));
  }
}

async function writeAll(client: PoolClient, batch: readonly Write[]): Promise<Appended[]> {
  const answers = batch.flatMap((write) => ("answer" in write ? [write.answer] : []));
  const posts = batch.flatMap((write) => ("post" in write ? [write.post] : []));
  const consents = batch.flatMap((write) => ("consent" in write ? [write.consent] : []));
  if (consents.length > 0) {
    const rows = consents.map(consentCells).map(asKept);
    await client.query(statements.keepConsents, columnsOf(rows, 4));
  }
  if (posts.length > 0) {
    const rows = posts.map((post) => [post.survey, post.receivedAt, post.reason, post.body]);
    await client.query(statements.aside, columnsOf(rows.map(asKept), 4));
    await client.query(statements.trim);
  }
  const firsts = [...new Map(answers.toReversed().map((answer) => [answer.id, answer])).values()];
  const fresh = new Set(await insert(client, firsts.toReversed()));
  const repeated = [...new Set(answers.map(({ id }) => id))];
  const known = await knownOf(client, fresh.size === answers.length ? [] : repeated);
  return batch.map((write) => {
    if (!("answer" in write) || fresh.delete(write.answer.id)) return { kind: "stored" };
    const there = known.get(write.answer.id);
    // Removed by its owner this very moment: the sender comes again.
    if (there === undefined) return { kind: "refused", why: "busy" };
    const kind = there.hash === write.answer.hash ? "had" : "differs";
    return { kind, storedAt: there.received_at };
  });
}

/** Ids of the answers that were new. */
async function insert(client: PoolClient, answers: readonly NewAnswer[]): Promise<string[]> {
  if (answers.length === 0) return [];
  const values = [
    ...columnsOf(answers.map(answerCells).map(keptAnswer), 13),
    ...columnsOf(answers.flatMap(contactCells).map(asKept), 5),
  ];
  const { rows } = await client.query<{ id: string }>(statements.append, values);
  return rows.map(({ id }) => id);
}

interface Known {
  readonly id: string;
  readonly hash: string;
  readonly received_at: string;
}

async function knownOf(
  client: PoolClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<Known>(statements.find, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The last place in the log before which nothing can appear any more. Places are given before
 * their transactions end, so that a reader must wait for those that are under way.
 */
function lastSettled(pool: Pool): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query("LOCK TABLE zhike.answers IN SHARE MODE");
    const { rows } = await client.query<{ seq: string | null }>(statements.last);
    return Number(rows[0]?.seq ?? 0);
  });
}

function columnsOf(rows: readonly (readonly Cell[])[], width: number): (readonly Cell[])[] {
  return Array.from({ length: width }, (_, at) => rows.map((row) => row[at] ?? null));
}

const asKept = (cells: readonly Cell[]) =>
  cells.map((cell) => (typeof cell === "string" ? withoutNul(cell) : cell));

/** The answers themselves are JSON, in which no NUL stands as it is. */
const ANSWERS = 9;
const keptAnswer = (cells: readonly Cell[]) =>
  asKept(cells).map((cell, at) => (at === ANSWERS ? (cells[at] ?? null) : cell));

const told = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      typeof cell === "string" && name !== "answers" ? withNul(cell) : cell,
    ]),
  );
