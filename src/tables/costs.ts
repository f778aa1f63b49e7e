/** Costs (成本) by period and kind: acquisition, retention, service, fixed and others. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const costSchema = z.object({
  period: required("period"),
  kind: required("text"),
  amount: required("decimal"),
  segment: optional("text"),
  location: optional("text"),
});

export type Cost = z.output<typeof costSchema>;

export const costs = tableOf("costs", null, costSchema);
