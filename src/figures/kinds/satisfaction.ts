/** Figures of the report Satisfaction (满意度). */
import { answers, kindsOf } from "./kind.ts";

const kind = kindsOf("satisfaction");

export const satisfactionKinds = {
  "satisfaction.csat": kind("share", ["wilson", "rated"], answers),
  "satisfaction.mean": kind("score", ["t-interval", "rated"], answers),
  "satisfaction.full-marks": kind("share", ["wilson", "rated"], answers),
  "satisfaction.score-share": kind("share", ["wilson", "rated"], answers),
  "satisfaction.expectation-gap": kind("score", ["paired-t", "paired"], answers),
  "satisfaction.below-expectation": kind("share", ["wilson", "paired"], answers),
  "satisfaction.aspect": kind("share", ["wilson", "aspect"], answers),
} as const;
