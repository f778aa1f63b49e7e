import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { actionColumns, actionRows } from "./actions.ts";
import { quarterName, seasonOf, surveyedQuarters } from "./calendar.ts";
import { campaignColumns, campaignRows } from "./campaigns.ts";
import { capacityColumns, capacityRows, createWaits, type Waits } from "./capacity.ts";
import { caseColumns, caseRows } from "./cases.ts";
import { costColumns, costRows } from "./costs.ts";
import { csvLine, type Cell } from "./csv.ts";
import { customerColumns, customerRow, drawLeads, leadRow } from "./customers.ts";
import { deliverySeconds, lateShare } from "./deliveries.ts";
import { gb18030Bytes } from "./gb18030.ts";
import { simulateCompany, type Company, type SampleOptions } from "./simulate.ts";
import { createTimings, standardColumns, standardRows, type Timings } from "./standards.ts";
import { createPackedWriter, createTableWriter } from "./table-writer.ts";
import { teamPulseColumns, teamPulseRows } from "./team-pulse.ts";
import type { Expectation, Truth } from "./truth.ts";
import { writeAnswers } from "./write-answers.ts";
import { eventsOfLead, eventsOfLife, type Event } from "./touchpoints.ts";
import { createEventLog } from "./write-events.ts";
import { writeTransactions } from "./write-transactions.ts";

/** Writes every table of the sample company below `folder`, in order of time, and gives the planted truth. */
export function writeCompany(
  folder: string,
  options: SampleOptions,
  tell: (table: string) => void = () => {},
): Truth {
  tell("touchpoints");
  const log = createEventLog(folder);
  const waits = createWaits();
  const timings = createTimings();
  const company = simulateCompany(options, (life) => {
    waits.see(life);
    const events = eventsOfLife(options.seed, life);
    for (const event of events) timeWait(timings, event);
    log.add(events);
  });
  for (const lead of drawLeads(options.seed, options.customers)) {
    log.add(eventsOfLead(options.seed, lead));
  }
  log.close();
  tell("transactions");
  writeTransactions(folder, company, options.seed);
  tell("customers");
  writeCustomers(folder, company, options);
  tell("responses");
  const visited = writeAnswers(folder, "after-visit", company.answers);
  const members = writeAnswers(folder, "relationship", company.relationship);
  writeTeamPulse(folder, options.seed);
  tell("cases");
  writeCases(folder, company);
  tell("costs");
  writeCosts(folder, options);
  tell("capacity");
  writeCapacity(folder, waits, options);
  tell("actions, campaigns, standards");
  writeTable(folder, "actions/register.csv", [actionColumns, ...actionRows]);
  writeTable(folder, "campaigns/campaigns.csv", [campaignColumns, ...campaignRows]);
  const deliveries = deliveriesOf(company, options.seed);
  timeOthers(timings, company, deliveries);
  const standards = standardRows(options.seed, timings);
  writeTable(folder, "standards/register.csv", [standardColumns, ...standards]);
  const scores = { "after-visit": visited, relationship: members };
  const lateDeliveries = lateTruth(deliveries);
  return { ...company.truth, expected: { ...company.truth.expected, scores, lateDeliveries } };
}

function writeCustomers(folder: string, company: Company, options: SampleOptions): void {
  const writer = createTableWriter(join(folder, "customers", "members.csv"), customerColumns);
  const { members } = company;
  for (const member of members) writer.row(customerRow(options.seed, member, members));
  for (const lead of drawLeads(options.seed, options.customers)) writer.row(leadRow(lead));
  writer.close();
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

function writeCapacity(folder: string, waits: Waits, options: SampleOptions): void {
  const path = join(folder, "capacity", "2026-H1.csv.gz");
  const writer = createPackedWriter(path, capacityColumns);
  for (const row of capacityRows(options.seed, waits, seasonOf(options.seasons))) writer.row(row);
  writer.close();
}

function timeWait(timings: Timings, { touchpoint, at, wait, outcome }: Event): void {
  if (touchpoint !== "queue" || outcome === "left") return;
  timings.add("wait", Math.floor(at / 86_400), (wait ?? 0) / 60);
}

function timeOthers(timings: Timings, { cases }: Company, deliveries: readonly Delivery[]): void {
  for (const { day, minutes } of deliveries) timings.add("delivery", day, minutes);
  for (const { opened, replied } of cases) {
    const hours = replied === null ? Infinity : (replied - opened) / 3600;
    timings.add("reply", Math.floor(opened / 86_400), hours);
  }
}

function writeTable(folder: string, name: string, rows: readonly (readonly Cell[])[]): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, rows.map((row) => csvLine(row)).join(""));
}

interface Delivery {
  readonly day: number;
  readonly minutes: number;
  /** The aspect of waiting that it goes by. */
  readonly wait: number;
}

function deliveriesOf({ purchases }: Company, seed: number): readonly Delivery[] {
  return purchases.customer.flatMap((customer, at) => {
    const day = Math.floor((purchases.second[at] ?? 0) / 86_400);
    const wait = purchases.wait[at] ?? 0;
    const order = { customer, day, channel: (purchases.place[at] ?? 0) & 3 };
    const seconds = deliverySeconds(seed, order, wait);
    return seconds === null ? [] : [{ day, minutes: seconds / 60, wait }];
  });
}

/** Share of deliveries that come late, under the planted minutes. */
function lateTruth(deliveries: readonly Delivery[]): Expectation {
  const sum = deliveries.reduce((late, { wait }) => late + lateShare(wait), 0);
  const n = deliveries.length;
  return { value: Math.round((sum / Math.max(n, 1)) * 1e6) / 1e6, n };
}
