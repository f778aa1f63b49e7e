/** Figures of the report Satisfaction (满意度). */
import { answers, both, kindsOf } from "./kind.ts";

const kind = kindsOf("satisfaction");

export const satisfactionKinds = {
  "satisfaction.csat": kind("share", ["wilson", "rated"], answers),
  "satisfaction.mean": kind("score", ["t-interval", "rated"], answers),
  "satisfaction.full-marks": kind("share", ["wilson", "rated"], answers),
  "satisfaction.score-share": kind("share", ["wilson", "rated"], answers),
  "satisfaction.expectation-gap": kind("score", ["paired-t", "paired"], answers),
  "satisfaction.below-expectation": kind("share", ["wilson", "paired"], answers),
  "satisfaction.aspect": kind("share", ["wilson", "aspect"], answers),
  "satisfaction.alpha": kind("ratio", ["feldt", "all-items"], answers),
  "driver.satisfaction": kind("share", ["importance-bootstrap", "all-items"], answers),
  "driver.satisfaction-rank": kind("index", ["rank-bootstrap", "all-items"], answers),
  "driver.satisfaction-fit": kind("share", ["importance-bootstrap", "all-items"], answers),
  "driver.satisfaction-score": kind("index", ["t-interval", "all-items"], answers),
  "experience.pair": kind("index", ["t-interval", "construct-pair"], answers),
  "experience.by-tenure": kind("index", ["t-interval", "tenure"], both),
  "experience.by-stage": kind("index", ["t-interval", "tenure"], both),
  "experience.tenure-slope": kind("points", ["ols-hc3", "tenure"], both),
  "experience.warned-complaints": kind("share", ["wilson", "complainers"], ["responses", "cases"]),
  "experience.asked-complainers": kind("share", ["wilson", "complainers"], ["responses", "cases"]),
  "experience.complaint-lead": kind("days", ["rank-interval", "warned"], ["responses", "cases"]),
  "experience.warned-leavers": kind("share", ["wilson", "leavers"], ["responses", "customers"]),
  "experience.asked-leavers": kind("share", ["wilson", "leavers"], ["responses", "customers"]),
  "experience.leaving-lead": kind("days", ["rank-interval", "warned"], ["responses", "customers"]),
  "experience.pain-severity": kind("points", ["welch-plain", "pained"], answers),
  "experience.pain-spend": kind("money", ["t-interval", "pained"], both),
  "experience.pain-weight": kind("share", ["pain-bootstrap", "pained"], both),
  "experience.lever": kind("points", ["ols-hc3", "pair-and-rating"], answers),
  "experience.standard-lever": kind("points", ["counted", "standards-measured"], ["standards"], {
    of: "things",
  }),
} as const;
