import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { answerColumns, answeredAt, type DrawnAnswer } from "./answers.ts";
import { quarterName, quarterStarts, surveyedQuarters } from "./calendar.ts";
import { caseColumns, caseRows } from "./cases.ts";
import { costColumns, costRows } from "./costs.ts";
import { csvLine, type Cell } from "./csv.ts";
import { customerColumns, customerId, customerRow } from "./customers.ts";
import { gb18030Bytes } from "./gb18030.ts";
import { orderColumns, orderLines, refundLine, type Order } from "./order-lines.ts";
import { seededRandom } from "./random.ts";
import { simulateCompany, type Company, type SampleOptions } from "./simulate.ts";
import { teamPulseColumns, teamPulseRows } from "./team-pulse.ts";
import type { Truth } from "./truth.ts";

/** Writes every table of the sample company below `folder`, in order of time, and gives the planted truth. */
export function writeCompany(folder: string, options: SampleOptions): Truth {
  const company = simulateCompany(options);
  writeTransactions(folder, company, options.seed);
  writeCustomers(folder, company, options.seed);
  writeAnswers(folder, company);
  writeTeamPulse(folder, options.seed);
  writeCases(folder, company);
  writeCosts(folder, options);
  return company.truth;
}

interface TableWriter {
  readonly row: (cells: readonly Cell[]) => void;
  readonly close: () => void;
}

/** A file written in pieces, so that its length does not matter. */
function createTableWriter(path: string, columns: readonly string[]): TableWriter {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  let waiting = csvLine(columns);
  return {
    row(cells) {
      waiting += csvLine(cells);
      if (waiting.length < 1 << 20) return;
      writeSync(file, waiting);
      waiting = "";
    },
    close() {
      writeSync(file, waiting);
      closeSync(file);
    },
  };
}

const secondsPerDay = 86_400;
const halves = [0, 2, 4, 6, 8];

interface Entry {
  readonly purchase: number;
  readonly refund: boolean;
}

function writeTransactions(folder: string, company: Company, seed: number): void {
  const random = seededRandom(seed, "orders");
  const appetites = company.people.map(
    ({ index }) => seededRandom(seed, "appetite", index).gamma(3) / 3,
  );
  const amounts = new Map<number, number>();
  let half = -1;
  let writer: TableWriter | null = null;
  let written = 0;
  for (const entry of entriesInTime(company)) {
    const order = orderOf(company, entry, { appetites, number: (written += 1) });
    const now = halves.findLastIndex((quarter) => (quarterStarts[quarter] ?? 0) <= order.day);
    if (now !== half) {
      writer?.close();
      writer = createTableWriter(join(folder, "transactions", halfName(now)), orderColumns);
      half = now;
    }
    if (entry.refund) {
      writer?.row(refundLine(order, amounts.get(entry.purchase) ?? 0));
      continue;
    }
    const lines = orderLines(random, order);
    for (const line of lines) writer?.row(line);
    if ((company.purchases.refundDay[entry.purchase] ?? 0) > 0) {
      amounts.set(entry.purchase, Math.round(Number(lines[0]?.[2] ?? 0) * 100));
    }
  }
  writer?.close();
}

const halfName = (half: number): string => `${2024 + (half >> 1)}-H${(half % 2) + 1}.csv`;

/** Purchases and refunds in order of time; equal seconds in order of the customers. */
function entriesInTime(company: Company): readonly Entry[] | Iterable<Entry> {
  const { second, refundDay } = company.purchases;
  const wide = 2 * second.length;
  const refunds = refundDay.filter((day) => day > 0).length;
  const keys = new Float64Array(second.length + refunds);
  let at = 0;
  for (let purchase = 0; purchase < second.length; purchase += 1) {
    keys[at++] = (second[purchase] ?? 0) * wide + 2 * purchase;
    const day = refundDay[purchase] ?? 0;
    if (day > 0)
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
  company: Company,
  { purchase, refund }: Entry,
  more: { readonly appetites: readonly number[]; readonly number: number },
): Order {
  const { second, customer, place, refundDay } = company.purchases;
  const packed = place[purchase] ?? 0;
  const index = customer[purchase] ?? 0;
  const moment = second[purchase] ?? 0;
  return {
    customerId: customerId(index),
    orderId: `${refund ? "R" : "O"}${String(more.number).padStart(6, "0")}`,
    day: refund ? (refundDay[purchase] ?? 0) : Math.floor(moment / secondsPerDay),
    secondOfDay: refund ? refundSecond(purchase) : moment % secondsPerDay,
    store: packed >> 3,
    channel: (packed >> 1) & 3,
    promo: packed % 2 === 1,
    appetite: more.appetites[index] ?? 1,
  };
}

function writeCustomers(folder: string, company: Company, seed: number): void {
  const writer = createTableWriter(join(folder, "customers", "members.csv"), customerColumns);
  const joined = Float64Array.from(company.people, (person) => person.joined);
  for (const person of company.people) {
    writer.row(
      customerRow(seed, person, { lastYear: company.lastYear[person.index] ?? 0, joined }),
    );
  }
  writer.close();
}

function writeAnswers(folder: string, company: Company): void {
  for (const [quarter, answers] of company.answers) {
    const path = join(folder, "responses", "after-visit", `${quarterName(quarter)}.csv`);
    const writer = createTableWriter(path, answerColumns);
    const inTime = answers.toSorted(byTime);
    for (const [at, answer] of inTime.entries()) {
      const id = `A${quarterName(quarter).replace("-Q", "")}${String(at + 1).padStart(4, "0")}`;
      const [version, ...rest] = answer.cells;
      writer.row([id, answeredAt(answer), answer.customerId, version ?? null, ...rest]);
    }
    writer.close();
  }
}

function byTime(a: DrawnAnswer, b: DrawnAnswer): number {
  return a.day - b.day || a.secondOfDay - b.secondOfDay;
}

function writeTeamPulse(folder: string, seed: number): void {
  for (const quarter of surveyedQuarters) {
    const path = join(folder, "responses", "team-pulse", `${quarterName(quarter)}.csv`);
    const writer = createTableWriter(path, teamPulseColumns);
    for (const row of teamPulseRows(seed, quarter)) writer.row(row);
    writer.close();
  }
}

/** One file a year; the oldest as an old system exports it, in GB18030. */
function writeCases(folder: string, company: Company): void {
  const byYear = Map.groupBy(caseRows(company.cases), ({ year }) => year);
  mkdirSync(join(folder, "cases"), { recursive: true });
  for (const [year, rows] of byYear) {
    const text = csvLine(caseColumns) + rows.map(({ cells }) => csvLine(cells)).join("");
    const bytes = year === "2024" ? gb18030Bytes(text) : Buffer.from(text, "utf8");
    writeFileSync(join(folder, "cases", `${year}.csv`), bytes);
  }
}

/** Tabs between the columns, as pasted from a spreadsheet. */
function writeCosts(folder: string, options: SampleOptions): void {
  mkdirSync(join(folder, "costs"), { recursive: true });
  const rows = [costColumns, ...costRows(options.seed, options.customers)];
  const text = rows.map((row) => csvLine(row, "\t")).join("");
  writeFileSync(join(folder, "costs", "monthly.tsv"), text);
}
