/** Capacity, standards, campaigns and actions of the warehouse as the rows of `facts.ts`. */
import { identifier, type Engine } from "../intake/engine.ts";
import { actions } from "../tables/actions.ts";
import { campaigns } from "../tables/campaigns.ts";
import { capacity } from "../tables/capacity.ts";
import { DAY_MS } from "../tables/local-time.ts";
import { periodOfDay, type PeriodUnit } from "../tables/period.ts";
import { standards } from "../tables/standards.ts";
import type { Table } from "../tables/table.ts";
import { columnReader } from "./facts-from.ts";
import type { ActionRow, CampaignRow, CapacityRow, Facts, StandardRow } from "./facts.ts";

const HOUR_MS = 3_600_000;

/** All rows of the four tables, each sorted by its first columns. */
export async function readRowTables(
  engine: Engine,
  wave: PeriodUnit,
): Promise<Pick<Facts, "capacity" | "standards" | "campaigns" | "actions">> {
  return {
    capacity: await readCapacity(engine, wave),
    standards: await readStandards(engine),
    campaigns: await readCampaigns(engine),
    actions: await readActions(engine),
  };
}

async function readCapacity(engine: Engine, wave: PeriodUnit): Promise<readonly CapacityRow[]> {
  const cells = await cellsOf(engine, capacity);
  const at = cells.reader.times("period");
  return cells.rows((row) => {
    const day = Math.floor((at[row] ?? 0) / DAY_MS);
    return {
      location: cells.id("location", row),
      day,
      hour: Math.floor(((at[row] ?? 0) - day * DAY_MS) / HOUR_MS),
      wave: periodOfDay(day, wave),
      max: cells.number("max", row) ?? 0,
      optimal: cells.number("optimal", row),
      demand: cells.number("demand", row),
      served: cells.number("served", row),
      lost: cells.number("lost", row),
      fixedCost: cells.number("fixed_cost", row),
      varCost: cells.number("var_cost", row),
    };
  });
}

async function readStandards(engine: Engine): Promise<readonly StandardRow[]> {
  const cells = await cellsOf(engine, standards);
  return cells.rows((row) => ({
    standardId: cells.id("standard_id", row),
    period: cells.text("period", row),
    dimension: cells.text("dimension", row),
    kind: cells.text("kind", row),
    stage: cells.text("stage", row),
    unit: cells.text("unit", row),
    better: cells.text("better", row),
    published: cells.number("published", row),
    delivered: cells.number("delivered", row),
    expected: cells.number("expected", row),
    commonNeed: cells.number("common_need", row),
    competitor: cells.number("competitor", row),
    kept: cells.number("kept", row),
    due: cells.number("due", row),
    shown: cells.truth("shown", row),
    priced: cells.truth("priced", row),
    partOfProduct: cells.truth("part_of_product", row),
  }));
}

async function readCampaigns(engine: Engine): Promise<readonly CampaignRow[]> {
  const cells = await cellsOf(engine, campaigns);
  return cells.rows((row) => ({
    campaignId: cells.id("campaign_id", row),
    startDay: cells.day("start", row) ?? 0,
    endDay: cells.day("end", row) ?? 0,
    centre: cells.text("centre", row),
    rulesCount: cells.number("rules_count", row),
    cost: cells.number("cost", row),
  }));
}

async function readActions(engine: Engine): Promise<readonly ActionRow[]> {
  const cells = await cellsOf(engine, actions);
  return cells.rows((row) => ({
    actionId: cells.id("action_id", row),
    step: cells.text("step", row),
    kind: cells.text("kind", row),
    topic: cells.text("topic", row),
    touchpoint: cells.text("touchpoint", row),
    department: cells.text("department", row),
    location: cells.text("location", row),
    owner: cells.text("owner", row),
    startedDay: cells.day("started_at", row),
    dueDay: cells.day("due", row),
    doneDay: cells.day("done_at", row),
    metric: cells.text("metric", row),
    expected: cells.number("expected", row),
    amount: cells.number("amount", row),
  }));
}

/** Cells of a query by column and row; an empty cell is null. */
interface Cells {
  readonly reader: ReturnType<typeof columnReader>;
  readonly rows: <T>(make: (row: number) => T) => readonly T[];
  readonly id: (name: string, row: number) => string;
  readonly text: (name: string, row: number) => string | null;
  readonly number: (name: string, row: number) => number | null;
  readonly day: (name: string, row: number) => number | null;
  readonly truth: (name: string, row: number) => boolean | null;
}

/** Rows by their first column, then by all others, so that no order of files shows. */
async function cellsOf(engine: Engine, table: Table): Promise<Cells> {
  const order = table.columns.map(({ name }) => identifier(name)).join(", ");
  const rows = await engine.columns(`SELECT * FROM ${table.name} ORDER BY ${order}`);
  const reader = columnReader(rows);
  const known = new Map<string, ArrayLike<unknown>>();
  const column = <T>(kind: string, name: string, read: (name: string) => ArrayLike<T>) => {
    const key = `${kind} ${name}`;
    const cells = (known.get(key) as ArrayLike<T> | undefined) ?? read(name);
    known.set(key, cells);
    return cells;
  };
  const observed = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : value;
  const text = (name: string, row: number) => column("text", name, reader.texts)[row] ?? null;
  return {
    reader,
    rows: (make) => Array.from({ length: reader.n }, (_, row) => make(row)),
    id: (name, row) => text(name, row) ?? "",
    text,
    number: (name, row) => observed(column("number", name, reader.numbers)[row]),
    day: (name, row) => observed(column("day", name, reader.days)[row]),
    truth: (name, row) => {
      const value = observed(column("truth", name, reader.truths)[row]);
      return value === null ? null : value === 1;
    },
  };
}
