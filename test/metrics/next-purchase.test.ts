import { expect, test } from "vitest";
import { nextPurchase } from "../../src/metrics/next-purchase.ts";

test("nextPurchase(purchases, upTo) counts who went on: 4 reached one, 3 two, 2 three, nobody four", () => {
  const shares = nextPurchase(Float64Array.of(1, 2, 3, 3, 0, NaN), 4);
  expect(shares.map(({ value, n }) => [value, n])).toEqual([
    [3 / 4, 4],
    [2 / 3, 3],
    [0, 2],
    [null, 0],
  ]);
});

test("nextPurchase(purchases, upTo) gives Wilson's interval: 8 of 10 is 0.4902 to 0.9433", () => {
  const [share] = nextPurchase(Float64Array.of(1, 1, 2, 2, 2, 2, 2, 2, 2, 2), 1);
  expect(share?.low).toBeCloseTo(0.4902, 4);
  expect(share?.high).toBeCloseTo(0.9433, 4);
});
