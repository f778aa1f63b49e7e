import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { johnsonWeights } from "../../src/stats/johnson-weights.ts";
import { lmgShares } from "../../src/stats/lmg-shares.ts";
import { relativeImportance } from "../../src/stats/relative-importance.ts";

const total = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);

/** Columns of random answers from 1 to 7, one row a person. */
const answers = fc.array(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 4, maxLength: 4 }), {
  minLength: 12,
  maxLength: 30,
});

describe("lmgShares(correlations, outcome)", () => {
  test("two predictors by hand: half of r1² and half of what it adds to the other", () => {
    // r12 = .5, r1 = .6, r2 = .4: R² = (.36 + .16 − 2·.5·.6·.4)/(1 − .25) = .28/.75
    const r2 = 0.28 / 0.75;
    const [one, two] = lmgShares(
      [
        [1, 0.5],
        [0.5, 1],
      ],
      [0.6, 0.4],
    );
    expect(one).toBeCloseTo((0.36 + r2 - 0.16) / 2, 12);
    expect(two).toBeCloseTo((0.16 + r2 - 0.36) / 2, 12);
  });

  test("one predictor has r²; predictors that do not correlate have r² each", () => {
    expect(lmgShares([[1]], [-0.7])[0]).toBeCloseTo(0.49, 12);
    const apart = [0, 1, 2].map((i) => [0, 1, 2].map((j) => Number(i === j)));
    expect(lmgShares(apart, [0.5, -0.3, 0.1]).map((share) => share.toFixed(12))).toEqual(
      [0.25, 0.09, 0.01].map((share) => share.toFixed(12)),
    );
  });

  test("more than 12 predictors are refused", () => {
    const many = Array.from({ length: 13 }, (_, i) =>
      Array.from({ length: 13 }, (__, j) => Number(i === j)),
    );
    expect(() => lmgShares(many, new Float64Array(13))).toThrow("at most 12");
  });
});

describe("relativeImportance(outcome, predictors)", () => {
  test("both methods sum to the same R² and are nowhere below 0", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const columns = [0, 1, 2, 3].map((j) => rows.map((row) => row[j]!));
        const [outcome, ...predictors] = columns;
        const lmg = relativeImportance(outcome!, predictors, { method: "lmg" });
        const johnson = relativeImportance(outcome!, predictors, { method: "johnson" });
        if (lmg === null || johnson === null) return;
        expect(lmg.r2).toBeCloseTo(johnson.r2, 9);
        expect(total(lmg.shares)).toBeCloseTo(lmg.r2, 9);
        expect(Math.min(...lmg.shares, ...johnson.shares)).toBeGreaterThan(-1e-9);
      }),
    );
  });

  test("another order of predictors, or another unit, moves nothing", () => {
    const y = [3, 5, 2, 7, 6, 4];
    const a = [1, 4, 2, 6, 5, 3];
    const b = [2, 3, 3, 5, 4, 1];
    const plain = relativeImportance(y, [a, b])!.shares;
    const other = relativeImportance(y, [b.map((value) => 10 * value - 3), a])!.shares;
    expect(other[0]).toBeCloseTo(plain[1]!, 12);
    expect(other[1]).toBeCloseTo(plain[0]!, 12);
  });

  test("a predictor given twice halves its share", () => {
    const y = [3, 5, 2, 7, 6, 4];
    const a = [1, 4, 2, 6, 5, 3];
    const alone = relativeImportance(y, [a])!.r2;
    expect(relativeImportance(y, [a, a])!.shares[0]).toBeCloseTo(alone / 2, 9);
    expect(relativeImportance(y, [a, a], { method: "johnson" })!.shares[1]).toBeCloseTo(
      alone / 2,
      9,
    );
  });

  test("nothing is said of nobody, of no predictors, or of a column that does not vary", () => {
    expect(relativeImportance([], [[]])).toBeNull();
    expect(relativeImportance([1, 2, 3], [])).toBeNull();
    expect(relativeImportance([1, 2, 3], [[4, 4, 4]])).toBeNull();
  });

  test("13 predictors are split by Johnson's weights", () => {
    const rows = Array.from({ length: 40 }, (_, i) => i);
    const columns = Array.from({ length: 13 }, (_, j) =>
      rows.map((i) => ((i + 1) * (j + 3) * 7919) % 101),
    );
    const outcome = rows.map((i) => columns[0]![i]! + (i % 5));
    const { method, r2, shares } = relativeImportance(outcome, columns)!;
    expect(method).toBe("johnson");
    expect(total(shares)).toBeCloseTo(r2, 9);
    expect(Math.max(...shares)).toBe(shares[0]);
  });
});

test("johnsonWeights(correlations, outcome) two predictors: Λ by hand", () => {
  // R = [[1, .6], [.6, 1]]: eigenvalues 1.6 and .4; Λ has a = (√1.6 + √.4)/2 on, b = (√1.6 − √.4)/2 beside.
  const a = (Math.sqrt(1.6) + Math.sqrt(0.4)) / 2;
  const b = (Math.sqrt(1.6) - Math.sqrt(0.4)) / 2;
  const beta = [a * 0.5 - b * 0.4, a * 0.4 - b * 0.5].map((value) => value / (a * a - b * b));
  const [one, two] = johnsonWeights(
    [
      [1, 0.6],
      [0.6, 1],
    ],
    [0.5, 0.4],
  );
  expect(one).toBeCloseTo(a * a * beta[0]! ** 2 + b * b * beta[1]! ** 2, 12);
  expect(two).toBeCloseTo(b * b * beta[0]! ** 2 + a * a * beta[1]! ** 2, 12);
});
