import type { CustomerColumns } from "../warehouse/facts.ts";

/** Customers that each customer brought, by id. */
export function referralCounts({
  referrer,
}: Pick<CustomerColumns, "referrer">): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of referrer) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
