import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { actionColumns, actionRows } from "./actions.ts";
import { surveyedQuarters, quarterName } from "./calendar.ts";
import { caseColumns, caseRows } from "./cases.ts";
import { costColumns, costRows } from "./costs.ts";
import { csvLine } from "./csv.ts";
import { customerColumns, customerRow, drawLeads, leadRow } from "./customers.ts";
import { gb18030Bytes } from "./gb18030.ts";
import { simulateCompany, type Company, type SampleOptions } from "./simulate.ts";
import { createTableWriter } from "./table-writer.ts";
import { teamPulseColumns, teamPulseRows } from "./team-pulse.ts";
import type { Truth } from "./truth.ts";
import { writeAnswers } from "./write-answers.ts";
import { writeTransactions } from "./write-transactions.ts";

/** Writes every table of the sample company below `folder`, in order of time, and gives the planted truth. */
export function writeCompany(
  folder: string,
  options: SampleOptions,
  tell: (table: string) => void = () => {},
): Truth {
  const company = simulateCompany(options);
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
  tell("actions");
  writeActions(folder);
  const scores = { "after-visit": visited, relationship: members };
  return { ...company.truth, expected: { ...company.truth.expected, scores } };
}

function writeCustomers(folder: string, company: Company, options: SampleOptions): void {
  const writer = createTableWriter(join(folder, "customers", "members.csv"), customerColumns);
  for (const life of company.lives) writer.row(customerRow(options.seed, life, company.lives));
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

function writeActions(folder: string): void {
  const writer = createTableWriter(join(folder, "actions", "register.csv"), actionColumns);
  for (const row of actionRows) writer.row(row);
  writer.close();
}
