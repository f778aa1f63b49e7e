/** Figures of the report Customer value (客户价值). */
import { both, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("value");

export const valueKinds = {
  "value.revenue-at-risk": kind("money", ["sum", "full-marks-away"], both),
  "value.said-yes-at-risk": kind("money", ["sum", "said-yes-away"], both),
  "value.said-yes-away": kind("count", ["counted", "said-yes-passed"], both),
  "value.away": kind("count", ["counted", "full-marks-passed"], both),
  "value.residual-at-risk": kind("money", ["model-sum", "full-marks-away"], both),
  "value.pareto-top20": kind("share", ["bootstrap", "buyers"], orders, { shareOf: "money" }),
  "value.gini": kind("ratio", ["bootstrap", "buyers"], orders),
  "value.customers-for-80": kind("share", ["counted", "buyers"], orders),
  "value.lorenz": kind("share", ["counted", "buyers"], orders, { shareOf: "money" }),
  "value.clv": kind("money", ["btyd", "buyers"], orders),
  "value.alive": kind("share", ["btyd", "repeaters"], orders),
  "value.mean-revenue": kind("money", ["t-interval", "buyers"], orders),
  "value.rfm-revenue": kind("share", ["counted", "buyers"], orders, { shareOf: "money" }),
  "value.rfm-segment": kind("share", ["counted", "buyers"], orders, { parts: true }),
  "value.rfm-segment-revenue": kind("share", ["counted", "buyers"], orders, { shareOf: "money" }),
  "value.holdout-error": kind("ratio", ["counted", "holdout"], orders),
  "value.revenue": kind("money", ["sum", "all-lines"], orders),
  "value.buyers": kind("count", ["counted", "buyers"], orders),
} as const;
