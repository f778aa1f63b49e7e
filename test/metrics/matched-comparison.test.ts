import { describe, expect, test } from "vitest";
import { matchedComparison, type ComparedPersons } from "../../src/metrics/matched-comparison.ts";
import { standardisedMeanDifference } from "../../src/stats/standardised-mean-difference.ts";

/** Rich cells hold most members: without matching they seem to spend much more. */
const rows = [
  ...[10, 12, 14, 12].map((y) => ({ t: true, cell: "rich", y, income: 9 })),
  ...[9, 11].map((y) => ({ t: false, cell: "rich", y, income: 9 })),
  ...[5, 3].map((y) => ({ t: true, cell: "poor", y, income: 2 })),
  ...[2, 4, 3, 3].map((y) => ({ t: false, cell: "poor", y, income: 2 })),
  { t: true, cell: "alone", y: 50, income: 20 },
];
const persons: ComparedPersons = {
  treated: rows.map(({ t }) => t),
  cells: rows.map(({ cell }) => cell),
  outcome: rows.map(({ y }) => y),
  covariates: { income: rows.map(({ income }) => income) },
};

describe("matchedComparison(persons)", () => {
  const result = matchedComparison(persons);

  test("by hand: 4/6·(12 − 10) + 2/6·(4 − 3)", () => {
    expect(result.difference.value).toBeCloseTo((4 * 2 + 2 * 1) / 6, 12);
    expect(result).toMatchObject({
      treated: 7,
      others: 6,
      matchedTreated: 6,
      matchedOthers: 6,
      cells: 2,
    });
    expect(result.shareMatched).toBeCloseTo(6 / 7, 12);
    expect(result.unmatchedDifference).toBeCloseTo(106 / 7 - 32 / 6, 12);
  });

  test("the interval by hand: s² pooled within cells is 10/4 of members and 4/4 of others", () => {
    // Members: 4+0+4+0 and 1+1 over 3 + 1; others: 1+1 and 1+1+0+0 over 1 + 3.
    const variance = (4 / 6) ** 2 * (2.5 / 4 + 1 / 2) + (2 / 6) ** 2 * (2.5 / 2 + 1 / 4);
    const half = 1.959963984540054 * Math.sqrt(variance);
    expect(result.difference.low).toBeCloseTo(10 / 6 - half, 12);
    expect(result.difference.high).toBeCloseTo(10 / 6 + half, 12);
  });

  test("matching makes what is in the cells alike", () => {
    expect(result.balance[0]!.before).toBeGreaterThan(0.5);
    expect(result.balance[0]!.after).toBeCloseTo(0, 12);
  });

  test("one cell for all is the plain difference of means", () => {
    const one = matchedComparison({ ...persons, cells: rows.map(() => "all") });
    expect(one.difference.value).toBeCloseTo(one.unmatchedDifference!, 12);
  });

  test("without anybody alike there is nothing to say; without a cell or outcome nobody counts", () => {
    const apart = matchedComparison({ treated: [true, false], cells: ["a", "b"], outcome: [1, 2] });
    expect(apart).toMatchObject({ difference: { value: null, n: 0 }, p: null, shareMatched: 0 });
    const gaps = matchedComparison({
      treated: [true, true, false],
      cells: ["a", null, "a"],
      outcome: [1, 2, null],
    });
    expect(gaps).toMatchObject({ treated: 1, others: 0, shareMatched: 0 });
    expect(matchedComparison({ treated: [], cells: [], outcome: [] }).shareMatched).toBeNull();
  });

  test("the order of persons changes nothing", () => {
    const turned = matchedComparison({
      treated: persons.treated.toReversed(),
      cells: persons.cells.toReversed(),
      outcome: rows.map(({ y }) => y).toReversed(),
    });
    expect(turned.difference.value).toBeCloseTo(result.difference.value!, 12);
    expect(turned.difference.low).toBeCloseTo(result.difference.low!, 12);
  });
});

describe("standardisedMeanDifference(first, second)", () => {
  test("by hand: means 2 and 4, variances 1 and 4", () => {
    expect(standardisedMeanDifference([1, 2, 3], [2, 4, 6])).toBeCloseTo(-2 / Math.sqrt(2.5), 12);
  });

  test("weights move the mean, not the spread; gaps count nowhere", () => {
    const smd = standardisedMeanDifference([1, 2, 3, null], [1, 2, 3], {
      firstWeights: [0, 0, 1, 9],
      secondWeights: [1, 1, 1],
    });
    expect(smd).toBeCloseTo(1, 12);
  });

  test("no spread: 0 when equal, nothing to say when not; fewer than two say nothing", () => {
    expect(standardisedMeanDifference([2, 2], [2, 2])).toBe(0);
    expect(standardisedMeanDifference([2, 2], [3, 3])).toBeNull();
    expect(standardisedMeanDifference([2], [3, 4])).toBeNull();
  });
});
