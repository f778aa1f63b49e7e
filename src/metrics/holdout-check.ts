import { bgNbdExpectedPurchases, bgNbdFit, repeatHistory } from "./bg-nbd.ts";

export interface HoldoutGroup {
  /** Repeat purchases in the calibration part; the last group holds this many and more. */
  readonly repeats: number;
  readonly customers: number;
  readonly expected: number;
  readonly actual: number;
}

export interface Holdout {
  readonly customers: number;
  /** Purchases after the calibration day, as foretold and as they came. */
  readonly expected: number;
  readonly actual: number;
  /** (expected − actual) / actual; Infinity when none came. */
  readonly error: number;
  readonly converged: boolean;
  /** For the picture: how customers of equal past did, foretold and real. */
  readonly groups: readonly HoldoutGroup[];
}

export interface HoldoutColumns {
  readonly purchases: Float64Array;
  readonly firstDay: Float64Array;
  readonly calibrationPurchases: Float64Array;
  readonly calibrationLastDay: Float64Array;
}

const topGroup = 7;

/**
 * Hold-out check (留出检验): does a model of the past foretell the purchases that came after?
 *
 * For      whether lifetime value may be shown.
 * Formula  BG/NBD fitted on the calibration part; Σ E[Y(t)] against the purchases that came.
 * Takes    one row a customer; who first bought after the calibration day counts nowhere.
 * Gives    totals and groups by past repeats; null when nobody bought up to the calibration day.
 * Source   Fader, Hardie & Lee (2005) figures 3 and 4.
 */
export function holdoutCheck(
  columns: HoldoutColumns,
  {
    asOfDay,
    calibrationDay,
    daysPerUnit,
  }: { readonly asOfDay: number; readonly calibrationDay: number; readonly daysPerUnit: number },
): Holdout | null {
  const history = repeatHistory(
    {
      purchases: columns.calibrationPurchases,
      firstDay: columns.firstDay,
      lastDay: columns.calibrationLastDay,
    },
    calibrationDay,
    daysPerUnit,
  );
  const fit = bgNbdFit(history);
  if (fit === null) return null;
  const { x, tx, T, row } = history;
  const ahead = (asOfDay - calibrationDay) / daysPerUnit;
  const groups = Array.from({ length: topGroup + 1 }, (_, repeats) => ({
    ...{ repeats, customers: 0, expected: 0, actual: 0 },
  }));
  for (let k = 0; k < row.length; k += 1) {
    const i = row[k]!;
    const group = groups[Math.min(topGroup, x[k]!)]!;
    group.customers += 1;
    group.actual += columns.purchases[i]! - columns.calibrationPurchases[i]!;
    group.expected += bgNbdExpectedPurchases(fit, { x: x[k]!, tx: tx[k]!, T: T[k]! }, ahead);
  }
  const expected = groups.reduce((sum, group) => sum + group.expected, 0);
  const actual = groups.reduce((sum, group) => sum + group.actual, 0);
  return {
    ...{ customers: row.length, expected, actual, groups },
    error: actual > 0 ? (expected - actual) / actual : Infinity,
    converged: fit.converged,
  };
}
