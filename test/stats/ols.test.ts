import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ols, type Regression } from "../../src/stats/ols.ts";
import { pearson } from "../../src/stats/correlation.ts";
import { goldenCases, numbersOf, tableOf } from "../support/golden-case.ts";

const hasData = goldenCases() !== null;

describe.skipIf(!hasData)("ols of R's mtcars, mpg ~ wt + hp", () => {
  const cars = hasData ? tableOf("r_datasets/mtcars.csv") : [];
  const column = (name: string): readonly (number | null)[] => numbersOf(cars, name);
  const fitted = (options = {}): Regression =>
    ols(column("mpg"), { wt: column("wt"), hp: column("hp") }, options)!;
  const errors = (fit: Regression): readonly number[] => fit.coefficients.map(({ se }) => se);

  test("coefficients, standard errors and R² as R's summary(lm) prints them", () => {
    const fit = fitted({ standardErrors: "classical" });
    const values = fit.coefficients.map(({ value }) => value);
    for (const [j, value] of [37.22727, -3.87783, -0.03177].entries()) {
      expect(values[j]).toBeCloseTo(value, 5);
    }
    for (const [j, se] of [1.59879, 0.63273, 0.00903].entries()) {
      expect(errors(fit)[j]).toBeCloseTo(se, 5);
    }
    expect(fit.r2).toBeCloseTo(0.8268, 4);
    expect(fit.adjustedR2).toBeCloseTo(0.8148, 4);
    expect(fit.sigma).toBeCloseTo(2.593, 3);
    expect(fit.df).toBe(29);
    expect(fit.coefficients[1]!.statistic).toBeCloseTo(-6.129, 3);
    expect(fit.coefficients[1]!.p).toBeCloseTo(1.12e-6, 8);
  });

  test("HC3 and clustered errors as written out with numpy from the formulas", () => {
    for (const [j, se] of [2.2298054, 0.76851905, 0.00938514].entries()) {
      expect(errors(fitted())[j]).toBeCloseTo(se, 7);
    }
    const clusters = cars.map((row) => row["cyl"]!);
    const clustered = fitted({ standardErrors: "clustered", clusters });
    for (const [j, se] of [3.06122942, 0.69988089, 0.00522482].entries()) {
      expect(errors(clustered)[j]).toBeCloseTo(se, 7);
    }
  });
});

describe("ols(outcome, predictors)", () => {
  test("one predictor: R² is r², and a far origin costs no digits", () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 9 })),
      {
        minLength: 5,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(pairs, (list) => {
        const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)];
        const r = pearson(x, y).value;
        if (r === null) return;
        const near = ols(y, { x })!;
        const far = ols(y, { x: x.map((value) => value + 1e7) })!;
        expect(near.r2).toBeCloseTo(r * r, 9);
        expect(far.coefficients[1]!.se).toBeCloseTo(near.coefficients[1]!.se, 6);
      }),
    );
  });

  test("a gap counts nowhere; too few rows, or predictors that determine each other, say nothing", () => {
    expect(ols([1, 3, 5, 8, null], { x: [0, 1, 2, 3, 4] })!.n).toBe(4);
    expect(ols([1, 2], { x: [0, 1] })).toBeNull();
    expect(ols([1, 2, 4, 3], { x: [0, 1, 2, 3], y: [1, 3, 5, 7] })).toBeNull();
    expect(ols([1, 2, 4, 3], { x: [2, 2, 2, 2] })).toBeNull();
  });
});
