import { describe, expect, it } from "vitest";
import { investFigures } from "../../src/figures/invest-figures.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { figureOf, figureTask } from "../support/figure-task.ts";

const day = (iso: string) => Date.parse(`${iso}T00:00Z`) / 86_400_000;
const cost = (period: string, kind: string, amount: number) => ({
  ...{ period, kind, amount },
  ...{ segment: null, location: null },
});

describe("investFigures(task)", () => {
  const empty = emptyFacts();
  const facts = emptyFacts({
    tables: new Set(["costs", "transactions"]),
    asOfDay: day("2026-06-30"),
    transactions: {
      ...empty.transactions,
      lastCompleteMonth: "2026-06",
      yearRetention: { buyers: 8, again: 4 },
    },
    customers: {
      ...emptyCustomers(),
      n: 3,
      firstDay: Float64Array.from(["2025-06-30", "2025-07-01", "2026-06-30"], day),
    },
    costs: [
      cost("2025-06", "acquisition", 1000),
      cost("2025-07", "acquisition", 30),
      cost("2026-Q2", "acquisition", 50),
      cost("2026-06", "retention", 32),
      cost("2026-06", "fixed", 999),
    ],
  });
  const figures = investFigures(figureTask({ facts }));

  it("divides the costs of 12 full months by those who came in them", () => {
    // 30 + 50 over two customers; June 2025 is outside.
    expect(figureOf(figures, "invest.cost-per-new")).toEqual({ value: 40, n: 2 });
  });

  it("puts a new customer over one kept: 40 over 32/4", () => {
    expect(figureOf(figures, "invest.cost-per-retained")).toEqual({ value: 8, n: 4 });
    expect(figureOf(figures, "invest.acquisition-ratio")).toEqual({ value: 5, n: 4 });
  });
});
