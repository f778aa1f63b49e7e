import { twoStartMinimum } from "../stats/two-start-minimum.ts";
import { bgNbdObjective, type RepeatHistory } from "./bg-nbd-likelihood.ts";

export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface BgNbdFit extends BgNbdParameters {
  readonly customers: number;
  readonly logLikelihood: number;
  readonly converged: boolean;
  /** How far the log-likelihoods of the two starts lie apart. */
  readonly startDifference: number;
  /** Passes over all customers. */
  readonly fullEvaluations: number;
}

/** From so many rows on, a sample of as many finds the start. */
const sampleRows = 20_000;

/**
 * BG/NBD fit (BG/NBD极大似然拟合): how often customers buy and how soon they stop.
 *
 * For      lifetime value; contracts and subscriptions are not its business.
 * Formula  maximum of ln L = A₁ + A₂ + ln(e^A₃ + 1[x>0]·e^A₄) of Fader, Hardie & Lee, by analytic
 *          gradient in logs from two starts: on an even sample first, then on all rows.
 * Takes    one row a customer with at least one purchase (or `counts` alike); one unit of time.
 * Gives    alpha in that unit; null for no customers; not converged where a parameter runs away.
 * Source   Fader, Hardie & Lee (2005) Marketing Science 24:275.
 */
export function bgNbdFit(history: RepeatHistory): BgNbdFit | null {
  const rows = history.x.length;
  if (rows === 0) return null;
  const customers = history.counts?.reduce((sum, count) => sum + count, 0) ?? rows;
  const span = Math.max(1e-9, history.T.reduce((sum, end) => sum + end, 0) / rows);
  const found = twoStartMinimum({
    full: bgNbdObjective(history),
    sample: rows > sampleRows ? bgNbdObjective(evenSample(history, sampleRows)) : null,
    starts: [
      [Math.log(0.5), Math.log(span / 4), Math.log(0.7), Math.log(2.5)],
      [Math.log(2), Math.log(span), 0, 0],
    ],
  });
  const [r, alpha, a, b] = Array.from(found.at, Math.exp) as [number, number, number, number];
  return {
    ...{ r, alpha, a, b, customers },
    logLikelihood: -found.value * customers,
    converged: found.converged && [r, alpha / span, a, b].every(isInside),
    startDifference: found.startDifference * customers,
    fullEvaluations: found.fullEvaluations,
  };
}

/** Parameters that run to 0 or to infinity have no maximum: all stay for ever, or nobody repeats. */
function isInside(parameter: number): boolean {
  return parameter > 1e-6 && parameter < 1e6;
}

function evenSample({ x, tx, T, counts }: RepeatHistory, size: number): RepeatHistory {
  const pick = (column: Float64Array): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => column[Math.floor((i * column.length) / size)]!);
  return { x: pick(x), tx: pick(tx), T: pick(T), ...(counts ? { counts: pick(counts) } : {}) };
}

/**
 * Repeat history (复购历史): what the model needs to know of each buyer.
 *
 * For      BG/NBD and lifetime value.
 * Formula  x = purchases − 1; t_x = last − first; T = as-of day − first; days over `daysPerUnit`.
 * Takes    one row a customer; rows without a purchase up to the as-of day are left out.
 * Gives    the columns, and of each kept row where it stood.
 * Source   methods of Fader & Hardie; a purchase is a day with purchases.
 */
export function repeatHistory(
  columns: {
    readonly purchases: Float64Array;
    readonly firstDay: Float64Array;
    readonly lastDay: Float64Array;
  },
  asOfDay: number,
  daysPerUnit = 7,
): RepeatHistory & { readonly row: Int32Array } {
  const { purchases, firstDay, lastDay } = columns;
  const kept = new Int32Array(purchases.length);
  let n = 0;
  for (let i = 0; i < purchases.length; i += 1) {
    if (purchases[i]! >= 1 && firstDay[i]! <= asOfDay) kept[n++] = i;
  }
  const row = kept.slice(0, n);
  const column = (value: (i: number) => number): Float64Array => {
    const filled = new Float64Array(n);
    for (let k = 0; k < n; k += 1) filled[k] = value(row[k]!);
    return filled;
  };
  return {
    row,
    x: column((i) => purchases[i]! - 1),
    tx: column((i) => (lastDay[i]! - firstDay[i]!) / daysPerUnit),
    T: column((i) => (asOfDay - firstDay[i]!) / daysPerUnit),
  };
}

/**
 * P(alive) (仍活跃概率): the chance that a customer has not stopped.
 *
 * For      beside a repeat buyer; never beside a one-time buyer.
 * Formula  1 / (1 + a/(b + x − 1)·((α + T)/(α + t_x))^(r + x)).
 * Takes    the parameters and one customer's x, t_x, T in their unit.
 * Gives    0 to 1; 1 for x = 0 by the model itself, which knows no way to leave before the second
 *          purchase: say "n/a" there (`lifetimeValue` gives NaN).
 * Source   Fader & Hardie (2008) note 021.
 *
 * @example bgNbdProbabilityAlive({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, { x: 2, tx: 30.43, T: 38.86 }) // => 0.7265785701
 */
export function bgNbdProbabilityAlive(
  { r, alpha, a, b }: BgNbdParameters,
  { x, tx, T }: { readonly x: number; readonly tx: number; readonly T: number },
): number {
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * Math.log((alpha + T) / (alpha + tx))));
}

/**
 * Expected purchases (期望购买次数): how often a customer will buy in the time t to come.
 *
 * For      lifetime value and the hold-out check.
 * Formula  (a+b+x−1)/(a−1)·[1 − ((α+T)/(α+T+t))^(r+x)·₂F₁(r+x, b+x; a+b+x−1; t/(α+T+t))]·P(alive).
 * Takes    the parameters, one customer's x, t_x, T and t, all in one unit.
 * Gives    purchases from 0; a = 1 is no exception.
 * Source   Fader, Hardie & Lee (2005) equation 10.
 *
 * @example bgNbdExpectedPurchases({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, { x: 2, tx: 30.43, T: 38.86 }, 39) // => 1.226
 */
export function bgNbdExpectedPurchases(
  parameters: BgNbdParameters,
  customer: { readonly x: number; readonly tx: number; readonly T: number },
  t: number,
): number {
  return (
    bgNbdExpectedIfAlive(parameters, customer, t) * bgNbdProbabilityAlive(parameters, customer)
  );
}

/**
 * Expected purchases if alive (仍活跃时的期望购买次数): the same for a customer known to be active.
 * With x = 0 and T = 0 it is the expectation of a new customer, E[X(t)].
 *
 * Formula  with c = a + b + x − 1, p = c − r − x = a + b − 1 − r and z = t/(α + T + t), Euler's
 *          transformation of ₂F₁ divided through by a − 1, so that nothing is singular:
 *          c·(1 − (1−z)^(a−1))/(a − 1) − (1−z)^(a−1)·Σ (p)ₙ·(a)ₙ₋₁ / ((c+1)ₙ₋₁·n!)·zⁿ, n from 1.
 *          The series shortens as x grows, where that of the printed formula lengthens.
 * Source   Fader, Hardie & Lee (2005); Abramowitz & Stegun 15.3.3.
 *
 * @example bgNbdExpectedIfAlive({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, { x: 0, T: 0 }, 0) // => 0
 */
export function bgNbdExpectedIfAlive(
  { r, alpha, a, b }: BgNbdParameters,
  { x, T }: { readonly x: number; readonly T: number },
  t: number,
): number {
  if (t <= 0) return 0;
  const c = a + b + x - 1;
  const z = t / (alpha + T + t);
  const logRest = Math.log1p(-z);
  const before = a === 1 ? -logRest : -Math.expm1((a - 1) * logRest) / (a - 1);
  const p = a + b - 1 - r;
  let term = p * z;
  let sum = term;
  for (let n = 1; n < 1_000_000; n += 1) {
    const ratio = (((p + n) * (a + n - 1)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    const bound = Math.max(Math.abs(ratio), z);
    if (bound < 1 && Math.abs(term) * bound <= Math.abs(sum) * (1 - bound) * 1e-15) break;
  }
  return c * before - Math.exp((a - 1) * logRest) * sum;
}
