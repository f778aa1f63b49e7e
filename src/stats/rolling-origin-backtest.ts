import { forecastAccuracy } from "./forecast-accuracy.ts";
import { holtWinters, holtWintersForecast } from "./holt-winters.ts";
import { quantile } from "./quantile.ts";
import { seasonalNaive } from "./seasonal-naive.ts";

/** A way to forecast: what came until now, and how many steps; null when it cannot. */
export type Forecaster = (history: readonly number[], horizon: number) => readonly number[] | null;

export interface BacktestOptions {
  /** Observations a cycle. */
  readonly period: number;
  /** Steps ahead. */
  readonly horizon: number;
  /** Models by name; left out, Holt–Winters additive and multiplicative. */
  readonly models?: Readonly<Record<string, Forecaster>> | undefined;
  /** Fewest observations before the first origin; left out, two cycles and one. */
  readonly leastTraining?: number | undefined;
  /** At most so many origins, the latest ones. */
  readonly mostOrigins?: number | undefined;
  readonly confidence?: number | undefined;
}

export interface ModelScore {
  readonly name: string;
  /** Mean over origins of MAE over the scale of what was known then. */
  readonly mase: number;
  readonly mae: number;
  readonly smape: number;
  /** Per step ahead, the errors (came minus forecast) of the origins in order of time. */
  readonly errors: readonly (readonly number[])[];
}

export interface ForecastStep {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Backtest {
  readonly origins: number;
  /** The baseline first, then the models that could forecast at each origin. */
  readonly scores: readonly ModelScore[];
  /** The model of least MASE where it beats the baseline, else "seasonal-naive". */
  readonly chosen: string;
  readonly beatsBaseline: boolean;
  /** What the chosen one says of the steps after the series, with intervals of its own past errors. */
  readonly forecast: readonly ForecastStep[];
}

export const baselineName = "seasonal-naive";
const fewestOrigins = 3;

/**
 * Rolling-origin backtest (滚动原点回测): forecasts made as if it were earlier, held against what came.
 *
 * For      publishing a model only where it has beaten the seasonal naive forecast.
 * Formula  from each origin T forecast h steps with what was known at T alone; MASE = mean over
 *          origins of MAE / mean |y_t − y_{t−m}| up to T; the model of least MASE is chosen if that
 *          is below the baseline's. Interval of step h: forecast plus the quantiles (type 7) of
 *          the errors h steps ahead.
 * Takes    a series in order of time without gaps; models are run at every origin and once at the
 *          end.
 * Gives    scores, the chosen model and its forecast; null below three origins, or when the series
 *          repeats itself exactly (there is nothing to beat).
 * Source   Tashman (2000) Int. J. Forecast. 16:437; Hyndman & Koehler (2006).
 *
 * @example rollingOriginBacktest([1, 2, 3], { period: 1, horizon: 2 }) // => null
 */
export function rollingOriginBacktest(
  series: ArrayLike<number>,
  options: BacktestOptions,
): Backtest | null {
  const { period, horizon, models = holtWintersModels(period) } = options;
  const values = Array.from(series);
  const origins = originsOf(values.length, options);
  if (origins.length < fewestOrigins) return null;
  const naive: Forecaster = (history, steps) => seasonalNaive(history, { period, horizon: steps });
  const all: Readonly<Record<string, Forecaster>> = { [baselineName]: naive, ...models };
  const scores = Object.entries(all).flatMap(([name, forecaster]) => {
    const score = scored(values, { name, forecaster, origins, period, horizon });
    return score === null ? [] : [score];
  });
  const baseline = scores.find(({ name }) => name === baselineName);
  if (baseline === undefined) return null;
  const best = scores.reduce((a, b) => (b.mase < a.mase ? b : a), baseline);
  const chosen = all[best.name]!(values, horizon);
  if (chosen === null) return null;
  return {
    origins: origins.length,
    scores,
    chosen: best.name,
    beatsBaseline: best !== baseline,
    forecast: withIntervals(chosen, best, options.confidence ?? 0.95),
  };
}

function holtWintersModels(period: number): Readonly<Record<string, Forecaster>> {
  const model =
    (seasonal: "additive" | "multiplicative"): Forecaster =>
    (history, horizon) => {
      const fit = holtWinters(history, { period, seasonal, ...(period < 2 && { gamma: false }) });
      return fit === null ? null : holtWintersForecast(fit, horizon);
    };
  const additive = { "holt-winters-additive": model("additive") };
  if (period < 2) return additive;
  return { ...additive, "holt-winters-multiplicative": model("multiplicative") };
}

/** Numbers of observations known at each origin. */
function originsOf(
  length: number,
  { period, horizon, leastTraining = 2 * period + 1, mostOrigins = 24 }: BacktestOptions,
): readonly number[] {
  const last = length - horizon;
  const first = Math.max(leastTraining, period + 1, last - mostOrigins + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

function scored(
  values: readonly number[],
  {
    name,
    forecaster,
    origins,
    period,
    horizon,
  }: {
    readonly name: string;
    readonly forecaster: Forecaster;
    readonly origins: readonly number[];
    readonly period: number;
    readonly horizon: number;
  },
): ModelScore | null {
  const errors = Array.from({ length: horizon }, (): number[] => []);
  let [mase, mae, smape] = [0, 0, 0];
  for (const origin of origins) {
    const training = values.slice(0, origin);
    const came = values.slice(origin, origin + horizon);
    const forecast = forecaster(training, horizon);
    if (forecast === null || !forecast.every(Number.isFinite)) return null;
    const accuracy = forecastAccuracy(came, forecast, { training, period });
    if (accuracy === null || accuracy.mase === null) return null;
    mase += accuracy.mase / origins.length;
    mae += accuracy.mae / origins.length;
    smape += accuracy.smape / origins.length;
    for (const [step, value] of came.entries()) errors[step]!.push(value - forecast[step]!);
  }
  return { name, mase, mae, smape, errors };
}

function withIntervals(
  forecast: readonly number[],
  { errors }: ModelScore,
  confidence: number,
): readonly ForecastStep[] {
  const tail = (1 - confidence) / 2;
  return forecast.map((value, step) => ({
    value,
    low: value + quantile(errors[step]!, tail)!,
    high: value + quantile(errors[step]!, 1 - tail)!,
  }));
}
