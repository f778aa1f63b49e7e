/** Figures of the report Four divergences (四大背离). */
import { answers, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("divergences");
const standards = ["standards"] as const;
const things = { of: "things" } as const;

export const divergencesKinds = {
  "divergence.score": kind("index", ["t-interval", "divergence-answered"], answers),
  "divergence.price-spread": kind("index", ["rank-interval", "sku-months"], orders, things),
  "divergence.price-ratio": kind("ratio", ["rank-interval", "sku-months"], orders, things),
  "divergence.price-lines": kind("share", ["wilson", "priced-lines"], orders, things),
  "divergence.standard-gap": kind("points", ["counted", "standard-periods"], standards, things),
  "divergence.over-promised": kind("share", ["counted", "promises"], standards, things),
  "divergence.tick": kind("share", ["counted", "promises"], standards, things),
  "divergence.ticks": kind("count", ["counted", "standard-periods"], standards, things),
  "divergence.ratchet": kind("ratio", ["through-origin", "raises"], standards, things),
  "divergence.campaign-rules": kind("ratio", ["counted", "campaigns-held"], ["campaigns"], things),
  "divergence.campaign-uplift": kind(
    "points",
    ["t-interval", "campaigns-held"],
    ["campaigns", "transactions"],
    things,
  ),
  "divergence.campaign-refunds": kind(
    "share",
    ["wilson", "campaign-orders"],
    ["campaigns", "transactions"],
    things,
  ),
  "divergence.campaign-complaints": kind(
    "ratio",
    ["poisson-rate", "campaign-days-orders"],
    ["campaigns", "transactions", "cases"],
    things,
  ),
  "divergence.campaign-honest": kind(
    "index",
    ["t-interval", "campaign-answers"],
    ["campaigns", "responses"],
  ),
  "divergence.rules-honest": kind(
    "ratio",
    ["spearman-ranks", "honest-answered"],
    ["campaigns", "responses"],
  ),
  "divergence.sku-margin": kind("points", ["counted", "skus"], orders, things),
  "divergence.sku-campaign": kind("share", ["wilson", "sku-lines"], orders, things),
  "divergence.sku-lines": kind("count", ["counted", "skus"], orders, things),
} as const;
