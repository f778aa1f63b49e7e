import type { Estimate } from "../stats/estimate.ts";
import { criticalT } from "../stats/student-t.ts";

/** What a standard said and what customers expected, in one period. */
export interface PublishedAndExpected {
  readonly standard: string;
  /** Periods sort as text. */
  readonly period: string;
  readonly published: number;
  readonly expected: number;
  readonly better: "higher" | "lower";
}

export interface RatchetStep {
  readonly standard: string;
  readonly period: string;
  /** How much the promise was raised and expectation rose, in per cent of the promise before. */
  readonly raised: number;
  readonly followed: number;
}

export interface ExpectationRatchet {
  readonly steps: readonly RatchetStep[];
  /** Rise of expectation for a rise of the promise by 1. */
  readonly slope: Estimate;
}

/**
 * Expectation ratchet (期望棘轮): how far expectations follow when a promise is raised.
 *
 * For      whether higher standards spoil customers: a promise that expectation follows wholly
 *          buys nothing.
 * Formula  for each raise of a published standard d = raise and e = rise of expectation from the
 *          period before to the one after it (to the raise itself where it is the last), both in
 *          per cent of the promise before, towards the better side; Σd·e/Σd², ± t·SE.
 * Takes    one row a standard and period, in any order; lowered promises count nowhere.
 * Gives    0 where expectation stays, 1 where it follows wholly; n counts raises; nulls for none.
 * Source   articles/000 (用过高的客服标准惯坏了客户); regression through the origin.
 *
 * @example expectationRatchet([{ standard: "wait", period: "2025-Q1", published: 10, expected: 12, better: "lower" }, { standard: "wait", period: "2025-Q2", published: 8, expected: 11, better: "lower" }]).slope.value // => 0.5
 */
export function expectationRatchet(rows: readonly PublishedAndExpected[]): ExpectationRatchet {
  const steps = [...Map.groupBy(rows, ({ standard }) => standard).values()].flatMap(raisesOf);
  const n = steps.length;
  const squares = steps.reduce((sum, { raised }) => sum + raised ** 2, 0);
  if (n === 0) return { steps, slope: { value: null, low: null, high: null, n: 0 } };
  const value = steps.reduce((sum, { raised, followed }) => sum + raised * followed, 0) / squares;
  if (n === 1) return { steps, slope: { value, low: null, high: null, n } };
  const rest = steps.reduce(
    (sum, { raised, followed }) => sum + (followed - value * raised) ** 2,
    0,
  );
  const half = criticalT(0.95, n - 1) * Math.sqrt(rest / (n - 1) / squares);
  return { steps, slope: { value, low: value - half, high: value + half, n } };
}

function raisesOf(own: readonly PublishedAndExpected[]): readonly RatchetStep[] {
  const inTime = own.toSorted((a, b) => (a.period < b.period ? -1 : 1));
  return inTime.slice(1).flatMap((now, at) => {
    const before = inTime[at]!;
    const sign = now.better === "lower" ? -1 : 1;
    const percent = (change: number) => (100 * sign * change) / Math.abs(before.published);
    const raised = percent(now.published - before.published);
    if (!(raised > 0) || !Number.isFinite(raised)) return [];
    const after = inTime[at + 2] ?? now;
    const followed = percent(after.expected - before.expected);
    return [{ standard: now.standard, period: now.period, raised, followed }];
  });
}
