/** Touchpoints of the warehouse as the columns of `facts.ts`. */
import type { Engine } from "../intake/engine.ts";
import { DAY_MS } from "../tables/local-time.ts";
import { periodOfDay, type PeriodUnit } from "../tables/period.ts";
import { usedLevels } from "./category.ts";
import { columnReader } from "./facts-from.ts";
import type { Category, CustomerColumns, TouchpointColumns } from "./facts.ts";
import { sqlFile } from "./sql-file.ts";

export interface TouchpointTask {
  readonly wave: PeriodUnit;
  readonly customers: CustomerColumns;
}

/** All events, by customer, time and event id. Needs the tables `touchpoints` and `person`. */
export async function readTouchpoints(
  engine: Engine,
  { wave, customers }: TouchpointTask,
): Promise<TouchpointColumns> {
  await engine.run(sqlFile("touchpoint-levels"));
  const levels = columnReader(
    await engine.columns("SELECT kind, name FROM touchpoint_level ORDER BY kind, place"),
  );
  const kinds = levels.ids("kind");
  const names = levels.ids("name");
  const read = columnReader(await engine.columns(sqlFile("read-touchpoints")));
  const category = (kind: string): Category => ({
    codes: read.places(kind),
    levels: names.filter((_, at) => kinds[at] === kind),
  });
  const customer = read.places("person");
  const at = read.numbers("seconds").map((seconds) => Math.round(seconds * 1000));
  const day = at.map((ms) => Math.floor(ms / DAY_MS));
  return {
    n: read.n,
    customer,
    at,
    day,
    wave: wavesOf(day, wave),
    segment: usedLevels(
      customers.segment.levels,
      customer.map((row) => (row < 0 ? -1 : (customers.segment.codes[row] ?? -1))),
    ),
    stage: category("stage"),
    step: category("step"),
    touchpoint: category("touchpoint"),
    encounter: category("encounter"),
    channel: category("channel"),
    location: category("location"),
    employee: category("employee"),
    wait: read.numbers("wait_s"),
    duration: read.numbers("duration_s"),
    outcome: category("outcome"),
  };
}

/** The period of each day, looked up once a day. */
function wavesOf(days: Float64Array, unit: PeriodUnit): Category {
  const different = [...new Set(days)].toSorted((a, b) => a - b);
  const periods = different.map((day) => periodOfDay(day, unit));
  const levels = [...new Set(periods)];
  const places = new Map(different.map((day, at) => [day, levels.indexOf(periods[at] ?? "")]));
  return { codes: Int32Array.from(days, (day) => places.get(day) ?? -1), levels };
}

/** Columns without a row. */
export function noTouchpoints(): TouchpointColumns {
  const category = () => ({ codes: new Int32Array(0), levels: [] });
  const numbers = () => new Float64Array(0);
  return {
    n: 0,
    customer: new Int32Array(0),
    at: numbers(),
    day: numbers(),
    wave: category(),
    segment: category(),
    stage: category(),
    step: category(),
    touchpoint: category(),
    encounter: category(),
    channel: category(),
    location: category(),
    employee: category(),
    wait: numbers(),
    duration: numbers(),
    outcome: category(),
  };
}
