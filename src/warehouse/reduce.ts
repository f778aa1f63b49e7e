/** Reduces the order lines to the days of each person, and persons to one row each. */
import { quoted, type Engine } from "../intake/engine.ts";
import type { TextPair } from "../intake/pair-numbers.ts";
import { categoryOf, usedLevels } from "./category.ts";
import {
  ledgerBuilder,
  type DayLedger,
  type LedgerBuilder,
  type LedgerTask,
  type Levels,
} from "./day-ledger.ts";
import { columnReader } from "./facts-from.ts";
import type { Category, CustomerColumns } from "./facts.ts";
import { personSums } from "./histories.ts";
import { sqlFile } from "./sql-file.ts";

/** What order lines and the table `customers` say of persons, who are sorted by id. */
export interface Persons {
  readonly ids: readonly string[];
  readonly levels: Levels;
  readonly ledger: DayLedger;
}

/**
 * Groups the view `line` by person; needs the table `customers`. Where no line can name a place,
 * none is numbered.
 */
export async function readPersons(engine: Engine, hasPlaces: boolean): Promise<Persons> {
  const { pairs } = hasPlaces ? engine.numberPairs("place_number") : { pairs: [nowhere] };
  const number = hasPlaces ? "PLACE_NUMBER(HASH(location, channel), location, channel)" : "0";
  await engine.run(
    `CREATE VIEW placed_line AS
     SELECT customer_id, ordered_at, amount, ${number} AS place FROM line`,
  );
  const ids: string[] = [];
  const read: { task?: LedgerTask; builder?: LedgerBuilder } = {};
  const begin = () => {
    const task = (read.task ??= placesOf(pairs));
    return { task, builder: (read.builder ??= ledgerBuilder(task)) };
  };
  await engine.fold(sqlFile("read-lines"), (batch) => {
    const { builder } = begin();
    for (let row = 0; row < batch.n; row += 1) {
      ids.push(batch.text(row));
      const from = batch.start(row);
      builder.person(batch.words, from, from + batch.length(row));
    }
  });
  const { task, builder } = begin();
  return { ids, levels: task.levels, ledger: builder.finish() };
}

const nowhere: TextPair = [null, null];

/** All lines are numbered before the first person comes. */
function placesOf(pairs: readonly TextPair[]): LedgerTask {
  const location = categoryOf(pairs.map(([name]) => name));
  const channel = categoryOf(pairs.map(([, name]) => name));
  const places = pairs.map((_, at) => [location.codes[at] ?? -1, channel.codes[at] ?? -1] as const);
  return { levels: { location: location.levels, channel: channel.levels }, places };
}

/** Makes the table `person`: ids, and the place of each in their order. */
export async function numberPersons(engine: Engine, ids: readonly string[]): Promise<void> {
  const texts = quoted(ids.join("\u0001"));
  await engine.run(
    `CREATE TABLE person AS
     SELECT UNNEST(ids) AS customer_id, UNNEST(RANGE(LEN(ids))) AS place
     FROM (SELECT STRING_SPLIT(${texts}, CHR(1)) AS ids)
     WHERE ${ids.length > 0}`,
  );
}

/** One row a person, sorted by id. */
export async function readCustomers(
  engine: Engine,
  { ids: id, levels, ledger }: Persons,
  calibrationDay: number,
): Promise<CustomerColumns> {
  const read = columnReader(await engine.columns(sqlFile("read-listed")));
  const place = read.numbers("place");
  const texts = (name: string) => scatter(read.texts(name), place, id.length);
  const category = (name: string) => scatterCategory(read.category(name), place, id.length);
  const unknown = new Float64Array(id.length).fill(NaN);
  const numbers = (cells: Float64Array) =>
    cells.length === 0 ? unknown : scatterNumbers(cells, place, id.length);
  const listed = new Uint8Array(id.length);
  for (const at of place) listed[at] = 1;
  return {
    n: id.length,
    id,
    segment: category("segment"),
    type: category("type"),
    memberTier: category("member_tier"),
    location: usedLevels(levels.location, ledger.location),
    channel: usedLevels(levels.channel, ledger.channel),
    ...personSums(ledger, calibrationDay),
    listed,
    referrer: texts("referrer_id"),
    acquiredBy: category("acquired_by"),
    leaveReason: category("leave_reason"),
    firstSeenDay: numbers(read.days("first_seen")),
    optIn: numbers(read.truths("opt_in")),
    optOutDay: numbers(read.days("opt_out_at")),
    leftDay: numbers(read.days("left_at")),
  };
}

/** Cells in the rows of their persons; null for everybody else. */
function scatter<T>(cells: readonly T[], place: Float64Array, n: number): (T | null)[] {
  const all = new Array<T | null>(n).fill(null);
  for (const [at, cell] of cells.entries()) all[place[at] ?? 0] = cell;
  return all;
}

function scatterCategory({ codes, levels }: Category, place: Float64Array, n: number): Category {
  const all = new Int32Array(n).fill(-1);
  for (const [at, code] of codes.entries()) all[place[at] ?? 0] = code;
  return { codes: all, levels };
}

function scatterNumbers(cells: Float64Array, place: Float64Array, n: number): Float64Array {
  const all = new Float64Array(n).fill(NaN);
  for (const [at, cell] of cells.entries()) all[place[at] ?? 0] = cell;
  return all;
}
