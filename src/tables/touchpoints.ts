/** Touchpoints (触点): one row an event between a customer and the company. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const stages = ["pre", "in", "after"] as const;
export const steps = ["aware", "appeal", "ask", "act", "advocate"] as const;
export const encounters = ["face", "human-machine", "machine-machine"] as const;

export const touchpointSchema = z.object({
  event_id: required("id"),
  customer_id: required("id"),
  at: required("time"),
  stage: optional("choice", stages),
  /** Step of the 5A path. */
  step: optional("choice", steps),
  /** What it was: a visit, a queue, a message, a notice, a subscription. */
  touchpoint: optional("text"),
  encounter: optional("choice", encounters),
  channel: optional("text"),
  location: optional("text"),
  employee_id: optional("id"),
  wait_s: optional("measure"),
  duration_s: optional("measure"),
  /** How it ended: done, setback, handed-over, left, replied, ... */
  outcome: optional("text"),
});

export type Touchpoint = z.output<typeof touchpointSchema>;

export const touchpoints = tableOf("touchpoints", "event_id", touchpointSchema);
