/** Figures of the report Loyalty (忠诚). */
import { answers, both, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("loyalty");

export const loyaltyKinds = {
  "loyalty.nps": kind("points", ["adjusted-wald", "recommended"], answers),
  "loyalty.promoters": kind("share", ["wilson", "recommended"], answers),
  "loyalty.passives": kind("share", ["wilson", "recommended"], answers),
  "loyalty.detractors": kind("share", ["wilson", "recommended"], answers),
  "loyalty.recommend-share": kind("share", ["wilson", "recommended"], answers),
  "loyalty.said-yes": kind("share", ["wilson", "full-marks-intent"], answers),
  "loyalty.satisfied-not-loyal": kind("share", ["wilson", "full-marks-intent"], answers),
  "loyalty.others-said-yes": kind("share", ["wilson", "others-intent"], answers),
  "loyalty.others-not-loyal": kind("share", ["wilson", "others-intent"], answers),
  "loyalty.satisfied-not-returned": kind("share", ["wilson", "full-marks-passed"], both),
  "loyalty.said-yes-not-returned": kind("share", ["wilson", "said-yes-passed"], both),
  "loyalty.others-not-returned": kind("share", ["wilson", "others-passed"], both),
  "loyalty.said-and-did": kind("share", ["wilson", "full-marks-both"], both, { parts: true }),
  "loyalty.said-and-did-spend": kind("money", ["sum", "full-marks-both"], both),
  "loyalty.not-loyal-by-cut": kind("share", ["wilson", "cuts"], answers),
  "loyalty.not-returned-by-window": kind("share", ["wilson", "cuts"], both),
  "loyalty.returned-by-score": kind("share", ["wilson", "score-passed"], both),
  "loyalty.quadrant": kind("share", ["wilson", "both-answered"], answers, { parts: true }),
  "loyalty.tier": kind("share", ["wilson", "both-answered"], answers, { parts: true }),
  "loyalty.unclassified": kind("count", ["counted", "not-classified"], answers),
  "loyalty.return-window": kind("days", ["quantile", "gaps"], orders),
  "loyalty.repeat-rate": kind("share", ["wilson", "buyers"], orders),
  "loyalty.repeat-rate-90d": kind("share", ["wilson", "observed-90d"], orders),
} as const;
