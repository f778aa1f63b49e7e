/** The names that folders of `data/` may have. */
import { cases } from "./cases.ts";
import { costs } from "./costs.ts";
import { customers } from "./customers.ts";
import { responses } from "./responses.ts";
import type { Table } from "./table.ts";
import { transactions } from "./transactions.ts";

/** Tables that intake reads, by folder. */
export const readTables: ReadonlyMap<string, Table> = new Map(
  [transactions, customers, responses, cases, costs].map((table) => [table.name, table]),
);

/** Tables whose names are known and whose reading comes with the systems that need them. */
export const laterTables: readonly string[] = [
  "touchpoints",
  "capacity",
  "standards",
  "campaigns",
  "actions",
];
