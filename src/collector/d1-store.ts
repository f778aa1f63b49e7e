import {
  answerCells,
  consentCells,
  consentsOf,
  contactCells,
  countCells,
  loggedOf,
  saidOf,
  statements,
  type Cell,
} from "./sqlite-statements.ts";
import type { Appended, NewAnswer, Store } from "./store.ts";

type Row = Readonly<Record<string, unknown>>;

interface D1Result {
  readonly results: readonly Row[];
}

interface D1Statement {
  readonly bind: (...values: readonly Cell[]) => D1Statement;
}

/** What is used of a D1 database as a Worker is given it. A batch is one transaction. */
export interface D1 {
  readonly prepare: (sql: string) => D1Statement;
  readonly batch: (statements: readonly D1Statement[]) => Promise<readonly D1Result[]>;
}

/**
 * Answers in Cloudflare D1, in the tables of the migrations in `scripts/deploy/workers`.
 *
 * Takes    one database; each request of a Worker stands for itself, so that every answer is a
 *          transaction of its own, acknowledged once D1 has kept it.
 */
export function d1Store(database: D1): Store {
  const said: Say = (name, ...values) => database.prepare(statements[name]).bind(...values);
  /** A row comes back for each that was written or removed. */
  const counted: Say = (name, ...values) =>
    database.prepare(`${statements[name]} RETURNING seq`).bind(...values);
  const first = async (statement: D1Statement) =>
    (await database.batch([statement]))[0]?.results[0];
  return {
    append: (answer) => appendAnswer(database, answer, { said, counted }).catch(refused),
    has: async (id) => (await first(said("find", id))) !== undefined,
    quarantine: async ({ survey, receivedAt, reason, body }) => {
      await database
        .batch([said("aside", survey, receivedAt, reason, body), said("trim")])
        .catch(refused);
    },
    count: async () => Number((await first(said("count")))?.["n"] ?? 0),
    countOf: async (survey, having) =>
      Number((await first(said("countOf", ...countCells(survey, having))))?.["n"] ?? 0),
    between: async (first, last) =>
      saidOf((await database.batch([said("between", first, last)]))[0]?.results ?? []),
    keepConsent: (consent) =>
      database
        .batch([said("keepConsent", ...consentCells(consent))])
        .then((): Appended => ({ kind: "stored" }), refused),
    consents: async () => consentsOf((await database.batch([said("consents")]))[0]?.results ?? []),
    isReady: () =>
      first(said("health", new Date().toISOString())).then(
        () => true,
        () => false,
      ),
    read: async (after, most) => {
      const pages = [said("read", after, most), said("readContacts", after, most)];
      const [answers, contacts] = await database.batch(pages);
      return loggedOf(answers?.results ?? [], contacts?.results ?? []);
    },
    forget: async (ids) => {
      const all = JSON.stringify(ids);
      const [contacts, aside, answers] = await database.batch([
        counted("forgetContacts", all),
        counted("forgetAside", all),
        said("forgetAnswers", all),
      ]);
      return {
        responses: (answers?.results ?? []).map(({ id }) => String(id)),
        contacts: contacts?.results.length ?? 0,
        quarantined: aside?.results.length ?? 0,
      };
    },
    letGo: async (before, upTo) => {
      const results = await database.batch([
        said("letGoContacts", before, upTo),
        said("letGoAside", before),
        counted("letGoAnswers", before, upTo),
      ]);
      return results[2]?.results.length ?? 0;
    },
    close: async () => {},
  };
}

type Say = (name: keyof typeof statements, ...values: readonly Cell[]) => D1Statement;

async function appendAnswer(
  database: D1,
  answer: NewAnswer,
  { said, counted }: { readonly said: Say; readonly counted: Say },
): Promise<Appended> {
  const results = await database.batch([
    ...contactCells(answer).map((cells) => said("contact", ...cells)),
    counted("answer", ...answerCells(answer)),
    said("find", answer.id),
  ]);
  if (results.at(-2)?.results.length === 1) return { kind: "stored" };
  const known = results.at(-1)?.results[0];
  const storedAt = String(known?.["received_at"]);
  return { kind: known?.["hash"] === answer.hash ? "had" : "differs", storedAt };
}

/** D1 names its limit of size in two ways. */
function refused(error: unknown): Appended {
  const isFull = /SQLITE_FULL|maximum DB size/iu.test(String(error));
  return { kind: "refused", why: isFull ? "full" : "busy" };
}
