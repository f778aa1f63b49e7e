export type SeasonalKind = "additive" | "multiplicative";

export interface SeriesStrength {
  /** F_S, 0 to 1: below 0.3 there is no stable cycle. */
  readonly season: number | null;
  /** F_T, 0 to 1. */
  readonly trend: number | null;
}

export interface VarianceShares {
  /** Together 1: what part of the ups and downs of the series each carries. */
  readonly trend: number;
  readonly season: number;
  readonly remainder: number;
}

export interface ClassicalDecomposition {
  readonly kind: SeasonalKind;
  /** Null for half a cycle at either end. */
  readonly trend: readonly (number | null)[];
  readonly seasonal: readonly number[];
  readonly remainder: readonly (number | null)[];
  /** One value a season from the first observation on: mean 0, or 1 when multiplicative. */
  readonly figure: readonly number[];
  /** Null for a constant series. */
  readonly shares: VarianceShares | null;
  readonly strength: SeriesStrength;
}

/**
 * Classical decomposition (经典时间序列分解): a series as trend, fixed cycle and random swing.
 *
 * For      whether demand follows the calendar or chance.
 * Formula  trend: centred moving average over one cycle; figure: mean per season of the series less
 *          (or over) trend, brought to mean 0 (or 1); remainder: what is left.
 *          F_S = max(0, 1 − Var(R)/Var(S+R)), F_T = max(0, 1 − Var(R)/Var(T+R)); share of a part =
 *          its covariance with the series over the variance of the series. Multiplicative parts
 *          are compared as logarithms.
 * Takes    a series in order of time without gaps, at least two cycles; the period from 2 on.
 *          Multiplicative needs values above 0.
 * Gives    parts in the unit of the series; null when it is too short or not above 0.
 * Source   R stats::decompose; Wang, Smith & Hyndman (2006) Data Min. Knowl. Discov. 13:335, with
 *          this decomposition in place of their STL.
 *
 * @example classicalDecomposition([1, 3, 2, 4, 3, 5], 2).figure // => [-0.75, 0.75]
 */
export function classicalDecomposition(
  series: ArrayLike<number>,
  period: number,
  { kind = "additive" }: { readonly kind?: SeasonalKind } = {},
): ClassicalDecomposition | null {
  const values = Array.from(series);
  const multiplies = kind === "multiplicative";
  if (period < 2 || values.length < 2 * period) return null;
  if (values.some((value) => !Number.isFinite(value) || (multiplies && !(value > 0)))) return null;
  const trend = movingAverage(values, period);
  const figure = seasonalFigure(values, trend, { period, kind });
  const seasonal = values.map((_, t) => figure[t % period]!);
  const remainder = values.map((value, t) => {
    const level = trend[t]!;
    if (level === null) return null;
    return multiplies ? value / (level * seasonal[t]!) : value - level - seasonal[t]!;
  });
  const parts = { kind, trend, seasonal, remainder, figure };
  return { ...parts, ...sizes(parts) };
}

/** Over one cycle; of an even one the two ends count half. */
function movingAverage(values: readonly number[], period: number): readonly (number | null)[] {
  const half = Math.floor(period / 2);
  return values.map((_, t) => {
    if (t < half || t + half >= values.length) return null;
    let sum = 0;
    for (let k = -half; k <= half; k += 1) {
      const ends = period % 2 === 0 && Math.abs(k) === half;
      sum += values[t + k]! * (ends ? 0.5 : 1);
    }
    return sum / period;
  });
}

function seasonalFigure(
  values: readonly number[],
  trend: readonly (number | null)[],
  { period, kind }: { readonly period: number; readonly kind: SeasonalKind },
): readonly number[] {
  const means = Array.from({ length: period }, (_, season) => {
    let [sum, n] = [0, 0];
    for (let t = season; t < values.length; t += period) {
      const level = trend[t]!;
      if (level === null) continue;
      sum += kind === "multiplicative" ? values[t]! / level : values[t]! - level;
      n += 1;
    }
    return sum / n;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / period;
  return means.map((value) => (kind === "multiplicative" ? value / mean : value - mean));
}

function sizes({
  kind,
  trend,
  seasonal,
  remainder,
}: Pick<ClassicalDecomposition, "kind" | "trend" | "seasonal" | "remainder">): Pick<
  ClassicalDecomposition,
  "shares" | "strength"
> {
  const scale = kind === "multiplicative" ? Math.log : (value: number) => value;
  const inside = trend.flatMap((level, t) => (level === null ? [] : [t]));
  const [t, s, r] = [trend, seasonal, remainder].map((part) =>
    inside.map((at) => scale(part[at]!)),
  ) as [number[], number[], number[]];
  const plus = (a: readonly number[], b: readonly number[]): number[] =>
    a.map((value, i) => value + b[i]!);
  const whole = plus(plus(t, s), r);
  const all = covariance(whole, whole);
  const isConstant = !(all > 1e-24 * whole.reduce((sum, value) => sum + value * value, 0));
  const share = (part: readonly number[]): number => covariance(part, whole) / all;
  return {
    shares: isConstant ? null : { trend: share(t), season: share(s), remainder: share(r) },
    strength: isConstant
      ? { season: null, trend: null }
      : { season: strengthOf(r, plus(s, r)), trend: strengthOf(r, plus(t, r)) },
  };
}

function strengthOf(remainder: readonly number[], both: readonly number[]): number {
  const variance = covariance(both, both);
  return variance > 0 ? Math.max(0, 1 - covariance(remainder, remainder) / variance) : 0;
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  return a.reduce((sum, value, i) => sum + (value - meanA) * (b[i]! - meanB), 0) / a.length;
}
