import { distinctIndex } from "../stats/distinct-index.ts";
import type { Slope } from "../stats/minimise.ts";

/** Purchase histories, one row a customer (or `counts` customers alike). One unit of time throughout. */
export interface RepeatHistory {
  /** Repeat purchases: those after the first. */
  readonly x: Float64Array;
  /** From the first purchase to the last; 0 without a repeat. */
  readonly tx: Float64Array;
  /** From the first purchase to the cut-off. */
  readonly T: Float64Array;
  /** Customers a row; 1 when absent. */
  readonly counts?: Float64Array;
}

/** What the likelihood needs of the rows; everything else of them has been summed away. */
interface Sums {
  readonly customers: number;
  readonly times: Float64Array;
  /** By index of T: customers, and their repeat purchases. */
  readonly customersAt: Float64Array;
  readonly repeatsAt: Float64Array;
  /** By x: customers. */
  readonly customersWith: Float64Array;
  /** Repeat buyers, one row each; a customer without repeat stands in `customersAt` only. */
  readonly rows: number;
  readonly x: Int32Array;
  readonly end: Int32Array;
  readonly last: Int32Array;
  readonly count: Float64Array;
}

/**
 * Negative BG/NBD log-likelihood (BG/NBD负对数似然) per customer, with its gradient in the logs of
 * r, alpha, a, b. One-time buyers collapse into a sum by T; x is whole, so differences of lnΓ and ψ
 * are running sums by x; logarithms of times are taken once a distinct time. What is left is one
 * exponential and one logarithm a repeat buyer.
 */
export function bgNbdObjective(history: RepeatHistory): (logs: Float64Array) => Slope {
  const sums = summed(history);
  return (logs) => evaluate(sums, Float64Array.from(logs, Math.exp));
}

function summed({ x, tx, T, counts }: RepeatHistory): Sums {
  const n = x.length;
  const both = new Float64Array(2 * n);
  both.set(T);
  both.set(tx, n);
  const { distinct, index } = distinctIndex(both);
  const top = x.reduce((most, repeats) => Math.max(most, repeats), 0);
  const customersAt = new Float64Array(distinct.length);
  const repeatsAt = new Float64Array(distinct.length);
  const customersWith = new Float64Array(top + 1);
  const kept = {
    x: new Int32Array(n),
    end: new Int32Array(n),
    last: new Int32Array(n),
    count: new Float64Array(n),
  };
  let rows = 0;
  let customers = 0;
  for (let i = 0; i < n; i += 1) {
    const count = counts?.[i] ?? 1;
    const repeats = x[i]!;
    customers += count;
    customersAt[index[i]!]! += count;
    repeatsAt[index[i]!]! += count * repeats;
    customersWith[repeats]! += count;
    if (repeats === 0) continue;
    kept.x[rows] = repeats;
    kept.end[rows] = index[i]!;
    kept.last[rows] = index[n + i]!;
    kept.count[rows] = count;
    rows += 1;
  }
  return { customers, times: distinct, customersAt, repeatsAt, customersWith, rows, ...kept };
}

function evaluate(sums: Sums, parameters: Float64Array): Slope {
  const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
  const slope = new Float64Array(4);
  let value = sumByTime(sums, { r, alpha }, slope);
  value += sumByRepeats(sums, { r, a, b }, slope);
  value += sumByRow(sums, { r, alpha, a, b }, slope);
  return {
    value: -value / sums.customers,
    gradient: slope.map((part, i) => (-part * parameters[i]!) / sums.customers),
  };
}

/** Σ r·ln α − (r + x)·ln(α + T). */
function sumByTime(
  { times, customersAt, repeatsAt, customers }: Sums,
  { r, alpha }: { readonly r: number; readonly alpha: number },
  slope: Float64Array,
): number {
  let value = customers * r * Math.log(alpha);
  let byR = customers * Math.log(alpha);
  let byAlpha = (customers * r) / alpha;
  for (let k = 0; k < times.length; k += 1) {
    if (customersAt[k] === 0) continue;
    const log = Math.log(alpha + times[k]!);
    const weight = r * customersAt[k]! + repeatsAt[k]!;
    value -= weight * log;
    byR -= customersAt[k]! * log;
    byAlpha -= weight / (alpha + times[k]!);
  }
  slope[0]! += byR;
  slope[1]! += byAlpha;
  return value;
}

/** Σ lnΓ(r + x) − lnΓ(r) + lnΓ(b + x) − lnΓ(b) − lnΓ(a + b + x) + lnΓ(a + b). */
function sumByRepeats(
  { customersWith }: Sums,
  { r, a, b }: { readonly r: number; readonly a: number; readonly b: number },
  slope: Float64Array,
): number {
  let value = 0;
  let [log, byR, byB, byBoth] = [0, 0, 0, 0];
  for (let x = 1; x < customersWith.length; x += 1) {
    const k = x - 1;
    log += Math.log(((r + k) * (b + k)) / (a + b + k));
    byR += 1 / (r + k);
    byB += 1 / (b + k);
    byBoth += 1 / (a + b + k);
    const count = customersWith[x]!;
    if (count === 0) continue;
    value += count * log;
    slope[0]! += count * byR;
    slope[2]! -= count * byBoth;
    slope[3]! += count * (byB - byBoth);
  }
  return value;
}

/** Σ ln(1 + a/(b + x − 1)·((α + T)/(α + t_x))^(r + x)) of the repeat buyers. */
function sumByRow(
  { rows, times, x, end, last, count }: Sums,
  {
    r,
    alpha,
    a,
    b,
  }: { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number },
  slope: Float64Array,
): number {
  const logs = times.map((time) => Math.log(alpha + time));
  const inverses = times.map((time) => 1 / (alpha + time));
  const logA = Math.log(a);
  let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < rows; i += 1) {
    const repeats = x[i]!;
    const span = logs[end[i]!]! - logs[last[i]!]!;
    const power = r + repeats;
    const behind = b + repeats - 1;
    const odds = logA - Math.log(behind) + power * span;
    const tail = Math.exp(-Math.abs(odds));
    const weight = count[i]! * (odds > 0 ? 1 / (1 + tail) : tail / (1 + tail));
    value += count[i]! * ((odds > 0 ? odds : 0) + Math.log1p(tail));
    byR += weight * span;
    byAlpha += weight * power * (inverses[end[i]!]! - inverses[last[i]!]!);
    byA += weight;
    byB -= weight / behind;
  }
  slope[0]! += byR;
  slope[1]! += byAlpha;
  slope[2]! += byA / a;
  slope[3]! += byB;
  return value;
}
