import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classicalDecomposition } from "../../src/stats/classical-decomposition.ts";
import { forecastAccuracy } from "../../src/stats/forecast-accuracy.ts";
import { holtWinters, holtWintersForecast } from "../../src/stats/holt-winters.ts";
import { minimiseInBox } from "../../src/stats/minimise-in-box.ts";
import { rollingOriginBacktest } from "../../src/stats/rolling-origin-backtest.ts";
import { seasonalNaive } from "../../src/stats/seasonal-naive.ts";
import { goldenCases, numbersOf, tableOf } from "../support/golden-case.ts";

const hasData = goldenCases() !== null;
const seriesOf = (name: string): readonly number[] =>
  numbersOf(tableOf(`series/${name}.csv`), "value").map(Number);

/** A line with a swing of four seasons. */
const swing = [4, -1, -5, 2];
const line = Array.from({ length: 24 }, (_, t) => 50 + 2 * t + swing[t % 4]!);

describe("seasonalNaive(series, { period, horizon })", () => {
  test("the last cycle comes again, and again", () => {
    expect(seasonalNaive([9, 1, 2, 3], { period: 3, horizon: 7 })).toEqual([1, 2, 3, 1, 2, 3, 1]);
  });

  test("less than a cycle says nothing", () => {
    expect(seasonalNaive([1, 2], { period: 3, horizon: 1 })).toBeNull();
  });
});

describe("forecastAccuracy(actual, forecast, { training, period })", () => {
  test("by hand: errors 1, −2 and 3 on 10, 20 and 30", () => {
    const accuracy = forecastAccuracy([10, 20, 30], [9, 22, 27], {
      training: [1, 3, 2],
      period: 1,
    });
    expect(accuracy).toMatchObject({ n: 3, meanError: 2 / 3, mae: 2, scale: 1.5, mase: 2 / 1.5 });
    expect(accuracy!.rmse).toBeCloseTo(Math.sqrt(14 / 3), 12);
    expect(accuracy!.mape).toBeCloseTo((10 + 10 + 10) / 3, 12);
    expect(accuracy!.smape).toBeCloseTo((200 / 19 + 400 / 42 + 600 / 57) / 3, 12);
  });

  test("MAPE is not said of a 0; sMAPE takes 0 and 0 as no error; MASE needs a scale", () => {
    const accuracy = forecastAccuracy([0, 2], [0, 2], { training: [5, 5, 5], period: 1 });
    expect(accuracy).toMatchObject({ mape: null, smape: 0, mase: null, scale: 0 });
    expect(forecastAccuracy([1], [1], { training: [5], period: 1 })!.scale).toBeNull();
    expect(forecastAccuracy([], [], { training: [5], period: 1 })).toBeNull();
  });
});

describe("classicalDecomposition(series, period)", () => {
  test("finds the line and the swing they were made of, and no chance", () => {
    const { trend, figure, remainder, strength, shares } = classicalDecomposition(line, 4)!;
    expect(figure.map((value) => Math.round(value * 1e9) / 1e9)).toEqual(swing);
    expect(trend[1]).toBeNull();
    expect(trend[2]).toBeCloseTo(54, 12);
    for (const value of remainder) expect(Math.abs(value ?? 0)).toBeLessThan(1e-9);
    expect(strength.season).toBeCloseTo(1, 9);
    expect(strength.trend).toBeCloseTo(1, 9);
    expect(shares!.trend + shares!.season + shares!.remainder).toBeCloseTo(1, 12);
  });

  test("multiplicative parts multiply to the series, their figure has mean 1", () => {
    const series = line.map((value, t) => value * (t % 4 === 0 ? 1.5 : 1) + (t % 3));
    const parts = classicalDecomposition(series, 4, { kind: "multiplicative" })!;
    expect(parts.figure.reduce((sum, value) => sum + value, 0) / 4).toBeCloseTo(1, 12);
    for (const [t, value] of series.entries()) {
      if (parts.trend[t] === null) continue;
      const made = parts.trend[t]! * parts.seasonal[t]! * parts.remainder[t]!;
      expect(made).toBeCloseTo(value, 9);
    }
  });

  test.skipIf(!hasData)("figure of co2 as R's decompose prints it", () => {
    // January to December, ?decompose of R 4: −0.0536, 0.6106, 1.3757, 2.5168, 3.0003, 2.3289, …
    const { figure } = classicalDecomposition(seriesOf("co2"), 12)!;
    const printed = [-0.0536, 0.6106, 1.3757, 2.5168, 3.0003, 2.3289];
    for (const [month, value] of printed.entries()) expect(figure[month]).toBeCloseTo(value, 2);
  });

  test("chance alone has a weak season", () => {
    const chance = Array.from({ length: 96 }, (_, t) => Math.sin(t * t * 12.9898) * 10);
    expect(classicalDecomposition(chance, 12)!.strength.season).toBeLessThan(0.3);
  });

  test("less than two cycles, or a value of 0 among factors, says nothing; a constant has no shares", () => {
    expect(classicalDecomposition([1, 2, 3], 2)).toBeNull();
    expect(classicalDecomposition([1, 0, 1, 2], 2, { kind: "multiplicative" })).toBeNull();
    expect(classicalDecomposition([3, 3, 3, 3, 3], 2)).toMatchObject({
      shares: null,
      strength: { season: null, trend: null },
    });
  });
});

describe("holtWinters(series, options)", () => {
  test.skipIf(!hasData)("R: HoltWinters(AirPassengers), additive, α .2480, β .0345, γ 1", () => {
    const fit = holtWinters(seriesOf("AirPassengers"), { period: 12 })!;
    expect(fit.alpha).toBeCloseTo(0.2479595, 3);
    expect(fit.beta).toBeCloseTo(0.0345373, 3);
    expect(fit.gamma).toBe(1);
    expect(fit.level / 477.827781).toBeCloseTo(1, 4);
    expect(fit.slope / 3.127627).toBeCloseTo(1, 3);
  });

  test.skipIf(!hasData)("R: example(HoltWinters), co2: level 364.7616, slope .12474", () => {
    const fit = holtWinters(seriesOf("co2"), { period: 12 })!;
    expect(fit.alpha).toBeCloseTo(0.5126484, 3);
    expect(fit.beta).toBeCloseTo(0.0094, 3);
    expect(fit.gamma).toBeCloseTo(0.4728868, 3);
    expect(fit.level).toBeCloseTo(364.7616, 2);
    expect(fit.slope).toBeCloseTo(0.12474, 3);
  });

  test.skipIf(!hasData)("R: HoltWinters(log(AirPassengers)), α .3266, β .0057, γ .8207", () => {
    const fit = holtWinters(seriesOf("AirPassengers").map(Math.log), { period: 12 })!;
    expect(fit.alpha).toBeCloseTo(0.3266, 3);
    expect(fit.beta).toBeCloseTo(0.0057, 3);
    expect(fit.gamma).toBeCloseTo(0.8207, 3);
  });

  test("with γ 0 a line with a fixed swing is carried on without error", () => {
    const fit = holtWinters(line, { period: 4, alpha: 0.4, beta: 0.3, gamma: 0 })!;
    // R starts the line at the first observation that has a trend, two steps after the series.
    expect(fit.firstAt).toBe(4);
    const long = Array.from({ length: 400 }, (_, t) => 50 + 2 * t + swing[t % 4]!);
    const settled = holtWinters(long, { period: 4, alpha: 0.4, beta: 0.3, gamma: 0 })!;
    const wanted = [0, 1, 2, 3, 4].map((step) => 50 + 2 * (400 + step) + swing[step % 4]!);
    for (const [step, value] of holtWintersForecast(settled, 5).entries()) {
      expect(value).toBeCloseTo(wanted[step]!, 6);
    }
  });

  test("simple smoothing by hand: α ½ on 3, 5, 4, 4 ends at 4 with errors 2, 0, 0", () => {
    const options = { period: 1, alpha: 0.5, beta: false, gamma: false } as const;
    expect(holtWinters([3, 5, 4, 4], options)).toMatchObject({
      level: 4,
      slope: 0,
      sse: 4,
      fitted: [3, 4, 4],
      firstAt: 1,
      seasonal: "none",
    });
  });

  test("what is chosen is no worse than what is given", () => {
    const series = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 14, maxLength: 24 });
    fc.assert(
      fc.property(series, (values) => {
        const chosen = holtWinters(values, { period: 4 })!;
        const given = holtWinters(values, { period: 4, alpha: 0.3, beta: 0.1, gamma: 0.1 })!;
        expect(chosen.sse).toBeLessThanOrEqual(given.sse * (1 + 1e-12));
        for (const part of [chosen.alpha, chosen.beta, chosen.gamma]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("two cycles without one value more, a 0 among factors or a gap say nothing", () => {
    expect(holtWinters(line.slice(0, 8), { period: 4 })).toBeNull();
    expect(holtWinters(line.slice(0, 9), { period: 4 })).not.toBeNull();
    const withZero = line.with(20, 0);
    expect(holtWinters(withZero, { period: 4, seasonal: "multiplicative" })).toBeNull();
    expect(holtWinters(line.with(20, NaN), { period: 4 })).toBeNull();
  });
});

describe("minimiseInBox(objective, start, { low, high })", () => {
  test("Rosenbrock's valley ends at 1, 1, or at the wall before it", () => {
    const valley = (x: Float64Array): number => (1 - x[0]!) ** 2 + 100 * (x[1]! - x[0]! ** 2) ** 2;
    const free = minimiseInBox(valley, [-1.2, 1], { low: -5, high: 5 });
    expect(free.at[0]).toBeCloseTo(1, 3);
    expect(free.at[1]).toBeCloseTo(1, 3);
    const walled = minimiseInBox(valley, [0.1, 0.1], { low: 0, high: 0.5 });
    expect(walled.at[0]).toBeCloseTo(0.5, 4);
    expect(walled.at[1]).toBeCloseTo(0.25, 4);
  });
});

describe("rollingOriginBacktest(series, options)", () => {
  const noisy = Array.from(
    { length: 60 },
    (_, t) => 100 + 3 * t + 5 * swing[t % 4]! + 2 * Math.sin(t * 7.3),
  );

  test("a growing series with a swing: Holt–Winters beats last year's value and is chosen", () => {
    const backtest = rollingOriginBacktest(noisy, { period: 4, horizon: 4 })!;
    expect(backtest).toMatchObject({ origins: 24, beatsBaseline: true });
    expect(backtest.chosen).toMatch(/^holt-winters/u);
    expect(backtest.scores[0]!.name).toBe("seasonal-naive");
    for (const { low, high } of backtest.forecast) expect(low).toBeLessThanOrEqual(high);
    expect(backtest.scores.every(({ errors }) => errors.length === 4)).toBe(true);
  });

  test("a model that does not beat it is not chosen; MASE of the baseline by hand", () => {
    const wrong = (): readonly number[] => [0, 0];
    const series = [1, 5, 2, 7, 2, 8, 4, 9];
    const backtest = rollingOriginBacktest(series, {
      period: 2,
      horizon: 1,
      leastTraining: 5,
      models: { wrong },
    })!;
    expect(backtest).toMatchObject({ origins: 3, chosen: "seasonal-naive", beatsBaseline: false });
    // Origins 5, 6, 7 forecast 7, 2, 8 of 8, 4, 9; scales (1+2+0)/3, (1+2+0+1)/4, (1+2+0+1+2)/5.
    const mase = (1 / 1 + 2 / 1 + 1 / 1.2) / 3;
    expect(backtest.scores[0]!.mase).toBeCloseTo(mase, 12);
    // The interval of the next step: 4 + type-7 quantiles of the errors 1, 2, 1.
    expect(backtest.forecast[0]!.value).toBe(4);
    expect(backtest.forecast[0]!.low).toBeCloseTo(5, 12);
    expect(backtest.forecast[0]!.high).toBeCloseTo(4 + 1.95, 12);
  });

  test("a forecast sees nothing that came after its origin", () => {
    const seen: number[] = [];
    const spy = (history: readonly number[]): readonly number[] => {
      seen.push(history.length);
      return [history.at(-1)!];
    };
    rollingOriginBacktest(noisy, { period: 4, horizon: 1, mostOrigins: 3, models: { spy } });
    expect(seen.slice(0, 3)).toEqual([57, 58, 59]);
  });

  test("fewer than three origins, or a series that repeats itself, say nothing", () => {
    expect(rollingOriginBacktest(line.slice(0, 12), { period: 4, horizon: 2 })).toBeNull();
    expect(
      rollingOriginBacktest(
        line.map(() => 7),
        { period: 4, horizon: 1 },
      ),
    ).toBeNull();
  });

  test("a model that cannot forecast at an origin is left out", () => {
    const never = (): null => null;
    const { scores } = rollingOriginBacktest(noisy, {
      period: 4,
      horizon: 1,
      models: { never },
    })!;
    expect(scores.map(({ name }) => name)).toEqual(["seasonal-naive"]);
  });
});
