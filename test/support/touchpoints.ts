import type { Category, TouchpointColumns } from "../../src/warehouse/facts.ts";
import { emptyFacts } from "./empty-facts.ts";

/** A category column of the names given; "" is not observed. */
export function levelsOf(names: readonly string[]): Category {
  const levels = [...new Set(names)].filter((name) => name !== "").toSorted();
  return { codes: Int32Array.from(names, (name) => levels.indexOf(name)), levels };
}

export interface Event {
  readonly customer: number;
  readonly day: number;
  readonly hour?: number;
  readonly stage?: string;
  readonly step?: string;
  readonly touchpoint?: string;
  readonly encounter?: string;
  readonly outcome?: string;
}

/** Touchpoint columns of events that stand in order of customer and time. */
export function touchpointsOf(events: readonly Event[]): TouchpointColumns {
  const column = (key: "stage" | "step" | "touchpoint" | "encounter" | "outcome") =>
    levelsOf(events.map((event) => event[key] ?? ""));
  return {
    ...emptyFacts().touchpoints,
    n: events.length,
    customer: Int32Array.from(events, ({ customer }) => customer),
    at: Float64Array.from(events, ({ day, hour = 12 }) => (day * 24 + hour) * 3_600_000),
    day: Float64Array.from(events, ({ day }) => day),
    stage: column("stage"),
    step: column("step"),
    touchpoint: column("touchpoint"),
    encounter: column("encounter"),
    outcome: column("outcome"),
  };
}
