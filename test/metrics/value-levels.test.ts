import { expect, test } from "vitest";
import { valueLevels } from "../../src/metrics/value-levels.ts";

test("valueLevels(values, cuts) parts at type-7 quantiles: 1 to 5 at .5 and .8 part at 3 and 4.2", () => {
  expect(valueLevels(Float64Array.of(5, 4, 3, 2, 1), [0.5, 0.8])).toEqual([2, 1, 1, 0, 0]);
});

test("valueLevels(values, cuts) keeps everybody who has the least at 0, and NaN nowhere", () => {
  expect(valueLevels(Float64Array.of(0, 0, 0, 0, 9, NaN), [0.5, 0.8])).toEqual([
    ...[0, 0, 0, 0, 2],
    null,
  ]);
});
