import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEngine, quoted, type Engine } from "../../src/intake/engine.ts";

const folder = mkdtempSync(join(tmpdir(), "engine-"));
let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ scratch: folder });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

test("columns(sql) gives back texts of every length, in every script", async () => {
  const texts = ["", "a", "0123456789ab", "0123456789abc", "a longer text than any other"].flatMap(
    (text) => [text, `${text}中`, `é${text}`, `${text}\u{1f375}`],
  );
  const rows = texts.map((text, at) => `(${at}, ${quoted(text)})`).join(", ");
  const { text } = await engine.columns(
    `SELECT text FROM (VALUES ${rows}) AS t(i, text) ORDER BY i`,
  );
  expect(text).toEqual(texts);
});

test("columns(sql) gives whole numbers as numbers where those are exact", async () => {
  const numbers = ["0", "-1", "4294967296", "-4294967297", "9007199254740991", "-9007199254740991"];
  const large = ["9007199254740993", "-9223372036854775808", "9223372036854775807"];
  const rows = [...numbers, ...large].map((number, at) => `(${at}, CAST('${number}' AS BIGINT))`);
  const { n } = await engine.columns(
    `SELECT n FROM (VALUES ${rows.join(", ")}) AS t(i, n) ORDER BY i`,
  );
  expect(n).toEqual([...numbers.map(Number), ...large.map(BigInt)]);
});

test("columns(sql) tells empty cells from others over many batches", async () => {
  const n = 10_000;
  const empty = (every: number, cell: string) => `CASE WHEN i % ${every} <> 0 THEN ${cell} END`;
  const read = await engine.columns(
    `SELECT ${empty(2, "CAST(i AS INTEGER)")} AS whole, ${empty(3, "i")} AS big,
       ${empty(5, "i + CAST(0.5 AS DOUBLE)")} AS half, ${empty(7, "CAST(i AS VARCHAR)")} AS text,
       ${empty(11, "i > 50")} AS flag
     FROM RANGE(${n}) AS t(i) ORDER BY i`,
  );
  const cells = <T>(every: number, cell: (at: number) => T) =>
    Array.from({ length: n }, (_, at) => (at % every === 0 ? null : cell(at)));
  expect(read["whole"]).toEqual(cells(2, (at) => at));
  expect(read["big"]).toEqual(cells(3, (at) => at));
  expect(read["half"]).toEqual(cells(5, (at) => at + 0.5));
  expect(read["text"]).toEqual(cells(7, String));
  expect(read["flag"]).toEqual(cells(11, (at) => at > 50));
});
