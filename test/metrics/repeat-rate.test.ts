import { expect, test } from "vitest";
import { repeatRate, repeatRateWithin } from "../../src/metrics/repeat-rate.ts";

test("repeatRate(columns) is those with two purchases among those with one", () => {
  const { value, n } = repeatRate({ purchases: Float64Array.of(1, 2, 3, 1, 0, NaN) });
  expect([value, n]).toEqual([0.5, 4]);
});

test("repeatRate(columns) is null, not 0, where nobody has bought", () => {
  expect(repeatRate({ purchases: Float64Array.of(0, NaN) })).toMatchObject({ value: null, n: 0 });
});

test("repeatRateWithin(columns, options) counts who has been observed for so many days", () => {
  const firstDay = Float64Array.of(0, 0, 10, 11, NaN);
  const secondDay = Float64Array.of(90, 91, NaN, 12, NaN);
  // As of day 100 the fourth is observed for 89 days only, though bought again after one.
  const { value, n } = repeatRateWithin({ firstDay, secondDay }, { days: 90, asOfDay: 100 });
  expect(n).toBe(3);
  expect(value).toBeCloseTo(1 / 3, 12);
});

test("repeatRateWithin(columns, options) is null where nobody is observed long enough", () => {
  const columns = { firstDay: Float64Array.of(20), secondDay: Float64Array.of(21) };
  expect(repeatRateWithin(columns, { days: 90, asOfDay: 100 }).value).toBe(null);
});
