import type { Estimate } from "../stats/estimate.ts";
import { observedValues } from "../stats/observed.ts";
import { concentrationDraws } from "./concentration-draws.ts";

export interface LorenzPoint {
  /** Share of the customers, the largest first. */
  readonly customers: number;
  /** Share of the sum that is theirs. */
  readonly value: number;
}

/** Values from the largest, negatives clipped at 0. */
export interface Ranked {
  readonly falling: Float64Array;
  readonly sum: number;
  /** Sum of what was clipped, 0 or below. */
  readonly clipped: number;
}

/**
 * Ranked values (排序金额): a column made ready for concentration.
 *
 * For      every measure below, so that a million values are sorted once.
 * Takes    values in any order; NaN counts nowhere; a value below 0 (more returned than bought)
 *          would bend the curve and becomes 0, and its sum is reported.
 * Gives    values from the largest; empty for none.
 */
export function ranked(values: Float64Array): Ranked {
  const falling = observedValues(values).slice().sort().reverse();
  let sum = 0;
  let clipped = 0;
  for (let i = 0; i < falling.length; i += 1) {
    if (falling[i]! < 0) {
      clipped += falling[i]!;
      falling[i] = 0;
    } else sum += falling[i]!;
  }
  return { falling, sum, clipped };
}

/**
 * Top share (头部占比，二八原则): the share of all value that the largest customers bring.
 *
 * For      whether 80/20 holds here.
 * Formula  Σ of the ⌈share·n⌉ largest / Σ of all
 * Takes    ranked values.
 * Gives    0 to 1; null when the sum is 0.
 * Source   articles/003 (二八原则).
 *
 * @example topShare(ranked(Float64Array.of(8, 1, 1, 0, 0))) // => 0.8
 */
export function topShare({ falling, sum }: Ranked, share = 0.2): number | null {
  if (!(sum > 0)) return null;
  const top = Math.ceil(share * falling.length - 1e-9);
  let part = 0;
  for (let i = 0; i < top; i += 1) part += falling[i]!;
  return part / sum;
}

/**
 * Customers for a share (达成份额的客户数): how many of the largest customers bring that share.
 *
 * For      "so many percent of customers bring 80%".
 * Formula  the least m with Σ of the m largest ≥ share·Σ
 * Takes    ranked values.
 * Gives    a count; null when the sum is 0.
 * Source   articles/003 (二八原则).
 *
 * @example customersForShare(ranked(Float64Array.of(8, 1, 1, 0, 0)), 0.8) // => 1
 */
export function customersForShare({ falling, sum }: Ranked, share = 0.8): number | null {
  if (!(sum > 0)) return null;
  let part = 0;
  for (let i = 0; i < falling.length; i += 1) {
    part += falling[i]!;
    if (part >= share * sum - 1e-12 * sum) return i + 1;
  }
  return falling.length;
}

/**
 * Customers within a share (份额以内的客户数): how many of the largest customers bring no more.
 *
 * For      comparing with reports that cut the list where the running share passes 80%.
 * Formula  the greatest m with Σ of the m largest ≤ share·Σ
 * Takes    ranked values.
 * Gives    a count; null when the sum is 0.
 * Source   PrepBench case 164, which counts so: 347, where `customersForShare` gives 348.
 *
 * @example customersWithinShare(ranked(Float64Array.of(7, 2, 1, 0, 0)), 0.8) // => 1
 */
export function customersWithinShare(values: Ranked, share = 0.8): number | null {
  const reached = customersForShare(values, share);
  if (reached === null) return null;
  const part = values.falling.subarray(0, reached).reduce((total, value) => total + value, 0);
  return part <= share * values.sum * (1 + 1e-12) ? reached : reached - 1;
}

/**
 * Lorenz curve (洛伦兹曲线): what share of value the largest customers hold, for every share of them.
 *
 * For      the picture of concentration.
 * Takes    ranked values, and at most how many points.
 * Gives    points from (0, 0) to (1, 1); concave, since the largest come first; empty when the
 *          sum is 0.
 * Source   Lorenz (1905).
 *
 * @example lorenzCurve(ranked(Float64Array.of(3, 1)))[1].value // => 0.75
 */
export function lorenzCurve({ falling, sum }: Ranked, points = 41): readonly LorenzPoint[] {
  if (!(sum > 0)) return [];
  const n = falling.length;
  const steps = Math.min(points - 1, n);
  const curve: LorenzPoint[] = [{ customers: 0, value: 0 }];
  let part = 0;
  let at = 0;
  for (let step = 1; step <= steps; step += 1) {
    const upTo = Math.round((n * step) / steps);
    for (; at < upTo; at += 1) part += falling[at]!;
    curve.push({ customers: upTo / n, value: step === steps ? 1 : part / sum });
  }
  return curve;
}

/**
 * Gini coefficient (基尼系数): how unequally value is spread over customers.
 *
 * For      comparing concentration over time; the window must be as long each time.
 * Formula  2·Σ i·x₍ᵢ₎ / (n·Σx) − (n + 1)/n, x ascending; times n/(n − 1) when corrected.
 * Takes    ranked values.
 * Gives    0 (all equal) to 1; null when the sum is 0, and corrected below two values.
 * Source   Gini (1912); R ineq.
 *
 * @example gini(ranked(Float64Array.of(1, 1, 1))) // => 0
 */
export function gini(
  { falling, sum }: Ranked,
  { corrected = false }: { readonly corrected?: boolean } = {},
): number | null {
  const n = falling.length;
  if (!(sum > 0) || (corrected && n < 2)) return null;
  let weighted = 0;
  for (let i = 0; i < n; i += 1) weighted += (n - i) * falling[i]!;
  const plain = Math.max(0, (2 * weighted) / (n * sum) - (n + 1) / n);
  return corrected ? (plain * n) / (n - 1) : plain;
}

/**
 * Herfindahl index (赫芬达尔指数): the sum of squared shares.
 *
 * For      dependence on few customers.
 * Formula  Σ (x/Σx)²
 * Takes    ranked values.
 * Gives    1/n to 1; null when the sum is 0.
 * Source   R ineq.
 *
 * @example herfindahl(ranked(Float64Array.of(1, 1))) // => 0.5
 */
export function herfindahl({ falling, sum }: Ranked): number | null {
  if (!(sum > 0)) return null;
  return falling.reduce((total, value) => total + (value / sum) ** 2, 0);
}

/**
 * Lorenz asymmetry (洛伦兹不对称系数): whether few large or many small customers make it unequal.
 *
 * Formula  F(μ) + L(μ) with δ = (μ − x_m)/(x_{m+1} − x_m), m the count of values below the mean.
 * Takes    ranked values.
 * Gives    above 1: few large ones; null when the sum is 0 or a value equals the mean.
 * Source   Damgaard & Weiner (2000) Ecology 81:1139.
 *
 * @example lorenzAsymmetry(ranked(Float64Array.of(2, 2, 2, 2, 2, 18, 18, 18, 18, 18))) // => 0.74
 */
export function lorenzAsymmetry({ falling, sum }: Ranked): number | null {
  if (!(sum > 0)) return null;
  const n = falling.length;
  const mean = sum / n;
  const above = falling.findIndex((value) => value <= mean);
  if (above <= 0 || falling[above] === mean) return null;
  const delta = (mean - falling[above]!) / (falling[above - 1]! - falling[above]!);
  const below = falling.subarray(above).reduce((total, value) => total + value, 0);
  return (n - above + delta) / n + (below + delta * falling[above - 1]!) / sum;
}

export interface Concentration {
  readonly topShare: Estimate;
  readonly gini: Estimate;
  readonly clipped: number;
}

/**
 * Concentration with intervals (集中度及区间): top share and Gini, each with its bootstrap interval.
 *
 * For      the Pareto page.
 * Formula  as above; percentile interval of seeded Poisson bootstrap draws, see concentrationDraws.
 * Takes    ranked values of one row a customer.
 * Gives    n customers; nulls when the sum is 0; no interval for one customer.
 * Source   methods 15.
 */
export function concentration(
  values: Ranked,
  {
    seed,
    share = 0.2,
    draws = 2000,
    confidence = 0.95,
  }: {
    readonly seed: string;
    readonly share?: number;
    readonly draws?: number;
    readonly confidence?: number;
  },
): Concentration {
  const n = values.falling.length;
  const drawn = concentrationDraws(values.falling, { seed, share, draws });
  const estimate = (value: number | null, sorted: Float64Array): Estimate => {
    if (value === null || n < 2 || sorted.length === 0) return { value, low: null, high: null, n };
    const tail = Math.floor(((1 - confidence) / 2) * sorted.length);
    return { value, low: sorted[tail]!, high: sorted[sorted.length - 1 - tail]!, n };
  };
  return {
    topShare: estimate(topShare(values, share), drawn.topShare),
    gini: estimate(gini(values), drawn.gini),
    clipped: values.clipped,
  };
}
