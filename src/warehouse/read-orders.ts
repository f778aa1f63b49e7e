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
  for (const name of ["order-parts", "order-heads", "order-firsts"]) {
    await engine.run(sqlFile(name));
  }
  const read = async (name: string) => columnReader(await engine.columns(sqlFile(name)));
  const orders: OrderFacts = {
    has,
    customers: await readCustomerOrders(read, has, task),
    skus: has.has("sku") ? skusOf(await read("order-read-skus")) : [],
    skuMonths:
      has.has("sku") && has.has("quantity") ? skuMonthsOf(await read("order-read-sku-months")) : [],
    series: seriesOf(await read("order-read-series")),
    days: daysOf(await read("order-read-days")),
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
  const unknown = () => new Float64Array(customers.n).fill(NaN);
  const nobody = (): Category => ({ codes: new Int32Array(customers.n).fill(-1), levels: [] });
  return {
    has: new Set(),
    customers: {
      orders: customers.purchases,
      discountedOrders: unknown(),
      cost: unknown(),
      discount: unknown(),
      refundedLines: unknown(),
      categories: unknown(),
      channels: unknown(),
      medianGap: medianGaps(ledger),
      deliveries: unknown(),
      lateDeliveries: unknown(),
      firstChannel: nobody(),
      firstLocation: nobody(),
      firstCampaign: nobody(),
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
  const texts = (name: string) => {
    const all = new Array<string | null>(n).fill(null);
    for (const [at, text] of cells.texts(name).entries()) all[rows[at] ?? 0] = text;
    return categoryOf(all);
  };
  return {
    orders: counts("orders"),
    discountedOrders: counts("discounted_orders", "discount"),
    cost: numbers("cost", NaN),
    discount: counts("discount", "discount"),
    refundedLines: counts("refunded_lines"),
    categories: has.has("category")
      ? await readCategoryCounts(read, n)
      : new Float64Array(n).fill(NaN),
    channels: counts("channels", "channel"),
    medianGap: medianGaps(ledger),
    deliveries: counts("deliveries", "promised_at", "delivered_at"),
    lateDeliveries: counts("late_deliveries", "promised_at", "delivered_at"),
    firstChannel: texts("channel"),
    firstLocation: texts("location"),
    firstCampaign: texts("campaign_id"),
  };
}

async function readCategoryCounts(read: Read, n: number): Promise<Float64Array> {
  const cells = await read("order-read-customer-categories");
  const rows = cells.numbers("person");
  return spread(cells.numbers("categories"), { rows, n, otherwise: 0 });
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

function seriesOf(cells: ColumnReader): OrderFacts["series"] {
  const [dimension, level] = [cells.ids("dimension"), cells.ids("level")];
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    month: monthName(number("month", at)),
    dimension: (dimension[at] ?? "") as SeriesRow["dimension"],
    level: level[at] ?? "",
    revenue: number("revenue", at),
    orders: number("orders", at),
    buyers: number("buyers", at),
    quantity: number("quantity", at),
    cost: observed(number("cost", at)),
    discount: number("discount", at),
  })).toSorted(byDimension);
}

const dimensions = ["", "segment", "location", "channel"];

/** Rows of a dimension keep their order. */
function byDimension(a: SeriesRow, b: SeriesRow): number {
  return dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension);
}

function daysOf(cells: ColumnReader): OrderFacts["days"] {
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    day: number("day", at),
    revenue: number("revenue", at),
    orders: number("orders", at),
    buyers: number("buyers", at),
  }));
}

function weekHoursOf(cells: ColumnReader): OrderFacts["weekHours"] {
  const location = cells.ids("location");
  const number = columnsOf(cells);
  return rowsOf(cells, (at) => ({
    location: location[at] ?? "",
    weekday: number("weekday", at),
    hour: number("hour", at),
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
