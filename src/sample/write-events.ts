import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { dateOf, timeText } from "./calendar.ts";
import { csvLine, type Cell } from "./csv.ts";
import { drawLeads } from "./customers.ts";
import type { Company, SampleOptions } from "./simulate.ts";
import { eventColumns, eventsOfLead, eventsOfLife, type Event } from "./touchpoints.ts";

/** All events in order of time. */
export function drawEvents(company: Company, options: SampleOptions): readonly Event[] {
  const leads = drawLeads(options.seed, options.customers);
  return [
    ...company.lives.flatMap((life) => eventsOfLife(options.seed, life)),
    ...leads.flatMap((lead) => eventsOfLead(options.seed, lead)),
  ].toSorted((a, b) => a.at - b.at);
}

/** One packed file a year. */
export function writeEvents(folder: string, events: readonly Event[]): void {
  const rows = events.map((event, at) => ({ year: yearOf(event), cells: eventCells(event, at) }));
  mkdirSync(join(folder, "touchpoints"), { recursive: true });
  for (const [year, of] of Map.groupBy(rows, (row) => row.year)) {
    writePacked(join(folder, "touchpoints", `${year}.csv.gz`), [
      eventColumns,
      ...of.map(({ cells }) => cells),
    ]);
  }
}

/** A packed file that says nothing of when it was packed. */
export function writePacked(path: string, rows: readonly (readonly Cell[])[]): void {
  const text = rows.map((row) => csvLine(row)).join("");
  writeFileSync(path, gzipSync(text, { level: 9 }));
}

const yearOf = ({ at }: Event): string => dateOf(Math.floor(at / 86_400)).slice(0, 4);

function eventCells(event: Event, at: number): readonly Cell[] {
  return [
    `T${String(at + 1).padStart(6, "0")}`,
    event.customerId,
    timeText(Math.floor(event.at / 86_400), event.at % 86_400),
    ...[event.stage, event.step, event.touchpoint, event.encounter, event.channel ?? null],
    ...[event.location ?? null, event.employeeId ?? null, event.wait ?? null],
    ...[event.duration ?? null, event.outcome ?? null],
  ];
}
