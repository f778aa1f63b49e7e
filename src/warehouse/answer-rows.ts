/** The answers to one survey as rows, every column of their files, as the warehouse counts them. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Problems, problemOf } from "../errors.ts";
import { identifier, openEngine } from "../intake/engine.ts";
import { fieldsOf } from "../intake/fields.ts";
import { listDrops, readDrops } from "../intake/read-drops.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { responses } from "../tables/responses.ts";
import { loadTexts } from "./load-tables.ts";
import { relabelled, type WarehouseSite } from "./open-warehouse.ts";
import { removeRepeats } from "./repeats.ts";

export interface AnswerRowsOptions {
  readonly dataRoot: string;
  readonly cacheRoot: string;
  /** How the data folder is shown in problems. */
  readonly label: string;
  readonly site: WarehouseSite;
  readonly surveys: readonly SurveyDefinition[];
  readonly survey: SurveyDefinition;
}

export interface AnswerRows {
  /** Canonical columns, then those of questions in any version. */
  readonly columns: readonly string[];
  /** A row an answer, by response id; "" where nothing is. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const TABLE = "answers";

/**
 * Reads the answers to a survey, and nothing else of the data.
 *
 * Gives    each answer once, bad rows left out as the site allows; what "does not apply" is no
 *          answer, as in every figure.
 * Throws   Problems of the survey's files.
 */
export async function answerRows(options: AnswerRowsOptions): Promise<AnswerRows> {
  const { dataRoot, cacheRoot, site, surveys, survey } = options;
  const scratch = join(cacheRoot, "scratch", `answers-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  const folders = { data: dataRoot, cache: cacheRoot, rejected: join(scratch, "rejected") };
  const engine = await openEngine({ scratch });
  try {
    const list = await listDrops(folders, surveys);
    const isOwn = ({ path }: { readonly path: string }) =>
      path.replace(/^data\//u, "").startsWith(`responses/${survey.id}/`);
    const own = { ...list, known: list.known.filter(({ file }) => isOwn(file)) };
    const asOf = site.asOf ?? null;
    const rules = { ...site, asOf };
    const task = { engine, byRow: new Set<string>(), folders, scratch, rules, surveys };
    const drops = await readDrops(own, { ...task, progress: () => undefined });
    const problems = [...list.problems.filter(isOwn), ...drops.problems];
    const columns = fieldsOf({ table: responses, survey, ...site }).map(({ name }) => name);
    const { sources } = drops;
    await loadTexts(engine, TABLE, { sources, columns });
    const key = "response_id";
    const repeats = await removeRepeats(engine, {
      table: TABLE,
      key,
      columns,
      sources,
      isStrict: false,
    });
    const all = [...problems, ...repeats.problems];
    if (all.length > 0) {
      throw new Problems(all.map((count) => relabelled(problemOf(count), options.label)));
    }
    const names = columns.map(identifier).join(", ");
    const read = await engine.columns(`SELECT ${names} FROM ${TABLE} ORDER BY response_id`);
    const cell = (name: string, row: number) => String(read[name]?.[row] ?? "");
    const rows = (read["response_id"] ?? []).map((_, row) =>
      Object.fromEntries(columns.map((name) => [name, cell(name, row)])),
    );
    return { columns, rows };
  } finally {
    engine.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
