import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { readRows, type RawRow } from "../../src/intake/read-rows.ts";

async function rowsOf(text: string, delimiter = ",", piece = text.length): Promise<RawRow[]> {
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += Math.max(1, piece)) {
      yield await Promise.resolve(text.slice(at, at + Math.max(1, piece)));
    }
  };
  const rows: RawRow[] = [];
  for await (const batch of readRows(pieces(), { delimiter })) rows.push(...batch);
  return rows;
}

test("readRows(text) names the physical line on which a row starts", async () => {
  const rows = await rowsOf('a,b\n1,"two\nlines"\n\n3,"x\r\ny\rz"\n4,5');
  expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, "a", "b"],
    [2, "1", "two\nlines"],
    [5, "3", "x\ny\nz"],
    [8, "4", "5"],
  ]);
});

test("readRows(text) takes LF, CRLF and CR, mixed", async () => {
  const rows = await rowsOf("a\r\nb\rc\nd");
  expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
    [1, "a"],
    [2, "b"],
    [3, "c"],
    [4, "d"],
  ]);
});

test("readRows(unclosed quote) names the line where it opened and reads the rest", async () => {
  const rows = await rowsOf('a,b\n1,"open\n2,x\n3,"fine, too"\n4,y\n');
  expect(rows.map(({ line, fault }) => [line, fault])).toEqual([
    [1, null],
    [2, "quote-unclosed"],
    [3, null],
    [4, null],
    [5, null],
  ]);
  expect(rows[3]?.cells).toEqual(["3", "fine, too"]);
});

test("readRows(unclosed quote at the end) swallows nothing", async () => {
  const rows = await rowsOf('a,b\n1,"open\n2,x\n3,y\n');
  expect(rows.map(({ line, fault }) => [line, fault])).toEqual([
    [1, null],
    [2, "quote-unclosed"],
    [3, null],
    [4, null],
  ]);
});

test("readRows(text after a closing quote) refuses that line only", async () => {
  const rows = await rowsOf('a,b\n1,"x"y\n2,"say ""hi"""\n');
  expect(rows.map(({ fault }) => fault)).toEqual([null, "quote-stray", null]);
  expect(rows[2]?.cells).toEqual(["2", 'say "hi"']);
});

test("readRows(blank-separated) counts runs of blanks once and drops those at the ends", async () => {
  const rows = await rowsOf(' id  date \n 00001   19970101\t1 \n "a b" c\n', " ");
  expect(rows.map(({ cells }) => cells)).toEqual([
    ["id", "date"],
    ["00001", "19970101", "1"],
    ["a b", "c"],
  ]);
});

test("readRows(print(rows)) gives the rows back, in whatever pieces the text comes", async () => {
  const cell = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('"', ",", "\n", "=1", "客户"));
  const row = fc.tuple(fc.constant("k"), cell, cell);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), fc.nat(9), async (rows, n) => {
      const text = Papa.unparse(rows, { newline: "\n" });
      const read = await rowsOf(text, ",", n);
      const plain = rows.map((cells) => cells.map((c) => c.replaceAll(/\r\n?/gu, "\n")));
      expect(read.map(({ cells }) => cells)).toEqual(plain);
    }),
    { numRuns: 500, seed: 5 },
  );
});

test("readRows(a faulty line longer than a window) keeps the count of lines", async () => {
  const rows = await rowsOf(`a\n${'"a" '.repeat(50_000)}\nb\n"x"y\nc\n`);
  expect(rows.map(({ line, fault }) => [line, fault])).toEqual([
    [1, null],
    [2, "quote-stray"],
    [3, null],
    [4, "quote-stray"],
    [5, null],
  ]);
});

test("readRows(many faults) takes no longer for them", async () => {
  const text = '1,"x"y\n'.repeat(20_000);
  const start = performance.now();
  expect((await rowsOf(text)).length).toBe(20_000);
  expect(performance.now() - start).toBeLessThan(10_000);
});
