import type { Rules } from "../settings/rules.ts";
import type { Facts } from "../warehouse/facts.ts";

/**
 * Rules whose margin is the company's own: (revenue − cost) / revenue of the customers whose orders
 * tell a cost, at least 0. Where none does, the share that the rules set stays.
 */
export function withOwnMargin(
  rules: Rules,
  { customers, orders }: Pick<Facts, "customers" | "orders">,
): Rules {
  if (orders?.has.has("cost") !== true) return rules;
  let revenue = 0;
  let cost = 0;
  for (const [row, own] of orders.customers.cost.entries()) {
    if (Number.isNaN(own)) continue;
    revenue += customers.revenue[row] ?? 0;
    cost += own;
  }
  if (revenue <= 0) return rules;
  return { ...rules, clv: { ...rules.clv, margin: Math.max(0, (revenue - cost) / revenue) } };
}
