/** Figures of the report Lifecycle (生命周期). */
import { kindsOf, orders } from "./kind.ts";

const kind = kindsOf("lifecycle");
const known = ["transactions", "customers"] as const;
const touched = ["transactions", "customers", "touchpoints"] as const;
const spent = ["transactions", "customers", "costs"] as const;
const parts = { parts: true } as const;

export const lifecycleKinds = {
  "lifecycle.stage": kind("share", ["counted", "known"], known, parts),
  "lifecycle.stage-value": kind("money", ["t-interval", "in-stage"], known),
  "lifecycle.stage-days": kind("days", ["order-statistics", "in-stage"], known),
  "lifecycle.flow": kind("share", ["wilson", "in-stage-before"], known, parts),
  "lifecycle.flow-days": kind("days", ["counted", "all-lines"], orders, { of: "things" }),
  "lifecycle.retention": kind("share", ["wilson", "cohort"], orders, { beginsWithAll: true }),
  "lifecycle.next-purchase": kind("share", ["wilson", "reached"], orders),
  "lifecycle.watch": kind("count", ["counted", "buyers"], orders),
  "lifecycle.care": kind("count", ["counted", "buyers"], orders),
  "lifecycle.watch-overdue": kind("share", ["wilson", "watched"], orders),
  "lifecycle.care-overdue": kind("share", ["wilson", "cared"], orders),
  "lifecycle.overdue-reachable": kind("share", ["wilson", "overdue"], known),
  "lifecycle.overdue-contacted": kind("share", ["wilson", "overdue-reachable"], touched),
  "lifecycle.referred-share": kind("share", ["wilson", "new-12m"], known),
  "lifecycle.k-factor": kind("ratio", ["poisson-ratio", "buyers-12m"], known),
  "lifecycle.invites": kind("ratio", ["poisson-ratio", "buyers-12m"], touched),
  "lifecycle.per-invite": kind("ratio", ["counted", "sharers"], touched),
  "lifecycle.chain-depth": kind("share", ["counted", "buyers"], known, parts),
  "lifecycle.bringers": kind("share", ["wilson", "buyers"], known),
  "lifecycle.heard": kind("count", ["counted", "heard-12m"], known),
  "lifecycle.first-order": kind("share", ["wilson", "heard-12m"], known),
  "lifecycle.first-then-again": kind("share", ["wilson", "observed-90d"], known),
  "lifecycle.qualified": kind("share", ["wilson", "leads"], known),
  "lifecycle.cost-per-lead": kind("money", ["counted", "heard-12m"], spent),
  "lifecycle.cost-per-new": kind("money", ["counted", "new-12m"], spent),
} as const;
