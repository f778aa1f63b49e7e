export interface SeasonalNaiveOptions {
  /** Observations a cycle: 12 for months, 4 for quarters, 7 for days of a week, 1 for none. */
  readonly period: number;
  /** Steps ahead. */
  readonly horizon: number;
}

/**
 * Seasonal naive forecast (季节性朴素预测): each season comes again as it was last time.
 *
 * For      the baseline that a model must beat before it is published.
 * Formula  ŷ_{T+h} = y_{T+h−m·⌈h/m⌉}.
 * Takes    a series in order of time without gaps; the period m and the horizon.
 * Gives    one value a step; null when the series is shorter than one cycle.
 * Source   Hyndman & Athanasopoulos (2021) Forecasting, 5.2; R forecast::snaive.
 *
 * @example seasonalNaive([1, 2, 3, 4], { period: 2, horizon: 3 }) // => [3, 4, 3]
 */
export function seasonalNaive(
  series: ArrayLike<number>,
  { period, horizon }: SeasonalNaiveOptions,
): readonly number[] | null {
  const last = series.length - period;
  if (last < 0 || period < 1) return null;
  return Array.from({ length: horizon }, (_, step) => series[last + (step % period)]!);
}
