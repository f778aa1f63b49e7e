import { describe, expect, test } from "vitest";
import { binomialDraw, seededRandom } from "../../src/stats/random.ts";
import { personBootstrap } from "../../src/stats/person-bootstrap.ts";

function momentsOf(
  draw: () => number,
  times: number,
): { readonly mean: number; readonly variance: number } {
  const draws = Array.from({ length: times }, draw);
  const mean = draws.reduce((a, b) => a + b, 0) / times;
  return { mean, variance: draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / times };
}

describe("seededRandom(seed)", () => {
  test("the same text draws the same, another text another", () => {
    const draws = (seed: string): readonly number[] => {
      const { uniform } = seededRandom(seed);
      return [uniform(), uniform(), uniform()];
    };
    expect(draws("nps 2026-Q1")).toEqual(draws("nps 2026-Q1"));
    expect(draws("nps 2026-Q1")).not.toEqual(draws("nps 2026-Q2"));
  });

  test("uniform has mean 1/2 and variance 1/12, five standard errors wide", () => {
    const { mean, variance } = momentsOf(seededRandom("u").uniform, 100_000);
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / 100_000));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
  });

  test("below(6) throws a fair die: chi-square under its 0.1% point of 20.5", () => {
    const { below } = seededRandom("die");
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i += 1) counts[below(6)]! += 1;
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(
      20.5,
    );
  });
});

describe("resample(counts)", () => {
  test("counts the places that as many draws of below would name, and goes on after them", () => {
    const [one, other] = [seededRandom("rows"), seededRandom("rows")];
    const counts = Int32Array.of(7, 7, 7, 7, 7);
    one.resample(counts);
    const drawn = [0, 0, 0, 0, 0];
    for (let i = 0; i < 5; i += 1) drawn[other.below(5)]! += 1;
    expect([...counts]).toEqual(drawn);
    expect(one.uniform()).toBe(other.uniform());
  });
});

describe("tally(counts, cells, times)", () => {
  test("adds the cells that as many draws of below would name", () => {
    const [one, other] = [seededRandom("cells"), seededRandom("cells")];
    const counts = Int32Array.of(1, 10, 100);
    one.tally(counts, Int32Array.of(2, 0), 9);
    const drawn = [1, 10, 100];
    for (let i = 0; i < 9; i += 1) drawn[other.below(2) === 0 ? 2 : 0]! += 1;
    expect([...counts]).toEqual(drawn);
  });
});

describe("binomialDraw(n, p, uniform)", () => {
  test.each([
    [40, 0.1],
    [40, 0.9],
    [1000, 0.3],
    [100_000, 0.75],
    [30, 0.5],
  ])("binomial(%i, %f) has mean n·p and variance n·p·(1 − p)", (n, p) => {
    const random = seededRandom(`${n} ${p}`);
    const { mean, variance } = momentsOf(() => random.binomial(n, p), 40_000);
    const expected = n * p * (1 - p);
    expect(Math.abs(mean - n * p)).toBeLessThan(5 * Math.sqrt(expected / 40_000));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.04);
  });

  test.each([
    [12, 0.4],
    [60, 0.45],
  ])("binomial(%i, %f) follows the exact distribution: chi-square within 5 sd", (n, p) => {
    const random = seededRandom(`fit ${n}`);
    const times = 50_000;
    const counts = new Float64Array(n + 1);
    for (let i = 0; i < times; i += 1) counts[random.binomial(n, p)]! += 1;
    let chance = (1 - p) ** n;
    let statistic = 0;
    let cells = 0;
    for (let k = 0; k <= n; k += 1) {
      if (chance * times > 20) {
        statistic += (counts[k]! - chance * times) ** 2 / (chance * times);
        cells += 1;
      }
      chance *= ((n - k) / (k + 1)) * (p / (1 - p));
    }
    expect(statistic).toBeLessThan(cells + 5 * Math.sqrt(2 * cells));
  });

  test("no trials, no chance and certainty need no luck", () => {
    const never = (): number => {
      throw new Error("not asked");
    };
    expect(binomialDraw(0, 0.5, never)).toBe(0);
    expect(binomialDraw(9, 0, never)).toBe(0);
    expect(binomialDraw(9, 1, never)).toBe(9);
  });
});

describe("personBootstrap(counts, statistic)", () => {
  test("each draw has as many persons, none from an empty cell", () => {
    const sums = personBootstrap(
      [3, 0, 40, 7],
      (drawn) => (drawn[1] === 0 ? drawn.reduce((a, b) => a + b, 0) : -1),
      { seed: "sum", draws: 300 },
    );
    expect([...new Set(sums)]).toEqual([50]);
  });

  test("cells draw as persons do: a cell of 4, 30 of 100 have mean n·p, variance n·p·(1−p)", () => {
    for (const [cell, count] of [
      [0, 4],
      [1, 30],
    ] as const) {
      const draws = personBootstrap([4, 30, 66], (drawn) => drawn[cell]!, {
        seed: "c",
        draws: 20_000,
      });
      const { mean, variance } = momentsOf(
        (
          (i) => () =>
            draws[i++]!
        )(0),
        draws.length,
      );
      const expected = count * (1 - count / 100);
      expect(Math.abs(mean - count)).toBeLessThan(5 * Math.sqrt(expected / 20_000));
      expect(Math.abs(variance / expected - 1)).toBeLessThan(0.05);
    }
  });

  test("draws in which the statistic is not defined are left out; nobody has no draws", () => {
    expect(personBootstrap([5], () => NaN, { seed: "n", draws: 10 })).toHaveLength(0);
    expect(personBootstrap([], () => 1, { seed: "n", draws: 10 })).toHaveLength(0);
  });

  test("the statistics come in ascending order and the same for the same seed", () => {
    const draw = (): Float64Array => personBootstrap([20, 30], (drawn) => drawn[0]!, { seed: "s" });
    expect(draw()).toEqual(draw());
    expect(draw()).toEqual(draw().toSorted());
  });
});
