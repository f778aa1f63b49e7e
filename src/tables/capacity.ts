/** Capacity (产能): what a location could serve in a period, and what came. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const capacitySchema = z.object({
  location: required("text"),
  /** A day or an hour of a day: the start of it. */
  period: required("time"),
  max: required("measure"),
  optimal: optional("measure"),
  demand: optional("measure"),
  served: optional("measure"),
  lost: optional("measure"),
  fixed_cost: optional("decimal"),
  var_cost: optional("decimal"),
});

export type Capacity = z.output<typeof capacitySchema>;

export const capacity = tableOf("capacity", null, capacitySchema);
