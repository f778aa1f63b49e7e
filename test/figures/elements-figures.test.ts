import { describe, expect, it } from "vitest";
import { elementsFigures } from "../../src/figures/elements-figures.ts";
import type { StandardRow } from "../../src/warehouse/facts.ts";
import { emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, caseRow, figureOf, figureTask } from "../support/figure-task.ts";

const five = { min: 1, max: 5 };
const day = 86_400_000;

function service(standardId: string, own: Partial<StandardRow>): StandardRow {
  return {
    ...{ standardId, period: "2026-Q1", dimension: null, kind: "service", stage: "in" },
    ...{ unit: null, better: null, published: null, delivered: null, expected: null },
    ...{ commonNeed: null, competitor: null, kept: null, due: null, shown: null },
    ...{ priced: false, partOfProduct: false },
    ...own,
  };
}

describe("elementsFigures(task)", () => {
  it("calls service only what is free and no part of the product", () => {
    const standards = [
      service("water", { stage: "pre" }),
      service("lid", { partOfProduct: true, priced: true }),
      service("delivery", { priced: true, period: "2026-Q1" }),
      service("wifi", { period: "2025-Q4", priced: true }),
      // The later row of a standard counts.
      service("wifi", {}),
      service("wait", { kind: "promise" }),
    ];
    const figures = elementsFigures(figureTask({ facts: emptyFacts({ standards }) }));
    const share = (kind: string) => figureOf(figures, "elements.inventory", { class: kind });
    expect(share("service")).toEqual({ value: 0.5, n: 4 });
    expect(share("priced")).toEqual({ value: 0.25, n: 4 });
    expect(share("part-of-product")).toEqual({ value: 0.25, n: 4 });
    expect(figureOf(figures, "elements.miscounted")?.value).toBe(0.5);
    expect(figureOf(figures, "elements.inventory-stage", { stage: "pre" })?.value).toBe(1);
  });

  it("adds up how often standards were followed", () => {
    const standards = [
      service("clean", { kept: 8, due: 10 }),
      service("clean", { period: "2026-Q2", kept: 9, due: 10 }),
      service("greet", { kept: 1, due: 5 }),
      service("none", { kept: 0, due: 0 }),
    ];
    const figures = elementsFigures(figureTask({ facts: emptyFacts({ standards }) }));
    expect(figureOf(figures, "elements.kept", { standard: "clean" })).toEqual({
      value: 0.85,
      n: 20,
    });
    const compliance = figures.filter(({ id }) => id === "elements.compliance");
    expect(compliance.map(({ period, value }) => [period, value])).toEqual([
      ["all", 18 / 25],
      ["2026-Q1", 9 / 15],
      ["2026-Q2", 0.9],
    ]);
  });

  it("prices entertaining and too much service", () => {
    const cost = (period: string, kind: string, amount: number) => ({
      ...{ period, kind, amount, segment: null, location: null },
    });
    const costs = [cost("2026-01", "service", 900), cost("2026-01", "hospitality", 100)];
    const fit = (person: string, choice: string) =>
      answerRow({
        person,
        asked: new Set(["service.fit"]),
        choices: { "service.fit": [choice] },
      });
    const customers = answersOf([fit("a", "too-much"), fit("b", "right"), fit("c", "right")], {});
    const figures = elementsFigures(figureTask({ facts: emptyFacts({ costs }), customers }));
    expect(figureOf(figures, "elements.hospitality")?.value).toBe(0.1);
    expect(figureOf(figures, "elements.over-service")).toEqual({ value: 300, n: 3 });
  });

  it("counts manners of what was not granted, and satisfaction by time to the reply", () => {
    const reply = (id: string, hours: number, own: object) =>
      caseRow(id, 10, { customerId: id, firstReplyAt: 10 * day + hours * 3_600_000, ...own });
    const cases = [
      reply("a", 1, { resolved: false, attitude: "good" }),
      reply("b", 30, { resolved: false, attitude: "arrogant" }),
      reply("c", 60, { resolved: true, attitude: "good" }),
    ];
    const said = (id: string, satisfaction: number, answeredDay = 20) =>
      answerRow({ person: `customer ${id}`, answeredDay, scores: { satisfaction } });
    const customers = answersOf([said("a", 5), said("b", 3), said("c", 1), said("c", 5, 300)], {
      satisfaction: five,
    });
    const facts = emptyFacts({ cases, asOfDay: 400 });
    const figures = elementsFigures(figureTask({ facts, customers }));
    expect(figureOf(figures, "elements.refused-politely")).toEqual({ value: 0.5, n: 2 });
    const score = (band: string) => figureOf(figures, "elements.score-by-reply", { reply: band });
    expect([score("0-2")?.value, score("2-48")?.value, score("over-48")?.value]).toEqual([
      100, 50, 0,
    ]);
  });

  it("measures how a store's satisfaction differs from wave to wave, each by its own mean", () => {
    const said = (location: string, wave: string, satisfaction: number) =>
      Array.from({ length: 5 }, (_, i) =>
        answerRow({
          ...{ person: `${location}${wave}${i}`, location, wave, scores: { satisfaction } },
        }),
      );
    // A: 100 and 50 about 75; B the same each time: parts 4/3, 2/3, 1, 1, whose s is √(2/27).
    const rows = [
      ...said("A", "2026-Q1", 5),
      ...said("A", "2026-Q2", 3),
      ...said("B", "2026-Q1", 4),
      ...said("B", "2026-Q2", 4),
    ];
    const customers = answersOf(rows, { satisfaction: five });
    const figures = elementsFigures(figureTask({ customers }));
    const own = figureOf(figures, "elements.quality-continuity");
    expect(own?.value).toBeCloseTo(100 * Math.sqrt(2 / 27), 6);
    expect(own?.n).toBe(4);
  });

  it("says nothing of nothing", () => {
    expect(elementsFigures(figureTask())).toEqual([]);
  });
});
