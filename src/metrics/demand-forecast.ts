import {
  baselineName,
  rollingOriginBacktest,
  type ForecastStep,
} from "../stats/rolling-origin-backtest.ts";

export interface DemandForecast {
  /** Forecasts made as if it were earlier. */
  readonly origins: number;
  /** Name of the model that is published. */
  readonly model: string;
  readonly beatsBaseline: boolean;
  /** Its error over the baseline's; 1 for the baseline itself. */
  readonly relativeError: number;
  /** Mean of |came − forecast| / came over all past forecasts; null where nothing came. */
  readonly mape: number | null;
  readonly steps: readonly ForecastStep[];
}

export interface DemandForecastOptions {
  /** Observations a cycle. */
  readonly period: number;
  readonly horizon: number;
}

/** Fewer past forecasts than this have no outer twentieth: the range is then their widest miss. */
const enoughForQuantiles = 20;

/**
 * Demand forecast (需求预测): the next periods, by the model that did best on the past.
 *
 * For      planning staff and stock per segment.
 * Formula  rolling-origin backtest of Holt–Winters against seasonal naive; a model is used only
 *          where it beats it. Range of step h: forecast ± the largest miss of past forecasts up to
 *          h steps ahead; from 20 origins on the quantiles of the misses.
 * Takes    a series in order of time without gaps.
 * Gives    model, steps, error; null when the series is too short for three origins. Ranges start
 *          at 0, since demand does.
 * Source   Hyndman & Athanasopoulos (2021) Forecasting 5.8, 5.10; methods 18.
 *
 * @example demandForecast([1, 2, 3], { period: 12, horizon: 3 }) // => null
 */
export function demandForecast(
  series: readonly number[],
  { period, horizon }: DemandForecastOptions,
): DemandForecast | null {
  const test = rollingOriginBacktest(series, { period, horizon });
  if (test === null) return null;
  const own = test.scores.find(({ name }) => name === test.chosen)!;
  const baseline = test.scores.find(({ name }) => name === baselineName)!;
  let widest = 0;
  const steps = test.forecast.map(({ value, low, high }, step) => {
    widest = Math.max(widest, ...own.errors[step]!.map(Math.abs));
    const isKnown = test.origins >= enoughForQuantiles;
    return {
      value: Math.max(0, value),
      low: Math.max(0, isKnown ? low : value - widest),
      high: Math.max(0, isKnown ? high : value + widest),
    };
  });
  return {
    origins: test.origins,
    model: test.chosen,
    beatsBaseline: test.beatsBaseline,
    relativeError: own.mase / baseline.mase,
    mape: meanMiss(series, own.errors),
    steps,
  };
}

/** Errors lie by step ahead and origin; the last origin's last step is the series' end. */
function meanMiss(
  series: readonly number[],
  errors: readonly (readonly number[])[],
): number | null {
  const origins = errors[0]!.length;
  const first = series.length - errors.length - origins + 1;
  const misses = errors.flatMap((own, step) =>
    own.map((error, origin) => Math.abs(error) / series[first + origin + step]!),
  );
  const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
  return Number.isFinite(mean) ? mean : null;
}
