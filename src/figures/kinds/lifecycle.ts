/** Figures of the report Lifecycle (生命周期). */
import { kindsOf, orders } from "./kind.ts";

const kind = kindsOf("lifecycle");

export const lifecycleKinds = {
  "lifecycle.stage": kind("share", ["counted", "known"], orders, { parts: true }),
  "lifecycle.retention": kind("share", ["wilson", "cohort"], orders, { beginsWithAll: true }),
  "lifecycle.watch": kind("count", ["counted", "buyers"], orders),
  "lifecycle.care": kind("count", ["counted", "buyers"], orders),
  "lifecycle.watch-overdue": kind("share", ["wilson", "watched"], orders),
  "lifecycle.care-overdue": kind("share", ["wilson", "cared"], orders),
} as const;
