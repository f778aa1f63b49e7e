import { describe, expect, test } from "vitest";
import { differenceReliability } from "../../src/stats/difference-reliability.ts";
import { mcnemar } from "../../src/stats/mcnemar.ts";

describe("mcnemar(before, after)", () => {
  const cells = [
    [1, 1, 794],
    [1, 0, 150],
    [0, 1, 86],
    [0, 0, 570],
  ] as const;
  const side = (k: 0 | 1): number[] =>
    cells.flatMap((cell) => new Array<number>(cell[2]).fill(cell[k]));

  test("approval of the prime minister (Agresti): 944 to 880 of 1,600, −4 points [−5.9, −2.1]", () => {
    const { n, lost, gained, difference, low, high, p } = mcnemar(side(0), side(1));
    expect([n, lost, gained]).toEqual([1600, 150, 86]);
    expect(difference).toBeCloseTo(-0.04, 12);
    expect(low).toBeCloseTo(-0.059, 3);
    expect(high).toBeCloseTo(-0.021, 3);
    // scipy: binomtest(86, 236, 0.5)
    expect(p).toBeCloseTo(3.7159361395713866e-5, 12);
  });

  test("nobody changed: p is 1; a gap counts nowhere; nobody says nothing", () => {
    expect(mcnemar([1, 0, 1], [1, 0, null])).toMatchObject({ n: 2, difference: 0, p: 1 });
    expect(mcnemar([], [])).toMatchObject({ n: 0, difference: null, p: null });
  });

  test("turning time round turns the sign", () => {
    const there = mcnemar([1, 1, 1, 0, 0], [0, 0, 1, 1, 0]);
    const back = mcnemar([0, 0, 1, 1, 0], [1, 1, 1, 0, 0]);
    expect(back.difference).toBeCloseTo(-there.difference!, 12);
    expect(back.low).toBeCloseTo(-there.high!, 12);
    expect(back.p).toBe(there.p);
  });
});

describe("differenceReliability(scores)", () => {
  test("Lord: two scores of .8 that correlate .5 differ with a reliability of .6", () => {
    const both = { firstReliability: 0.8, secondReliability: 0.8 };
    expect(differenceReliability({ ...both, correlation: 0.5 })).toBeCloseTo(0.6, 12);
    expect(differenceReliability({ ...both, correlation: 0 })).toBeCloseTo(0.8, 12);
  });

  test("with spreads by hand: (4·.9 + 1·.7 − 2·.4·2)/(4 + 1 − 1.6)", () => {
    const value = differenceReliability({
      firstReliability: 0.9,
      secondReliability: 0.7,
      firstSd: 2,
      secondSd: 1,
      correlation: 0.4,
    });
    expect(value).toBeCloseTo((3.6 + 0.7 - 1.6) / 3.4, 12);
  });

  test("a difference that does not vary has none", () => {
    const same = { firstReliability: 1, secondReliability: 1, correlation: 1 };
    expect(differenceReliability(same)).toBeNull();
  });
});
