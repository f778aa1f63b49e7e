import { describe, expect, it } from "vitest";
import { withOwnMargin } from "../../src/figures/own-margin.ts";
import type { Facts } from "../../src/warehouse/facts.ts";
import { emptyCustomers } from "../support/empty-facts.ts";
import { figureTask } from "../support/figure-task.ts";

const { rules } = figureTask();

/** Customers with what they spent, and what it cost where the orders tell it. */
function company(revenue: readonly number[], cost: readonly number[], has: readonly string[]) {
  const orders = {
    has: new Set(has),
    customers: { cost: Float64Array.from(cost) },
  } as unknown as NonNullable<Facts["orders"]>;
  return { customers: { ...emptyCustomers(), revenue: Float64Array.from(revenue) }, orders };
}

describe("withOwnMargin(rules, facts)", () => {
  it("takes revenue less cost of those whose cost is told: (100 + 60 − 64) / 160 is 0.6", () => {
    const facts = company([100, 60, 500], [40, 24, NaN], ["cost"]);
    expect(withOwnMargin(rules, facts).clv.margin).toBeCloseTo(0.6, 12);
  });

  it("sells at a loss for a margin of 0, not below", () => {
    expect(withOwnMargin(rules, company([100], [130], ["cost"])).clv.margin).toBe(0);
  });

  it("leaves the rules alone where no order tells a cost, or nothing was sold", () => {
    expect(withOwnMargin(rules, company([100], [40], []))).toBe(rules);
    expect(withOwnMargin(rules, company([0], [40], ["cost"]))).toBe(rules);
    expect(withOwnMargin(rules, { ...company([100], [40], ["cost"]), orders: null })).toBe(rules);
  });
});
