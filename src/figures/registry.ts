/**
 * What each figure is: unit, how it is worked out, who is counted, from which
 * tables, and on which report it is at home. Names and sentences for `method`
 * and `base` stand in the words under `figures`, `method` and `base`.
 */
import type { Unit } from "./figure.ts";

export interface FigureKind {
  readonly unit: Unit;
  readonly method: string;
  readonly base: string;
  readonly source: readonly string[];
  readonly home: "data" | "satisfaction" | "loyalty" | "value" | "lifecycle" | "feedback" | "team";
}

const answers = ["responses"] as const;
const orders = ["transactions"] as const;
const both = ["responses", "transactions"] as const;

function kind(
  home: FigureKind["home"],
  unit: Unit,
  [method, base]: readonly [string, string],
  source: readonly string[],
): FigureKind {
  return { home, unit, method, base, source };
}

export const figureKinds = {
  "data.transactions.rows": kind("data", "count", ["counted", "rows-read"], orders),
  "data.transactions.rejected": kind("data", "count", ["counted", "rows-left-out"], orders),
  "data.transactions.customers": kind("data", "count", ["counted", "buyers"], orders),
  "data.transactions.revenue": kind("data", "money", ["sum", "all-lines"], orders),
  "data.responses.rows": kind("data", "count", ["counted", "rows-read"], answers),
  "data.responses.suspect": kind("data", "count", ["counted", "suspect-rows"], answers),
  "data.responses.unjoined": kind("data", "count", ["counted", "unjoined"], both),
  "data.responses.anonymous": kind("data", "count", ["counted", "no-customer"], answers),
  "data.files": kind("data", "count", ["counted", "files-read"], ["files"]),
  "data.rows": kind("data", "count", ["counted", "rows-read"], ["files"]),
  "data.rejected": kind("data", "count", ["counted", "rows-left-out"], ["files"]),

  "satisfaction.csat": kind("satisfaction", "share", ["wilson", "rated"], answers),
  "satisfaction.mean": kind("satisfaction", "score", ["t-interval", "rated"], answers),
  "satisfaction.full-marks": kind("satisfaction", "share", ["wilson", "rated"], answers),
  "satisfaction.score-share": kind("satisfaction", "share", ["wilson", "rated"], answers),
  "satisfaction.expectation-gap": kind("satisfaction", "score", ["paired-t", "paired"], answers),
  "satisfaction.below-expectation": kind("satisfaction", "share", ["wilson", "paired"], answers),
  "satisfaction.aspect": kind("satisfaction", "share", ["wilson", "aspect"], answers),

  "loyalty.nps": kind("loyalty", "points", ["adjusted-wald", "recommended"], answers),
  "loyalty.promoters": kind("loyalty", "share", ["wilson", "recommended"], answers),
  "loyalty.passives": kind("loyalty", "share", ["wilson", "recommended"], answers),
  "loyalty.detractors": kind("loyalty", "share", ["wilson", "recommended"], answers),
  "loyalty.recommend-share": kind("loyalty", "share", ["wilson", "recommended"], answers),
  "loyalty.said-yes": kind("loyalty", "share", ["wilson", "full-marks-intent"], answers),
  "loyalty.satisfied-not-loyal": kind("loyalty", "share", ["wilson", "full-marks-intent"], answers),
  "loyalty.others-said-yes": kind("loyalty", "share", ["wilson", "others-intent"], answers),
  "loyalty.others-not-loyal": kind("loyalty", "share", ["wilson", "others-intent"], answers),
  "loyalty.satisfied-not-returned": kind("loyalty", "share", ["wilson", "full-marks-passed"], both),
  "loyalty.said-yes-not-returned": kind("loyalty", "share", ["wilson", "said-yes-passed"], both),
  "loyalty.others-not-returned": kind("loyalty", "share", ["wilson", "others-passed"], both),
  "loyalty.said-and-did": kind("loyalty", "share", ["wilson", "full-marks-both"], both),
  "loyalty.said-and-did-spend": kind("loyalty", "money", ["sum", "full-marks-both"], both),
  "loyalty.not-loyal-by-cut": kind("loyalty", "share", ["wilson", "cuts"], answers),
  "loyalty.not-returned-by-window": kind("loyalty", "share", ["wilson", "cuts"], both),
  "loyalty.returned-by-score": kind("loyalty", "share", ["wilson", "score-passed"], both),
  "loyalty.quadrant": kind("loyalty", "share", ["wilson", "both-answered"], answers),
  "loyalty.tier": kind("loyalty", "share", ["wilson", "both-answered"], answers),
  "loyalty.unclassified": kind("loyalty", "count", ["counted", "not-classified"], answers),
  "loyalty.return-window": kind("loyalty", "days", ["quantile", "gaps"], orders),
  "loyalty.repeat-rate": kind("loyalty", "share", ["wilson", "buyers"], orders),
  "loyalty.repeat-rate-90d": kind("loyalty", "share", ["wilson", "observed-90d"], orders),
  "trust.index": kind("loyalty", "index", ["bootstrap", "trust-answered"], answers),
  "trust.factor": kind("loyalty", "index", ["t-interval", "trust-answered"], answers),
  "trust.zero-share": kind("loyalty", "share", ["wilson", "trust-answered"], answers),

  "value.revenue-at-risk": kind("value", "money", ["sum", "full-marks-away"], both),
  "value.said-yes-at-risk": kind("value", "money", ["sum", "said-yes-away"], both),
  "value.said-yes-away": kind("value", "count", ["counted", "said-yes-passed"], both),
  "value.away": kind("value", "count", ["counted", "full-marks-passed"], both),
  "value.residual-at-risk": kind("value", "money", ["model-sum", "full-marks-away"], both),
  "value.pareto-top20": kind("value", "share", ["bootstrap", "buyers"], orders),
  "value.gini": kind("value", "ratio", ["bootstrap", "buyers"], orders),
  "value.customers-for-80": kind("value", "share", ["counted", "buyers"], orders),
  "value.lorenz": kind("value", "share", ["counted", "buyers"], orders),
  "value.clv": kind("value", "money", ["btyd", "buyers"], orders),
  "value.alive": kind("value", "share", ["btyd", "repeaters"], orders),
  "value.mean-revenue": kind("value", "money", ["t-interval", "buyers"], orders),
  "value.rfm-revenue": kind("value", "share", ["counted", "buyers"], orders),
  "value.rfm-segment": kind("value", "share", ["counted", "buyers"], orders),
  "value.rfm-segment-revenue": kind("value", "share", ["counted", "buyers"], orders),
  "value.holdout-error": kind("value", "ratio", ["counted", "holdout"], orders),
  "value.revenue": kind("value", "money", ["sum", "all-lines"], orders),
  "value.buyers": kind("value", "count", ["counted", "buyers"], orders),

  "lifecycle.stage": kind("lifecycle", "share", ["counted", "known"], orders),
  "lifecycle.retention": kind("lifecycle", "share", ["wilson", "cohort"], orders),
  "lifecycle.watch": kind("lifecycle", "count", ["counted", "buyers"], orders),
  "lifecycle.care": kind("lifecycle", "count", ["counted", "buyers"], orders),
  "lifecycle.watch-overdue": kind("lifecycle", "share", ["wilson", "watched"], orders),
  "lifecycle.care-overdue": kind("lifecycle", "share", ["wilson", "cared"], orders),

  "feedback.reply-24h": kind("feedback", "share", ["wilson", "due-cases"], ["cases"]),
  "feedback.cases": kind("feedback", "count", ["counted", "cases"], ["cases"]),
  "feedback.open": kind("feedback", "count", ["counted", "cases"], ["cases"]),
  "feedback.median-hours": kind("feedback", "hours", ["kaplan-meier", "cases"], ["cases"]),
  "feedback.waiting": kind("feedback", "share", ["kaplan-meier", "cases"], ["cases"]),
  "feedback.type": kind("feedback", "share", ["wilson", "cases"], ["cases"]),
  "feedback.cause": kind("feedback", "share", ["wilson", "cases"], ["cases"]),

  "employee.satisfaction": kind("team", "share", ["wilson", "employees"], answers),
  "employee.nps": kind("team", "points", ["adjusted-wald", "employees"], answers),
  "employee.stay": kind("team", "share", ["wilson", "employees"], answers),
} as const satisfies Readonly<Record<string, FigureKind>>;

export type FigureId = keyof typeof figureKinds;

/** The figures whose change from wave to wave is judged, by home report: one family each. */
export const changingFigures = [
  "satisfaction.csat",
  "satisfaction.mean",
  "satisfaction.expectation-gap",
  "loyalty.nps",
  "loyalty.said-yes",
  "loyalty.satisfied-not-loyal",
  "loyalty.satisfied-not-returned",
  "loyalty.said-yes-not-returned",
  "loyalty.repeat-rate-90d",
  "trust.index",
  "feedback.reply-24h",
] as const satisfies readonly FigureId[];

export type ChangingFigureId = (typeof changingFigures)[number];
