import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerColumns, answeredAt, type DrawnAnswer } from "./answers.ts";
import { quarterName, surveyedQuarters } from "./calendar.ts";
import { caseColumns, caseRows } from "./cases.ts";
import { costColumns, costRows } from "./costs.ts";
import { csvLine } from "./csv.ts";
import { customerColumns, customerRow } from "./customers.ts";
import { gb18030Bytes } from "./gb18030.ts";
import { simulateCompany, type Company, type SampleOptions } from "./simulate.ts";
import { createTableWriter } from "./table-writer.ts";
import { teamPulseColumns, teamPulseRows } from "./team-pulse.ts";
import type { Truth } from "./truth.ts";
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
  writeCustomers(folder, company, options.seed);
  tell("responses");
  writeAnswers(folder, company);
  writeTeamPulse(folder, options.seed);
  tell("cases");
  writeCases(folder, company);
  tell("costs");
  writeCosts(folder, options);
  return company.truth;
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
