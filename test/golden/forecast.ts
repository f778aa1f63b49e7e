/** Golden cases of series: R's HoltWinters, the forecast package's snaive, the M3 competition. */
import { forecastAccuracy } from "../../src/stats/forecast-accuracy.ts";
import { holtWinters, holtWintersForecast } from "../../src/stats/holt-winters.ts";
import { seasonalNaive } from "../../src/stats/seasonal-naive.ts";
import { numbersOf, tableOf, type GoldenCase, type GoldenRunners } from "../support/golden-case.ts";

const multiplicative = { period: 12, seasonal: "multiplicative" } as const;

function seriesOf({ input }: GoldenCase): readonly number[] {
  return numbersOf(tableOf(input), "value").map(Number);
}

function optimised(golden: GoldenCase): object {
  const { alpha, beta, gamma, sse } = holtWinters(seriesOf(golden), multiplicative)!;
  return { alpha, beta, gamma, SSE: sse };
}

function fixed(golden: GoldenCase): object {
  const options = { ...multiplicative, alpha: 0.3, beta: 0.1, gamma: 0.2 };
  const fit = holtWinters(seriesOf(golden), options)!;
  const { sse, level, slope } = fit;
  return { SSE: sse, forecast: holtWintersForecast(fit, 12), level, slope };
}

function scored(training: readonly number[], test: readonly number[], period: number): object {
  const forecast = seasonalNaive(training, { period, horizon: test.length })!;
  const { rmse, mae, mape, smape, mase, scale } = forecastAccuracy(test, forecast, {
    training,
    period,
  })!;
  return { RMSE: rmse, MAE: mae, MAPE: mape, sMAPE: smape, MASE: mase, scale };
}

function naive(golden: GoldenCase): object {
  const { h, m } = golden.params as Readonly<Record<string, number>>;
  const series = seriesOf(golden);
  return scored(series.slice(0, -h!), series.slice(-h!), m!);
}

function competition({ input, name, params }: GoldenCase): object {
  const { m } = params as Readonly<Record<string, number>>;
  const rows = tableOf(input).filter((row) => row["series"] === name.slice("m3_".length));
  const part = (set: string): readonly number[] =>
    rows.filter((row) => row["set"] === set).map((row) => Number(row["value"]));
  return scored(part("train"), part("test"), m!);
}

export const runners: GoldenRunners = {
  hw_air_opt: optimised,
  hw_air_fixed: fixed,
  snaive_air: naive,
  snaive_a10: naive,
  snaive_debit: naive,
  m3_N0646: competition,
  m3_N1402: competition,
};
