import { lnGamma } from "./ln-gamma.ts";
import { moments } from "./mean.ts";
import { isObserved, type Observations } from "./observed.ts";

export interface ChartOptions {
  /** Distance of the limits from the centre, in standard errors. */
  readonly sigmas?: number | undefined;
  /** Use the first so many points alone for centre and limits. */
  readonly baseline?: number | undefined;
}

export interface ControlPoint {
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
  /** "beyond" a limit, or eighth or later of a "run" on one side of the centre. */
  readonly signal: "beyond" | "run" | null;
}

export interface ControlChart {
  readonly centre: number;
  /** Standard deviation of a single observation. */
  readonly sigma: number;
  readonly points: readonly ControlPoint[];
}

const runLength = 8;
/** Mean range of two normal observations, 2/√π. */
const d2 = 2 / Math.sqrt(Math.PI);

/**
 * Individuals chart (单值控制图): which of a row of numbers is more than chance.
 *
 * For      a measure with one number a period, as the median reply time.
 * Formula  centre = mean; σ = mean |x_t − x_{t−1}| / 1.128; limits centre ± 3σ.
 * Takes    one number a period in order; a gap has no point and no range beside it.
 * Gives    centre, limits and signals: beyond a limit, or eight in a row on one side; null below
 *          two neighbouring values.
 * Source   Shewhart (1931); Montgomery (2013) Introduction to Statistical Quality Control, 6.4; R
 *          qcc(type = "xbar.one").
 *
 * @example individualsChart([10, 12, 10, 12]).sigma // => 1.7724538509
 */
export function individualsChart(
  values: Observations,
  { sigmas = 3, baseline = values.length }: ChartOptions = {},
): ControlChart | null {
  const all = Array.from(values, (value) => (isObserved(value) ? value : null));
  const used = all.slice(0, baseline);
  const ranges = used.flatMap((value, t) => {
    const before = used[t - 1];
    return value === null || before === null || before === undefined
      ? []
      : [Math.abs(value - before)];
  });
  if (ranges.length === 0) return null;
  const centre = moments(used).mean;
  const sigma = moments(ranges).mean / d2;
  return { centre, sigma, points: judged(all, centre, () => sigmas * sigma) };
}

/**
 * X-bar chart (均值控制图): which group means are more than chance, from the spread inside groups.
 *
 * For      a measure with several numbers a period, as scores of a week.
 * Formula  centre = mean of all values of the baseline; σ = √(Σ squares within groups / Σ (n_g − 1))
 *          / c4; limits centre ± 3σ/√n_g.
 * Takes    one list of values a period, of any length; null and NaN count nowhere.
 * Gives    centre, limits and signals of the means; null where no group has two values.
 * Source   Montgomery (2013), 6.3; R qcc(type = "xbar", std.dev = "RMSDF").
 *
 * @example xBarChart([[1, 3], [2, 4]]).centre // => 2.5
 */
export function xBarChart(
  groups: readonly Observations[],
  { sigmas = 3, baseline = groups.length }: ChartOptions = {},
): ControlChart | null {
  const all = groups.map((group) => moments(group));
  const used = all.slice(0, baseline).filter(({ n }) => n > 0);
  const df = used.reduce((sum, { n }) => sum + n - 1, 0);
  if (df <= 0) return null;
  const n = used.reduce((sum, group) => sum + group.n, 0);
  const centre = used.reduce((sum, group) => sum + group.n * group.mean, 0) / n;
  const squares = used.reduce((sum, group) => sum + group.squares, 0);
  const sigma = Math.sqrt(squares / df) / c4(df + 1);
  const means = all.map((group) => (group.n > 0 ? group.mean : null));
  return {
    centre,
    sigma,
    points: judged(means, centre, (t) => (sigmas * sigma) / Math.sqrt(all[t]!.n)),
  };
}

/** What the standard deviation of n normal values is too small by, on average. */
function c4(n: number): number {
  return Math.sqrt(2 / (n - 1)) * Math.exp(lnGamma(n / 2) - lnGamma((n - 1) / 2));
}

function judged(
  values: readonly (number | null)[],
  centre: number,
  half: (t: number) => number,
): readonly ControlPoint[] {
  let run = 0;
  let side = 0;
  return values.map((value, t) => {
    const reach = half(t);
    const [low, high] = [centre - reach, centre + reach];
    if (value === null) return { value, low, high, signal: null };
    const here = Math.sign(value - centre);
    run = here !== 0 && here === side ? run + 1 : Number(here !== 0);
    side = here;
    const isBeyond = value < low || value > high;
    return { value, low, high, signal: isBeyond ? "beyond" : run >= runLength ? "run" : null };
  });
}
