/** Order lines in Parquet: their columns as text, so that the same rules apply as in CSV. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { BulkFile } from "./bulk-file.ts";
import { bulkRelation } from "./bulk-relation.ts";
import type { CleanTask } from "./clean-file.ts";
import { identifier, quoted, quotedPath, type Engine } from "./engine.ts";
import { faultList } from "./fault-list.ts";
import { planHeader } from "./file-plan.ts";

interface ParquetColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns of a Parquet file, in the order of the file. */
export async function parquetColumns(
  engine: Engine,
  file: string,
): Promise<readonly ParquetColumn[]> {
  const described = await engine.columns(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${quotedPath(file)}))`,
  );
  const types = described["column_type"] ?? [];
  return (described["column_name"] ?? []).map((name, at) => ({
    name: String(name),
    type: String(types[at]),
  }));
}

/** A column as text; whole numbers that are kept as fractions lose their ".0". */
function asText({ name, type }: ParquetColumn): string {
  const text = `CAST(${identifier(name)} AS VARCHAR)`;
  return type === "DOUBLE" || type === "FLOAT" ? `regexp_replace(${text}, '\\.0$', '')` : text;
}

/** Prepares a Parquet file for the engine; null when its rows have to be checked one by one. */
export async function parquetBulk(engine: Engine, task: CleanTask): Promise<BulkFile | null> {
  const columns = await parquetColumns(engine, task.file.file);
  const { fields, leftOut, entry, timeZone, lastDay } = task;
  const lists = { problems: faultList(task.name), remarks: faultList(task.name) };
  const names = columns.map(({ name }) => name);
  const plan = planHeader(names, { fields, leftOut, entry, line: 1 }, lists);
  if (plan === null) return null;
  const cells = columns.map((column, at) => `${asText(column)} AS c${at}`).join(", ");
  const raw = `(SELECT ${cells} FROM read_parquet(${quotedPath(task.file.file)}))`;
  const head = await engine.columns(`SELECT * FROM ${raw} LIMIT 200`);
  const texts = columns.map((_, at) => head[`c${at}`] ?? []);
  const sample = Array.from({ length: texts[0]?.length ?? 0 }, (_, row) =>
    texts.map((column) => String(column[row] ?? "")),
  );
  const relation = bulkRelation({ plan, raw, sample, timeZone, lastDay });
  if (relation === null) return null;
  const used = plan.fields.map(({ field }) => field.name);
  return { relation, columns: used, remarks: lists.remarks.counts(), copy: null };
}

/** Writes a Parquet file as CSV in the order of its rows and gives the task that reads it. */
export async function parquetText(
  engine: Engine,
  task: CleanTask,
  target: string,
): Promise<CleanTask> {
  const { file, entry } = task;
  mkdirSync(dirname(target), { recursive: true });
  const columns = await parquetColumns(engine, file.file);
  const cells = columns.map((column) => `${asText(column)} AS ${identifier(column.name)}`);
  await engine.run(
    `COPY (SELECT ${cells.join(", ")}
           FROM read_parquet(${quotedPath(file.file)}, file_row_number = true)
           ORDER BY file_row_number)
     TO ${quoted(target)} (FORMAT csv, HEADER true)`,
  );
  const plain = { delimiter: ",", header: true, encoding: "utf-8" } as const;
  return {
    ...task,
    file: { ...file, file: target, format: "csv" },
    entry: entry === null ? null : { ...entry, ...plain },
    placeBy: "row",
  };
}
