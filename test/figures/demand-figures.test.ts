import { describe, expect, it } from "vitest";
import { demandFigures } from "../../src/figures/demand-figures.ts";
import type { CapacityRow } from "../../src/warehouse/facts.ts";
import { emptyFacts } from "../support/empty-facts.ts";
import { figureOf, figureTask } from "../support/figure-task.ts";

const period = (location: string, hour: number, demand: number): CapacityRow => ({
  ...{ location, hour, demand, day: 1000, wave: "1972-Q3" },
  ...{ max: 100, optimal: 80, served: Math.min(demand, 100), lost: Math.max(0, demand - 100) },
  ...{ fixedCost: 40, varCost: 2 * Math.min(demand, 100) },
});

describe("demandFigures(task)", () => {
  const capacity = [
    period("a", 8, 120),
    period("a", 12, 60),
    period("b", 8, 70),
    period("b", 12, 90),
  ];
  const facts = emptyFacts({ tables: new Set(["capacity"]), asOfDay: 1000, capacity });
  const figures = demandFigures(figureTask({ facts }));

  it("counts periods and guests by state", () => {
    expect(figureOf(figures, "demand.periods", { state: "lost" })).toEqual({ value: 0.25, n: 4 });
    expect(figureOf(figures, "demand.periods", { state: "idle" })).toEqual({ value: 0.5, n: 4 });
    expect(figureOf(figures, "demand.volume", { state: "lost" })?.value).toBe(20);
    expect(figureOf(figures, "demand.volume", { state: "crowded" })?.value).toBe(10);
    expect(figureOf(figures, "demand.volume", { state: "idle" })?.value).toBe(20 + 10);
  });

  it("divides the turned away by all who came, 20 of 340, at a by 20 of 180", () => {
    expect(figureOf(figures, "demand.lost-share")?.value).toBeCloseTo(20 / 340, 11);
    expect(figureOf(figures, "demand.lost-share", { location: "a" })?.value).toBeCloseTo(
      20 / 180,
      11,
    );
  });

  it("pays the fixed cost of empty places: 40·20/80 + 40·10/80", () => {
    expect(figureOf(figures, "demand.idle-money")?.value).toBe(10 + 5);
    expect(figureOf(figures, "demand.guest-cost")?.value).toBe(2);
  });

  it("finds room elsewhere and at another time for the 20 who were turned away", () => {
    // b has room for 10 at 8; a itself has room for 20 at 12.
    expect(figureOf(figures, "demand.lever-place")).toEqual({ value: 0.5, n: 20 });
    expect(figureOf(figures, "demand.lever-time")).toEqual({ value: 1, n: 20 });
    expect(figureOf(figures, "demand.lever-service")?.value).toBe(0.2);
  });

  it("prices the 20 who were turned away, and the 10 beyond the best of a crowded period", () => {
    const month = { dimension: "", month: "1972-08", orders: 10, revenue: 220 };
    const orders = {
      ...{ skus: [], skuMonths: [], series: [month], days: [], weekHours: [], campaigns: [] },
    } as unknown as NonNullable<typeof facts.orders>;
    const priced = demandFigures(figureTask({ facts: { ...facts, orders } }));
    // An order brings 220 / 10 = 22, a guest costs 2 more. The lost period serves beyond the best
    // too, but it is no crowded one.
    expect(figureOf(priced, "demand.guest-margin")?.value).toBe(20);
    expect(figureOf(priced, "demand.lost-money")?.value).toBe(20 * 20);
    expect(figureOf(priced, "demand.crowded-money")?.value).toBe(10 * 20);
  });

  it("says nothing in money without orders, and nothing at all without capacity", () => {
    expect(figureOf(figures, "demand.lost-money")).toBeUndefined();
    expect(demandFigures(figureTask())).toEqual([]);
  });
});
