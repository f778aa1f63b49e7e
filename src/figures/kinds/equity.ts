/** Figures of the report Customer value management (客户价值管理). */
import { both, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("equity");
const known = ["transactions", "customers"] as const;
const touched = ["transactions", "touchpoints"] as const;
const served = ["transactions", "touchpoints", "costs"] as const;
const parts = { parts: true } as const;
const money = { shareOf: "money" } as const;
const things = { of: "things" } as const;

export const equityKinds = {
  "equity.existing": kind("money", ["sum", "buyers"], orders),
  "equity.potential": kind("money", ["model-sum", "buyers"], orders),
  "equity.influence": kind("money", ["sum", "bringers"], known),
  "equity.referral-value": kind("money", ["sum", "referred-12m"], [...known, "costs"]),
  "equity.margin": kind("money", ["sum", "wave-margin"], orders),
  "equity.margin-growth": kind("share", ["counted", "buyers-12m"], orders, money),
  "equity.category-share": kind("share", ["wilson", "buyers"], orders),
  "equity.cross-gap": kind("money", ["sum", "buyers-with-segment"], known),
  "equity.tier": kind("share", ["counted", "buyers"], orders, parts),
  "equity.tier-value": kind("share", ["counted", "tier-people"], orders, money),
  "equity.tier-cut": kind("money", ["tier-bootstrap", "buyers"], orders),
  "equity.tier-kept": kind("share", ["tier-bootstrap", "buyers"], orders, money),
  "equity.tier-contacts": kind("share", ["counted", "tier-people"], touched, money),
  "equity.tier-cost": kind("money", ["counted", "tier-people"], served),
  "equity.tier-wait": kind("minutes", ["t-interval", "tier-waited"], touched),
  "equity.tier-reply": kind("share", ["wilson", "tier-cases"], ["transactions", "cases"]),
  "equity.agreement": kind("ratio", ["kappa", "buyers"], known),
  "equity.mix": kind("share", ["counted", "buyers"], known, parts),
  "equity.mean-value": kind("money", ["t-interval", "buyers"], known),
  "equity.plan-value": kind("money", ["t-interval", "buyers"], touched),
  "equity.fit-value": kind("money", ["t-interval", "buyers-with-segment"], known),
  "equity.off-target": kind("share", ["wilson", "buyers-with-segment"], known),
  "equity.off-target-value": kind("share", ["counted", "off-target-people"], known, money),
  "equity.off-target-contacts": kind(
    "share",
    ["counted", "off-target-people"],
    [...known, "touchpoints"],
    money,
  ),
  "equity.serve-cost": kind("money", ["counted", "served-buyers"], [...known, "costs"]),
  "equity.social": kind("count", ["counted", "givers"], [...known, "cases"]),
  "equity.social-givers": kind("share", ["wilson", "buyers-12m"], [...known, "cases"]),
  "equity.brought": kind("ratio", ["ratio-of-counts", "rated-joined"], [...both, "customers"]),
  "equity.detractor-stake": kind("money", ["sum", "detractors-joined"], both),
  "equity.proactive-untouched": kind(
    "share",
    ["wilson", "mended-buyers"],
    ["transactions", "cases", "actions"],
  ),
  "equity.proactive-reach": kind(
    "ratio",
    ["counted", "mended-buyers"],
    ["transactions", "cases", "actions"],
  ),
  "equity.mended": kind(
    "count",
    ["counted", "actions"],
    ["cases", "actions", "transactions"],
    things,
  ),
  "equity.reviews-on-time": kind("share", ["wilson", "reviews-due"], ["actions"], things),
  "equity.meetings-on-time": kind("share", ["wilson", "meetings-due"], ["actions"], things),
  "equity.savings": kind("money", ["sum", "savings-done"], ["actions"], things),
} as const;
