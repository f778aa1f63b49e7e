/** Loads the clean files of intake into the engine, one table a canonical table. */
import type { CleanSource } from "../intake/read-drops.ts";
import { identifier, quoted, type Engine } from "../intake/engine.ts";

/** Columns that the warehouse works with; a source that lacks one gives null. */
const lineColumns = {
  customer_id: "VARCHAR",
  ordered_at: "TIMESTAMP",
  amount: "DECIMAL(18,4)",
  order_id: "VARCHAR",
  channel: "VARCHAR",
  location: "VARCHAR",
} as const;

/** The clean CSV of a source as text columns. */
export function cleanRelation({ cleanPath, columns }: CleanSource): string {
  const types = columns.map((name) => `${quoted(name)}: 'VARCHAR'`).join(", ");
  return (
    `read_csv(${quoted(cleanPath)}, columns = {${types}}, auto_detect = false, header = true, ` +
    `delim = ',', quote = '"', escape = '"', max_line_size = 4194304)`
  );
}

/** Rows of several sources, each with its place in the list, as one query. */
export function unionOf(
  sources: readonly CleanSource[],
  columns: readonly (readonly [name: string, type: string])[],
): string {
  if (sources.length === 0) {
    const empty = columns.map(([name, type]) => `CAST(NULL AS ${type}) AS ${identifier(name)}`);
    return `SELECT 0 AS source, ${empty.join(", ")} WHERE 1 = 0`;
  }
  return sources
    .map((source, at) => {
      const cells = columns.map(([name, type]) =>
        source.columns.includes(name)
          ? `CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`
          : `CAST(NULL AS ${type}) AS ${identifier(name)}`,
      );
      return `SELECT ${at} AS source, ${cells.join(", ")} FROM ${cleanRelation(source)}`;
    })
    .join("\nUNION ALL\n");
}

/** The lines of all transactions, typed, as the view `line`. */
export async function loadLines(engine: Engine, sources: readonly CleanSource[]): Promise<void> {
  await engine.run(`CREATE VIEW line AS ${unionOf(sources, Object.entries(lineColumns))}`);
}

/** A table that people edit, all columns as text. */
export async function loadTexts(
  engine: Engine,
  name: string,
  { sources, columns }: { sources: readonly CleanSource[]; columns: readonly string[] },
): Promise<void> {
  const texts = [...columns, "_line"].map((column) => [column, "VARCHAR"] as const);
  await engine.run(`CREATE TABLE ${identifier(name)} AS ${unionOf(sources, texts)}`);
}
