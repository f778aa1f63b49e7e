/** Actions (行动): what the company set out to change, one row an action. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const actionSchema = z.object({
  action_id: required("id"),
  /** Which of the five loyalty steps it belongs to. */
  step: optional("choice", ["know", "check", "factors", "act", "measure"]),
  /** improvement, training, review, routing, benefit, saving, test, ... */
  kind: optional("text"),
  /** What it is about; feedback on this topic led to it. */
  topic: optional("text"),
  touchpoint: optional("text"),
  department: optional("text"),
  location: optional("text"),
  owner: optional("text"),
  started_at: optional("day"),
  due: optional("day"),
  done_at: optional("day"),
  /** Figure id that it is to move, and by how much. */
  metric: optional("text"),
  expected: optional("number"),
  /** What it came to in its own unit: money saved for customers, staff trained. */
  amount: optional("decimal"),
});

export type Action = z.output<typeof actionSchema>;

export const actions = tableOf("actions", "action_id", actionSchema);
