import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { designEffect } from "../../src/stats/design-effect.ts";
import { iterativeProportionalFitting } from "../../src/stats/iterative-proportional-fitting.ts";
import { postStratification } from "../../src/stats/post-stratification.ts";
import { missingLevel, raking, type RakingMargin } from "../../src/stats/raking.ts";

const many = (level: string, n: number): string[] => new Array<string>(n).fill(level);

/** 40 women and 60 men, of each the first half young. */
const sex: RakingMargin = {
  name: "sex",
  levels: [...many("f", 40), ...many("m", 60)],
  targets: { f: 50, m: 50 },
};
const age: RakingMargin = {
  name: "age",
  levels: [...many("young", 20), ...many("old", 20), ...many("young", 30), ...many("old", 30)],
  targets: { young: 30, old: 70 },
};

describe("raking(margins, options)", () => {
  test("independent margins by hand: each weight is the product of its two ratios", () => {
    const { weights, marginError, warnings, advised } = raking([sex, age]);
    expect(weights[0]).toBeCloseTo((0.5 / 0.4) * (0.3 / 0.5), 8);
    expect(weights[20]).toBeCloseTo((0.5 / 0.4) * (0.7 / 0.5), 8);
    expect(weights[99]).toBeCloseTo((0.5 / 0.6) * (0.7 / 0.5), 8);
    expect(marginError).toBeLessThan(1e-8);
    expect(warnings).toEqual([]);
    expect(advised).toBe(true);
  });

  test("margins are hit, the mean weight is 1, raking twice is raking once", () => {
    const level = fc.constantFrom("a", "b", "c");
    const row = fc.tuple(level, level, fc.integer({ min: 1, max: 4 }));
    const targets = fc.record({
      a: fc.integer({ min: 20, max: 60 }),
      b: fc.integer({ min: 20, max: 60 }),
      c: fc.integer({ min: 20, max: 60 }),
    });
    const all = ["a", "b", "c"].flatMap((x) => ["a", "b", "c"].map((y) => [x, y, 1] as const));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), targets, targets, (more, one, two) => {
        const rows = [...all, ...more];
        const margins = [
          { name: "one", levels: rows.map(([x]) => x), targets: one },
          { name: "two", levels: rows.map(([, y]) => y), targets: two },
        ];
        const baseWeights = rows.map(([, , weight]) => weight);
        const once = raking(margins, { baseWeights, caps: null });
        expect(once.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(rows.length, 6);
        for (const { targetShare, weightedShare } of once.levels) {
          expect(weightedShare).toBeCloseTo(targetShare, 7);
        }
        const twice = raking(margins, { baseWeights: once.weights, caps: null });
        for (const [i, weight] of twice.weights.entries()) {
          expect(weight).toBeCloseTo(once.weights[i]!, 6);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("base weights are kept inside a cell", () => {
    const { weights } = raking(
      [{ name: "sex", levels: ["f", "f", "m", "m"], targets: { f: 1, m: 1 } }],
      { baseWeights: [1, 3, 2, 2] },
    );
    expect(weights[1]! / weights[0]!).toBeCloseTo(3, 9);
    expect([...weights].map((weight) => weight.toFixed(9))).toEqual(
      [0.5, 1.5, 1, 1].map((weight) => weight.toFixed(9)),
    );
  });

  test("a target that nobody meets is refused: margin-target-empty", () => {
    const margin = { ...sex, targets: { f: 40, m: 40, x: 20 } };
    expect(() => raking([margin])).toThrow("margin-target-empty");
  });

  test("a target met only by base weights of 0 is refused: margin-target-empty", () => {
    const margin = { name: "sex", levels: ["f", "m"], targets: { f: 1, m: 1 } };
    expect(() => raking([margin], { baseWeights: [1, 0] })).toThrow("margin-target-empty");
  });

  test("a level without a target is refused: margin-level-missing", () => {
    expect(() => raking([{ ...sex, targets: { f: 1 } }])).toThrow("margin-level-missing");
  });

  test("targets of 0, below 0 or not a number are refused: margin-target-unusable", () => {
    for (const f of [0, -1, NaN, Infinity]) {
      expect(() => raking([{ ...sex, targets: { f, m: 1 } }])).toThrow("margin-target-unusable");
    }
  });

  test("margins that contradict over an empty combination are refused: margins-not-met", () => {
    const margins = [
      { name: "one", levels: ["a", "a", "b"], targets: { a: 1, b: 2 } },
      { name: "two", levels: ["x", "y", "x"], targets: { x: 1, y: 2 } },
    ];
    expect(() => raking(margins)).toThrow("margins-not-met");
  });

  test("base weights that are all 0 are refused: weights-unusable", () => {
    expect(() => raking([sex], { baseWeights: new Float64Array(100) })).toThrow("weights-unusable");
  });

  test("totals that differ are rescaled to the first, told from 1% on", () => {
    const twice = { ...age, targets: { young: 60, old: 140 } };
    const { weights, warnings } = raking([sex, twice]);
    expect(weights[0]).toBeCloseTo(0.75, 8);
    expect(warnings).toEqual([{ kind: "totals-differ", margin: "age", ratio: 0.5 }]);
    const near = { ...age, targets: { young: 30.1, old: 70.2 } };
    expect(raking([sex, near]).warnings).toEqual([]);
  });

  test("a level not known keeps its share, or its persons are dropped", () => {
    const levels = [...many("f", 40), ...many("m", 40), ...new Array<null>(20).fill(null)];
    const margin = { name: "sex", levels, targets: { f: 30, m: 70 } };
    const own = raking([margin]);
    expect(own.weights[0]).toBeCloseTo((0.3 * 0.8) / 0.4, 9);
    expect(own.weights[99]).toBeCloseTo(1, 9);
    expect(own.warnings).toEqual([{ kind: "level-unknown", margin: "sex", n: 20 }]);
    expect(own.levels.map(({ level }) => level)).toEqual(["f", "m", missingLevel]);
    const dropped = raking([margin], { missing: "drop" });
    expect(dropped).toMatchObject({ n: 80, warnings: [] });
    expect(dropped.weights[99]).toBe(0);
    expect(dropped.weights[0]).toBeCloseTo(0.6, 9);
  });

  test("weights above the cap stand at it, and what is left of the margin is told", () => {
    const levels = [...many("a", 97), ...many("b", 3)];
    const capped = raking([{ name: "group", levels, targets: { a: 70, b: 30 } }]);
    expect(Math.max(...capped.weights)).toBeCloseTo(5, 9);
    expect(capped.weights[0]).toBeCloseTo(85 / 97, 9);
    expect(capped.capped).toBe(3);
    expect(capped.marginError).toBeCloseTo(0.3 - 0.15, 9);
    expect(capped.warnings.map(({ kind }) => kind)).toEqual(["few-respondents", "capped"]);
    expect(capped.advised).toBe(false);
    const plain = raking([{ name: "group", levels, targets: { a: 70, b: 30 } }], { caps: null });
    expect(plain.weights[99]).toBeCloseTo(10, 8);
    expect(plain.warnings.map(({ kind }) => kind)).toEqual(["few-respondents", "design-effect"]);
  });

  test("the order of respondents changes no weight", () => {
    const order = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
    const turned = [sex, age].map((margin) => ({
      ...margin,
      levels: order.map((i) => margin.levels[i]!),
    }));
    const plain = raking([sex, age]).weights;
    for (const [k, weight] of raking(turned).weights.entries()) {
      expect(weight).toBeCloseTo(plain[order[k]!]!, 9);
    }
  });
});

describe("postStratification(strata)", () => {
  test("weights are N/n of the stratum over their mean; margins already met give deff 1", () => {
    const { weights, deff } = postStratification(sex);
    expect(weights[0]).toBeCloseTo(50 / 40, 9);
    expect(weights[99]).toBeCloseTo(50 / 60, 9);
    expect(deff).toBeCloseTo(designEffect([...weights]), 12);
    expect(postStratification({ ...sex, targets: { f: 4, m: 6 } }).deff).toBeCloseTo(1, 12);
  });
});

describe("iterativeProportionalFitting(seed, { rows, columns })", () => {
  test("keeps the odds ratio of the seed", () => {
    const { cells } = iterativeProportionalFitting(
      [
        [10, 20],
        [30, 15],
      ],
      { rows: [60, 40], columns: [45, 55] },
    );
    const [[a, b], [c, d]] = cells as [[number, number], [number, number]];
    expect(a + b).toBeCloseTo(60, 5);
    expect(a + c).toBeCloseTo(45, 5);
    expect((a * d) / (b * c)).toBeCloseTo((10 * 15) / (20 * 30), 9);
  });

  test("columns of another total are rescaled to that of the rows", () => {
    const { cells, columnsRescaled } = iterativeProportionalFitting([[1, 1]], {
      rows: [10],
      columns: [1, 1],
    });
    expect(columnsRescaled).toBe(5);
    expect(cells).toEqual([[5, 5]]);
  });

  test("a row of zeros with a target, and a total of 0, are refused", () => {
    const margins = { rows: [1, 1], columns: [1, 1] };
    expect(() =>
      iterativeProportionalFitting(
        [
          [0, 0],
          [1, 1],
        ],
        margins,
      ),
    ).toThrow("margin-target-empty");
    expect(() => iterativeProportionalFitting([[1]], { rows: [0], columns: [1] })).toThrow(
      "margin-target-unusable",
    );
    expect(() =>
      iterativeProportionalFitting(
        [
          [1, 0],
          [0, 1],
        ],
        { rows: [1, 3], columns: [3, 1] },
      ),
    ).toThrow("margins-not-met");
  });
});
