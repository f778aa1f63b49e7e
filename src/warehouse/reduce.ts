/** Reduces the order lines to the days of each person, and persons to one row each. */
import type { Engine } from "../intake/engine.ts";
import { categoryOf } from "./category.ts";
import { ledgerBuilder, type DayLedger } from "./day-ledger.ts";
import { columnReader } from "./facts-from.ts";
import type { Category, CustomerColumns } from "./facts.ts";
import { personSums } from "./histories.ts";
import { sqlFile } from "./sql-file.ts";

/** Groups the view `line` by person; needs the table `customers`. */
export async function groupLines(engine: Engine): Promise<void> {
  for (const name of ["history", "person", "levels"]) await engine.run(sqlFile(name));
}

/** Every person's days, numbered as in the table `person`. */
export async function readLedger(engine: Engine): Promise<DayLedger> {
  const persons = await engine.columns("SELECT CAST(COUNT(*) AS INTEGER) AS n FROM person");
  const builder = ledgerBuilder();
  await engine.fold(sqlFile("read-history"), {
    group: ([person = 0, location = -1, channel = -1]) =>
      builder.row({ person, location, channel }),
    entry: builder.line,
  });
  return builder.finish(Number(persons["n"]?.[0]));
}

/** One row a person, sorted by id. */
export async function readCustomers(
  engine: Engine,
  ledger: DayLedger,
  calibrationDay: number,
): Promise<CustomerColumns> {
  const read = columnReader(await engine.columns(sqlFile("read-persons")));
  const levels = columnReader(await engine.columns(sqlFile("read-levels")));
  const kinds = levels.ids("kind");
  const names = levels.ids("name");
  const home = (kind: string, codes: Int32Array): Category => {
    const own = names.filter((_, at) => kinds[at] === kind);
    return categoryOf(Array.from(codes, (code) => own[code] ?? null));
  };
  return {
    n: read.n,
    id: read.ids("customer_id"),
    segment: read.category("segment"),
    type: read.category("type"),
    memberTier: read.category("member_tier"),
    location: home("location", ledger.location),
    channel: home("channel", ledger.channel),
    ...personSums(ledger, calibrationDay),
    listed: read.flags("listed"),
    referrer: read.texts("referrer_id"),
    optOutDay: read.days("opt_out_at"),
    leftDay: read.days("left_at"),
  };
}
