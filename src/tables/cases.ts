/** Complaints, questions and their handling (客诉). */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const caseSchema = z.object({
  case_id: required("id"),
  opened_at: required("time"),
  customer_id: optional("id"),
  first_reply_at: optional("time"),
  closed_at: optional("time"),
  type: optional("text"),
  cause: optional("text"),
  attributable: optional("choice", ["customer", "company", "other"]),
  attitude: optional("text"),
  severity: optional("text"),
  recurs_of: optional("id"),
  resolved: optional("boolean"),
  prevented_by: optional("text"),
  /** The department that looks after it. */
  owner: optional("text"),
  channel: optional("text"),
  location: optional("text"),
  text: optional("text"),
});

export type CustomerCase = z.output<typeof caseSchema>;

export const cases = tableOf("cases", "case_id", caseSchema);
