/** Order lines without an order_id that stand in two files, as when exports overlap. */
import type { Engine } from "../intake/engine.ts";
import type { FaultCount } from "../intake/fault-list.ts";
import type { CleanSource } from "../intake/read-drops.ts";
import { columnReader } from "./facts-from.ts";

/**
 * Remarks on lines of two files that agree in person, moment and amount. Without an order_id
 * nobody can tell a repeat from a second purchase, so that both count; but somebody should know.
 */
export async function linesAlike(
  engine: Engine,
  sources: readonly CleanSource[],
): Promise<readonly FaultCount[]> {
  const bare = [...sources.entries()].filter(([, { columns }]) => !columns.includes("order_id"));
  if (bare.length < 2) return [];
  const lines = bare.map(
    ([at, { relation }]) =>
      `SELECT ${at} AS source, customer_id, CAST(ordered_at AS TIMESTAMP) AS ordered_at,
         CAST(amount AS DECIMAL(15,4)) AS amount FROM ${relation}`,
  );
  const read = columnReader(
    await engine.columns(
      `SELECT kept, source, CAST(COUNT(*) AS DOUBLE) AS n
       FROM (
         SELECT MIN(source) AS kept, MAX(source) AS source
         FROM (${lines.join(" UNION ALL ")}) AS lines
         GROUP BY customer_id, ordered_at, amount
         HAVING MIN(source) < MAX(source)
       ) AS alike
       GROUP BY kept, source
       ORDER BY source, kept`,
    ),
  );
  const [kept, source, n] = [read.numbers("kept"), read.numbers("source"), read.numbers("n")];
  const pathOf = (at: number | undefined) => `data/${sources[at ?? 0]?.path ?? ""}`;
  return [...n].map((count, at) => {
    const path = pathOf(source[at]);
    const values = { lines: count, other: pathOf(kept[at]) };
    return { code: "lines-alike", path, rows: 1, examples: [{ where: path, values }] };
  });
}
