import { expect, test } from "vitest";
import { crossSellGap } from "../../src/metrics/cross-sell-gap.ts";

// Tea: 6 of 10 buy it for 20 each; snacks: 3 of 10 for 10 each. Of the 5 in "a" 2 buy tea, 1 lacks:
// (.6 − .4)·5·20 = 20; snacks 3 of 5, above the usual share. In "b" nobody buys snacks: .3·5·10 = 15.
const rows = [
  { segment: "a", category: "tea", customers: 2, revenue: 30 },
  { segment: "b", category: "tea", customers: 4, revenue: 90 },
  { segment: "a", category: "snack", customers: 3, revenue: 30 },
];

test("crossSellGap(rows, customers) is what is missing to the usual share, at the usual spend", () => {
  const gaps = crossSellGap(
    rows,
    new Map([
      ["a", 5],
      ["b", 5],
    ]),
  );
  expect(gaps.map(({ segment }) => segment)).toEqual(["a", "b"]);
  expect(gaps[0]?.gap).toBeCloseTo(20, 10);
  expect(gaps[1]?.gap).toBeCloseTo(15, 10);
});
