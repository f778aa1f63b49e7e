import { describe, expect, test } from "vitest";
import { responseBias, type AskedPersons } from "../../src/metrics/response-bias.ts";
import { proportion } from "../../src/stats/proportion.ts";

/** 60 loyal persons of whom 30 answered, 140 others of whom 14 did, 10 of a cell that never did. */
const persons: AskedPersons = {
  responded: Array.from({ length: 210 }, (_, i) => i < 30 || (i >= 60 && i < 74)),
  cells: Array.from({ length: 210 }, (_, i) => (i < 60 ? "loyal" : i < 200 ? "other" : "silent")),
  covariates: { purchases: Array.from({ length: 210 }, (_, i) => (i < 60 ? 9 : 2) + (i % 2)) },
};
const result = responseBias(persons);

describe("responseBias(persons)", () => {
  test("rates by cell with Wilson's interval, most asked first", () => {
    expect(result.responseRate).toEqual(proportion(44, 210));
    expect(result.cells.map(({ cell, asked }) => [cell, asked])).toEqual([
      ["other", 140],
      ["loyal", 60],
      ["silent", 10],
    ]);
    expect(result.cells[0]!.responseRate).toEqual(proportion(14, 140));
  });

  test("weights are inverse rates with mean 1: 2 and 10 over 200/44", () => {
    expect(result.weights[0]).toBeCloseTo((2 * 44) / 200, 12);
    expect(result.weights[60]).toBeCloseTo((10 * 44) / 200, 12);
    expect(result.weights[205]).toBe(0);
    expect(result.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(44, 9);
    expect(result.uncoveredShare).toBeCloseTo(10 / 210, 12);
    // Kish: 44·(30·2² + 14·10²)/(30·2 + 14·10)²
    expect(result.deff).toBeCloseTo((44 * (30 * 4 + 14 * 100)) / 200 ** 2, 12);
  });

  test("weighted respondents have the mix of all who could be reached", () => {
    const loyal = result.weights.slice(0, 60).reduce((sum, weight) => sum + weight, 0);
    expect(loyal / 44).toBeCloseTo(60 / 200, 12);
  });

  test("a covariate that differs by more than a tenth of its spread is flagged", () => {
    expect(result.covariates[0]).toMatchObject({ name: "purchases", isFlagged: true });
    expect(result.covariates[0]!.difference).toBeGreaterThan(0.5);
    const even = responseBias({
      responded: [true, false, true, false],
      cells: ["a", "a", "a", "a"],
      covariates: { x: [1, 1, 3, 3] },
    });
    expect(even.covariates[0]).toEqual({ name: "x", difference: 0, isFlagged: false });
  });

  test("persons without a cell form one; nobody gives nulls", () => {
    const unknown = responseBias({ responded: [true, false], cells: [null, null] });
    expect(unknown.cells).toMatchObject([{ cell: null, asked: 2, weight: 1 }]);
    const none = responseBias({ responded: [], cells: [] });
    expect(none).toMatchObject({ responseRate: { value: null }, uncoveredShare: 0, deff: null });
  });
});
