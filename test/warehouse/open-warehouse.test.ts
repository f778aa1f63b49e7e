import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { openEngine } from "../../src/intake/engine.ts";
import { gb18030Bytes } from "../../src/sample/gb18030.ts";
import type { Facts } from "../../src/warehouse/facts.ts";
import { dropFolder, visit, type DropFolder } from "../support/drop-case.ts";

const folders: DropFolder[] = [];
function folder(files: Parameters<typeof dropFolder>[0]): DropFolder {
  const made = dropFolder(files);
  folders.push(made);
  return made;
}
afterEach(() => {
  for (const made of folders.splice(0)) made.done();
});

async function factsOf(made: DropFolder, own = {}): Promise<Facts> {
  const { facts, problems } = await made.open(own);
  if (facts === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  return facts;
}

/** Everything but what names files and their bytes. */
function numbersOf({ files: _, digest: __, remarks: ___, ...facts }: Facts) {
  return facts;
}

const orders = `customer_id,ordered_at,amount,location,channel
C1,2026-01-10 09:00:00,10.00,S1,store
C1,2026-01-10 18:00:00,5.50,S2,store
C1,2026-02-01 10:00:00,20.00,S2,app
C1,2026-02-02 10:00:00,-3.00,S2,app
C2,2026-01-31 23:59:59,7.00,S1,store
C2,2026-03-31 10:00:00,8.00,S1,store
C3,2026-03-01 10:00:00,-2.00,S3,store
`;
const members = `customer_id,segment,opt_out_at,referrer_id
C1,north,,C2
C2,south,2026-03-05,
C9,north,,
`;
const answers = `response_id,answered_at,customer_id,satisfaction,why,aspects_wait,recommend,comment,suspect
r2,2026-01-15 12:00:00,C1,5,price|taste,4,9,"很好,\n下次再来",no
r1,2026-02-01 12:00:00,C1,0,,,,,1
r3,2026-02-28T17:00:00Z,C2,4,taste,5,10,,
r4,2026-02-28 12:00:00,,3,,,,,
`;
const company = {
  "transactions/q1.csv": orders,
  "customers/members.csv": members,
  "responses/visit/q1.csv": answers,
};

test("openWarehouse(folder) reduces order lines to one row a person (worked by hand)", async () => {
  const { customers, transactions, asOf, tables } = await factsOf(folder(company));
  const day = (text: string) => Date.parse(text) / 86_400_000;
  expect(asOf).toBe("2026-03-31");
  expect([...tables]).toEqual(["customers", "responses", "transactions"]);
  expect(customers.id).toEqual(["C1", "C2", "C3", "C9"]);
  expect([...customers.purchases]).toEqual([2, 2, 0, 0]);
  expect([...customers.revenue]).toEqual([32.5, 15, -2, 0]);
  expect([...customers.repeatValue]).toEqual([20, 8, NaN, NaN]);
  expect([...customers.firstDay]).toEqual([day("2026-01-10"), day("2026-01-31"), NaN, NaN]);
  expect([...customers.secondDay]).toEqual([day("2026-02-01"), day("2026-03-31"), NaN, NaN]);
  expect([...customers.lastDay]).toEqual([day("2026-02-01"), day("2026-03-31"), NaN, NaN]);
  expect([...customers.listed]).toEqual([1, 1, 0, 1]);
  expect(customers.referrer).toEqual(["C2", null, null, null]);
  expect([...customers.optOutDay]).toEqual([NaN, day("2026-03-05"), NaN, NaN]);
  const named = ({ codes, levels }: typeof customers.location) =>
    Array.from(codes, (code) => levels[code] ?? null);
  expect(named(customers.location)).toEqual(["S2", "S1", null, null]);
  expect(named(customers.channel)).toEqual(["app", "store", null, null]);
  expect(named(customers.segment)).toEqual(["north", "south", null, "north"]);
  expect(transactions).toMatchObject({ rows: 7, rejected: 0, customers: 3, revenue: "45.5" });
  expect(transactions.byWave).toEqual([
    { wave: "2026-Q1", revenue: 45.5, buyers: 2, complete: true },
  ]);
  expect(transactions.gaps).toEqual([
    { days: 22, count: 1 },
    { days: 59, count: 1 },
  ]);
  expect(transactions.cohorts).toEqual([
    { cohort: "2026-01", offset: 0, customers: 2 },
    { cohort: "2026-01", offset: 1, customers: 1 },
    { cohort: "2026-01", offset: 2, customers: 1 },
  ]);
  expect(transactions.lastCompleteMonth).toBe("2026-03");
});

test("openWarehouse(folder) holds out the last quarter of the span of days", async () => {
  const { calibrationDay, customers } = await factsOf(folder(company));
  // 10 January to 31 March is 80 days; 60 days after 10 January is 11 March.
  expect(calibrationDay).toBe(Date.parse("2026-03-11") / 86_400_000);
  expect([...customers.calibrationPurchases]).toEqual([2, 1, 0, 0]);
});

test("openWarehouse(folder) joins each answer to what was bought before and after it", async () => {
  const { answers: all } = await factsOf(folder(company));
  const [own] = all;
  const day = (text: string) => Date.parse(text) / 86_400_000;
  expect(own?.responseId).toEqual(["r1", "r2", "r3", "r4"]);
  expect([...(own?.customer ?? [])]).toEqual([0, 0, 1, -1]);
  expect(own?.customerId).toEqual(["C1", "C1", "C2", null]);
  // r3 names UTC: in Shanghai it is 1 March, 01:00.
  expect(own?.answeredAt[2]).toBe(Date.parse("2026-03-01T01:00:00Z"));
  expect([...(own?.answeredDay ?? [])].at(2)).toBe(day("2026-03-01"));
  expect([...(own?.nextPurchaseDay ?? [])]).toEqual([
    NaN,
    day("2026-02-01"),
    day("2026-03-31"),
    NaN,
  ]);
  expect([...(own?.spendBefore ?? [])]).toEqual([15.5, 15.5, 7, NaN]);
  expect([...(own?.suspect ?? [])]).toEqual([1, 0, 0, 0]);
  expect(own?.values["satisfaction"]).toEqual({
    kind: "number",
    values: Float64Array.of(NaN, 5, 4, 3),
  });
  expect(own?.values["why"]?.values).toEqual([null, "price|taste", "taste", null]);
  expect(own?.values["comment"]?.values).toEqual([null, "很好,\n下次再来", null, null]);
  expect(Object.keys(own?.values ?? {})).toEqual([
    "satisfaction",
    "why",
    "aspects_wait",
    "recommend",
    "comment",
  ]);
});

test("openWarehouse(folder) counts the year before an answer from the same date a year ago", async () => {
  const made = folder({
    "transactions/a.csv":
      "customer_id,ordered_at,amount\nC1,2023-02-27,1\nC1,2023-02-28,2\nC1,2024-02-28,4\nC1,2024-02-29,8\n",
    "responses/visit/a.csv":
      "response_id,answered_at,customer_id,satisfaction\nr,2024-02-29,C1,5\n",
  });
  expect((await factsOf(made)).answers[0]?.spendBefore).toEqual(Float64Array.of(6));
});

/** Rows in another order, columns in another order, with a mark and CRLF. */
function shuffled(csv: string): string {
  const [header = "", ...rows] = csv.trimEnd().split("\n");
  const turned = [header, ...rows.toReversed()].map((row) => row.split(",").toReversed().join(","));
  return `\ufeff${turned.join("\r\n")}\r\n`;
}

test("openWarehouse(folder) gives the same facts for shuffled rows and columns, a mark and CRLF", async () => {
  const plain = numbersOf(await factsOf(folder(company)));
  const again = folder({
    "transactions/q1.csv": shuffled(orders),
    "customers/members.csv": shuffled(members),
    "responses/visit/q1.csv": answers.replaceAll("\n", "\r\n"),
  });
  expect(numbersOf(await factsOf(again))).toEqual(plain);
});

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
test.each([
  ["tabs", "q1.tsv", orders.replaceAll(",", "\t")],
  ["semicolons", "q1.txt", orders.replaceAll(",", ";")],
  ["bars", "q1.txt", orders.replaceAll(",", "|")],
  ["old Mac line ends", "q1.csv", orders.replaceAll("\n", "\r")],
  ["every cell quoted", "q1.csv", orders.replaceAll(/[^,\n]+/gu, '"$&"')],
  ["gzip", "q1.csv.gz", gzipSync(orders)],
  ["UTF-16LE", "q1.csv", utf16(orders)],
  ["UTF-16BE", "q1.csv", utf16(orders).swap16()],
  ["UTF-16LE without a mark", "q1.csv", utf16(orders).subarray(2)],
  [
    "slashes in dates",
    "q1.csv",
    orders.replaceAll("2026-", "2026/").replaceAll(/\/(\d\d)-/gu, "/$1/"),
  ],
  ["times of a zone", "q1.csv", orders.replaceAll(/(:\d\d:\d\d)/gu, "$1+08:00")],
  ["blank rows of a spreadsheet", "q1.csv", `${orders},,,,\n,,,,\n\n`],
  ["blanks around cells", "q1.csv", orders.replaceAll(",", " , ")],
])("openWarehouse(%s) reads the same facts", async (_, name, content) => {
  const plain = numbersOf(await factsOf(folder({ "transactions/q1.csv": orders })));
  expect(numbersOf(await factsOf(folder({ [`transactions/${name}`]: content })))).toEqual(plain);
});

test("openWarehouse(zoned times) moves them to the zone of the site", async () => {
  const zoned =
    "customer_id,ordered_at,amount\nC1,2026-01-31T17:00:00Z,1\nC1,2026-03-08T09:59:00Z,1\n";
  const made = folder({ "transactions/a.csv": zoned });
  const here = (await factsOf(made)).customers;
  expect(here.firstDay[0]).toBe(Date.parse("2026-02-01") / 86_400_000);
  const there = (await factsOf(made, { timeZone: "America/New_York" })).customers;
  expect(there.firstDay[0]).toBe(Date.parse("2026-01-31") / 86_400_000);
  expect(there.lastDay[0]).toBe(Date.parse("2026-03-08") / 86_400_000);
});

test("openWarehouse(mapped file) takes columns from foreign names, formats and constants", async () => {
  const made = folder({
    "transactions/drop.yaml": `- files: "*.txt"
  delimiter: " "
  columns:
    customer_id: id
    ordered_at: { from: date, format: "%Y%m%d" }
    channel: { value: store }
- files: "*.csv"
  header: false
  columns: { customer_id: 2, ordered_at: { from: 1, format: "%d.%m.%Y %H:%M" }, amount: 3 }
`,
    "transactions/old.txt": " id   date  amount\r\n 00123 20260101   11.77\r\n",
    "transactions/new.csv": "31.01.2026 08:30,00123,5\n",
  });
  const { customers, transactions } = await factsOf(made);
  expect(customers.id).toEqual(["00123"]);
  expect([...customers.purchases]).toEqual([2]);
  expect(transactions.revenue).toBe("16.77");
  expect(customers.channel.levels).toEqual(["store"]);
});

test("openWarehouse(Parquet) reads the same facts and names rows of bad cells", async () => {
  const plain = numbersOf(await factsOf(folder({ "transactions/q1.csv": orders })));
  const made = folder({});
  const source = join(made.root, "orders.csv");
  writeFileSync(source, orders);
  mkdirSync(join(made.root, "data/transactions"), { recursive: true });
  const target = join(made.root, "data/transactions/q1.parquet");
  const engine = await openEngine({ scratch: join(made.root, "scratch") });
  const read = `read_csv('${source}', all_varchar = true)`;
  const typed = `* REPLACE (CAST(ordered_at AS TIMESTAMP) AS ordered_at, CAST(amount AS DOUBLE) AS amount)`;
  await engine.run(`COPY (SELECT ${typed} FROM ${read}) TO '${target}' (FORMAT parquet)`);
  expect(numbersOf(await factsOf(made))).toEqual(plain);
  const bad = `* REPLACE (CASE WHEN amount = '8.00' THEN 'x' ELSE amount END AS amount)`;
  await engine.run(`COPY (SELECT ${bad} FROM ${read}) TO '${target}' (FORMAT parquet)`);
  engine.close();
  const { facts, problems } = await made.open();
  expect(facts).toBeNull();
  expect(problems.map(({ where }) => where)).toEqual(["data/transactions/q1.parquet:6 (amount)"]);
});

test("openWarehouse(GB18030 order lines) decodes them before the engine reads", async () => {
  const chinese = orders.replaceAll("store", "门店").replaceAll("app", "小程序");
  const plain = numbersOf(await factsOf(folder({ "transactions/q1.csv": chinese })));
  const made = folder({ "transactions/q1.csv": gb18030Bytes(chinese) });
  expect(numbersOf(await factsOf(made))).toEqual(plain);
  expect(plain.customers.channel.levels).toEqual(["小程序", "门店"]);
});

test("openWarehouse(named encoding) believes drop.yaml", async () => {
  const made = folder({
    "customers/drop.yaml": '- files: "*"\n  encoding: big5\n',
    "customers/a.csv": Buffer.concat([
      Buffer.from("customer_id,segment\nC1,"),
      Buffer.of(0xab, 0xc8, 0xa4, 0xe1),
      Buffer.from("\n"),
    ]),
  });
  expect((await factsOf(made)).customers.segment.levels).toEqual(["客戶"]);
});

test("openWarehouse(NDJSON answers) reads what the collector would write", async () => {
  const made = folder({
    "responses/visit/a.ndjson":
      '{"response_id":"0f1","answered_at":"2026-03-05T01:02:03Z","customer_id":12345678901234567890,"satisfaction":5,"why":["price","taste"],"aspects":{"wait":4},"comment":"a\\nb"}\n',
  });
  const [own] = (await factsOf(made)).answers;
  expect(own?.customerId).toEqual(["12345678901234567890"]);
  expect(own?.answeredAt[0]).toBe(Date.parse("2026-03-05T09:02:03Z"));
  expect(own?.values["why"]?.values).toEqual(["price|taste"]);
  expect(own?.values["aspects_wait"]?.values).toEqual(Float64Array.of(4));
  expect(own?.values["comment"]?.values).toEqual(["a\nb"]);
});

test("openWarehouse(cases and costs) gives their rows with segment and wave", async () => {
  const made = folder({
    "customers/a.csv": "customer_id,segment\nC1,north\n",
    "cases/a.csv":
      "case_id,opened_at,customer_id,first_reply_at,resolved\nK2,2026-03-31 20:00,C1,2026-04-01 08:00,yes\nK1,2026-01-01,,,\n",
    "costs/a.csv": "period,kind,amount,segment\n2026-03,service,10.5,north\n2026-Q1,fixed,100,\n",
  });
  const { cases, costs } = await factsOf(made);
  expect(
    cases.map(({ caseId, segment, wave, resolved }) => [caseId, segment, wave, resolved]),
  ).toEqual([
    ["K1", null, "2026-Q1", null],
    ["K2", "north", "2026-Q1", true],
  ]);
  expect((cases[1]?.firstReplyAt ?? 0) - (cases[1]?.openedAt ?? 0)).toBe(12 * 3_600_000);
  expect(costs).toEqual([
    { period: "2026-03", kind: "service", amount: 10.5, segment: "north", location: null },
    { period: "2026-Q1", kind: "fixed", amount: 100, segment: null, location: null },
  ]);
});

test("openWarehouse(empty folder) gives facts of nothing", async () => {
  const { asOf, customers, transactions, tables, answers: own } = await factsOf(folder({}));
  expect([asOf, customers.n, transactions.rows, transactions.revenue]).toEqual([null, 0, 0, "0"]);
  expect([...tables]).toEqual([]);
  expect(own.map(({ n }) => n)).toEqual([0]);
});

test("openWarehouse(header only) has the table and no row", async () => {
  const facts = await factsOf(folder({ "transactions/a.csv": "customer_id,ordered_at,amount\n" }));
  expect([...facts.tables]).toEqual(["transactions"]);
  expect(facts.transactions.rows).toBe(0);
  expect(facts.files[0]).toMatchObject({ rows: 0, rejected: 0 });
});

test("openWarehouse(bad rows) leaves out as many as the site allows and says which", async () => {
  const bad = orders.replace("8.00", "8.00000").replace("20.00", "abc");
  const made = folder({ "transactions/q1.csv": bad });
  const refused = await made.open({ badRows: 0.2 });
  expect(refused.facts).toBeNull();
  expect(refused.problems.map(({ code, where }) => [code, where])).toEqual([
    ["amount-unreadable", "data/transactions/q1.csv:4 (amount)"],
  ]);
  const facts = await factsOf(made, { badRows: 0.3 });
  expect(facts.transactions).toMatchObject({ rows: 5, rejected: 2 });
  expect(facts.files[0]).toMatchObject({ rows: 7, rejected: 2 });
  expect(facts.leftOut).toMatchObject([{ code: "amount-unreadable", rows: 2 }]);
  const kept = join(made.root, "out/rejected/transactions/q1.csv.csv");
  expect(readFileSync(kept, "utf8").split("\n").slice(0, 2)).toEqual([
    "line,reasons,cells",
    "4,amount-unreadable (amount),C1,2026-02-01 10:00:00,abc,S2,app",
  ]);
});

test("openWarehouse(order after asOf) refuses it when the site names the day", async () => {
  const made = folder({ "transactions/q1.csv": orders });
  const refused = await made.open({ asOf: "2026-03-30" });
  expect(refused.problems.map(({ code, where }) => [code, where])).toEqual([
    ["date-after-as-of", "data/transactions/q1.csv:7 (ordered_at)"],
  ]);
  expect((await factsOf(made, { asOf: "2026-04-30" })).asOf).toBe("2026-04-30");
});

test("openWarehouse(same file twice) counts it once with a remark", async () => {
  const made = folder({ "transactions/a.csv": orders, "transactions/b.csv": orders });
  const opened = await made.open();
  expect(opened.facts?.transactions.rows).toBe(7);
  expect(opened.facts?.files.map(({ sameAs }) => sameAs)).toEqual([null, "transactions/a.csv"]);
  expect(opened.remarks.map(({ code }) => code)).toEqual(["file-repeated"]);
});

test("openWarehouse(orders exported again) counts equal orders once and rows of one file each", async () => {
  const head = "customer_id,ordered_at,amount,order_id\n";
  const line = "C1,2026-01-05,5.00,O1\n";
  const made = folder({
    "transactions/jan.csv": head + line + line,
    "transactions/feb.csv": `${head}C2,2026-02-05,1,O2\nC1,2026-01-05,5,O1\nC1,2026-01-05,5.0,O1\n`,
  });
  const opened = await made.open();
  expect(opened.facts?.transactions).toMatchObject({ rows: 3, revenue: "11" });
  expect(opened.remarks.map(({ code }) => code)).toEqual(["rows-repeated"]);
});

test("openWarehouse(changed folder) gives exactly the facts of a cold build", async () => {
  const head = "customer_id,ordered_at,amount\n";
  const made = folder({
    ...company,
    "transactions/q2.csv": `${head}C2,2026-04-01,3\n`,
    "transactions/q3.txt": `${head}C4,2026/7/1,4\n`,
  });
  const cold = async () => {
    const copy = folder({});
    for (const path of readdirSync(join(made.root, "data"), { recursive: true }) as string[]) {
      if (!/\.\w+$/u.test(path)) continue;
      copy.write(path, readFileSync(join(made.root, "data", path)));
    }
    return factsOf(copy);
  };
  const first = await factsOf(made);
  expect(first).toEqual(await cold());
  expect(await factsOf(made)).toEqual(first);
  made.write("transactions/q2.csv", `${head}C2,2026-04-01,3.5\n`);
  expect(await factsOf(made)).toEqual(await cold());
  made.remove("transactions/q3.txt");
  expect(await factsOf(made)).toEqual(await cold());
  made.write("customers/members.csv", members.replace("south", "west"));
  expect(await factsOf(made)).toEqual(await cold());
});

test("openWarehouse(damaged cache) reads again and gives the same facts", async () => {
  const made = folder({ ...company, "transactions/q2.csv": orders.replaceAll("2026-0", "2025-0") });
  const first = await factsOf(made);
  const cache = join(made.root, "out/cache");
  for (const path of readdirSync(cache, { recursive: true }) as string[]) {
    if (!/\.\w+$/u.test(path)) continue;
    const bytes = readFileSync(join(cache, path));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(join(cache, path), bytes.subarray(0, bytes.length - 1));
  }
  expect(await factsOf(made)).toEqual(first);
});

test("openWarehouse(two processes at once) leaves a whole cache", async () => {
  const made = folder({ ...company, "transactions/q2.csv": orders.replaceAll("2026-0", "2025-0") });
  const script = join(made.root, "open.ts");
  mkdirSync(join(made.root, "out"), { recursive: true });
  const module = join(import.meta.dirname, "../../src/warehouse/open-warehouse.ts");
  writeFileSync(
    script,
    `import { openWarehouse } from ${JSON.stringify(module)};
     const { facts } = await openWarehouse({
       dataRoot: ${JSON.stringify(join(made.root, "data"))},
       cacheRoot: ${JSON.stringify(join(made.root, "out/cache"))},
       site: { timeZone: "Asia/Shanghai", wave: "quarter", badRows: 0 },
       surveys: ${JSON.stringify([visit])},
     });
     console.log(facts?.transactions.revenue);`,
  );
  const run = () =>
    new Promise<string>((done) => {
      const child = spawn(process.execPath, [script], { cwd: process.cwd() });
      let said = "";
      child.stdout.on("data", (data: Buffer) => (said += data.toString()));
      child.stderr.on("data", (data: Buffer) => (said += data.toString()));
      child.on("close", () => done(said));
    });
  expect(await Promise.all([run(), run(), run()])).toEqual(["91\n", "91\n", "91\n"]);
  expect((await factsOf(made)).transactions.revenue).toBe("91");
  const left = readdirSync(join(made.root, "out/cache"), { recursive: true }) as string[];
  expect(left.filter((path) => path.endsWith(".part"))).toEqual([]);
});

const shared = join(import.meta.dirname, "../../../shared/drops/cdnow/data");
test.skipIf(!existsSync(shared))(
  "openWarehouse(cdnow) counts 69,659 lines of 23,570 customers (skipped without ../shared)",
  async () => {
    const made = folder({});
    for (const name of readdirSync(join(shared, "transactions"))) {
      made.write(`transactions/${name}`, readFileSync(join(shared, "transactions", name)));
    }
    const { transactions } = await factsOf(made, { timeZone: "America/New_York" });
    expect(transactions).toMatchObject({
      rows: 69_659,
      rejected: 0,
      customers: 23_570,
      revenue: "2500315.63",
    });
  },
);
