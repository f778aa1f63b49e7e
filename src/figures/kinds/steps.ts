/** Figures of the report Five loyalty steps (忠诚五步). */
import { answers, both, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("steps");
const known = ["transactions", "customers"] as const;
const touched = ["transactions", "touchpoints"] as const;
const matched = [...touched, "customers"] as const;
const things = { of: "things" } as const;

export const stepsKinds = {
  "steps.top-decile": kind("share", ["counted", "buyers"], orders, { shareOf: "money" }),
  "steps.top-products": kind("share", ["counted", "products"], orders, things),
  "steps.check-fit": kind("points", ["newcombe-plain", "rated-buyers"], both),
  "steps.check-markets": kind("ratio", ["counted", "buyers-with-segment"], known),
  "steps.check-lasting": kind("share", ["counted", "buyers-12m"], orders, { shareOf: "money" }),
  "steps.rival-gap": kind("points", ["welch-bonferroni", "rated-both"], answers),
  "steps.rival-gap-panel": kind("points", ["welch-bonferroni", "rated-both"], answers),
  "steps.factor": kind("share", ["lmg-bootstrap", "all-items"], answers),
  "steps.done": kind("share", ["counted", "actions"], ["actions"], things),
  "steps.on-time": kind("share", ["counted", "actions-due"], ["actions"], things),
  "steps.effect": kind("points", ["newcombe-bonferroni", "before-after"], ["actions", "responses"]),
  "steps.identification": kind("index", ["t-interval", "construct"], ["responses", "customers"]),
  "steps.need-coverage": kind("share", ["wilson", "with-needs"], ["responses", "standards"]),
  "steps.relationship": kind("index", ["bootstrap", "construct"], answers),
  "steps.personal-lift": kind("points", ["newcombe-plain", "personal-answered"], answers),
  "steps.second-purchase": kind("share", ["wilson", "first-answered"], both),
  "steps.first-impression": kind("points", ["newcombe-plain", "first-answered"], both),
  "steps.leave-reason": kind("share", ["wilson", "leavers-told"], ["customers"], { parts: true }),
  "steps.leave-spend": kind("share", ["counted", "leavers-told"], known, { shareOf: "money" }),
  "steps.preventable": kind("share", ["wilson", "leavers-told"], ["customers"]),
  "steps.days-behind": kind("days", ["counted", "all-lines"], known, things),
  "steps.segment-known": kind("share", ["wilson", "listed"], ["customers"]),
  "steps.contactable": kind("share", ["wilson", "listed"], ["customers"]),
  "steps.listed-buyers": kind("share", ["wilson", "buyers"], known),
  "steps.added-use": kind("share", ["wilson", "buyers-12m"], touched),
  "steps.added-lift": kind("points", ["matched", "takers-matched"], matched),
  "steps.community-lift": kind("points", ["matched", "takers-matched"], matched),
  "steps.told-first": kind("share", ["wilson", "delayed"], ["touchpoints"]),
  "steps.discounted": kind("share", ["t-interval", "buyers"], orders),
  "steps.return-by-discount": kind("share", ["wilson", "discount-band"], orders),
  "steps.vip-revenue": kind("share", ["counted", "vips"], known, { shareOf: "money" }),
  "steps.vip-margin": kind("share", ["counted", "vips"], known, { shareOf: "money" }),
  "steps.vip-bargain": kind("share", ["wilson", "vips"], known),
  "steps.vip-worthy": kind("share", ["wilson", "vips"], known),
  "steps.vip-reward": kind("share", ["wilson", "vips"], [...known, "touchpoints"]),
  "steps.benefit-age": kind("days", ["counted", "actions"], ["actions"], things),
  "steps.service-messages": kind("share", ["wilson", "messages"], ["touchpoints"], things),
  "steps.push-complaints": kind("ratio", ["ratio-of-counts", "messages"], ["touchpoints"], things),
} as const;
