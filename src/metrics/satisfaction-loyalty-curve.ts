import type { Estimate } from "../stats/estimate.ts";
import { fisherUpper } from "../stats/fisher-f.ts";
import { mean, moments } from "../stats/mean.ts";
import { isObserved } from "../stats/observed.ts";
import { ols } from "../stats/ols.ts";

export interface SatisfactionAndOutcome {
  readonly satisfaction: number | null;
  /** Intention, recommendation, or 1 for "came back" and 0 for "did not". */
  readonly loyalty: number | null;
}

export interface CurvePoint {
  readonly satisfaction: number;
  readonly loyalty: Estimate;
}

export interface CurveStep {
  readonly from: number;
  readonly to: number;
  /** Loyalty gained for one point of satisfaction. */
  readonly rise: number;
}

export interface SatisfactionLoyaltyCurve {
  readonly n: number;
  /** Mean loyalty at each level of satisfaction, rising. */
  readonly points: readonly CurvePoint[];
  readonly steps: readonly CurveStep[];
  /** The step of the greatest rise; null below two levels. */
  readonly steepest: CurveStep | null;
  readonly slope: Estimate;
  readonly lineR2: number | null;
  /** R² of the level means: all that satisfaction can say of loyalty. */
  readonly levelsR2: number | null;
  /** Do level means fit better than a line? Small p: the curve is bent. */
  readonly bend: {
    readonly f: number;
    readonly df1: number;
    readonly df2: number;
    readonly p: number;
  } | null;
}

/**
 * Satisfaction–loyalty curve (满意度—忠诚度曲线): loyalty at each level of satisfaction, and whether it
 * runs straight.
 *
 * For      whether a point of satisfaction is worth the same everywhere.
 * Formula  mean loyalty per level; F = ((SSE_line − SSE_levels)/(L − 2)) / (SSE_levels/(n − L)).
 * Takes    one row a person; a row with a gap in either counts nowhere; satisfaction in levels.
 * Gives    points in the unit of loyalty; no bend below three levels or without repeats; the rise
 *          between neighbouring levels.
 * Source   Jones & Sasser (1995) HBR 73(6):88; lack-of-fit test, Draper & Smith (1998) Applied
 *          Regression Analysis, 2.1; R anova(lm(y ~ x), lm(y ~ factor(x))).
 *
 * @example satisfactionLoyaltyCurve([{ satisfaction: 5, loyalty: 9 }]).points[0].loyalty.value // => 9
 */
export function satisfactionLoyaltyCurve(
  rows: readonly SatisfactionAndOutcome[],
  confidence = 0.95,
): SatisfactionLoyaltyCurve {
  const both = rows
    .filter((row) => isObserved(row.satisfaction) && isObserved(row.loyalty))
    .map((row) => ({ x: row.satisfaction!, y: row.loyalty! }));
  const levels = [...Map.groupBy(both, ({ x }) => x)]
    .map(([x, list]) => ({ x, ys: list.map(({ y }) => y) }))
    .toSorted((a, b) => a.x - b.x);
  const points = levels.map(({ x, ys }) => ({ satisfaction: x, loyalty: mean(ys, confidence) }));
  const steps = points.slice(1).map((point, i) => riseOf(points[i]!, point));
  const y = both.map((row) => row.y);
  const line = ols(y, { satisfaction: both.map(({ x }) => x) }, { confidence });
  const total = moments(y).squares;
  const within = levels.reduce((sum, { ys }) => sum + moments(ys).squares, 0);
  const coefficient = line?.coefficients[1];
  return {
    n: both.length,
    points,
    steps,
    steepest: steps.reduce<CurveStep | null>(
      (best, step) => (best === null || step.rise > best.rise ? step : best),
      null,
    ),
    slope: {
      value: coefficient?.value ?? null,
      low: coefficient?.low ?? null,
      high: coefficient?.high ?? null,
      n: both.length,
    },
    lineR2: line?.r2 ?? null,
    levelsR2: total > 0 ? 1 - within / total : null,
    bend:
      line === null ? null : bendOf(line.rss, within, { n: both.length, levels: levels.length }),
  };
}

function riseOf(one: CurvePoint, two: CurvePoint): CurveStep {
  const [from, to] = [one.satisfaction, two.satisfaction];
  return { from, to, rise: (two.loyalty.value! - one.loyalty.value!) / (to - from) };
}

function bendOf(
  lineSse: number,
  levelsSse: number,
  { n, levels }: { readonly n: number; readonly levels: number },
): SatisfactionLoyaltyCurve["bend"] {
  const [df1, df2] = [levels - 2, n - levels];
  if (df1 < 1 || df2 < 1 || !(levelsSse > 0)) return null;
  const f = Math.max(0, (lineSse - levelsSse) / df1 / (levelsSse / df2));
  return { f, df1, df2, p: fisherUpper(f, df1, df2) };
}
