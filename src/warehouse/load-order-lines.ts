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
 * Makes the view `order_line`: the place of the person, the day (from 1970-01-01 on), the second
 * (from 1900-01-01 on), the amount and all optional columns; one that no source has is empty.
 * Lines are read from the files once and kept.
 */
export async function loadOrderLines(
  engine: Engine,
  sources: readonly CleanSource[],
  has: ReadonlySet<string>,
): Promise<void> {
  await makeWide(engine, sources);
  const present = [...has].map((name) => `l.${identifier(name)}`);
  await engine.run(
    `CREATE TABLE kept_line AS
     SELECT ${["p.place AS person", ...moments, "l.amount", ...present].join(", ")}
     FROM wide_line AS l JOIN person AS p ON p.customer_id = l.customer_id`,
  );
  const absent = lineColumns
    .filter(([name]) => optional.includes(name) && !has.has(name))
    .map(([name, type]) => `CAST(NULL AS ${type}) AS ${identifier(name)}`);
  await engine.run(
    `CREATE VIEW order_line AS SELECT ${["*", ...absent].join(", ")} FROM kept_line`,
  );
}

const moments = [
  "CAST(CAST(l.ordered_at AS DATE) - DATE '1970-01-01' AS INTEGER) AS day",
  "CAST(FLOOR(EXTRACT(EPOCH FROM l.ordered_at)) AS BIGINT) + 2208988800 AS second",
];

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
  const order = ["order_id"].filter((name) => has.has(name));
  const others = ["campaign_id", "sku", "category"].filter((name) => has.has(name));
  const different = `(SELECT DISTINCT ${others.join(", ")} FROM order_line)`;
  return (
    (await dubiousIn(engine, "order_head", order)) + (await dubiousIn(engine, different, others))
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
