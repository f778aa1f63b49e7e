/** From clean sources to facts. */
import { allEnded } from "../intake/all-ended.ts";
import type { Engine } from "../intake/engine.ts";
import type { FaultCount } from "../intake/fault-list.ts";
import { fieldsOf } from "../intake/fields.ts";
import type { CleanSource, Drops } from "../intake/read-drops.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { actions } from "../tables/actions.ts";
import { campaigns } from "../tables/campaigns.ts";
import { capacity } from "../tables/capacity.ts";
import { cases } from "../tables/cases.ts";
import { readId, readText } from "../tables/cell.ts";
import { costs } from "../tables/costs.ts";
import { customers } from "../tables/customers.ts";
import type { PeriodUnit } from "../tables/period.ts";
import type { Table } from "../tables/table.ts";
import { responses } from "../tables/responses.ts";
import { standards } from "../tables/standards.ts";
import { touchpoints } from "../tables/touchpoints.ts";
import { columnReader } from "./facts-from.ts";
import { daysApart } from "./days-apart.ts";
import type { Facts, SurveyAnswers } from "./facts.ts";
import { historyOf, spanOf, totalRevenue } from "./histories.ts";
import { optionalColumns } from "./load-order-lines.ts";
import { loadLines, loadTexts, type LoadTask } from "./load-tables.ts";
import { versionRemarks } from "./answered-versions.ts";
import { readAnswers, readCases, readCosts, type AnswerTask } from "./read-answers.ts";
import { readOrders, type OrdersTask } from "./read-orders.ts";
import { readRowTables } from "./read-rows.ts";
import { readTouchpoints } from "./read-touchpoints.ts";
import { numberPersons, readCustomers, readPersons, type Persons } from "./reduce.ts";
import { removeRepeats } from "./repeats.ts";

export interface FactsSite {
  readonly timeZone: string;
  readonly wave: PeriodUnit;
  readonly asOf: string | null;
}

export interface FactsTask {
  readonly drops: Drops;
  readonly tables: ReadonlySet<string>;
  readonly remarks: readonly FaultCount[];
  readonly site: FactsSite;
  readonly surveys: readonly SurveyDefinition[];
  readonly digest: string;
}

export interface Built {
  readonly facts: Facts;
  readonly problems: readonly FaultCount[];
}

/** What a pending source throws when a cell of it is in doubt after all. */
export const inDoubt = "in doubt";

/** Loads, joins and reduces. Throws when a pending source turns out to need reading by rows. */
export async function buildFacts(engine: Engine, task: FactsTask): Promise<Built> {
  const { drops, site, surveys, tables, digest } = task;
  const beside = await engine.beside();
  const [grouped, answered] = await allEnded([
    loadPersons(engine, drops),
    loadOthers(beside, { drops, site, surveys }),
  ]);
  const { problems, remarks } = joined([
    { problems: [], remarks: task.remarks },
    grouped,
    answered,
    { problems: [], remarks: daysApart(grouped.ledger) },
  ]);
  const { ledger } = grouped;
  const { lastAnswerDay } = answered;
  const { firstDay, lastDay } = ledger;
  const span = spanOf({ firstDay, lastDay, asOf: site.asOf, lastAnswerDay });
  const persons = await readCustomers(engine, grouped, span.calibrationDay);
  const rowOf = new Map((isJoined(drops) ? persons.id : []).map((id, row) => [id, row]));
  const place = { wave: site.wave, customers: persons, ledger, rowOf };
  const [orders, others] = await allEnded([
    ordersOf(engine, task, { ledger, customers: persons, ...span }),
    readOthers(beside, answered.surveys, place),
  ]);
  const files = filesOf(drops, ledger.lines);
  const facts: Facts = {
    ...span,
    tables,
    files,
    leftOut: drops.leftOut,
    remarks,
    transactions: {
      rows: ledger.lines,
      rejected: files
        .filter(({ table, sameAs }) => table === "transactions" && sameAs === null)
        .reduce((sum, { rejected }) => sum + rejected, 0),
      customers: personsWithLines(ledger.start),
      revenue: totalRevenue(ledger),
      ...historyOf(ledger, span, site.wave),
    },
    customers: persons,
    orders,
    ...others,
    digest,
  };
  return { facts, problems };
}

/** Who stands in order lines and in the table `customers`. */
async function loadPersons(engine: Engine, drops: Drops): Promise<Persons & Found> {
  const sources = sourcesOf(drops, "transactions");
  const lines = await loadLines(engine, sources);
  const listed = await loadTable(engine, customers, drops);
  const given = optionalColumns(sources);
  const grouped = await readPersons(engine, given.has("location") || given.has("channel"));
  refuseDoubt(grouped, sources);
  await numberPersons(engine, isJoined(drops) || given.size > 0 ? grouped.ids : []);
  return { ...grouped, ...joined([lines, listed]) };
}

function isJoined({ sources }: Drops): boolean {
  return sources.some(({ table }) => table !== "transactions");
}

/** All tables that need no person to be loaded. */
async function loadOthers(
  engine: Engine,
  task: Pick<FactsTask, "drops" | "site" | "surveys">,
): Promise<Answered> {
  const tables: Found[] = [];
  for (const table of otherTables) tables.push(await loadTable(engine, table, task.drops));
  const answered = await loadAnswers(engine, task);
  return { ...answered, ...joined([...tables, answered]) };
}

type Others = Pick<
  Facts,
  "answers" | "cases" | "costs" | "touchpoints" | "capacity" | "standards" | "campaigns" | "actions"
>;

async function readOthers(
  engine: Engine,
  surveys: Answered["surveys"],
  place: Omit<AnswerTask, "survey" | "table">,
): Promise<Others> {
  const answers: SurveyAnswers[] = [];
  for (const { survey, table } of surveys) {
    answers.push(await readAnswers(engine, { survey, table, ...place }));
  }
  return {
    answers,
    cases: await readCases(engine, place),
    costs: await readCosts(engine),
    touchpoints: await readTouchpoints(engine, place),
    ...(await readRowTables(engine, place.wave)),
  };
}

/** Null without transactions. Throws when a cell of a pending source is in doubt. */
async function ordersOf(
  engine: Engine,
  { drops, tables }: Pick<FactsTask, "drops" | "tables">,
  known: Omit<OrdersTask, "sources">,
): Promise<Facts["orders"]> {
  if (!tables.has("transactions")) return null;
  const sources = sourcesOf(drops, "transactions");
  const { orders, dubious } = await readOrders(engine, { ...known, sources });
  if (dubious > 0) throw new Error(inDoubt);
  return orders;
}

function sourcesOf({ sources }: Drops, table: string): readonly CleanSource[] {
  return sources.filter((source) => source.table === table);
}

function personsWithLines(start: Int32Array): number {
  let n = 0;
  for (let person = 0; person + 1 < start.length; person += 1) {
    if ((start[person] ?? 0) < (start[person + 1] ?? 0)) n += 1;
  }
  return n;
}

/** A source that was pending has as many rows as lines came out of it. */
function filesOf({ files, sources }: Drops, lines: number): Facts["files"] {
  const pending = sources.find(({ isPending }) => isPending)?.path;
  return files.map((file) =>
    pending !== undefined && (file.path === pending || file.sameAs === pending)
      ? { ...file, rows: lines }
      : file,
  );
}

/** What lines of a pending source name has to be as the row checker would leave it. */
function refuseDoubt({ ids, levels }: Persons, sources: readonly CleanSource[]): void {
  if (!sources.some(({ isPending }) => isPending)) return;
  const names = [...levels.location, ...levels.channel];
  const isSound =
    ids.every((id) => readId(id) === id) && names.every((name) => readText(name) === name);
  if (!isSound) throw new Error(inDoubt);
}

interface Found {
  readonly problems: readonly FaultCount[];
  readonly remarks: readonly FaultCount[];
}

function joined(found: readonly Found[]): Found {
  return {
    problems: found.flatMap(({ problems }) => problems),
    remarks: found.flatMap(({ remarks }) => remarks),
  };
}

/** Tables whose cells are texts until they are read into facts, beside `customers`. */
const otherTables: readonly Table[] = [
  cases,
  costs,
  touchpoints,
  capacity,
  standards,
  campaigns,
  actions,
];

function loadTable(engine: Engine, { name, key, columns }: Table, drops: Drops): Promise<Found> {
  return loadKeyed(engine, name, {
    sources: sourcesOf(drops, name),
    columns: columns.map((column) => column.name),
    key,
    isStrict: name === "customers",
  });
}

interface KeyedTask extends LoadTask {
  readonly key: string | null;
  readonly isStrict: boolean;
}

async function loadKeyed(engine: Engine, table: string, task: KeyedTask): Promise<Found> {
  const { key, isStrict, sources, columns } = task;
  await loadTexts(engine, table, task);
  if (key === null) return { problems: [], remarks: [] };
  return removeRepeats(engine, { table, key, columns, sources, isStrict });
}

interface Answered extends Found {
  readonly surveys: readonly { readonly survey: SurveyDefinition; readonly table: string }[];
  readonly lastAnswerDay: number;
}

async function loadAnswers(
  engine: Engine,
  { drops, site, surveys }: Pick<FactsTask, "drops" | "site" | "surveys">,
): Promise<Answered> {
  const problems: FaultCount[] = [];
  const remarks: FaultCount[] = [];
  const answered: { survey: SurveyDefinition; table: string }[] = [];
  let lastAnswerDay = NaN;
  const sorted = surveys.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const [at, survey] of sorted.entries()) {
    const table = `answers_${at}`;
    const columns = fieldsOf({ table: responses, survey, ...site }).map(({ name }) => name);
    const own = sourcesOf(drops, "responses").filter((source) => source.survey === survey.id);
    const key = "response_id";
    const found = await loadKeyed(engine, table, { sources: own, columns, key, isStrict: false });
    problems.push(...found.problems);
    remarks.push(...found.remarks, ...(await versionRemarks(engine, survey, table)));
    const last = await engine.columns(`SELECT MAX(answered_at) AS day FROM ${table}`);
    const day = columnReader(last).days("day")[0] ?? NaN;
    if (!(day <= lastAnswerDay)) lastAnswerDay = Number.isNaN(day) ? lastAnswerDay : day;
    answered.push({ survey, table });
  }
  return { surveys: answered, lastAnswerDay, problems, remarks };
}
