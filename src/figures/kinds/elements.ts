/** Figures of the report What service is, five elements (服务五要素). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("elements");
const standards = ["standards"] as const;
const things = { of: "things" } as const;

export const elementsKinds = {
  "elements.inventory": kind("share", ["counted", "services"], standards, things),
  "elements.inventory-stage": kind("count", ["counted", "services"], standards, things),
  "elements.miscounted": kind("share", ["counted", "services"], standards, things),
  "elements.hospitality": kind("share", ["counted", "service-costs"], ["costs"], {
    of: "things",
    shareOf: "money",
  }),
  "elements.refused-politely": kind("share", ["wilson", "refused"], ["cases"]),
  "elements.over-service": kind("money", ["share-of-cost", "fit-answered"], ["responses", "costs"]),
  "elements.cost-score": kind(
    "ratio",
    ["spearman-ranks", "segment-waves"],
    ["costs", "responses", "transactions", "customers"],
    things,
  ),
  "elements.kept": kind("share", ["wilson", "due-standards"], standards, things),
  "elements.compliance": kind("share", ["wilson", "due-standards"], standards, things),
  "elements.continuity": kind(
    "index",
    ["variation-delta", "timed-contacts"],
    ["touchpoints", "customers"],
    things,
  ),
  "elements.quality-continuity": kind(
    "index",
    ["variation-delta", "store-waves"],
    ["responses"],
    things,
  ),
  "elements.score-by-reply": kind(
    "index",
    ["t-interval", "replied-answered"],
    ["responses", "cases"],
  ),
} as const;
