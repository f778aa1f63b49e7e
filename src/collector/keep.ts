/** What the owner of a store does with it: copy it, forget a person in it, let old answers go. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { Problem } from "../errors.ts";
import { answersFile } from "./answers-file.ts";
import { makeNoticeTables } from "./case-notices.ts";
import { openAnswersFile } from "./sqlite-schema.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { placeAtHome, type Elsewhere } from "./bring-home.ts";
import type { Keep, Removed } from "./store.ts";

/**
 * A copy of the store while it takes answers (SQLite's online backup).
 *
 * Gives    how many answers the copy holds, after it was checked.
 * Throws   store-missing, file-exists, store-unusable (the copy is not whole).
 */
export async function backUp(data: string, to: string): Promise<number> {
  const file = answersFile(data);
  if (!existsSync(file)) throw new Problem("store-missing", file);
  if (existsSync(to)) throw new Problem("file-exists", to);
  mkdirSync(dirname(to), { recursive: true });
  const part = `${to}.part`;
  const source = openAnswersFile(file);
  await backup(source, part).finally(() => source.close());
  chmodSync(part, 0o600);
  const copy = new DatabaseSync(part);
  // The copy is one file: nothing of it waits in a log beside it.
  copy.exec("PRAGMA journal_mode = DELETE");
  const check = String(copy.prepare("PRAGMA integrity_check").get()?.integrity_check);
  const rows = Number(copy.prepare("SELECT count(*) AS n FROM answers").get()?.n);
  copy.close();
  if (check !== "ok") throw new Problem("store-unusable", part, { reason: check });
  renameSync(part, to);
  return rows;
}

export interface Forgotten {
  /** Answers taken out of the store, and contact details with them. */
  readonly answers: number;
  readonly contacts: number;
  /** Posts that could not be taken and named the person. */
  readonly quarantined: number;
  /** Links that were sent. */
  readonly links: number;
  /** Rows taken out of pulled files. */
  readonly pulled: number;
  /** Files that name the person and are not ours to change. */
  readonly remain: readonly string[];
}

/**
 * Forgets one person, by response id or customer id (个人信息删除).
 *
 * Takes    the folders of a company, and the store that takes its answers where that is not the
 *          file in `data`. The collector may run meanwhile.
 * Gives    what was removed, and which files still name the person: those that the company put
 *          there itself, and backups. The next build no longer counts the answers.
 */
export async function forget(
  folders: { readonly data: string; readonly out: string },
  id: string,
  elsewhere: Keep | null = null,
): Promise<Forgotten> {
  const home = await forgetAtHome(answersFile(folders.data), id);
  const away = (await elsewhere?.forget([id, ...home.responses])) ?? nothing;
  const ids = new Set([id, ...home.responses, ...away.responses]);
  const exported = filesBelow(join(folders.out, "answers"));
  const files = [
    ...filesBelow(folders.data),
    ...filesBelow(join(folders.out, "worklists", "collected")),
    ...exported,
  ];
  let pulled = 0;
  const remain: string[] = [];
  for (const file of files.filter((each) => !each.startsWith(join(folders.data, "collector")))) {
    if (isOurs(file) || exported.includes(file)) pulled += withoutRows(file, ids);
    else if (/\.(?:csv|tsv|txt|ndjson)$/u.test(file) && names(readFileSync(file, "utf8"), ids)) {
      remain.push(file);
    }
  }
  return {
    answers: new Set([...home.responses, ...away.responses]).size,
    contacts: Math.max(home.contacts, away.contacts),
    quarantined: home.quarantined + away.quarantined,
    links: home.links,
    pulled,
    remain,
  };
}

const nothing = { responses: [], contacts: 0, quarantined: 0 };

async function forgetAtHome(file: string, id: string): Promise<Removed & { links: number }> {
  if (!existsSync(file)) return { ...nothing, links: 0 };
  const store = sqliteStore(file);
  const removed = await store.forget([id]).finally(store.close);
  const database = openAnswersFile(file);
  database.exec("PRAGMA secure_delete = ON");
  makeNoticeTables(database);
  // No notice outlives its answer.
  database.exec("DELETE FROM notices WHERE response_id NOT IN (SELECT id FROM answers)");
  const { changes } = database.prepare("DELETE FROM links WHERE customer_id = ?").run(id);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  return { ...removed, links: Number(changes) };
}

/** Files that a pull wrote: one line a person. */
function isOurs(file: string): boolean {
  return /(?:^|[/\\])(?:collected-[^/\\]+\.ndjson|(?:contacts|cases|unanswered)-[^/\\]+\.csv)$/u.test(
    file,
  );
}

function withoutRows(file: string, ids: ReadonlySet<string>): number {
  const text = readFileSync(file, "utf8");
  const lines = file.endsWith(".ndjson") ? text.split(/(?<=\n)/u) : recordsOf(text);
  const kept = lines.filter((line) => !names(line, ids));
  if (kept.length === lines.length) return 0;
  const beside = join(dirname(file), `.forget-${process.pid}.part`);
  writeFileSync(beside, kept.join(""), { mode: 0o600, flush: true });
  renameSync(beside, file);
  return lines.length - kept.length;
}

/** Records of a CSV text with their line ends; quotes may hold lines. */
function recordsOf(text: string): readonly string[] {
  return text.match(/(?:"(?:[^"]|"")*"|[^"\n])*(?:\n|$)/gu)?.filter((each) => each !== "") ?? [];
}

/** Whether an id stands there as a whole cell or value. */
function names(text: string, ids: ReadonlySet<string>): boolean {
  return [...ids].some((id) => {
    const whole = id.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
    // The quote before an id such as "-17" is that of a safe cell.
    return new RegExp(`(?:^|[\\s",;|\\t]'?)${whole}(?:$|[\\s",;|\\t])`, "u").test(text);
  });
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Lets answers go from the store that were pulled and came in before an instant; their contact
 * details and what waits in quarantine as well, here and in a store elsewhere. What was pulled
 * into `data` stays.
 */
export async function letGo(
  data: string,
  before: string,
  elsewhere: Elsewhere | null = null,
): Promise<number> {
  const file = answersFile(data);
  if (!existsSync(file)) return 0;
  const database = openAnswersFile(file);
  database.exec(NOTE_ANSWERED);
  const upTo = Number(database.prepare(LAST_PULLED).get()?.["seq"]);
  database.close();
  if (elsewhere !== null) {
    await elsewhere.keep.letGo(before, placeAtHome(elsewhere.name, file));
  }
  const store = sqliteStore(file);
  return store.letGo(before, upTo).finally(store.close);
}

/** Who has answered stays known when the answer is gone. */
const NOTE_ANSWERED = `UPDATE links SET answered_at = (SELECT min(received_at) FROM answers
    WHERE answers.customer_id = links.customer_id AND answers.survey = links.survey
      AND coalesce(answers.wave, '') = links.wave)
  WHERE answered_at IS NULL`;

const lastOf = (kind: string) =>
  `coalesce((SELECT min(first_seq) - 1 FROM pulls WHERE kind = '${kind}' AND done = 0),
    (SELECT max(last_seq) FROM pulls WHERE kind = '${kind}'), 0)`;

/** The last answer that was pulled with all before it, their contact details included. */
const LAST_PULLED = `SELECT min(${lastOf("answers")}, coalesce(
    (SELECT min(answers.seq) - 1 FROM contacts JOIN answers ON answers.id = contacts.response_id
     WHERE contacts.seq > ${lastOf("contacts")}), ${lastOf("answers")})) AS seq`;
