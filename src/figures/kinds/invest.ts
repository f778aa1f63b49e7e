/** Figures of the report Lifetime value and where to invest (终身价值与投资). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("invest");
const tiers = ["responses", "transactions", "customers"] as const;
const costs = ["costs", "transactions"] as const;

export const investKinds = {
  "invest.tenure-profit": kind("money", ["t-interval", "tenure-all"], ["transactions"]),
  "invest.tenure-buyer": kind("money", ["t-interval", "tenure-buyers"], ["transactions"]),
  "invest.tier-value": kind("money", ["t-interval", "tier-members"], tiers),
  "invest.tier-referrals": kind("ratio", ["t-interval", "tier-members"], tiers),
  "invest.tier-gain": kind("money", ["tier-gain", "tier-members"], [...tiers, "costs"]),
  "invest.tier-return": kind("ratio", ["tier-gain", "tier-members"], [...tiers, "costs"]),
  "invest.tier-stake": kind("money", ["tier-gain", "tier-members"], [...tiers, "costs"]),
  "invest.tier-left": kind("share", ["clustered", "tier-again"], ["responses", "customers"]),
  "invest.worst-left": kind(
    "share",
    ["clustered", "worst-again"],
    ["responses", "cases", "customers"],
  ),
  "invest.cost-per-new": kind("money", ["counted", "new-12m"], costs),
  "invest.cost-per-retained": kind("money", ["counted", "retained-12m"], costs),
  "invest.acquisition-ratio": kind("ratio", ["counted", "retained-12m"], costs),
  "invest.new-gain": kind("money", ["regression", "new-answered"], tiers),
  "invest.new-return": kind("ratio", ["regression", "new-answered"], [...tiers, "costs"]),
} as const;
