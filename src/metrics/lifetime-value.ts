import { pearson } from "../stats/correlation.ts";
import { distinctIndex } from "../stats/distinct-index.ts";
import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { quantileCounted } from "../stats/quantile.ts";
import { bgNbdExpectedIfAlive, bgNbdFit, bgNbdProbabilityAlive, repeatHistory } from "./bg-nbd.ts";
import type { BgNbdFit, BgNbdParameters } from "./bg-nbd.ts";
import type { RepeatHistory } from "./bg-nbd-likelihood.ts";
import { gammaGammaExpectedValue, gammaGammaFit, type GammaGammaFit } from "./gamma-gamma.ts";
import { holdoutCheck, type Holdout } from "./holdout-check.ts";
import { repeatRate } from "./repeat-rate.ts";

export interface LifetimeColumns {
  readonly purchases: Float64Array;
  readonly firstDay: Float64Array;
  readonly lastDay: Float64Array;
  readonly revenue: Float64Array;
  readonly repeatValue: Float64Array;
  readonly calibrationPurchases: Float64Array;
  readonly calibrationLastDay: Float64Array;
}

export interface LifetimeOptions {
  readonly asOfDay: number;
  /** Last day of the calibration part; NaN when there is none. */
  readonly calibrationDay: number;
  /** Gaps between purchases, as a histogram. */
  readonly gaps: readonly { readonly days: number; readonly count: number }[];
  readonly months: number;
  readonly margin: number;
  readonly monthlyDiscount: number;
}

/** Why no model speaks. */
export type LifetimeReason =
  | "few-repeaters"
  | "short-observation"
  | "holdout-missing"
  | "holdout-off"
  | "not-converged"
  | "value-follows-frequency"
  | "value-without-mean";

export interface LifetimeModel {
  readonly kind: "model";
  readonly purchases: BgNbdFit;
  readonly spend: GammaGammaFit;
  readonly holdout: Holdout;
  readonly correlation: number;
  /** One row a customer, NaN without a purchase; money and purchases over the months ahead. */
  readonly expectedPurchases: Float64Array;
  readonly expectedValue: Float64Array;
  readonly clv: Float64Array;
  /** P(alive); NaN for one-time buyers, of whom the model cannot know. */
  readonly alive: Float64Array;
  readonly meanClv: Estimate;
  readonly meanAlive: Estimate;
}

export interface HistoricValue {
  readonly kind: "historic";
  readonly reasons: readonly LifetimeReason[];
  readonly meanRevenue: Estimate;
  readonly repeatRate: Estimate;
  /** Given when it was worked out. */
  readonly holdout: Holdout | null;
}

/** Weeks, the unit of the papers; a month is a twelfth of a mean year. */
const daysPerUnit = 7;
const unitsPerMonth = 365.25 / 12 / daysPerUnit;

const leastRepeaters = 200;
const leastGaps = 4;
const holdoutTolerance = 0.2;
const startTolerance = 0.01;
const correlationLimit = 0.3;

/**
 * Customer lifetime value (客户终身价值): what a customer's purchases to come are worth today.
 *
 * For      what may be spent on keeping a customer. Not for contracts.
 * Formula  CLV = Σᵢ margin·E[M]·(E[Y(i)] − E[Y(i−1)]) / (1 + d)ⁱ over months i; BG/NBD for Y,
 *          Gamma-Gamma for M. The model speaks only with 200 repeat buyers or more, observed for
 *          4 median gaps or more, both fits converged from two starts to within 0.01 of
 *          log-likelihood, the hold-out total within 20%, |r| of frequency and value up to 0.3, and
 *          q > 1; else mean revenue to date and repeat rate, with the reasons.
 * Takes    one row a customer; days; money as it stands.
 * Gives    values by row, and the mean over buyers with the t interval of that mean: it holds the
 *          differences between customers, not the uncertainty of the model.
 * Source   Fader, Hardie & Lee (2005) J. Marketing Research 42:415; articles/001, 003 (终身价值);
 *          thresholds of methods 17, the limit on r is ours.
 */
export function lifetimeValue(
  columns: LifetimeColumns,
  options: LifetimeOptions,
): LifetimeModel | HistoricValue {
  const missing = dataReasons(columns, options);
  if (missing.length > 0) return historic(columns, missing, null);
  const holdout = holdoutCheck(columns, { ...options, daysPerUnit });
  const history = repeatHistory(columns, options.asOfDay, daysPerUnit);
  const purchases = bgNbdFit(history);
  const meanValue = Float64Array.from(history.row, (row) => columns.repeatValue[row]!);
  const spend = gammaGammaFit({ x: history.x, meanValue });
  const correlation = repeatersCorrelation(history.x, meanValue);
  const reasons = modelReasons({ holdout, purchases, spend, correlation });
  if (reasons.length > 0 || purchases === null || spend === null || holdout === null) {
    return historic(columns, reasons, holdout);
  }
  const values = customerValues({ history, meanValue, purchases, spend }, columns, options);
  return { kind: "model", purchases, spend, holdout, correlation, ...values };
}

function historic(
  columns: LifetimeColumns,
  reasons: readonly LifetimeReason[],
  holdout: Holdout | null,
): HistoricValue {
  const ofBuyers = columns.revenue.map((amount, i) => (columns.purchases[i]! >= 1 ? amount : NaN));
  return {
    ...{ kind: "historic", reasons, holdout },
    meanRevenue: mean(ofBuyers),
    repeatRate: repeatRate(columns),
  };
}

/** What can be told without a fit. */
function dataReasons(
  columns: LifetimeColumns,
  options: LifetimeOptions,
): readonly LifetimeReason[] {
  const { purchases, firstDay } = columns;
  let repeaters = 0;
  let start = Infinity;
  for (let i = 0; i < purchases.length; i += 1) {
    if (purchases[i]! >= 2) repeaters += 1;
    if (purchases[i]! >= 1) start = Math.min(start, firstDay[i]!);
  }
  const gap = quantileCounted(
    options.gaps.map(({ days, count }) => ({ value: days, count })),
    0.5,
  );
  const observed = options.asOfDay - start;
  const reasons: LifetimeReason[] = [];
  if (repeaters < leastRepeaters) reasons.push("few-repeaters");
  if (gap === null || !(observed >= leastGaps * gap)) reasons.push("short-observation");
  if (!(options.calibrationDay < options.asOfDay)) reasons.push("holdout-missing");
  return reasons;
}

function modelReasons({
  holdout,
  purchases,
  spend,
  correlation,
}: {
  readonly holdout: Holdout | null;
  readonly purchases: BgNbdFit | null;
  readonly spend: GammaGammaFit | null;
  readonly correlation: number;
}): readonly LifetimeReason[] {
  const reasons: LifetimeReason[] = [];
  const agrees = (fit: BgNbdFit | GammaGammaFit | null): boolean =>
    fit !== null && fit.converged && fit.startDifference < startTolerance;
  if (holdout === null) reasons.push("holdout-missing");
  else if (!(Math.abs(holdout.error) <= holdoutTolerance)) reasons.push("holdout-off");
  if (!agrees(purchases) || !agrees(spend)) reasons.push("not-converged");
  if (!(Math.abs(correlation) <= correlationLimit)) reasons.push("value-follows-frequency");
  if (spend !== null && !(spend.q > 1)) reasons.push("value-without-mean");
  return reasons;
}

function repeatersCorrelation(x: Float64Array, meanValue: Float64Array): number {
  const value = meanValue.map((each, i) => (x[i]! >= 1 && each > 0 ? each : NaN));
  return pearson(x, value).value ?? 0;
}

interface Fitted {
  readonly history: RepeatHistory & { readonly row: Int32Array };
  readonly meanValue: Float64Array;
  readonly purchases: BgNbdFit;
  readonly spend: GammaGammaFit;
}

type CustomerValues = Pick<
  LifetimeModel,
  "expectedPurchases" | "expectedValue" | "clv" | "alive" | "meanClv" | "meanAlive"
>;

function customerValues(
  { history, meanValue, purchases, spend }: Fitted,
  columns: LifetimeColumns,
  { months, margin, monthlyDiscount }: LifetimeOptions,
): CustomerValues {
  const size = columns.purchases.length;
  const column = (): Float64Array => new Float64Array(size).fill(NaN);
  const values = {
    expectedPurchases: column(),
    expectedValue: column(),
    clv: column(),
    alive: column(),
  };
  const { x, tx, T, row } = history;
  const ahead = outlooks(purchases, history, { months, monthlyDiscount, unitsPerMonth });
  for (let k = 0; k < row.length; k += 1) {
    const i = row[k]!;
    const chance = bgNbdProbabilityAlive(purchases, { x: x[k]!, tx: tx[k]!, T: T[k]! });
    const worth = gammaGammaExpectedValue(spend, meanValue[k]! > 0 ? x[k]! : 0, meanValue[k]!);
    values.expectedPurchases[i] = chance * ahead.purchases[k]!;
    values.expectedValue[i] = worth;
    values.clv[i] = margin * worth * chance * ahead.discounted[k]!;
    if (x[k]! > 0) values.alive[i] = chance;
  }
  return { ...values, meanClv: mean(values.clv), meanAlive: mean(values.alive) };
}

export interface OutlookOptions {
  readonly months: number;
  readonly monthlyDiscount: number;
  /** Length of a month in the model's unit of time: 30.4375 in days, 4.348 in weeks. */
  readonly unitsPerMonth: number;
}

/**
 * Purchases ahead (未来购买): of each customer, if alive, over the months to come: as they are and
 * discounted month by month. Worked out once a distinct pair of x and T.
 */
export function outlooks(
  parameters: BgNbdParameters,
  { x, T }: { readonly x: Float64Array; readonly T: Float64Array },
  options: OutlookOptions,
): { readonly purchases: Float64Array; readonly discounted: Float64Array } {
  const ends = distinctIndex(T);
  const pairs = distinctIndex(
    x.map((repeats, i) => repeats * ends.distinct.length + ends.index[i]!),
  );
  const ahead = Array.from(pairs.distinct, (pair) => {
    const end = pair % ends.distinct.length;
    const repeats = (pair - end) / ends.distinct.length;
    return outlook(parameters, { x: repeats, T: ends.distinct[end]! }, options);
  });
  return {
    purchases: Float64Array.from(pairs.index, (pair) => ahead[pair]!.purchases),
    discounted: Float64Array.from(pairs.index, (pair) => ahead[pair]!.discounted),
  };
}

function outlook(
  parameters: BgNbdParameters,
  customer: { readonly x: number; readonly T: number },
  { months, monthlyDiscount, unitsPerMonth: month }: OutlookOptions,
): { readonly purchases: number; readonly discounted: number } {
  let discounted = 0;
  let purchases = 0;
  for (let i = 1; i <= months; i += 1) {
    const upTo = bgNbdExpectedIfAlive(parameters, customer, i * month);
    discounted += (upTo - purchases) / (1 + monthlyDiscount) ** i;
    purchases = upTo;
  }
  return { purchases, discounted };
}

/**
 * Margin multiple (利润倍数): lifetime value as a multiple of one year's margin, at fixed retention.
 *
 * For      the effect of five points more or less of retention on profit.
 * Formula  r / (1 + i − r), r the yearly retention, i the yearly discount.
 * Takes    shares; r below 1 + i.
 * Gives    a multiple from 0.
 * Source   Gupta & Lehmann (2003) J. Interactive Marketing 17(1).
 *
 * @example marginMultiple(0.9, 0.1) // => 4.5
 */
export function marginMultiple(retention: number, discount: number): number {
  return retention / (1 + discount - retention);
}
