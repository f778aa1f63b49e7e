/** Orders and products of the warehouse as `OrderFacts`. */
import type { Engine } from "../intake/engine.ts";
import type { CleanSource } from "../intake/read-drops.ts";
import { categoryOf } from "./category.ts";
import type { DayLedger } from "./day-ledger.ts";
import { columnReader, type ColumnReader } from "./facts-from.ts";
import type { Category, CustomerColumns, CustomerOrders, OrderFacts, SeriesRow } from "./facts.ts";
import { ledgerDays, ledgerSeries, medianGaps, tenureYears } from "./ledger-orders.ts";
import { dubiousOrderCells, loadOrderLines, optionalColumns } from "./load-order-lines.ts";
import { sqlFile } from "./sql-file.ts";

export interface OrdersTask {
  readonly sources: readonly CleanSource[];
  readonly ledger: DayLedger;
  readonly customers: CustomerColumns;
  readonly asOfDay: number;
}

/** What reading orders came to; cells in doubt have to be read by rows. */
export interface ReadOrders {
  readonly orders: OrderFacts;
  readonly dubious: number;
}

/**
 * Reduces order lines with all their columns. Needs the tables `person` and `customers`; work
 * that needs a column is not done when no source has it.
 */
export async function readOrders(engine: Engine, task: OrdersTask): Promise<ReadOrders> {
  const { sources, ledger, asOfDay } = task;
  const has = optionalColumns(sources);
  if (has.size === 0) return { orders: plainOrders(task), dubious: 0 };
  await loadOrderLines(engine, sources, has);
  for (const name of ["order-places", "order-heads", "order-persons", "order-months"]) {
    await engine.run(sqlFile(name));
  }
  const read = async (name: string) => columnReader(await engine.columns(sqlFile(name)));
  const orders: OrderFacts = {
    has,
    customers: await readCustomerOrders(read, has, task),
    skus: has.has("sku") ? skusOf(await read("order-read-skus")) : [],
    skuMonths:
      has.has("sku") && has.has("quantity") ? skuMonthsOf(await read("order-read-sku-months")) : [],
    series: seriesOf(await read("order-read-sums"), await read("order-read-series")),
    days: has.has("order_id")
      ? daysOf(ledgerDays(ledger), await read("order-read-days"))
      : ledgerDays(ledger),
    weekHours: has.has("location") ? weekHoursOf(await read("order-read-week-hours")) : [],
    campaigns: has.has("campaign_id") ? campaignsOf(await read("order-read-campaigns")) : [],
    tenureYears: tenureYears(
      ledger,
      asOfDay,
      has.has("cost") ? tenureCostsOf(await read("order-read-tenure-costs")) : null,
    ),
    categories: has.has("category") ? categoriesOf(await read("order-read-categories")) : [],
  };
  const isPending = sources.some((source) => source.isPending);
  return { orders, dubious: isPending ? await dubiousOrderCells(engine, has) : 0 };
}

/** Orders of files that say who, when and how much only: a person's day is an order. */
function plainOrders({ ledger, customers, asOfDay }: OrdersTask): OrderFacts {
  const unknown = new Float64Array(customers.n).fill(NaN);
  const none: Category = { codes: new Int32Array(customers.n).fill(-1), levels: [] };
  return {
    has: new Set(),
    customers: {
      orders: customers.purchases,
      discountedOrders: unknown,
      cost: unknown,
      discount: unknown,
      refundedLines: unknown,
      categories: unknown,
      channels: unknown,
      medianGap: medianGaps(ledger),
      deliveries: unknown,
      lateDeliveries: unknown,
      firstChannel: none,
      firstLocation: none,
      firstCampaign: none,
    },
    skus: [],
    skuMonths: [],
    series: ledgerSeries(ledger, customers.segment),
    days: ledgerDays(ledger),
    weekHours: [],
    campaigns: [],
    tenureYears: tenureYears(ledger, asOfDay, null),
    categories: [],
  };
}

type Read = (name: string) => Promise<ColumnReader>;

/** Persons without lines have 0 where a column is there, and NaN where it is not. */
async function readCustomerOrders(
  read: Read,
  has: ReadonlySet<string>,
  { customers: { n }, ledger }: OrdersTask,
): Promise<CustomerOrders> {
  const cells = await read("order-read-customers");
  const rows = cells.numbers("person");
  const numbers = (name: string, otherwise: number) =>
    spread(cells.numbers(name), { rows, n, otherwise });
  const counts = (name: string, ...columns: string[]) =>
    columns.every((column) => has.has(column)) ? numbers(name, 0) : new Float64Array(n).fill(NaN);
  return {
    orders: counts("orders"),
    discountedOrders: counts("discounted_orders", "discount"),
    cost: numbers("cost", NaN),
    discount: counts("discount", "discount"),
    refundedLines: counts("refunded_lines"),
    categories: counts("categories", "category"),
    channels: counts("channels", "channel"),
    medianGap: medianGaps(ledger),
    deliveries: counts("deliveries", "promised_at", "delivered_at"),
    lateDeliveries: counts("late_deliveries", "promised_at", "delivered_at"),
    firstChannel: spreadTexts(cells, "channel", n),
    firstLocation: spreadTexts(cells, "location", n),
    firstCampaign: has.has("campaign_id")
      ? spreadTexts(await read("order-read-first-campaigns"), "campaign_id", n)
      : spreadTexts(cells, null, n),
  };
}

/** Texts of a query in the rows of their persons; null names no column. */
function spreadTexts(cells: ColumnReader, name: string | null, n: number): Category {
  const all = new Array<string | null>(n).fill(null);
  if (name === null) return categoryOf(all);
  const rows = cells.numbers("person");
  for (const [at, text] of cells.texts(name).entries()) all[rows[at] ?? 0] = text;
  return categoryOf(all);
}

interface SpreadTask {
  readonly rows: Float64Array;
  readonly n: number;
  readonly otherwise: number;
}

/** Cells in the rows of their persons. */
function spread(cells: Float64Array, { rows, n, otherwise }: SpreadTask): Float64Array {
  const all = new Float64Array(n).fill(otherwise);
  for (let at = 0; at < cells.length; at += 1) all[rows[at] ?? 0] = cells[at] ?? NaN;
  return all;
}

/** One object a row of a query. */
function rowsOf<T>({ n }: ColumnReader, make: (at: number) => T): readonly T[] {
  return Array.from({ length: n }, (_, at) => make(at));
}

function observed(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** YYYY-MM of months counted from the year 0. */
function monthName(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, "0");
  return `${year}-${String((month % 12) + 1).padStart(2, "0")}`;
}

function skusOf(cells: ColumnReader): OrderFacts["skus"] {
  const [sku, category] = [cells.ids("sku"), cells.texts("category")];
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    sku: sku[at] ?? "",
    category: category[at] ?? null,
    lines: number("line_count", at),
    customers: number("customers", at),
    quantity: number("quantity", at),
    revenue: number("revenue", at),
    cost: observed(number("cost", at)),
    campaignLines: number("campaign_lines", at),
    discountedLines: number("discounted_lines", at),
  }));
}

/** Numbers of a query by name and row; each column is read once. */
function columnsOf(cells: ColumnReader): (name: string, at: number) => number {
  const known = new Map<string, Float64Array>();
  return (name, at) => {
    const column = known.get(name) ?? cells.numbers(name);
    known.set(name, column);
    return column[at] ?? NaN;
  };
}

function skuMonthsOf(cells: ColumnReader): OrderFacts["skuMonths"] {
  const sku = cells.ids("sku");
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    sku: sku[at] ?? "",
    month: monthName(number("month", at)),
    customers: number("customers", at),
    quantity: number("quantity", at),
    meanPrice: number("mean_price", at),
    sdPrice: number("sd_price", at),
    p10: number("p10", at),
    p50: number("p50", at),
    p90: number("p90", at),
    listPrice: number("list_price", at),
    unexplainedLines: number("unexplained_lines", at),
    discountedLines: number("discounted_lines", at),
    lines: number("line_count", at),
  }));
}

/** Sums of lines, with the orders and buyers of the same month and level. */
function seriesOf(sums: ColumnReader, counts: ColumnReader): OrderFacts["series"] {
  const counted = new Map(placesOf(counts).map((place, at) => [place, at]));
  const dimension = sums.ids("dimension");
  const level = sums.ids("level");
  const number = columnsOf(sums);
  const count = columnsOf(counts);
  const places = placesOf(sums);
  return rowsOf(sums, (at): SeriesRow => {
    const same = counted.get(places[at] ?? "") ?? -1;
    return {
      month: monthName(number("month", at)),
      dimension: (dimension[at] ?? "") as SeriesRow["dimension"],
      level: level[at] ?? "",
      revenue: number("revenue", at),
      orders: same < 0 ? 0 : count("orders", same),
      buyers: same < 0 ? 0 : count("buyers", same),
      quantity: number("quantity", at),
      cost: observed(number("cost", at)),
      discount: number("discount", at),
    };
  }).toSorted(byDimension);
}

/** Month, dimension and level of each row as one text. */
function placesOf(cells: ColumnReader): readonly string[] {
  const number = columnsOf(cells);
  const [dimension, level] = [cells.ids("dimension"), cells.ids("level")];
  return rowsOf(cells, (at) => [number("month", at), dimension[at], level[at]].join("\0"));
}

const dimensions = ["", "segment", "location", "channel"];

/** Rows of a dimension keep their order. */
function byDimension(a: SeriesRow, b: SeriesRow): number {
  return dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension);
}

/** Days with the count of their orders. */
function daysOf(days: OrderFacts["days"], counts: ColumnReader): OrderFacts["days"] {
  const orders = counts.numbers("orders");
  const counted = new Map(Array.from(counts.numbers("day"), (day, at) => [day, orders[at] ?? 0]));
  return days.map((row) => ({ ...row, orders: counted.get(row.day) ?? 0 }));
}

function weekHoursOf(cells: ColumnReader): OrderFacts["weekHours"] {
  const location = cells.ids("location");
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    location: location[at] ?? "",
    weekday: Math.floor(number("week_hour", at) / 24) + 1,
    hour: number("week_hour", at) % 24,
    orders: number("orders", at),
    revenue: number("revenue", at),
  }));
}

function campaignsOf(cells: ColumnReader): OrderFacts["campaigns"] {
  const campaignId = cells.ids("campaign_id");
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    campaignId: campaignId[at] ?? "",
    lines: number("line_count", at),
    orders: number("orders", at),
    customers: number("customers", at),
    newCustomers: number("new_customers", at),
    revenue: number("revenue", at),
    discount: number("discount", at),
    refundedOrders: number("refunded_orders", at),
  }));
}

function tenureCostsOf(cells: ColumnReader) {
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    firstDay: number("first_day", at),
    year: number("year", at),
    units: number("cost", at),
  }));
}

function categoriesOf(cells: ColumnReader): OrderFacts["categories"] {
  const [segment, category] = [cells.ids("segment"), cells.ids("category")];
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    segment: segment[at] ?? "",
    category: category[at] ?? "",
    customers: number("customers", at),
    revenue: number("revenue", at),
  }));
}
