/** Campaigns (活动): one row a campaign. */
import { z } from "zod";
import { optional, required, tableOf } from "./table.ts";

export const campaignSchema = z.object({
  campaign_id: required("id"),
  start: required("day"),
  end: required("day"),
  /** What it puts in the middle. */
  centre: optional("choice", ["brand", "product", "promotion", "customer"]),
  /** Rules that a customer must know to profit from it. */
  rules_count: optional("measure"),
  cost: optional("decimal"),
});

export type Campaign = z.output<typeof campaignSchema>;

export const campaigns = tableOf("campaigns", "campaign_id", campaignSchema);
