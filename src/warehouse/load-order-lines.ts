/** Order lines with all their columns, as the view `order_line`. */
import { identifier, type Engine } from "../intake/engine.ts";
import { doubtsOf } from "../intake/read-file.ts";
import type { CleanSource } from "../intake/read-drops.ts";
import { transactions } from "../tables/transactions.ts";
import { lineColumns, unionOf } from "./load-tables.ts";
import { sqlFile } from "./sql-file.ts";

const optional = transactions.columns.filter(({ required }) => !required).map(({ name }) => name);

/** Optional columns of transactions that any source has, in the order of the table. */
export function optionalColumns(sources: readonly CleanSource[]): ReadonlySet<string> {
  return new Set(optional.filter((name) => sources.some(({ columns }) => columns.includes(name))));
}

/**
 * Makes the view `order_line`, in which a column that no source has is empty. Lines of single
 * products are asked for again and again: those are read from the files once and kept.
 */
export async function loadOrderLines(
  engine: Engine,
  sources: readonly CleanSource[],
  has: ReadonlySet<string>,
): Promise<void> {
  await makeWide(engine, sources);
  const isKept = has.has("sku") || has.has("category");
  const present = lineColumns.filter(([name]) => !optional.includes(name) || has.has(name));
  const names = present.map(([name]) => identifier(name)).join(", ");
  if (isKept) await engine.run(`CREATE TABLE kept_line AS SELECT ${names} FROM wide_line`);
  const cells = lineColumns.map(([name, type]) =>
    present.some(([own]) => own === name)
      ? identifier(name)
      : `CAST(NULL AS ${type}) AS ${identifier(name)}`,
  );
  await engine.run(
    `CREATE VIEW order_line AS SELECT ${cells.join(", ")} FROM ${isKept ? "kept_line" : "wide_line"}`,
  );
}

async function makeWide(engine: Engine, sources: readonly CleanSource[]): Promise<void> {
  const numbered = sources.filter(({ columns }) => columns.includes("order_id"));
  await engine.run(
    numbered.length < 2
      ? `CREATE VIEW wide_line AS ${unionOf(sources, lineColumns)}`
      : sqlFile("order-lines-without-repeats"),
  );
}

/** How many ids and names of orders and products need a closer look. */
export async function dubiousOrderCells(engine: Engine, has: ReadonlySet<string>): Promise<number> {
  const order = ["order_id", "campaign_id"].filter((name) => has.has(name));
  const product = ["sku", "category"].filter((name) => has.has(name));
  const products = `(SELECT DISTINCT ${product.join(", ")} FROM order_line)`;
  return (
    (await dubiousIn(engine, "order_part", order)) + (await dubiousIn(engine, products, product))
  );
}

async function dubiousIn(engine: Engine, from: string, names: readonly string[]): Promise<number> {
  if (names.length === 0) return 0;
  const doubts = doubtsOf(names).map((doubt) => `(${doubt})`);
  const found = await engine.columns(
    `SELECT COUNT(*) AS n FROM ${from} AS cells WHERE ${doubts.join(" OR ")}`,
  );
  return Number(found["n"]?.[0]);
}
