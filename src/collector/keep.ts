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
 * Takes    the folders of a company. The collector may run meanwhile.
 * Gives    what was removed, and which files still name the person: those that the company put
 *          there itself, and backups. The next build no longer counts the answers.
 */
export function forget(
  folders: { readonly data: string; readonly out: string },
  id: string,
): Forgotten {
  const inStore = forgetInStore(answersFile(folders.data), id);
  const ids = new Set([id, ...inStore.responses]);
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
  const { answers, contacts, quarantined, links } = inStore;
  return { answers, contacts, quarantined, links, pulled, remain };
}

function forgetInStore(file: string, id: string) {
  if (!existsSync(file))
    return { responses: [], answers: 0, contacts: 0, quarantined: 0, links: 0 };
  const database = openAnswersFile(file);
  try {
    database.exec("PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
    const responses = database
      .prepare("SELECT id FROM answers WHERE id = ? OR customer_id = ?")
      .all(id, id)
      .map((row) => String(row.id));
    const all = JSON.stringify([...new Set([id, ...responses])]);
    const gone = (sql: string, ...values: readonly string[]) =>
      Number(database.prepare(sql).run(...values).changes);
    const these = "(SELECT value FROM json_each(?))";
    const contacts = gone(`DELETE FROM contacts WHERE response_id IN ${these}`, all);
    const quarantined = gone(
      "DELETE FROM quarantine WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(body, value) > 0)",
      all,
    );
    makeNoticeTables(database);
    gone(`DELETE FROM notices WHERE response_id IN ${these}`, all);
    const links = gone("DELETE FROM links WHERE customer_id = ?", id);
    const answers = gone(`DELETE FROM answers WHERE id IN ${these}`, all);
    database.exec("COMMIT");
    // Without this the removed text would stay readable in the log.
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return { responses, answers, contacts, quarantined, links };
  } finally {
    database.close();
  }
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
 * Lets answers go from the store that were pulled and are older than so many days; their
 * contact details and what waits in quarantine as well. What was pulled into `data` stays.
 */
export function letGo(data: string, days: number, now: Date): number {
  const file = answersFile(data);
  if (!existsSync(file)) return 0;
  const before = new Date(now.getTime() - days * 86_400_000).toISOString();
  const database = openAnswersFile(file);
  const pulled = (kind: string) =>
    `seq <= coalesce((SELECT min(first_seq) - 1 FROM pulls WHERE kind = '${kind}' AND done = 0),
      (SELECT max(last_seq) FROM pulls WHERE kind = '${kind}'), 0)`;
  try {
    database.exec("PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
    database
      .prepare(
        `UPDATE links SET answered_at = (SELECT min(received_at) FROM answers
           WHERE answers.customer_id = links.customer_id AND answers.survey = links.survey
             AND coalesce(answers.wave, '') = links.wave)
         WHERE answered_at IS NULL`,
      )
      .run();
    database
      .prepare(`DELETE FROM contacts WHERE agreed_at < ? AND ${pulled("contacts")}`)
      .run(before);
    database.prepare("DELETE FROM quarantine WHERE received_at < ?").run(before);
    const gone = database
      .prepare(`DELETE FROM answers WHERE received_at < ? AND ${pulled("answers")}`)
      .run(before);
    database.exec("COMMIT");
    return Number(gone.changes);
  } finally {
    database.close();
  }
}
