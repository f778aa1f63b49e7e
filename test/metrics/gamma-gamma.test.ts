import { expect, test } from "vitest";
import { repeatHistory } from "../../src/metrics/bg-nbd.ts";
import { gammaGammaExpectedValue, gammaGammaFit } from "../../src/metrics/gamma-gamma.ts";
import { cdnowTruth, simulatedBuyers } from "./simulated-buyers.ts";

const buyers = simulatedBuyers(80_000, cdnowTruth, {
  seed: "spend",
  ...{ startDays: 84, calibrationDay: 273, asOfDay: 546 },
});
const { x } = repeatHistory(buyers, 546);

test("gammaGammaFit(history) recovers the parameters that purchases were drawn with", () => {
  // Some 30,000 repeat buyers: p 6.25, q 3.74, v 15.44, the published values of CDNOW.
  const fit = gammaGammaFit({ x, meanValue: buyers.repeatValue })!;
  expect(fit.customers).toBeGreaterThan(20_000);
  expect(Math.abs(fit.p - 6.25)).toBeLessThan(0.5);
  expect(Math.abs(fit.q - 3.74)).toBeLessThan(0.15);
  expect(Math.abs(fit.v - 15.44)).toBeLessThan(1.6);
  expect(fit.converged).toBe(true);
});

test("gammaGammaFit(history) depends on the unit of money in v only", () => {
  const few = { x: x.slice(0, 3000), meanValue: buyers.repeatValue.slice(0, 3000) };
  const yuan = gammaGammaFit(few)!;
  const fen = gammaGammaFit({ x: few.x, meanValue: few.meanValue.map((value) => 100 * value) })!;
  expect(fen.v / yuan.v).toBeCloseTo(100, 2);
  expect(fen.q / yuan.q).toBeCloseTo(1, 5);
  // The density of a value a hundred times as large is a hundredth.
  expect(fen.logLikelihood).toBeCloseTo(yuan.logLikelihood - yuan.customers * Math.log(100), 3);
});

test("gammaGammaFit(history) passes over one-time buyers and values that are none", () => {
  const history = { x: Float64Array.of(0, 1, 1), meanValue: Float64Array.of(5, NaN, 0) };
  expect(gammaGammaFit(history)).toBe(null);
});

test("gammaGammaExpectedValue(parameters, x, meanValue) lies between the own mean and that of all", () => {
  // p·v/(q − 1) = 6·15/3 = 30; x = 2, mean 60: weight of the own mean 12/(12 + 3) = .8, so 54.
  const parameters = { p: 6, q: 4, v: 15 };
  expect(gammaGammaExpectedValue(parameters, 2, 60)).toBeCloseTo(54, 12);
  expect(gammaGammaExpectedValue(parameters, 0, 60)).toBeCloseTo(30, 12);
  expect(gammaGammaExpectedValue({ ...parameters, q: 0.9 }, 0, 60)).toBeNaN();
});
