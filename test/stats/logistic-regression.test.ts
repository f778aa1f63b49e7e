import { describe, expect, test } from "vitest";
import {
  logisticRegression,
  type LogisticRegression,
} from "../../src/stats/logistic-regression.ts";
import { goldenCases, numbersOf, tableOf } from "../support/golden-case.ts";

const fitOf = (...args: Parameters<typeof logisticRegression>): LogisticRegression => {
  const result = logisticRegression(...args);
  if (result.kind === "none") throw new Error(result.reason);
  return result.fit;
};

describe("logisticRegression(outcome, predictors)", () => {
  test("one 0/1 predictor by hand: log odds of a 2×2 table, effect the difference of shares", () => {
    // 30 of 40 with, 10 of 40 without: log odds ratio ln 9, SE √(1/30 + 1/10 + 1/10 + 1/30)
    const x = Array.from({ length: 80 }, (_, i) => Number(i < 40));
    const y = Array.from({ length: 80 }, (_, i) => Number(i < 30 || (i >= 40 && i < 50)));
    const { coefficients, marginalEffects, events, n } = fitOf(y, { x });
    expect(coefficients[0]!.value).toBeCloseTo(Math.log(10 / 30), 9);
    expect(coefficients[1]!.value).toBeCloseTo(Math.log(9), 9);
    expect(coefficients[1]!.se).toBeCloseTo(Math.sqrt(2 / 30 + 2 / 10), 9);
    expect(marginalEffects[0]!.value).toBeCloseTo(0.5, 9);
    expect(marginalEffects[0]!.se).toBeCloseTo(Math.sqrt((2 * 0.75 * 0.25) / 40), 9);
    expect([events, n]).toEqual([40, 80]);
  });

  describe.skipIf(goldenCases() === null)("R's mtcars", () => {
    const cars = goldenCases() === null ? [] : tableOf("r_datasets/mtcars.csv");
    const of = (name: string): readonly (number | null)[] => numbersOf(cars, name);

    test("am ~ wt + hp: R's glm prints 18.86630, −8.08348, 0.03626 with 7.44356, 3.06868, 0.01773", () => {
      const { coefficients, logLikelihood, nullLogLikelihood } = fitOf(of("am"), {
        wt: of("wt"),
        hp: of("hp"),
      });
      for (const [j, value] of [18.8663, -8.08348, 0.03626].entries()) {
        expect(coefficients[j]!.value).toBeCloseTo(value, 4);
      }
      for (const [j, se] of [7.44356, 3.06868, 0.01773].entries()) {
        expect(coefficients[j]!.se).toBeCloseTo(se, 4);
      }
      // Residual deviance 10.059, null deviance 43.230.
      expect(-2 * logLikelihood).toBeCloseTo(10.059, 3);
      expect(-2 * nullLogLikelihood).toBeCloseTo(43.23, 3);
    });

    test("average marginal effects with delta errors, differentiated numerically with numpy", () => {
      const { marginalEffects } = fitOf(of("am"), { wt: of("wt"), hp: of("hp") });
      const printed = [
        [-0.3595962, 0.05714647],
        [0.00161284, 0.00057231],
      ] as const;
      for (const [j, [value, se]] of printed.entries()) {
        expect(marginalEffects[j]!.value).toBeCloseTo(value, 6);
        expect(marginalEffects[j]!.se).toBeCloseTo(se, 6);
      }
      const binary = fitOf(of("vs"), { am: of("am"), wt: of("wt") }).marginalEffects[0]!;
      expect(binary.value).toBeCloseTo(-0.3602957219, 8);
      expect(binary.se).toBeCloseTo(0.0703818332, 7);
      expect(binary.high).toBeCloseTo(-0.3602957219 + 1.959963984540054 * 0.0703818332, 6);
    });
  });

  test("units change coefficients, not effects times their unit", () => {
    const x = Array.from({ length: 60 }, (_, i) => i % 10);
    const y = x.map((value, i) => Number(value + ((i * 7) % 11) > 9));
    const plain = fitOf(y, { x });
    const other = fitOf(y, { x: x.map((value) => 1000 * value + 5e6) });
    expect(other.marginalEffects[0]!.value * 1000).toBeCloseTo(plain.marginalEffects[0]!.value, 9);
    expect(other.logLikelihood).toBeCloseTo(plain.logLikelihood, 9);
    expect(plain.pseudoR2).toBeGreaterThan(0);
    expect(plain.p).toBeLessThan(0.01);
  });

  test("says why there is no fit", () => {
    const reasonOf = (...args: Parameters<typeof logisticRegression>): string => {
      const result = logisticRegression(...args);
      return result.kind === "none" ? result.reason : "fit";
    };
    const x = [1, 2, 3, 4, 5, 6];
    expect(reasonOf([0, 1], { x: [1, 2] })).toBe("few-rows");
    expect(reasonOf([0, 0, 0, 0, 0, 0], { x })).toBe("one-outcome");
    expect(reasonOf([0, 1, 0, 1, 0, 1], { x, y: x.map((value) => 2 * value) })).toBe("collinear");
    expect(reasonOf([0, 0, 0, 1, 1, 1], { x })).toBe("separated");
    expect(reasonOf([0, 1, 0, 1, 0, null], { x })).toBe("fit");
  });
});
