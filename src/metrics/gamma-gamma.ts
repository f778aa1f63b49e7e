import { digamma } from "../stats/digamma.ts";
import { lnGamma } from "../stats/ln-gamma.ts";
import type { Slope } from "../stats/minimise.ts";
import { twoStartMinimum } from "../stats/two-start-minimum.ts";

export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  /** Scale of the gamma over customers (γ or v of the papers), in money. */
  readonly v: number;
}

export interface GammaGammaFit extends GammaGammaParameters {
  readonly customers: number;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly startDifference: number;
}

/** Repeat buyers: repeat purchases and their mean value; other rows are passed over. */
export interface SpendHistory {
  readonly x: Float64Array;
  readonly meanValue: Float64Array;
}

const sampleRows = 20_000;

/**
 * Gamma-Gamma fit (Gamma-Gamma极大似然拟合): what a purchase is worth, and how customers differ.
 *
 * For      lifetime value, beside BG/NBD; value must not depend on frequency.
 * Formula  maximum of Σ lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q·ln v + (px−1)·ln z̄ + px·ln x
 *          − (px+q)·ln(v + x·z̄), from two starts, in units of the mean value.
 * Takes    one row a customer; rows without a repeat or without a positive mean value count nowhere.
 * Gives    v in the money of the values; null below two customers.
 * Source   Fader & Hardie (2013) note 025.
 */
export function gammaGammaFit(history: SpendHistory): GammaGammaFit | null {
  const { x, value } = repeatersOf(history);
  const customers = x.length;
  if (customers < 2) return null;
  const unit = value.reduce((sum, each) => sum + each, 0) / customers;
  const scaled = value.map((each) => each / unit);
  const every = Math.max(1, customers / sampleRows);
  const part = (column: Float64Array): Float64Array =>
    Float64Array.from({ length: sampleRows }, (_, i) => column[Math.floor(i * every)]!);
  const found = twoStartMinimum({
    full: spendObjective(x, scaled),
    sample: customers > sampleRows ? spendObjective(part(x), part(scaled)) : null,
    starts: [
      [Math.log(4), Math.log(3), Math.log(0.5)],
      [0, Math.log(2), 0],
    ],
  });
  const [p, q, v] = Array.from(found.at, Math.exp) as [number, number, number];
  return {
    ...{ p, q, v: v * unit, customers },
    logLikelihood: -customers * (found.value + Math.log(unit)),
    // A parameter that runs to 0 or to infinity has no maximum: all values are equal, or wild.
    converged: found.converged && [p, q, v].every((each) => each > 1e-6 && each < 1e6),
    startDifference: found.startDifference * customers,
  };
}

function repeatersOf({ x, meanValue }: SpendHistory): {
  readonly x: Float64Array;
  readonly value: Float64Array;
} {
  const kept = { x: new Float64Array(x.length), value: new Float64Array(x.length) };
  let n = 0;
  for (let i = 0; i < x.length; i += 1) {
    if (!(x[i]! >= 1) || !(meanValue[i]! > 0)) continue;
    kept.x[n] = x[i]!;
    kept.value[n++] = meanValue[i]!;
  }
  return { x: kept.x.subarray(0, n), value: kept.value.subarray(0, n) };
}

/** Negative log-likelihood per customer and its gradient in the logs of p, q, v. */
function spendObjective(x: Float64Array, value: Float64Array): (logs: Float64Array) => Slope {
  const n = x.length;
  const top = x.reduce((most, each) => Math.max(most, each), 0);
  const customersWith = new Float64Array(top + 1);
  let [logValues, weightedLogs] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    customersWith[x[i]!]! += 1;
    logValues += Math.log(value[i]!);
    weightedLogs += x[i]! * Math.log(x[i]! * value[i]!);
  }
  return (logs) => {
    const [p, q, v] = Array.from(logs, Math.exp) as [number, number, number];
    const byCount = sumByCount(customersWith, p, q);
    const byRow = sumByRow(x, value, { p, q, v });
    const sum = byCount.value + n * q * Math.log(v) + p * weightedLogs - logValues - byRow.value;
    const slope = [
      byCount.p + weightedLogs - byRow.p,
      byCount.q + n * Math.log(v) - byRow.q,
      (n * q) / v - byRow.v,
    ];
    return { value: -sum / n, gradient: slope.map((each, i) => (-each * [p, q, v][i]!) / n) };
  };
}

/** Σ lnΓ(px + q) − lnΓ(px) − lnΓ(q), once a distinct x. */
function sumByCount(
  customersWith: Float64Array,
  p: number,
  q: number,
): { readonly value: number; readonly p: number; readonly q: number } {
  const sum = { value: 0, p: 0, q: 0 };
  for (let x = 1; x < customersWith.length; x += 1) {
    const count = customersWith[x]!;
    if (count === 0) continue;
    sum.value += count * (lnGamma(p * x + q) - lnGamma(p * x) - lnGamma(q));
    sum.p += count * x * (digamma(p * x + q) - digamma(p * x));
    sum.q += count * (digamma(p * x + q) - digamma(q));
  }
  return sum;
}

/** Σ (px + q)·ln(v + x·z̄). */
function sumByRow(
  x: Float64Array,
  value: Float64Array,
  { p, q, v }: GammaGammaParameters,
): GammaGammaParameters & { readonly value: number } {
  const sum = { value: 0, p: 0, q: 0, v: 0 };
  for (let i = 0; i < x.length; i += 1) {
    const whole = v + x[i]! * value[i]!;
    const log = Math.log(whole);
    sum.value += (p * x[i]! + q) * log;
    sum.p += x[i]! * log;
    sum.q += log;
    sum.v += (p * x[i]! + q) / whole;
  }
  return sum;
}

/**
 * Expected value of a purchase (单次购买期望金额): own history, pulled towards that of all.
 *
 * For      lifetime value.
 * Formula  p·(v + x·z̄) / (px + q − 1), which is the weighted mean of z̄ and p·v/(q − 1).
 * Takes    the parameters; repeat purchases and their mean value (of no matter for x = 0).
 * Gives    money; NaN where the model has no mean (q up to 1 for x = 0).
 * Source   Fader & Hardie (2013) note 025, equation 5.
 *
 * @example gammaGammaExpectedValue({ p: 6, q: 4, v: 15 }, 0, NaN) // => 30
 */
export function gammaGammaExpectedValue(
  { p, q, v }: GammaGammaParameters,
  x: number,
  meanValue: number,
): number {
  const scale = p * x + q - 1;
  if (!(scale > 0)) return NaN;
  return x > 0 ? (p * (v + x * meanValue)) / scale : (p * v) / scale;
}
