/** Loads the clean files of intake into the engine, one table a canonical table. */
import { identifier, type Engine } from "../intake/engine.ts";
import type { CleanSource } from "../intake/read-drops.ts";
import { linesAlike } from "./lines-alike.ts";
import { contentOf, repeatedOrders, type Repeats } from "./repeats.ts";
import { sqlFile } from "./sql-file.ts";
import type { CellKind } from "../tables/table.ts";
import { transactions } from "../tables/transactions.ts";

const lineTypes: Readonly<Partial<Record<CellKind, string>>> = {
  time: "TIMESTAMP",
  decimal: "DECIMAL(15,4)",
};

/** Canonical columns of order lines and their types; a source that lacks one gives null. */
export const lineColumns: Columns = transactions.columns.map(({ name, kind }) => [
  name,
  lineTypes[kind] ?? "VARCHAR",
]);

type Columns = readonly (readonly [name: string, type: string])[];

/** Rows of several sources, each with its place in the list, as one query. */
export function unionOf(sources: readonly CleanSource[], columns: Columns): string {
  if (sources.length === 0) {
    const empty = columns.map(([name, type]) => `CAST(NULL AS ${type}) AS ${identifier(name)}`);
    return `SELECT 0 AS source, ${empty.join(", ")} WHERE 1 = 0`;
  }
  return sources
    .map(({ relation, columns: given }, at) => {
      const cells = columns.map(([name, type]) => {
        const cell = given.includes(name) ? identifier(name) : "NULL";
        return `CAST(${cell} AS ${type}) AS ${identifier(name)}`;
      });
      return `SELECT ${at} AS source, ${cells.join(", ")} FROM ${relation}`;
    })
    .join("\nUNION ALL\n");
}

/** The lines of all transactions, typed, as the view `line`; tells of orders in two files. */
export async function loadLines(engine: Engine, sources: readonly CleanSource[]): Promise<Repeats> {
  const names = ["customer_id", "ordered_at", "amount", "channel", "location"];
  const columns = lineColumns.filter(([name]) => names.includes(name));
  const alike = await linesAlike(engine, sources);
  if (sources.filter((source) => source.columns.includes("order_id")).length < 2) {
    await engine.run(`CREATE VIEW line AS ${unionOf(sources, columns)}`);
    return { problems: [], remarks: alike };
  }
  await engine.run(`CREATE VIEW typed_line AS ${unionOf(sources, lineColumns)}`);
  const cells = lineColumns.map(([name]) => name);
  await engine.run(
    `CREATE VIEW all_line AS SELECT *, ${contentOf(cells)} AS content FROM typed_line`,
  );
  await engine.run(sqlFile("repeated-orders"));
  await engine.run(sqlFile("line-without-repeats"));
  const { problems, remarks } = await repeatedOrders(engine, sources);
  return { problems, remarks: [...remarks, ...alike] };
}

export interface LoadTask {
  readonly sources: readonly CleanSource[];
  readonly columns: readonly string[];
}

/** A table that people edit, all columns as text. */
export async function loadTexts(engine: Engine, name: string, task: LoadTask): Promise<void> {
  const texts = [...task.columns, "_line"].map((column) => [column, "VARCHAR"] as const);
  await engine.run(`CREATE TABLE ${identifier(name)} AS ${unionOf(task.sources, texts)}`);
}
