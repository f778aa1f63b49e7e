import { describe, expect, test } from "vitest";
import { stratifiedDifference } from "../../src/metrics/stratified-difference.ts";

const group = (stratum: string, first: boolean, [success, n]: readonly [number, number]) =>
  Array.from({ length: n }, (_, at) => ({ stratum, first, success: at < success }));

describe("stratifiedDifference(rows)", () => {
  test("one stratum is the plain difference: 30/50 − 20/50, variance (0.6·0.4 + 0.4·0.6)/50", () => {
    const { value, low, high, n } = stratifiedDifference([
      ...group("a", true, [30, 50]),
      ...group("a", false, [20, 50]),
    ]);
    expect(value).toBeCloseTo(0.2, 12);
    // Sato: (0.2·P + Q)/25², P = (2500·20 − 2500·30)/100² = −2.5, Q = (30·30 + 20·20)/200 = 6.5.
    const se = Math.sqrt((0.2 * -2.5 + 6.5) / 625);
    expect(high! - value!).toBeCloseTo(1.959963984540054 * se, 10);
    expect(value! - low!).toBeCloseTo(1.959963984540054 * se, 10);
    expect(n).toBe(100);
  });

  test("a mix of strata deceives no more: 10/10 − 80/90 and 10/90 − 0/10 weigh alike", () => {
    const rows = [
      ...group("easy", true, [10, 10]),
      ...group("easy", false, [80, 90]),
      ...group("hard", true, [10, 90]),
      ...group("hard", false, [0, 10]),
    ];
    expect(stratifiedDifference(rows).value).toBeCloseTo((1 - 80 / 90 + 10 / 90) / 2, 12);
  });

  test("a stratum with one group says nothing; nobody gives nulls", () => {
    expect(stratifiedDifference(group("a", true, [1, 2]))).toMatchObject({ value: null, n: 0 });
  });
});
