/** Drops that people spoil without seeing it: read as if they were clean, or told. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { problemText } from "../../src/settings/problem-text.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import type { Facts } from "../../src/warehouse/facts.ts";
import { dropFolder, type DropFolder } from "../support/drop-case.ts";

const made: DropFolder[] = [];
function folder(files: Parameters<typeof dropFolder>[0]): DropFolder {
  const each = dropFolder(files);
  made.push(each);
  return each;
}
afterEach(() => {
  for (const each of made.splice(0)) each.done();
});

const first = "customer_id,ordered_at,amount,channel\nC1,2026-01-10,10.00,store\n";
const second = "customer_id,ordered_at,amount,channel\nC2,2026-02-10,5.00,app\n";
const both = `${first}C2,2026-02-10,5.00,app\n`;
const answers = "response_id,answered_at,customer_id,satisfaction\n";

async function numbersOf(each: DropFolder) {
  const { facts, problems } = await each.open();
  if (facts === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  const { transactions, customers }: Facts = facts;
  return {
    rows: transactions.rows,
    revenue: transactions.revenue,
    ids: customers.id,
    channels: customers.channel.levels,
  };
}
const clean = { rows: 2, revenue: "15", ids: ["C1", "C2"], channels: ["app", "store"] };

async function toldOf(each: DropFolder) {
  const { facts, problems, remarks } = await each.open();
  const codes = (list: typeof problems) => list.map(({ code, where }) => `${code} ${where}`);
  return { isRead: facts !== null, problems: codes(problems), remarks: codes(remarks) };
}

test.each([
  ["a[1].csv", "a1.csv"],
  ["a*.csv", "ab.csv"],
  ["a?.csv", "ab.csv"],
])("files called %s and %s are each themselves, not patterns", async (one, other) => {
  const files = { [`transactions/${one}`]: first, [`transactions/${other}`]: second };
  expect(await numbersOf(folder(files))).toEqual(clean);
});

test.each([
  ["a byte order mark before an id", both.replace("C2,", "\ufeffC2,")],
  ["a space of no width behind an id", both.replace("C2,", "C2\u200b,")],
  ["a mark of direction before a channel", both.replace("app", "\u200eapp")],
  ["a soft hyphen behind a name", both.replace("channel", "channel\u00ad")],
  ["a quote that keeps a spreadsheet from reading an id", both.replace("C2,", "'C2,")],
  ["blank rows above the header", `,,,\n \n${both}`],
  ["a space that does not break in a time", both.replace("10,5", "10\u00a000:00,5")],
])("%s changes no number, straight through the engine or by rows", async (_, text) => {
  expect(await numbersOf(folder({ "transactions/a.csv": text }))).toEqual(clean);
  const rows = text.replace("2026-02-10", "2026-2-10");
  expect(await numbersOf(folder({ "transactions/a.csv": rows }))).toEqual(clean);
});

test("links that lead to themselves and folders called drop.yaml are told", async () => {
  const each = folder({ "transactions/a.csv": both });
  const data = join(each.root, "data");
  symlinkSync("b.csv", join(data, "transactions/b.csv"));
  symlinkSync("costs", join(data, "costs"));
  mkdirSync(join(data, "transactions/drop.yaml"));
  expect((await toldOf(each)).problems).toEqual([
    "file-misplaced data/costs",
    "file-unreadable data/transactions/b.csv",
    "folder-unexpected data/transactions/drop.yaml",
  ]);
});

test.each([
  ["- files: *nobody\n", "yaml-unreadable data/transactions/drop.yaml"],
  [
    Buffer.from([0x23, 0x20, 0xd6, 0xd0, 0xce, 0xc4, 0x0a]),
    "yaml-not-utf8 data/transactions/drop.yaml",
  ],
])("a drop.yaml with a lost alias or in GB 2312 is told", async (text, problem) => {
  const files = { "transactions/a.csv": both, "transactions/drop.yaml": text };
  expect((await toldOf(folder(files))).problems).toEqual([problem]);
});

test("aliases of aliases are cut in a message", async () => {
  const level = (name: string, of: string) => `- &${name} [${Array(9).fill(of).join(", ")}]\n`;
  const text = ["b", "c", "d", "e"].reduce(
    (list, name, at) => list + level(name, `*${"abcd"[at]}`),
    level("a", "x"),
  );
  const { problems } = await folder({
    "transactions/a.csv": both,
    "transactions/drop.yaml": text,
  }).open();
  expect(problems[0]?.code).toBe("setting-wrong");
  expect(Math.max(...problems.map(({ values }) => String(values["value"]).length))).toBe(200);
});

test("a row of more than a million characters is told once, and reading goes on", async () => {
  const long = "x".repeat(3_000_000);
  const csv = `${answers.trim()},comment\nR1,2026-01-01,,5,${long}\nR2,2026-01-01,,9,\n`;
  const line = (id: string, comment: string, score: number) =>
    `${JSON.stringify({ response_id: id, answered_at: "2026-01-01", satisfaction: score, comment })}\n`;
  const files = {
    "responses/visit/a.csv": csv,
    "responses/visit/b.ndjson": line("R3", long, 5) + line("R4", "", 9),
    "responses/visit/c.csv": csv.replace(long, `"${long}"`),
  };
  expect((await toldOf(folder(files))).problems).toEqual([
    "row-long data/responses/visit/a.csv:2",
    "answer-off-scale data/responses/visit/a.csv:3 (satisfaction)",
    "row-long data/responses/visit/b.ndjson:1",
    "answer-off-scale data/responses/visit/b.ndjson:2 (satisfaction)",
    "row-long data/responses/visit/c.csv:2",
    "answer-off-scale data/responses/visit/c.csv:3 (satisfaction)",
  ]);
});

test("keys of NDJSON that are not known are remarked on wherever they begin", async () => {
  const lines = (...keys: string[]) =>
    keys
      .map((key, at) => `{"response_id":"R${at}","answered_at":"2026-01-01","${key}":5}\n`)
      .join("");
  const late = folder({ "responses/visit/a.ndjson": lines("satisfaction", "satisfacton") });
  expect(await toldOf(late)).toEqual({
    isRead: true,
    problems: [],
    remarks: ["column-unknown data/responses/visit/a.ndjson:1"],
  });
  const never = folder({ "responses/visit/a.ndjson": lines("Satisfaction", "Satisfaction") });
  expect((await toldOf(never)).problems).toEqual([
    "column-missing data/responses/visit/a.ndjson:1 (satisfaction)",
  ]);
});

test("an order a year after all others is remarked on in both languages", async () => {
  const text = `${both}C1,2062-02-10,1.00,app\n`;
  const { remarks } = await folder({ "transactions/a.csv": text }).open();
  expect(remarks.map(({ code }) => code)).toEqual(["order-days-apart"]);
  for (const locale of ["en", "zh-CN"]) {
    const said = problemText(remarks[0]!, openWords(locale, readDictionary(locale)));
    expect(said).toContain("2062-02-10");
    expect(said).toContain("2026-02-10");
  }
  const { remarks: none } = await folder({ "transactions/a.csv": both }).open();
  expect(none).toEqual([]);
});

test("lines without an order_id that stand in two files are remarked on", async () => {
  const files = {
    "transactions/a.csv": both,
    "transactions/b.csv": `${second}C2,2026-02-11,5.00,app\n`,
  };
  const { remarks } = await folder(files).open();
  expect(
    remarks.map(({ code, where, values }) => [code, where, values["lines"], values["other"]]),
  ).toEqual([["lines-alike", "data/transactions/b.csv", 1, "data/transactions/a.csv"]]);
});

test("a format for what is no time is told, whichever way a file is read", async () => {
  const columns = 'amount: { from: amount, format: "%Y%m%d" }';
  const files = {
    "transactions/a.csv": both,
    "transactions/drop.yaml": `- files: "*"\n  columns: { ${columns} }\n`,
  };
  expect((await toldOf(folder(files))).problems).toEqual([
    "mapping-format data/transactions/a.csv:1 (amount)",
  ]);
});

test("answers to a version that nobody knows yet are remarked on", async () => {
  const text = `${answers.trim()},survey_version\nR1,2026-01-01,,5,7\n`;
  expect(await toldOf(folder({ "responses/visit/a.csv": text }))).toEqual({
    isRead: true,
    problems: [],
    remarks: ["survey-version-unknown data/responses/visit"],
  });
});
