/** Figures of the report Data (数据). */
import { answers, both, kindsOf, orders } from "./kind.ts";

const kind = kindsOf("data");

export const dataKinds = {
  "data.transactions.rows": kind("count", ["counted", "rows-read"], orders),
  "data.transactions.rejected": kind("count", ["counted", "rows-left-out"], orders),
  "data.transactions.customers": kind("count", ["counted", "buyers"], orders),
  "data.transactions.revenue": kind("money", ["sum", "all-lines"], orders),
  "data.responses.rows": kind("count", ["counted", "rows-read"], answers),
  "data.responses.suspect": kind("count", ["counted", "suspect-rows"], answers),
  "data.responses.unjoined": kind("count", ["counted", "unjoined"], both),
  "data.responses.anonymous": kind("count", ["counted", "no-customer"], answers),
  "data.design-effect": kind("ratio", ["raking", "weighted-persons"], answers),
  "data.margin-error": kind("ratio", ["raking", "weighted-persons"], answers),
  "data.files": kind("count", ["counted", "files-read"], ["files"]),
  "data.rows": kind("count", ["counted", "rows-read"], ["files"]),
  "data.rejected": kind("count", ["counted", "rows-left-out"], ["files"]),
} as const;
