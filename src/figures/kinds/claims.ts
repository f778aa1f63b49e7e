/** Figures of the report The book says, your data (书上说，你的数据). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("claims");
const all = [
  "transactions",
  "responses",
  "customers",
  "costs",
  "cases",
  "touchpoints",
  "actions",
  "standards",
  "campaigns",
] as const;

export const claimsKinds = {
  "claims.agree": kind("count", ["counted", "claims"], all, { of: "things" }),
  "claims.differ": kind("count", ["counted", "claims"], all, { of: "things" }),
  "claims.too-little": kind("count", ["counted", "claims"], all, { of: "things" }),
} as const;
