/** What every metric promises, whatever it counts. */
import { expect, test } from "vitest";
import type { Estimate } from "../../src/stats/estimate.ts";

export interface MetricContract<Row, Result> {
  readonly metric: (rows: readonly Row[]) => Result;
  /** The number that a page would show first. */
  readonly headline: (result: Result) => Estimate;
  /** Rows that give a headline; at least five, not all alike. */
  readonly rows: readonly Row[];
  /** A row that lacks what the headline needs. */
  readonly missing: Row;
}

/** Adds the tests of the contract to the describe block around it. */
export function metricContract<Row, Result>(contract: MetricContract<Row, Result>): void {
  const { metric, headline, rows, missing } = contract;

  test("no rows give null, and n is 0", () => {
    expect(headline(metric([]))).toMatchObject({ value: null, low: null, high: null, n: 0 });
  });

  test("only missing rows give null, and n is 0", () => {
    expect(headline(metric([missing, missing]))).toMatchObject({ value: null, n: 0 });
  });

  test("the order of rows changes nothing", () => {
    for (const other of [rows.toReversed(), rows.toSorted(byText), halvesSwapped(rows)]) {
      expect(rounded(metric(other))).toEqual(rounded(metric(rows)));
    }
  });

  test("rows are left as they were", () => {
    const frozen = rows.map((row) => deeplyFrozen(structuredClone(row)));
    expect(rounded(metric(Object.freeze(frozen)))).toEqual(rounded(metric(rows)));
  });

  test("n is persons observed: a missing row adds none and moves nothing", () => {
    const { value, low, high, n } = headline(metric(rows));
    expect(n).toBeLessThanOrEqual(rows.length);
    expect(headline(metric([missing, ...rows, missing]))).toMatchObject({ value, low, high, n });
  });

  test("the interval encloses the value", () => {
    const { value, low, high } = headline(metric(rows));
    expect(low).toBeLessThanOrEqual(value!);
    expect(high).toBeGreaterThanOrEqual(value!);
  });
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function halvesSwapped<Row>(rows: readonly Row[]): readonly Row[] {
  const half = Math.floor(rows.length / 2);
  return [...rows.slice(half), ...rows.slice(0, half)];
}

function deeplyFrozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deeplyFrozen(part);
    Object.freeze(value);
  }
  return value;
}

/** As figures are published: twelve significant digits. */
function rounded(result: unknown): unknown {
  const text = JSON.stringify(result, (_, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(12)) : value,
  );
  return JSON.parse(text);
}
