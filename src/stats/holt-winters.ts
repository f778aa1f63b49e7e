import { classicalDecomposition, type SeasonalKind } from "./classical-decomposition.ts";
import { minimiseInBox } from "./minimise-in-box.ts";

export interface HoltWintersOptions {
  /** Observations a cycle: 12 for months of a year. */
  readonly period: number;
  readonly seasonal?: SeasonalKind;
  /** Between 0 and 1; left out, it is chosen. */
  readonly alpha?: number | undefined;
  /** False: no trend. */
  readonly beta?: number | false | undefined;
  /** False: no seasons; with `beta: false` that is simple exponential smoothing. */
  readonly gamma?: number | false | undefined;
}

export interface HoltWintersFit {
  readonly seasonal: SeasonalKind | "none";
  readonly period: number;
  readonly alpha: number;
  readonly beta: number | false;
  readonly gamma: number | false;
  /** State after the last observation: level, slope a step, and the next cycle's seasons in order. */
  readonly level: number;
  readonly slope: number;
  readonly seasons: readonly number[];
  /** Sum of squared one-step errors. */
  readonly sse: number;
  /** One-step forecasts of series[firstAt], series[firstAt + 1], and so on. */
  readonly fitted: readonly number[];
  readonly firstAt: number;
}

type Seasons = HoltWintersFit["seasonal"];

interface Start {
  readonly level: number;
  readonly slope: number;
  readonly seasons: readonly number[];
  readonly firstAt: number;
}

/** R's optim.start. */
const starts = { alpha: 0.3, beta: 0.1, gamma: 0.1 };

/**
 * Holt–Winters smoothing (霍尔特—温特斯指数平滑): level, trend and seasons that follow the series.
 *
 * For      forecasts of demand with a yearly cycle; publish only where it beats seasonalNaive.
 * Formula  additive: l = α(y − s_{t−m}) + (1−α)(l + b), b = β·Δl + (1−β)b,
 *          s = γ(y − l) + (1−γ)s_{t−m}, with the new l in b and s; multiplicative divides.
 *          Starts as R: trend of decompose(first two cycles), its line's intercept and slope, its
 *          figure. Parameters not given minimise the sum of squared one-step errors from
 *          α .3, β .1, γ .1.
 * Takes    a series in order of time without gaps; with seasons two cycles and one value,
 *          multiplicative above 0; with trend alone three values; without both two.
 * Gives    parameters, last state and errors; null when the series is too short or not above 0.
 * Source   Holt (1957); Winters (1960) Manag. Sci. 6:324; R stats::HoltWinters.
 *
 * @example holtWinters([3, 5, 4, 4], { period: 1, alpha: 0.5, beta: false, gamma: false }).level // => 4
 */
export function holtWinters(
  series: ArrayLike<number>,
  options: HoltWintersOptions,
): HoltWintersFit | null {
  const { period, gamma } = options;
  const seasonal: Seasons = gamma === false ? "none" : (options.seasonal ?? "additive");
  const values = Float64Array.from(series);
  const start = startOf(values, { period, beta: options.beta, seasonal });
  if (start === null) return null;
  const model = { values, start, seasonal, period };
  const chosen = chosenParameters(model, options);
  const { sse, level, slope, seasons, fitted } = smoothed(model, chosen);
  return {
    ...{ seasonal, period, ...chosen, level },
    ...{ slope, seasons, sse, fitted, firstAt: start.firstAt },
  };
}

/**
 * Holt–Winters forecast (霍尔特—温特斯预测): the last state carried on.
 *
 * For      the months ahead.
 * Formula  level + h·slope, plus (or times) the season of that step.
 * Takes    a fit and the number of steps.
 * Gives    one value a step, in the unit of the series.
 * Source   R predict.HoltWinters.
 *
 * @example holtWintersForecast(holtWinters([1, 2, 3, 4], { period: 1, alpha: 1, beta: 1, gamma: false }), 2) // => [5, 6]
 */
export function holtWintersForecast(
  { level, slope, seasons, seasonal }: HoltWintersFit,
  horizon: number,
): readonly number[] {
  return Array.from({ length: horizon }, (_, step) => {
    const line = level + (step + 1) * slope;
    if (seasonal === "none") return line;
    const season = seasons[step % seasons.length]!;
    return seasonal === "additive" ? line + season : line * season;
  });
}

function startOf(
  values: Float64Array,
  { period, seasonal, beta }: Pick<HoltWintersOptions, "period" | "beta"> & { seasonal: Seasons },
): Start | null {
  if (values.some((value) => !Number.isFinite(value))) return null;
  if (seasonal === "none") {
    const firstAt = beta === false ? 1 : 2;
    if (values.length <= firstAt) return null;
    const level = values[firstAt - 1]!;
    return { level, slope: beta === false ? 0 : level - values[0]!, seasons: [], firstAt };
  }
  if (values.length <= 2 * period) return null;
  const parts = classicalDecomposition(values.subarray(0, 2 * period), period, { kind: seasonal });
  if (parts === null || (seasonal === "multiplicative" && values.some((value) => !(value > 0)))) {
    return null;
  }
  const { level, slope } = line(parts.trend.filter((value) => value !== null));
  return { level, slope: beta === false ? 0 : slope, seasons: parts.figure, firstAt: period };
}

/** Least squares over 1, 2, 3, …: the height at 0 and the slope. */
function line(values: readonly number[]): { readonly level: number; readonly slope: number } {
  const n = values.length;
  const middle = (n + 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const slope =
    values.reduce((sum, value, i) => sum + (i + 1 - middle) * (value - mean), 0) /
    ((n * (n * n - 1)) / 12 || 1);
  return { level: mean - slope * middle, slope };
}

interface Model {
  readonly values: Float64Array;
  readonly start: Start;
  readonly seasonal: Seasons;
  readonly period: number;
}

type Parameters = Pick<HoltWintersFit, "alpha" | "beta" | "gamma">;

function chosenParameters(model: Model, { alpha, beta, gamma }: HoltWintersOptions): Parameters {
  const given = { alpha, beta, gamma };
  const open = (["alpha", "beta", "gamma"] as const).filter((name) => given[name] === undefined);
  const at = (x: ArrayLike<number>): Parameters => {
    const filled = Object.fromEntries(open.map((name, i) => [name, x[i]!]));
    return { ...given, ...filled } as Parameters;
  };
  if (open.length === 0) return at([]);
  const objective = (x: Float64Array): number => {
    const { sse } = smoothed(model, at(x));
    return Number.isFinite(sse) ? sse : Infinity;
  };
  const { at: best } = minimiseInBox(
    objective,
    open.map((name) => starts[name]),
  );
  return at(best);
}

interface Smoothed {
  readonly sse: number;
  readonly level: number;
  readonly slope: number;
  readonly seasons: readonly number[];
  readonly fitted: readonly number[];
}

function smoothed(
  { values, start, seasonal, period }: Model,
  { alpha, beta, gamma }: Parameters,
): Smoothed {
  const multiplies = seasonal === "multiplicative";
  const neutral = multiplies ? 1 : 0;
  const seasons = Float64Array.from(start.seasons);
  const fitted: number[] = [];
  let { level, slope } = start;
  let sse = 0;
  for (let t = start.firstAt; t < values.length; t += 1) {
    const value = values[t]!;
    const at = (t - start.firstAt) % period;
    const season = seasonal === "none" ? neutral : seasons[at]!;
    const ahead = level + slope;
    const forecast = multiplies ? ahead * season : ahead + season;
    fitted.push(forecast);
    sse += (value - forecast) ** 2;
    const before = level;
    const bare = multiplies ? value / season : value - season;
    level = alpha * bare + (1 - alpha) * ahead;
    if (beta !== false) slope = beta * (level - before) + (1 - beta) * slope;
    if (gamma === false || seasonal === "none") continue;
    const swing = multiplies ? value / level : value - level;
    seasons[at] = gamma * swing + (1 - gamma) * season;
  }
  const next = (values.length - start.firstAt) % period;
  const inOrder = Array.from(seasons, (_, i) => seasons[(next + i) % period]!);
  return { sse, level, slope, seasons: inOrder, fitted };
}
