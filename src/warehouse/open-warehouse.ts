/** The data part of a build: drops in, facts out. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Problem, problemOf } from "../errors.ts";
import { openEngine, quoted, type Engine } from "../intake/engine.ts";
import type { FaultCount } from "../intake/fault-list.ts";
import { hashOfTexts } from "../intake/file-identity.ts";
import { fieldsOf } from "../intake/fields.ts";
import {
  listDrops,
  PARSER_VERSION,
  readDrops,
  type CleanSource,
  type DropFolders,
  type DropList,
  type Drops,
} from "../intake/read-drops.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { cases } from "../tables/cases.ts";
import { costs } from "../tables/costs.ts";
import { customers } from "../tables/customers.ts";
import type { PeriodUnit } from "../tables/period.ts";
import { responses } from "../tables/responses.ts";
import { columnReader } from "./facts-from.ts";
import type { Facts, SurveyAnswers } from "./facts.ts";
import { loadLines, loadTexts } from "./load-tables.ts";
import { readAnswers, readCases, readCosts } from "./read-answers.ts";
import { readCustomers, readHistory, reduceLines, reducePersons, spanOf } from "./reduce.ts";
import { removeRepeats } from "./repeats.ts";

export interface WarehouseSite {
  readonly timeZone: string;
  readonly wave: PeriodUnit;
  readonly badRows: number;
  readonly asOf?: string | undefined;
}

export interface WarehouseOptions {
  readonly dataRoot: string;
  /** For the cache; may be deleted at any time. */
  readonly cacheRoot: string;
  /** For rows that were left out; `rejected` beside the cache when not named. */
  readonly rejectedRoot?: string;
  /** How the data folder is shown in problems; "data" when not named. */
  readonly label?: string;
  readonly site: WarehouseSite;
  readonly surveys: readonly SurveyDefinition[];
  readonly progress?: (done: number, total: number, path: string) => void;
}

export interface Opened {
  /** Null when a problem stops the build. */
  readonly facts: Facts | null;
  /** One for each kind of fault in a file: the first place, and how many more. */
  readonly problems: readonly Problem[];
  readonly remarks: readonly Problem[];
}

/**
 * Opens the warehouse (数据仓): reads, checks and reduces a data folder.
 *
 * For      the build, and `npm run check`.
 * Takes    the folders, the site's calendar and rules, and the surveys.
 * Gives    facts, or every problem that stops a build; remarks in either case.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Opened> {
  const { dataRoot, cacheRoot, site, surveys } = options;
  const folders: DropFolders = {
    data: dataRoot,
    cache: cacheRoot,
    rejected: options.rejectedRoot ?? join(cacheRoot, "..", "rejected"),
  };
  mkdirSync(cacheRoot, { recursive: true });
  const list = await listDrops(folders, surveys);
  const drops = await readDrops(list, {
    folders,
    surveys,
    rules: { ...site, asOf: site.asOf ?? null },
    progress: options.progress ?? (() => undefined),
  });
  const problems = [...list.problems, ...drops.problems];
  const remarks = [...list.remarks, ...drops.remarks];
  const label = options.label ?? "data";
  if (problems.length > 0) return told(null, problems, remarks, label);
  const engine = await openEngine({ scratch: join(cacheRoot, "scratch") });
  try {
    const built = await buildFacts(engine, { list, drops, remarks, options });
    return told(built.facts, built.problems, built.remarks, label);
  } finally {
    engine.close();
  }
}

function told(
  facts: Facts | null,
  problems: readonly FaultCount[],
  remarks: readonly FaultCount[],
  label: string,
): Opened {
  return {
    facts: problems.length > 0 ? null : facts,
    problems: problems.map((count) => relabelled(problemOf(count), label)),
    remarks: remarks.map((count) => relabelled(problemOf(count), label)),
  };
}

/** Facts speak of `data/…` wherever the folder lies; people get a path that they can open. */
function relabelled({ code, where, values }: Problem, label: string): Problem {
  if (label === "data") return new Problem(code, where, values);
  const moved = (text: string) => (text.startsWith("data/") ? label + text.slice(4) : text);
  const entries = Object.entries(values).map(([key, value]) => [
    key,
    typeof value === "string" ? moved(value) : value,
  ]);
  return new Problem(code, moved(where), Object.fromEntries(entries));
}

interface BuildTask {
  readonly list: DropList;
  readonly drops: Drops;
  readonly remarks: readonly FaultCount[];
  readonly options: WarehouseOptions;
}

interface Built {
  readonly facts: Facts;
  readonly problems: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

async function buildFacts(engine: Engine, task: BuildTask): Promise<Built> {
  const { list, drops, options } = task;
  const { site, surveys } = options;
  const loaded = await loadAll(engine, drops.sources, options);
  const remarks = [...task.remarks, ...loaded.remarks];
  const totals = await reduceLines(engine);
  const span = spanOf(totals, { asOf: site.asOf ?? null, lastAnswerDay: loaded.lastAnswerDay });
  await reducePersons(engine, span, { ...totals, wave: site.wave });
  const persons = await readCustomers(engine);
  const rowOf = new Map(persons.id.map((id, row) => [id, row]));
  const place = { wave: site.wave, customers: persons, rowOf };
  const answers: SurveyAnswers[] = [];
  for (const { survey, table } of loaded.surveys) {
    answers.push(await readAnswers(engine, { survey, table, ...place }));
  }
  const rejected = drops.files
    .filter(({ table, sameAs }) => table === "transactions" && sameAs === null)
    .reduce((sum, file) => sum + file.rejected, 0);
  const facts: Facts = {
    ...span,
    tables: list.tables,
    files: drops.files,
    leftOut: drops.leftOut,
    remarks,
    transactions: {
      rows: totals.rows,
      rejected,
      customers: totals.customers,
      revenue: totals.revenue,
      ...(await readHistory(engine, span, site.wave)),
    },
    customers: persons,
    answers,
    cases: await readCases(engine, place),
    costs: await readCosts(engine),
    digest: factsDigest(list, site, surveys),
  };
  return { facts, problems: loaded.problems, remarks };
}

/** One line for all that the facts depend on. */
export function factsDigest(
  { known, tables }: DropList,
  { timeZone, wave, badRows, asOf }: WarehouseSite,
  surveys: readonly SurveyDefinition[],
): string {
  const files = known.map(({ file, sha256, entry }) => [
    file.path,
    sha256,
    entry === null ? null : { ...entry, columns: [...entry.columns] },
  ]);
  const all = {
    PARSER_VERSION,
    files,
    tables: [...tables],
    timeZone,
    wave,
    badRows,
    asOf,
    surveys,
  };
  return hashOfTexts([JSON.stringify(all)]);
}

interface Loaded {
  readonly surveys: readonly { readonly survey: SurveyDefinition; readonly table: string }[];
  readonly lastAnswerDay: number;
  readonly problems: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

async function loadAll(
  engine: Engine,
  sources: readonly CleanSource[],
  { site, surveys }: WarehouseOptions,
): Promise<Loaded> {
  const problems: FaultCount[] = [];
  const remarks: FaultCount[] = [];
  const load = async (name: string, key: string | null, task: LoadTask) => {
    await loadTexts(engine, name, task);
    if (key === null) return;
    const isStrict = key === "customer_id";
    const found = await removeRepeats(engine, { table: name, key, isStrict, ...task });
    problems.push(...found.problems);
    remarks.push(...found.remarks);
  };
  const of = (table: string) => sources.filter((source) => source.table === table);
  await loadLines(engine, of("transactions"));
  for (const table of [customers, cases, costs]) {
    const columns = table.columns.map(({ name }) => name);
    await load(table.name, table.key, { sources: of(table.name), columns });
  }
  await engine.run(
    "CREATE TABLE answer (survey VARCHAR, response_id VARCHAR, customer_id VARCHAR, day DATE)",
  );
  const answered: { survey: SurveyDefinition; table: string }[] = [];
  for (const [at, survey] of surveys.entries()) {
    const own = of("responses").filter((source) => source.survey === survey.id);
    const name = `answers_${at}`;
    const fields = fieldsOf({ table: responses, survey, ...site });
    await load(name, "response_id", { sources: own, columns: fields.map((field) => field.name) });
    await engine.run(
      `INSERT INTO answer SELECT ${quoted(survey.id)}, response_id, customer_id,
       CAST(CAST(answered_at AS TIMESTAMP) AS DATE) FROM ${name}`,
    );
    answered.push({ survey, table: name });
  }
  answered.sort((a, b) => (a.survey.id < b.survey.id ? -1 : 1));
  return { surveys: answered, lastAnswerDay: await lastAnswerDay(engine), problems, remarks };
}

interface LoadTask {
  readonly sources: readonly CleanSource[];
  readonly columns: readonly string[];
}

async function lastAnswerDay(engine: Engine): Promise<number> {
  const read = columnReader(
    await engine.columns("SELECT CAST(MAX(day) AS VARCHAR) AS day FROM answer"),
  );
  return read.days("day")[0] ?? NaN;
}
