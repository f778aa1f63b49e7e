/** Values from scipy 1.17 (special, stats), 16 digits. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chiSquareQuantile, chiSquareUpper } from "../../src/stats/chi-square.ts";
import { fisherQuantile, fisherUpper } from "../../src/stats/fisher-f.ts";
import { hypergeometric2F1 } from "../../src/stats/hypergeometric-2f1.ts";
import { incompleteBeta } from "../../src/stats/incomplete-beta.ts";
import { incompleteGammaLower, incompleteGammaUpper } from "../../src/stats/incomplete-gamma.ts";
import { lnBeta, lnGamma } from "../../src/stats/ln-gamma.ts";
import { criticalZ, normalQuantile, normalTwoSided, normalUpper } from "../../src/stats/normal.ts";
import { criticalT, studentTwoSided } from "../../src/stats/student-t.ts";

function expectRelative(got: number, wanted: number, tolerance = 1e-11): void {
  expect(Math.abs(got - wanted) / Math.abs(wanted), `${got}`).toBeLessThan(tolerance);
}

describe("lnGamma(x)", () => {
  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [1.5, -0.12078223763524526],
    [10.3, 13.482036786138359],
    [171.5, 709.1431630309283],
    [1e6, 12815504.569147611],
  ])("lnGamma(%f) is scipy's %f", (x, wanted) => expectRelative(lnGamma(x), wanted, 2e-14));

  test("lnGamma(x + 1) - lnGamma(x) is ln x", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e4, noNaN: true }), (x) => {
        expect(lnGamma(x + 1) - lnGamma(x)).toBeCloseTo(Math.log(x), 9);
      }),
    );
  });

  test("lnGamma(0) is infinite, below it is not a number", () => {
    expect(lnGamma(0)).toBe(Infinity);
    expect(lnGamma(-1)).toBeNaN();
  });

  test("lnBeta(2, 3) is ln 1/12", () => expectRelative(lnBeta(2, 3), Math.log(1 / 12)));
});

describe("incomplete gamma and beta", () => {
  test.each([
    [0.5, 0.1, 0.6547208460185768],
    [0.5, 40, 3.744097384202887e-19],
    [2.5, 2.5, 0.4158801869955079],
    [100, 120, 0.027863739890520652],
    [3, 50, 2.509303552201055e-19],
  ])("incompleteGammaUpper(%f, %f) is scipy's, far tail included", (a, x, wanted) =>
    expectRelative(incompleteGammaUpper(a, x), wanted),
  );

  test.each([
    [0.5, 1e-6, 0.0011283787909692373],
    [10, 3, 0.0011024881301154815],
    [1000, 990, 0.3795213785379639],
  ])("incompleteGammaLower(%f, %f) is scipy's", (a, x, wanted) =>
    expectRelative(incompleteGammaLower(a, x), wanted),
  );

  test.each([
    [0.3, 2, 5, 0.5798250000000003],
    [0.9, 0.5, 0.5, 0.7951672353008665],
    [0.01, 10, 0.5, 1.770034965528571e-21],
    [0.5, 200, 220, 0.835728917094914],
  ])("incompleteBeta(%f, %f, %f) is scipy's", (x, a, b, wanted) =>
    expectRelative(incompleteBeta(x, a, b), wanted),
  );

  test("they end at 0 and 1", () => {
    expect([incompleteGammaLower(2, 0), incompleteGammaUpper(2, 0)]).toEqual([0, 1]);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});

describe("normal", () => {
  test.each([
    [0, 0.5],
    [1, 0.15865525393145707],
    [-1, 0.8413447460685429],
    [5, 2.866515718791933e-7],
    [10, 7.61985302416047e-24],
  ])("normalUpper(%f) is scipy's", (z, wanted) => expectRelative(normalUpper(z), wanted));

  test.each([
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.3, -0.5244005127080409],
    [0.9, 1.2815515655446004],
    [0.995, 2.5758293035489004],
  ])("normalQuantile(%f) is scipy's", (p, wanted) => expectRelative(normalQuantile(p), wanted));

  test("normalQuantile(p) ends at infinity", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });

  test("normalTwoSided(z) ignores the sign, keeps NaN", () => {
    expect(normalTwoSided(-2)).toBe(normalTwoSided(2));
    expect(normalTwoSided(NaN)).toBeNaN();
  });

  test("criticalZ(confidence) encloses the confidence", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 0.9999, noNaN: true }), (confidence) => {
        expect(1 - normalTwoSided(criticalZ(confidence))).toBeCloseTo(confidence, 11);
      }),
    );
  });
});

describe("Student's t", () => {
  test.each([
    [1, 1, 0.5],
    [2.5, 7.3, 0.03965023466560043],
    [12, 30, 5.580185415199261e-13],
  ])("studentTwoSided(%f, %f) is scipy's", (t, df, wanted) =>
    expectRelative(studentTwoSided(t, df), wanted),
  );

  test.each([
    [0.95, 1, 12.706204736174694],
    [0.9, 4.5, 2.065575888878524],
    [0.99, 200, 2.600634436191558],
    [0.999, 3, 12.923978636687961],
  ])("criticalT(%f, %f) is scipy's", (confidence, df, wanted) =>
    expectRelative(criticalT(confidence, df), wanted),
  );

  test("criticalT(confidence, df) ends without a value where there are no degrees of freedom", () => {
    expect(criticalT(0.95, 0)).toBeNaN();
    expect(criticalT(0.95, NaN)).toBeNaN();
  });

  test("criticalT(confidence, Infinity) is the normal value", () => {
    expect(criticalT(0.95, Infinity)).toBe(1.959963984540054);
  });
});

describe("chi-square and F", () => {
  test.each([
    [17.505077010348, 3, 0.0005563004510387556],
    [0.5, 1, 0.47950012218695337],
    [100, 50, 3.454931382984871e-5],
  ])("chiSquareUpper(%f, %f) is scipy's", (x, df, wanted) =>
    expectRelative(chiSquareUpper(x, df), wanted),
  );

  test.each([
    [0.025, 20, 9.590777392264867],
    [0.975, 2, 7.377758908227871],
    [0.5, 100, 99.33412923598846],
  ])("chiSquareQuantile(%f, %f) is scipy's", (p, df, wanted) =>
    expectRelative(chiSquareQuantile(p, df), wanted),
  );

  test("chiSquareQuantile(p, 0) is 0: no events have no lower bound", () => {
    expect(chiSquareQuantile(0.025, 0)).toBe(0);
  });

  test.each([
    [0.975, 249, 996, 1.2102961432685577],
    [0.025, 249, 996, 0.8165856724861609],
    [0.5, 3, 7, 0.870944253187285],
  ])("fisherQuantile(%f, %f, %f) is scipy's", (p, df1, df2, wanted) => {
    expectRelative(fisherQuantile(p, df1, df2), wanted);
    expect(fisherUpper(wanted, df1, df2)).toBeCloseTo(1 - p, 10);
  });
});

describe("hypergeometric2F1(a, b, c, z)", () => {
  test.each([
    [0.243, 2.426, 2.219, 0.9, 1.9476311698186006],
    [2.243, 4.426, 4.219, 0.47, 4.49303693401162],
    [1.5, 2.5, 3.5, -4, 0.15078780558304525],
    [0.243, 2.426, 2.219, 0.999, 11.09650428868049],
  ])("hypergeometric2F1(%f, %f, %f, %f) is scipy's", (a, b, c, z, wanted) =>
    expectRelative(hypergeometric2F1(a, b, c, z), wanted),
  );

  test("2F1(1, 1; 2; z) is -ln(1 - z)/z", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), (z) => {
        fc.pre(Math.abs(z) > 1e-6);
        expect(hypergeometric2F1(1, 1, 2, z)).toBeCloseTo(-Math.log1p(-z) / z, 10);
      }),
    );
  });

  test("2F1 from z = 1 on is not a number, at 0 it is 1", () => {
    expect(hypergeometric2F1(1, 1, 2, 1)).toBeNaN();
    expect(hypergeometric2F1(3, 2, 1, 0)).toBe(1);
  });
});
