/** Standards (标准): what is promised, needed and delivered, one row a standard and period. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";
import { stages } from "./touchpoints.ts";

export const standardSchema = z.object({
  standard_id: required("id"),
  period: optional("period"),
  /** What it is about: wait, freshness, price, design, quality, process, logistics, network, ... */
  dimension: optional("text"),
  kind: optional("choice", ["promise", "transparency", "service", "guarantee", "offer"]),
  stage: optional("choice", stages),
  unit: optional("text"),
  /** Which side of the published value is better. */
  better: optional("choice", ["higher", "lower"]),
  /** The value that customers are told. */
  published: optional("number"),
  delivered: optional("number"),
  /** What customers expect. */
  expected: optional("number"),
  /** Share of customers who need it, 0 to 1. */
  common_need: optional("share"),
  competitor: optional("number"),
  /** Times that it was kept, and times that it fell due. */
  kept: optional("measure"),
  due: optional("measure"),
  /** True when customers can look it up. */
  shown: optional("boolean"),
  /** True when customers pay for it. */
  priced: optional("boolean"),
  /** True when it is part of the product and so no service. */
  part_of_product: optional("boolean"),
});

export type Standard = z.output<typeof standardSchema>;

export const standards = tableOf("standards", null, standardSchema);
