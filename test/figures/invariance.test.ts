/** The sample company written down in another way says the same. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSample, openTestCompany, projectFolder } from "../support/open-test-company.ts";
import { plainRows } from "../support/plain-rows.ts";
import { steadyNumbers } from "../support/small-company.ts";

/** A name of this run's own: two runs side by side must not take each other's files away. */
const run = `invariance-${process.pid}`;
const folder = join(projectFolder, "out", "test", `${run}-data`);
const out = join(projectFolder, "out", "test", run);
const content = join(projectFolder, "content");

beforeAll(() => {
  const source = join(projectFolder, "data");
  const names = readdirSync(source, { recursive: true, encoding: "utf8" });
  for (const [at, name] of names.filter((each) => /\.(?:csv|tsv|csv\.gz)$/u.test(each)).entries()) {
    const to = join(folder, name);
    const isPacked = name.endsWith(".gz");
    const bytes = readFileSync(join(source, name));
    const text = rewritten(isPacked ? gunzipSync(bytes) : bytes, name, at + 1);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, isPacked ? gzipSync(text) : text);
  }
});
afterAll(() => {
  for (const each of [folder, out]) rmSync(each, { recursive: true, force: true });
});

it("openCompany(folders) gives the same figures for rows shuffled, columns turned round, BOM and CRLF", async () => {
  const plain = await openSample();
  const dressed = await openTestCompany(run, { data: folder, content });
  expect(dressed.figures).toEqual(plain.figures);
  expect(dressed.reports.map(({ path, finding }) => [path, finding])).toEqual(
    plain.reports.map(({ path, finding }) => [path, finding]),
  );
});

it("openCompany(folders) gives the same bytes twice, from cold and from its cache", async () => {
  const cached = JSON.stringify(await openTestCompany(run, { data: folder, content }));
  rmSync(out, { recursive: true, force: true });
  const cold = JSON.stringify(await openTestCompany(run, { data: folder, content }));
  expect(cold === cached).toBe(true);
});

/** Every cell in quotes, as UTF-8 with a byte order mark, whatever the file was. */
function rewritten(bytes: Uint8Array, name: string, seed: number): string {
  const delimiter = name.endsWith(".tsv") ? "\t" : ",";
  const rows = plainRows(decoded(bytes), delimiter);
  const columns = Object.keys(rows[0] ?? {}).toReversed();
  const random = steadyNumbers(seed);
  const shuffled = rows
    .map((row) => ({ row, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ row }) => columns.map((column) => `"${row[column]!.replaceAll('"', '""')}"`));
  const lines = [columns, ...shuffled].map((cells) => cells.join(delimiter));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}
