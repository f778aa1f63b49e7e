export interface ForecastAccuracy {
  readonly n: number;
  /** Mean error, actual minus forecast. */
  readonly meanError: number;
  readonly mae: number;
  readonly rmse: number;
  /** In per cent; null where something was 0. */
  readonly mape: number | null;
  /** In per cent, 0 to 200; a pair of zeros counts as no error. */
  readonly smape: number;
  /** MAE over the scale of the training part; null without a scale. */
  readonly mase: number | null;
  /** Mean absolute seasonal difference of the training part. */
  readonly scale: number | null;
}

export interface AccuracyOptions {
  /** What was known before the forecast. */
  readonly training: ArrayLike<number>;
  /** Observations a cycle, 12 for months of a year. */
  readonly period: number;
}

/**
 * Forecast accuracy (预测精度): how far forecasts lay from what came, MAE, RMSE, MAPE, sMAPE, MASE.
 *
 * For      publishing a model only where it beats the seasonal naive forecast.
 * Formula  MAE = mean |y − f|; RMSE = √mean (y − f)²; MAPE = mean 100|y − f|/|y|;
 *          sMAPE = mean 200|y − f|/(|y| + |f|); MASE = MAE / mean_{t>m} |y_t − y_{t−m}| of training.
 * Takes    what came and what was forecast, of equal length; the training part and its period.
 * Gives    in the unit of the series or per cent; null for nothing to compare; MASE below 1 is
 *          better than last cycle's value was on average in training.
 * Source   Hyndman & Koehler (2006) Int. J. Forecast. 22:679; R forecast::accuracy.
 *
 * @example forecastAccuracy([5, 7], [4, 9], { training: [1, 2, 3, 5], period: 1 }).mase // => 1.125
 */
export function forecastAccuracy(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  { training, period }: AccuracyOptions,
): ForecastAccuracy | null {
  const n = Math.min(actual.length, forecast.length);
  if (n === 0) return null;
  let [sum, absolute, squares, percent, symmetric, zeros] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const error = actual[i]! - forecast[i]!;
    const off = Math.abs(error);
    sum += error;
    absolute += off;
    squares += error * error;
    if (actual[i] === 0) zeros += 1;
    else percent += (100 * off) / Math.abs(actual[i]!);
    if (off > 0) symmetric += (200 * off) / (Math.abs(actual[i]!) + Math.abs(forecast[i]!));
  }
  const scale = seasonalScale(training, period);
  const mae = absolute / n;
  return {
    n,
    meanError: sum / n,
    mae,
    rmse: Math.sqrt(squares / n),
    mape: zeros > 0 ? null : percent / n,
    smape: symmetric / n,
    mase: scale === null || scale === 0 ? null : mae / scale,
    scale,
  };
}

/** Mean |y_t − y_{t−m}|; null when the series is not longer than a cycle. */
function seasonalScale(training: ArrayLike<number>, period: number): number | null {
  if (training.length <= period) return null;
  let sum = 0;
  for (let t = period; t < training.length; t += 1) {
    sum += Math.abs(training[t]! - training[t - period]!);
  }
  return sum / (training.length - period);
}
