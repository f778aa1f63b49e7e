import { describe, expect, test } from "vitest";
import { transitionMatrix, type Passage } from "../../src/metrics/transition-matrix.ts";
import { proportion } from "../../src/stats/proportion.ts";
import { metricContract } from "../support/metric-contract.ts";

const passages = (before: string, after: string, n: number): Passage[] =>
  Array.from({ length: n }, () => ({ before, after }));

/** The weather of Kemeny & Snell, Land of Oz: after rain R ½ N ¼ S ¼, after nice R ½ S ½, … */
const oz = [
  ...passages("rain", "rain", 50),
  ...passages("rain", "nice", 25),
  ...passages("rain", "snow", 25),
  ...passages("nice", "rain", 30),
  ...passages("nice", "snow", 30),
  ...passages("snow", "rain", 10),
  ...passages("snow", "nice", 10),
  ...passages("snow", "snow", 20),
];
const states = ["rain", "nice", "snow"];
const matrix = transitionMatrix(oz, { states });

describe("transitionMatrix(rows, { states })", () => {
  test("stationary shares of the Land of Oz are .4, .2, .4 (Kemeny & Snell)", () => {
    const shares = matrix.flows.map(({ stationaryShare }) => stationaryShare);
    for (const [i, share] of [0.4, 0.2, 0.4].entries()) expect(shares[i]).toBeCloseTo(share, 9);
  });

  test("counts, Wilson shares and flows by hand", () => {
    expect(matrix.n).toBe(200);
    expect(matrix.counts).toEqual([
      [50, 25, 25],
      [30, 0, 30],
      [10, 10, 20],
    ]);
    expect(matrix.shares[0]![1]).toEqual(proportion(25, 100));
    expect(matrix.flows[0]).toMatchObject({ before: 100, after: 90, came: 40, left: 50, net: -10 });
    expect(matrix.flows.reduce((sum, { net }) => sum + net, 0)).toBe(0);
    expect(matrix.stayed).toEqual(proportion(70, 200));
    expect(matrix.movedUp).toEqual(proportion(50, 200));
    expect(matrix.movedDown).toEqual(proportion(80, 200));
  });

  test("where half stay, half-life is one period; where none stay there is none", () => {
    expect(matrix.flows[0]!.halfLifePeriods.value).toBeCloseTo(1, 12);
    expect(matrix.flows[1]!.halfLifePeriods.value).toBeNull();
    const three = transitionMatrix([...passages("a", "a", 9), ...passages("a", "b", 1)], {
      states: ["a", "b"],
    });
    expect(three.flows[0]!.halfLifePeriods.value).toBeCloseTo(6.5788, 4);
  });

  test("shares of a state that somebody was in sum to 1", () => {
    for (const row of matrix.shares) {
      expect(row.reduce((sum, { value }) => sum + value!, 0)).toBeCloseTo(1, 12);
    }
  });

  test("a swing between two states does not end in a cycle", () => {
    const swing = [...passages("a", "b", 3), ...passages("b", "a", 3)];
    const { flows } = transitionMatrix(swing, { states: ["a", "b"] });
    expect(flows.map(({ stationaryShare }) => stationaryShare)).toEqual([0.5, 0.5]);
  });

  test("seen once counts apart; a state not listed is added; an empty one has nulls", () => {
    const rows = [
      { before: "a", after: null },
      { before: null, after: "a" },
      { before: null, after: null },
      { before: "a", after: "z" },
    ];
    const result = transitionMatrix(rows, { states: ["a", "b"] });
    expect(result).toMatchObject({ n: 1, onlyBefore: 1, onlyAfter: 1, states: ["a", "b", "z"] });
    expect(result.shares[1]!.every(({ value }) => value === null)).toBe(true);
    expect(result.flows[1]!.stationaryShare).toBe(0);
  });

  metricContract<Passage, ReturnType<typeof transitionMatrix>>({
    metric: (rows) => transitionMatrix(rows, { states }),
    headline: ({ stayed }) => stayed,
    rows: oz,
    missing: { before: "rain", after: null },
  });
});
