/** Rows that stand in more than one file: equal ones count once, differing ones are a problem. */
import { identifier, type Engine, type EngineColumn } from "../intake/engine.ts";
import type { FaultCount } from "../intake/fault-list.ts";
import type { CleanSource } from "../intake/read-drops.ts";
import { shown } from "../tables/cell.ts";

export interface Repeats {
  readonly problems: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

export interface RepeatTask {
  readonly table: string;
  readonly key: string;
  readonly columns: readonly string[];
  readonly sources: readonly CleanSource[];
  /** True where even an equal row may not stand twice. */
  readonly isStrict: boolean;
}

const EXAMPLES = 20;

/** Removes repeated rows of a text table and tells of them. */
export async function removeRepeats(engine: Engine, task: RepeatTask): Promise<Repeats> {
  if (task.sources.length < 2) return { problems: [], remarks: [] };
  const { table, key, isStrict } = task;
  const content = contentOf(task.columns);
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE repeated AS
     SELECT ${key} AS id, COUNT(DISTINCT ${content}) AS contents, MIN(source) AS kept
     FROM ${table}
     WHERE ${key} IN (SELECT ${key} FROM ${table} GROUP BY ${key} HAVING COUNT(*) > 1)
     GROUP BY ${key}`,
  );
  const rows = await engine.columns(
    `SELECT r.id, r.contents, t.source, t._line AS line, r.kept, k._line AS kept_line
     FROM repeated AS r
     JOIN ${table} AS t ON t.${key} = r.id AND t.source > r.kept
     JOIN ${table} AS k ON k.${key} = r.id AND k.source = r.kept
     ORDER BY t.source, CAST(t._line AS BIGINT)`,
  );
  await engine.run(
    `DELETE FROM ${table} USING repeated AS r
     WHERE ${table}.${key} = r.id AND ${table}.source > r.kept`,
  );
  return repeatFaults(rows, task, isStrict);
}

type Rows = Awaited<ReturnType<Engine["columns"]>>;

function repeatFaults(
  rows: Rows,
  { key, sources }: Pick<RepeatTask, "key" | "sources">,
  isStrict: boolean,
): Repeats {
  const problems = new Map<number, FaultCount>();
  const remarks = new Map<number, FaultCount>();
  for (const [at, id] of (rows["id"] ?? []).entries()) {
    const source = Number(rows["source"]?.[at]);
    const kept = Number(rows["kept"]?.[at]);
    const isEqual = Number(rows["contents"]?.[at]) === 1;
    const list = isEqual && !isStrict ? remarks : problems;
    const code = isStrict ? "id-in-two-files" : isEqual ? "rows-repeated" : "rows-differ";
    const path = `data/${sources[source]?.path ?? ""}`;
    const other = placeOf(`data/${sources[kept]?.path ?? ""}`, rows["kept_line"]?.[at]);
    const where = `${placeOf(path, rows["line"]?.[at])} (${key})`;
    const before = list.get(source) ?? { code, path, rows: 0, examples: [] };
    const example = { where, values: { value: shown(String(id)), column: key, other } };
    const examples = before.rows < EXAMPLES ? [...before.examples, example] : before.examples;
    list.set(source, { code, path, rows: before.rows + 1, examples });
  }
  return { problems: [...problems.values()], remarks: [...remarks.values()] };
}

/** Order lines are not numbered: for them the file and the order id are the place. */
function placeOf(path: string, line: EngineColumn[number] | undefined): string {
  return line === undefined || line === null ? path : `${path}:${String(line)}`;
}

/** One text of all cells of a row; an empty cell differs from every text. */
export function contentOf(columns: readonly string[]): string {
  const cells = columns.map((name) => `COALESCE(CAST(${identifier(name)} AS VARCHAR), CHR(1))`);
  return cells.join(" || CHR(2) || ");
}

/** Orders of the table `repeated_order`: which stand in which files. */
export async function repeatedOrders(
  engine: Engine,
  sources: readonly CleanSource[],
): Promise<Repeats> {
  const rows = await engine.columns(
    `SELECT r.order_id AS id, r.contents, r.kept, l.source
     FROM repeated_order AS r
     JOIN (SELECT DISTINCT order_id, source FROM typed_line) AS l
       ON l.order_id = r.order_id AND l.source > r.kept
     ORDER BY l.source, r.order_id`,
  );
  return repeatFaults(rows, { key: "order_id", sources }, false);
}
