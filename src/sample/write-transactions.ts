import { join } from "node:path";
import { quarterStarts } from "./calendar.ts";
import type { Cell } from "./csv.ts";
import { customerId } from "./customers.ts";
import { deliverySeconds } from "./deliveries.ts";
import { orderColumns, orderLines, refundLine, type Order } from "./order-lines.ts";
import { seededRandom } from "./random.ts";
import type { Company, Purchases } from "./simulate.ts";
import { createPackedWriter, createTableWriter, type TableWriter } from "./table-writer.ts";

const secondsPerDay = 86_400;
/** Quarters that begin a half-year, and with it a file. */
const halves = [0, 2, 4, 6, 8];

interface Entry {
  readonly purchase: number;
  readonly refund: boolean;
}

/** One file each half-year, lines in order of time; those of the oldest year packed, as an archive has them. */
export function writeTransactions(folder: string, company: Company, seed: number): void {
  const linesOf = orderWriter(company, seed);
  let half = -1;
  let writer: TableWriter | null = null;
  let number = 0;
  for (const entry of entriesInTime(company.purchases)) {
    number += 1;
    const order = orderOf(company, entry, { number, seed });
    const now = halves.findLastIndex((quarter) => (quarterStarts[quarter] ?? 0) <= order.day);
    if (writer === null || now !== half) {
      writer?.close();
      writer = createHalf(join(folder, "transactions"), now);
      half = now;
    }
    for (const line of linesOf(entry, order)) writer.row(line);
  }
  writer?.close();
}

function createHalf(folder: string, half: number): TableWriter {
  const path = join(folder, `${2024 + (half >> 1)}-H${(half % 2) + 1}.csv`);
  return half < 2
    ? createPackedWriter(`${path}.gz`, orderColumns)
    : createTableWriter(path, orderColumns);
}

/** Draws the lines of each order as it comes; a refund gives back the first line of its order. */
function orderWriter(
  { members, purchases }: Company,
  seed: number,
): (entry: Entry, order: Order) => readonly (readonly Cell[])[] {
  const random = seededRandom(seed, "orders");
  const appetites = Float64Array.from(
    members,
    ({ person }) => seededRandom(seed, "appetite", person.index).gamma(3) / 3,
  );
  const toGiveBack = new Map<number, number>();
  return ({ purchase, refund }, order) => {
    if (refund) return [refundLine(order, toGiveBack.get(purchase) ?? 0)];
    const appetite = appetites[purchases.customer[purchase] ?? 0] ?? 1;
    const lines = orderLines(random, order, appetite);
    if ((purchases.refundDay[purchase] ?? 0) > 0) {
      toGiveBack.set(purchase, Math.round(Number(lines[0]?.[2] ?? 0) * 100));
    }
    return lines;
  };
}

/** Purchases and refunds in order of time; equal seconds in order of the customers. */
function entriesInTime({ second, refundDay }: Purchases): IteratorObject<Entry> {
  const wide = 2 * second.length;
  const refunds = refundDay.filter((day) => day > 0).length;
  const keys = new Float64Array(second.length + refunds);
  let at = 0;
  for (let purchase = 0; purchase < second.length; purchase += 1) {
    keys[at++] = (second[purchase] ?? 0) * wide + 2 * purchase;
    const day = refundDay[purchase] ?? 0;
    if (day === 0) continue;
    keys[at++] = (day * secondsPerDay + refundSecond(purchase)) * wide + 2 * purchase + 1;
  }
  keys.sort();
  return keys.values().map((key) => {
    const row = key % wide;
    return { purchase: row >> 1, refund: row % 2 === 1 };
  });
}

const refundSecond = (purchase: number): number => (10 + (purchase % 8)) * 3600 + (purchase % 3600);

function orderOf(
  { purchases, members }: Company,
  { purchase, refund }: Entry,
  { number, seed }: { readonly number: number; readonly seed: number },
): Order {
  const place = purchases.place[purchase] ?? 0;
  const moment = purchases.second[purchase] ?? 0;
  const customer = purchases.customer[purchase] ?? 0;
  const day = Math.floor(moment / secondsPerDay);
  return {
    customerId: customerId(customer),
    orderId: `${refund ? "R" : "O"}${String(number).padStart(6, "0")}`,
    day: refund ? (purchases.refundDay[purchase] ?? 0) : day,
    secondOfDay: refund ? refundSecond(purchase) : moment % secondsPerDay,
    store: place >> 2,
    channel: place & 3,
    campaign: purchases.campaign[purchase] ?? -1,
    deliverySeconds: deliverySeconds(
      seed,
      { customer, day, channel: place & 3 },
      purchases.wait[purchase] ?? 0,
    ),
    isNewcomer: day - (members[customer]?.person.joined ?? 0) < 60,
  };
}
