/** Who may be asked: the customers of the data folder, or of a file of the same columns. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { Problem, Problems, problemOf } from "../errors.ts";
import { openEngine, type Engine } from "../intake/engine.ts";
import { listDrops, readDrops, type CleanSource } from "../intake/read-drops.ts";
import type { PeriodUnit } from "../tables/period.ts";

export interface Recipient {
  readonly customerId: string;
  /** Nobody who said no, or has left, is asked. */
  readonly mayAsk: boolean;
}

export interface RecipientTask {
  readonly data: string;
  /** For what exists only while reading. */
  readonly out: string;
  /** A list of one's own; null for all customers of the data folder. */
  readonly file: string | null;
  readonly site: { readonly timeZone: string; readonly wave: PeriodUnit };
}

/**
 * The customers of a mailing.
 *
 * Takes    a list, or nothing for all. Whoever said no in the data folder has said no for the
 *          list as well.
 * Gives    each customer once, in the order of the files.
 * Throws   Problems of the files; recipients-missing where there is nobody.
 */
export async function readRecipients(task: RecipientTask): Promise<readonly Recipient[]> {
  const known = await customersBelow(task.data, task);
  const asked = task.file === null ? known : await listed(task.file, task);
  if (asked.size === 0) {
    const where = task.file ?? join(task.data, "customers");
    throw new Problem("recipients-missing", where);
  }
  return [...asked].map(([customerId, mayAsk]) => ({
    customerId,
    mayAsk: mayAsk && known.get(customerId) !== false,
  }));
}

/** One file, read as if it lay in a data folder of its own. */
async function listed(file: string, task: RecipientTask): Promise<ReadonlyMap<string, boolean>> {
  const folder = mkdtempSync(join(scratchOf(task.out), "list-"));
  try {
    mkdirSync(join(folder, "customers"));
    try {
      copyFileSync(file, join(folder, "customers", basename(file)));
    } catch {
      throw new Problem("file-missing", file);
    }
    return await customersBelow(folder, task);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function customersBelow(
  data: string,
  { out, site }: RecipientTask,
): Promise<ReadonlyMap<string, boolean>> {
  const cache = mkdtempSync(join(scratchOf(out), "read-"));
  const engine = await openEngine({ scratch: cache });
  try {
    const folders = { data, cache, rejected: join(cache, "rejected") };
    const list = await listDrops(folders, []);
    const drops = await readDrops(
      { ...list, known: list.known.filter(({ file }) => file.table === "customers") },
      {
        engine,
        byRow: new Set(),
        folders,
        scratch: cache,
        rules: { ...site, badRows: 0, asOf: null },
        surveys: [],
        progress: () => undefined,
      },
    );
    const problems = drops.problems.filter(({ code }) => code !== "folder-unknown");
    if (problems.length > 0) throw new Problems(problems.map(problemOf));
    const asked = new Map<string, boolean>();
    for (const source of drops.sources) await readSource(engine, source, asked);
    return asked;
  } finally {
    engine.close();
    rmSync(cache, { recursive: true, force: true });
  }
}

async function readSource(
  engine: Engine,
  { columns, relation }: CleanSource,
  asked: Map<string, boolean>,
): Promise<void> {
  const cell = (name: string) => (columns.includes(name) ? name : `NULL AS ${name}`);
  const read = await engine.columns(
    `SELECT customer_id, ${["opt_in", "opt_out_at", "left_at"].map(cell).join(", ")} FROM ${relation}`,
  );
  const said = (name: string, row: number) => String(read[name]?.[row] ?? "");
  for (const [row, id] of (read["customer_id"] ?? []).entries()) {
    const mayAsk =
      said("opt_in", row) !== "false" &&
      said("opt_out_at", row) === "" &&
      said("left_at", row) === "";
    asked.set(String(id), mayAsk && asked.get(String(id)) !== false);
  }
}

function scratchOf(out: string): string {
  const folder = join(out, "cache", "links");
  mkdirSync(folder, { recursive: true });
  return folder;
}
