/** Customers (客户): one row a person. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const customerSchema = z.object({
  customer_id: required("id"),
  first_seen: optional("time"),
  type: optional("text"),
  segment: optional("text"),
  member_tier: optional("text"),
  acquired_by: optional("text"),
  referrer_id: optional("id"),
  opt_in: optional("boolean"),
  opt_out_at: optional("time"),
  left_at: optional("time"),
  leave_reason: optional("text"),
});

export type Customer = z.output<typeof customerSchema>;

export const customers = tableOf("customers", "customer_id", customerSchema);
