import { join } from "node:path";
import { dateOf, timeText } from "./calendar.ts";
import type { Cell } from "./csv.ts";
import { createPackedWriter, type TableWriter } from "./table-writer.ts";
import { eventColumns, type Event } from "./touchpoints.ts";

export interface EventLog {
  readonly add: (events: readonly Event[]) => void;
  readonly close: () => void;
}

/** One packed file a year; events of a person stand together, in order of time. */
export function createEventLog(folder: string): EventLog {
  const writers = new Map<string, TableWriter>();
  let number = 0;
  const writerOf = (year: string): TableWriter => {
    const path = join(folder, "touchpoints", `${year}.csv.gz`);
    const writer = writers.get(year) ?? createPackedWriter(path, eventColumns);
    writers.set(year, writer);
    return writer;
  };
  return {
    add(events) {
      for (const event of events.toSorted((a, b) => a.at - b.at)) {
        number += 1;
        writerOf(yearOf(event)).row(eventCells(event, number));
      }
    },
    close() {
      for (const writer of writers.values()) writer.close();
    },
  };
}

const yearOf = ({ at }: Event): string => dateOf(Math.floor(at / 86_400)).slice(0, 4);

function eventCells(event: Event, number: number): readonly Cell[] {
  return [
    `T${String(number).padStart(6, "0")}`,
    event.customerId,
    timeText(Math.floor(event.at / 86_400), event.at % 86_400),
    ...[event.stage, event.step, event.touchpoint, event.encounter, event.channel ?? null],
    ...[event.location ?? null, event.employeeId ?? null, event.wait ?? null],
    ...[event.duration ?? null, event.outcome ?? null],
  ];
}
