import { afterEach, expect, test } from "vitest";
import type { Category, Facts, OrderFacts } from "../../src/warehouse/facts.ts";
import { dropFolder, type DropFolder } from "../support/drop-case.ts";
import { wideCompany } from "../support/wide-company.ts";

const folders: DropFolder[] = [];
afterEach(() => {
  for (const made of folders.splice(0)) made.done();
});

async function ordersOf(files: Parameters<typeof dropFolder>[0], own = {}): Promise<OrderFacts> {
  const made = dropFolder(files);
  folders.push(made);
  const { facts, problems } = await made.open({ asOf: "2025-01-20", ...own });
  if (facts === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  if (facts.orders === null) throw new Error("no orders");
  return facts.orders;
}

let opened: Promise<OrderFacts> | null = null;
/** The orders of the wide company, opened once. */
const wide = () => (opened ??= ordersOf(wideCompany));
const named = ({ codes, levels }: Category) => Array.from(codes, (code) => levels[code] ?? null);
const day = (text: string) => Date.parse(text) / 86_400_000;

test("openWarehouse(no transactions) has no orders", async () => {
  const made = dropFolder({ "customers/a.csv": "customer_id\nC1\n" });
  folders.push(made);
  expect((await made.open()).facts?.orders).toBeNull();
});

test("openWarehouse(wide lines) tells which optional columns there are", async () => {
  expect([...(await wide()).has]).toEqual(
    "order_id cost discount refunded sku category quantity channel location campaign_id promised_at delivered_at".split(
      " ",
    ),
  );
});

test("openWarehouse(wide lines) gives the orders of each person (C1, C2, C3, C9)", async () => {
  const { customers: own } = await wide();
  // C1 has O1, O2 and O3; C2 has two days; O1 of C3 is not that of C1, and O4 is a refund only.
  expect([...own.orders]).toEqual([3, 2, 1, 0]);
  expect([...own.discountedOrders]).toEqual([1, 1, 0, 0]);
  // 8 + 3 + 4 - 4 + 5; 4; C3 names no cost.
  expect([...own.cost]).toEqual([16, 4, NaN, NaN]);
  expect([...own.discount]).toEqual([1, 0.5, 0, 0]);
  // The refund of O2 and the part of O3; a part of 5.00; the refund O4.
  expect([...own.refundedLines]).toEqual([2, 1, 1, 0]);
  expect([...own.categories]).toEqual([2, 2, 1, 0]);
  expect([...own.channels]).toEqual([2, 2, 1, 0]);
  // 1 January to 31 January are 30 days, to 5 January 2025 another 340: (30 + 340) / 2.
  expect([...own.medianGap]).toEqual([185, NaN, NaN, NaN]);
  expect([...own.deliveries]).toEqual([2, 0, 0, 0]);
  // O2 was promised for a day and came on it; O3 came a minute after its moment.
  expect([...own.lateDeliveries]).toEqual([1, 0, 0, 0]);
  expect(named(own.firstChannel)).toEqual(["store", "store", "store", null]);
  expect(named(own.firstLocation)).toEqual(["S1", "S1", "S1", null]);
  expect(named(own.firstCampaign)).toEqual(["M1", null, null, null]);
});

test("openWarehouse(wide lines) gives a row a sku", async () => {
  expect((await wide()).skus).toEqual([
    {
      ...{ sku: "A", category: "tea", lines: 6, customers: 3, quantity: 2 + 1 + 1 + 1 + 1 + 1 },
      // 20 + 10 - 10 + 12 + 8 + 9.5 + 10, and 8 + 4 - 4 + 5 + 4
      ...{ revenue: 59.5, cost: 17, campaignLines: 1, discountedLines: 1 },
    },
    {
      ...{ sku: "B", category: "cake", lines: 2, customers: 2, quantity: 1 },
      ...{ revenue: 9 + 5 - 3, cost: 3, campaignLines: 1, discountedLines: 1 },
    },
  ]);
});

test("openWarehouse(wide lines) gives unit prices between customers by sku and month", async () => {
  const { skuMonths } = await wide();
  const one = { customers: 1, quantity: 1, sdPrice: 0, unexplainedLines: 0, lines: 1 };
  expect(skuMonths).toEqual([
    {
      ...{ sku: "A", month: "2024-01", customers: 2, quantity: 2 + 1 + 1 + 1 },
      // C1 paid 30 for three, C2 17.5 for two: 10 and 8.75, each 0.625 off their mean.
      ...{ meanPrice: 9.375, sdPrice: expect.closeTo(Math.sqrt(2 * 0.625 ** 2), 12) as number },
      // A tenth of the way from 8.75 to 10, half of it, nine tenths.
      ...{ p10: 8.875, p50: 9.375, p90: 9.875 },
      // 8.00 without a discount is below 10; 9.50 with one of 0.50 is not.
      ...{ listPrice: 10, unexplainedLines: 1, discountedLines: 1, lines: 4 },
    },
    {
      ...{ ...one, sku: "A", month: "2024-06", meanPrice: 10, p10: 10, p50: 10, p90: 10 },
      ...{ listPrice: 10, discountedLines: 0 },
    },
    {
      ...{ ...one, sku: "A", month: "2025-01", meanPrice: 12, p10: 12, p50: 12, p90: 12 },
      ...{ listPrice: 12, discountedLines: 0 },
    },
    {
      ...{ ...one, sku: "B", month: "2024-01", meanPrice: 9, p10: 9, p50: 9, p90: 9 },
      ...{ listPrice: 10, discountedLines: 1 },
    },
  ]);
});

test("openWarehouse(wide lines) gives months of the whole and of each level", async () => {
  const { series } = await wide();
  const of = (dimension: string, level: string) =>
    series
      .filter((row) => row.dimension === dimension && row.level === level)
      .map((row) => [
        ...[row.month, row.revenue, row.orders, row.buyers],
        ...[row.quantity, row.cost, row.discount],
      ]);
  expect(of("", "")).toEqual([
    // 20 + 9 + 10 + 8 + 9.5 - 3; O1, O2 and the day of C2; 8 + 3 + 4 + 4
    ["2024-01", 53.5, 3, 2, 6, 19, 1.5],
    ["2024-02", -10, 0, 0, 0, -4, 0],
    ["2024-03", 5, 1, 1, 0, null, 0],
    ["2024-06", 10, 1, 1, 1, null, 0],
    ["2025-01", 12, 1, 1, 1, 5, 0],
  ]);
  expect(of("segment", "north")).toEqual([
    ["2024-01", 39, 2, 1, 4, 15, 1],
    ["2024-02", -10, 0, 0, 0, -4, 0],
    ["2025-01", 12, 1, 1, 1, 5, 0],
  ]);
  expect(of("segment", "south")).toEqual([
    ["2024-01", 17.5, 1, 1, 2, 4, 0.5],
    ["2024-03", 5, 1, 1, 0, null, 0],
  ]);
  expect(of("location", "S1")).toEqual([
    ["2024-01", 20 + 9 + 8 + 9.5 - 3, 2, 2, 5, 15, 1.5],
    ["2024-06", 10, 1, 1, 1, null, 0],
  ]);
  expect(of("channel", "app")).toEqual([
    ["2024-01", 10, 1, 1, 1, 4, 0],
    ["2024-02", -10, 0, 0, 0, -4, 0],
    ["2024-03", 5, 1, 1, 0, null, 0],
  ]);
  const levels = new Set(series.map(({ dimension, level }) => `${dimension}=${level}`));
  expect([...levels]).toEqual([
    ...["=", "segment=north", "segment=south", "location=S1", "location=S2"],
    ...["channel=app", "channel=store"],
  ]);
});

test("openWarehouse(wide lines) gives days with lines", async () => {
  const days = (await wide()).days.map((row) => [row.day, row.revenue, row.orders, row.buyers]);
  expect(days).toEqual([
    [day("2024-01-01"), 29, 1, 1],
    [day("2024-01-15"), 17.5, 1, 1],
    [day("2024-01-20"), -3, 0, 0],
    [day("2024-01-31"), 10, 1, 1],
    [day("2024-02-05"), -10, 0, 0],
    [day("2024-03-20"), 5, 1, 1],
    [day("2024-06-01"), 10, 1, 1],
    [day("2025-01-05"), 12, 1, 1],
  ]);
});

test("openWarehouse(wide lines) gives orders by weekday and hour where times are known", async () => {
  // 1 January 2024 was a Monday. An order counts at its first line, and that of C2 is at midnight,
  // which is no time; money counts where its line is, refunds too (10 - 3 on Saturdays).
  const rows = (await wide()).weekHours.map((row) => Object.values(row));
  expect(rows).toEqual([
    ["", 1, 18, 0, -10],
    ["", 3, 10, 1, 5],
    ["", 3, 18, 1, 10],
    ["S1", 1, 9, 1, 29],
    ["S1", 1, 12, 0, 9.5],
    ["S1", 6, 9, 1, 7],
    ["S2", 7, 9, 1, 12],
  ]);
});

test("openWarehouse(wide lines) gives the orders of each campaign", async () => {
  expect((await wide()).campaigns).toEqual([
    {
      ...{ campaignId: "M1", lines: 2, orders: 2, customers: 1, newCustomers: 1 },
      ...{ revenue: 9 + 12, discount: 1, refundedOrders: 1 },
    },
  ]);
});

test("openWarehouse(wide lines) gives margins by year since the first purchase", async () => {
  const { tenureYears } = await wide();
  // The first year of C1 ended on 30 December 2024, that of C2 on 13 January 2025; no other is over.
  expect(tenureYears).toEqual([
    {
      ...{ year: 1, customers: 2, revenue: 29 + 22.5, revenueSquares: 29 ** 2 + 22.5 ** 2 },
      ...{ cost: 8 + 3 + 4 - 4 + 4, buyers: 2 },
    },
  ]);
  // On 12 January 2025 the year of C2 is not over yet; a year later C1 has two.
  const early = await ordersOf(wideCompany, { asOf: "2025-01-12" });
  expect(early.tenureYears.map(({ customers, revenue }) => [customers, revenue])).toEqual([
    [1, 29],
  ]);
  const late = await ordersOf(wideCompany, { asOf: "2025-12-30" });
  expect(late.tenureYears.map((row) => Object.values(row))).toEqual([
    [1, 3, 61.5, 29 ** 2 + 22.5 ** 2 + 10 ** 2, 15, 3],
    [2, 1, 12, 144, 5, 1],
  ]);
});

test("openWarehouse(wide lines) gives customers and revenue of categories by segment", async () => {
  expect((await wide()).categories.map((row) => Object.values(row))).toEqual([
    ["", "cake", 0, -3],
    ["", "tea", 1, 10],
    ["north", "cake", 1, 9],
    ["north", "tea", 1, 20 + 10 - 10 + 12],
    ["south", "cake", 1, 5],
    ["south", "tea", 1, 17.5],
  ]);
});

/** Columns of a CSV text without quotes, in an order of their own. */
function columns(csv: string, names: readonly string[]): string {
  const [header = [], ...rows] = csv
    .trimEnd()
    .split("\n")
    .map((row) => row.split(","));
  const at = names.map((name) => header.indexOf(name));
  return [names, ...rows.map((row) => at.map((place) => row[place] ?? ""))]
    .map((row) => `${row.join(",")}\n`)
    .join("");
}

const lines = wideCompany["transactions/all.csv"] ?? "";
const needed = ["customer_id", "ordered_at", "amount"];

test("openWarehouse(needed columns only) says what days of persons say, as the engine would", async () => {
  const customers = wideCompany["customers/all.csv"] ?? "";
  const open = (own: readonly string[]) =>
    ordersOf({
      "customers/all.csv": customers,
      "transactions/all.csv": columns(lines, [...needed, ...own]),
    });
  const plain = await open([]);
  const engine = await open(["channel"]);
  expect([...plain.has]).toEqual([]);
  expect(plain.days).toEqual(engine.days);
  expect(plain.series).toEqual(engine.series.filter(({ dimension }) => dimension !== "channel"));
  expect(plain.tenureYears).toEqual(engine.tenureYears);
  expect(plain.customers.orders).toEqual(engine.customers.orders);
  expect(plain.customers.medianGap).toEqual(engine.customers.medianGap);
  for (const name of ["cost", "discount", "categories", "channels", "deliveries"] as const) {
    expect([...plain.customers[name]], name).toEqual([NaN, NaN, NaN, NaN]);
  }
  expect(plain.customers.firstChannel).toEqual({
    codes: Int32Array.of(-1, -1, -1, -1),
    levels: [],
  });
});

test.each([
  ["order_id", ["campaigns"]],
  ["sku", ["skus", "skuMonths"]],
  ["quantity", ["skuMonths"]],
  ["location", ["weekHours"]],
  ["campaign_id", ["campaigns"]],
  ["category", ["categories"]],
])("openWarehouse(no %s) leaves out what needs it", async (name, empty) => {
  const [header = ""] = lines.split("\n");
  const others = header.split(",").filter((column) => column !== name);
  const orders = await ordersOf({
    ...wideCompany,
    "transactions/all.csv": columns(lines, others),
  });
  expect(orders.has.has(name)).toBe(false);
  if (name === "order_id") {
    // Days of persons: C3 has one, C1 three.
    expect([...orders.customers.orders]).toEqual([3, 2, 1, 0]);
    return;
  }
  for (const table of empty) expect(orders[table as "skus"], table).toEqual([]);
});

function shuffled(csv: string): string {
  const [header = "", ...rows] = csv.trimEnd().split("\n");
  const turned = [header, ...rows.toReversed()].map((row) => row.split(",").toReversed().join(","));
  return `\ufeff${turned.join("\r\n")}\r\n`;
}

/** Everything but what names files and their bytes. */
function numbersOf({ files: _, digest: __, remarks: ___, ...facts }: Facts) {
  return facts;
}

async function factsOf(files: Parameters<typeof dropFolder>[0]): Promise<Facts> {
  const made = dropFolder(files);
  folders.push(made);
  const { facts, problems } = await made.open({ asOf: "2025-01-20" });
  if (facts === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  return facts;
}

test("openWarehouse(every table) gives the same facts for shuffled rows and columns, a mark and CRLF", async () => {
  const plain = numbersOf(await factsOf(wideCompany));
  const entries = Object.entries(wideCompany).map(
    ([path, text]) => [path, shuffled(text)] as const,
  );
  expect(numbersOf(await factsOf(Object.fromEntries(entries)))).toEqual(plain);
});

test("openWarehouse(every table) gives the same facts from two files a table and from cells with blanks", async () => {
  const plain = numbersOf(await factsOf(wideCompany));
  const halves: Record<string, string> = {};
  for (const [path, text] of Object.entries(wideCompany)) {
    const [header = "", ...rows] = text.trimEnd().split("\n");
    // An order_id stands in one file, or with all its lines equal in both.
    const parts = [true, false].map((isFirst) =>
      rows.filter((row, at) => (path.startsWith("tr") ? row.includes("C2") : at > 0) === isFirst),
    );
    for (const [at, part] of parts.entries()) {
      halves[path.replace("all", String(at))] = `${[header, ...part].join("\n")}\n`;
    }
  }
  expect(numbersOf(await factsOf(halves))).toEqual(plain);
  const blanks = { ...wideCompany, "transactions/all.csv": lines.replaceAll(",", " , ") };
  expect(numbersOf(await factsOf(blanks))).toEqual(plain);
});

test.each([
  ["order_id", "O1,", " O1,"],
  ["sku", ",A,", ", A,"],
  ["category", ",tea,", ",tea ,"],
  ["campaign_id", ",M1,", ", M1,"],
])("openWarehouse(a blank beside %s) is no part of it", async (_, cell, blank) => {
  const plain = numbersOf(await factsOf(wideCompany));
  const files = { ...wideCompany, "transactions/all.csv": lines.replace(cell, blank) };
  expect(numbersOf(await factsOf(files))).toEqual(plain);
});

test("openWarehouse(orders exported again) counts every column of an equal order once", async () => {
  const plain = numbersOf(await factsOf(wideCompany));
  const [header = "", ...rows] = lines.trimEnd().split("\n");
  const again = [header, ...rows.filter((row) => row.startsWith("O2,"))].join("\n");
  const twice = await factsOf({ ...wideCompany, "transactions/again.csv": `${again}\n` });
  expect(numbersOf(twice).orders).toEqual(plain.orders);
});

const without: readonly (readonly [table: string, check: (facts: Facts) => unknown])[] = [
  ["transactions", ({ orders }) => orders],
  ["touchpoints", ({ touchpoints }) => (touchpoints.n === 0 ? null : touchpoints.n)],
  ["capacity", ({ capacity }) => capacity[0] ?? null],
  ["standards", ({ standards }) => standards[0] ?? null],
  ["campaigns", ({ campaigns }) => campaigns[0] ?? null],
  ["actions", ({ actions }) => actions[0] ?? null],
  ["cases", ({ cases }) => cases[0] ?? null],
  ["costs", ({ costs }) => costs[0] ?? null],
];
test.each(without)(
  "openWarehouse(data/%s removed) loses its facts and no others",
  async (table, check) => {
    const made = dropFolder(wideCompany);
    folders.push(made);
    const site = { asOf: "2025-01-20" };
    const before = (await made.open(site)).facts;
    made.remove(table);
    const after = (await made.open(site)).facts;
    if (before === null || after === null) throw new Error("refused");
    expect(check(before)).not.toBeNull();
    expect(check(after)).toBeNull();
    expect([...before.tables].filter((name) => !after.tables.has(name))).toEqual([table]);
    for (const [name, other] of without) {
      if (name === table || table === "transactions") continue;
      expect(other(after), name).toEqual(other(before));
    }
  },
);
