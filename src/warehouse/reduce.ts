/** Reduces the order lines to the days of each person, and persons to one row each. */
import type { Engine } from "../intake/engine.ts";
import { categoryOf, usedLevels } from "./category.ts";
import { ledgerBuilder, type DayLedger } from "./day-ledger.ts";
import { columnReader } from "./facts-from.ts";
import type { CustomerColumns } from "./facts.ts";
import { personSums } from "./histories.ts";
import { sqlFile } from "./sql-file.ts";

/** Groups the view `line` by person; needs the table `customers`. */
export async function groupLines(engine: Engine): Promise<void> {
  for (const name of ["history", "person", "levels"]) await engine.run(sqlFile(name));
}

/** Every person's days, numbered as in the table `person`. */
export async function readLedger(engine: Engine): Promise<DayLedger> {
  const persons = columnReader(await engine.columns(sqlFile("read-line-counts")));
  const { location, channel } = await readLevels(engine);
  const builder = ledgerBuilder({
    counts: persons.numbers("line_count"),
    locations: location.length,
    channels: channel.length,
  });
  await engine.fold(sqlFile("read-history"), (batch) => {
    for (let row = 0; row < batch.n; row += 1) {
      builder.row(batch.number(0, row), batch.number(1, row), batch.number(2, row));
      builder.lines(batch, row);
    }
  });
  return builder.finish();
}

/** One row a person, sorted by id. */
export async function readCustomers(
  engine: Engine,
  ledger: DayLedger,
  calibrationDay: number,
): Promise<CustomerColumns> {
  const ids = await engine.columns("SELECT customer_id FROM person ORDER BY place");
  const id = (ids["customer_id"] ?? []) as string[];
  const read = columnReader(await engine.columns(sqlFile("read-listed")));
  const place = read.numbers("place");
  const levels = await readLevels(engine);
  const texts = (name: string) => scatter(read.texts(name), place, id.length);
  const days = (name: string) => scatterNumbers(read.days(name), place, id.length);
  const listed = new Uint8Array(id.length);
  for (const at of place) listed[at] = 1;
  return {
    n: id.length,
    id,
    segment: categoryOf(texts("segment")),
    type: categoryOf(texts("type")),
    memberTier: categoryOf(texts("member_tier")),
    location: usedLevels(levels.location, ledger.location),
    channel: usedLevels(levels.channel, ledger.channel),
    ...personSums(ledger, calibrationDay),
    listed,
    referrer: texts("referrer_id"),
    acquiredBy: categoryOf(texts("acquired_by")),
    leaveReason: categoryOf(texts("leave_reason")),
    firstSeenDay: days("first_seen"),
    optIn: scatterNumbers(read.truths("opt_in"), place, id.length),
    optOutDay: days("opt_out_at"),
    leftDay: days("left_at"),
  };
}

async function readLevels(engine: Engine): Promise<{ location: string[]; channel: string[] }> {
  const read = columnReader(await engine.columns(sqlFile("read-levels")));
  const kinds = read.ids("kind");
  const of = (kind: string) => read.ids("name").filter((_, at) => kinds[at] === kind);
  return { location: of("location"), channel: of("channel") };
}

/** Cells in the rows of their persons; null for everybody else. */
function scatter<T>(cells: readonly T[], place: Float64Array, n: number): (T | null)[] {
  const all = new Array<T | null>(n).fill(null);
  for (const [at, cell] of cells.entries()) all[place[at] ?? 0] = cell;
  return all;
}

function scatterNumbers(cells: Float64Array, place: Float64Array, n: number): Float64Array {
  const all = new Float64Array(n).fill(NaN);
  for (const [at, cell] of cells.entries()) all[place[at] ?? 0] = cell;
  return all;
}
