/** The names that folders of `data/` may have. */
import { actions } from "./actions.ts";
import { campaigns } from "./campaigns.ts";
import { capacity } from "./capacity.ts";
import { cases } from "./cases.ts";
import { costs } from "./costs.ts";
import { customers } from "./customers.ts";
import { responses } from "./responses.ts";
import { standards } from "./standards.ts";
import type { Table } from "./table.ts";
import { touchpoints } from "./touchpoints.ts";
import { transactions } from "./transactions.ts";

const tables = [
  transactions,
  customers,
  responses,
  cases,
  costs,
  touchpoints,
  capacity,
  standards,
  campaigns,
  actions,
];

/** Tables that intake reads, by folder. */
export const readTables: ReadonlyMap<string, Table> = new Map(
  tables.map((table) => [table.name, table]),
);

/** Tables of events, too many for people to edit: they may also come as Parquet. */
export const bulkTables: ReadonlySet<string> = new Set([transactions.name, touchpoints.name]);
