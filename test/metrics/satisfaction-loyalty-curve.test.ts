import { describe, expect, test } from "vitest";
import {
  satisfactionLoyaltyCurve,
  type SatisfactionAndOutcome,
} from "../../src/metrics/satisfaction-loyalty-curve.ts";
import { metricContract } from "../support/metric-contract.ts";

const rowsOf = (levels: Readonly<Record<number, readonly number[]>>): SatisfactionAndOutcome[] =>
  Object.entries(levels).flatMap(([satisfaction, list]) =>
    list.map((loyalty) => ({ satisfaction: Number(satisfaction), loyalty })),
  );
const bent = rowsOf({ 3: [1, 2, 3], 4: [2, 3, 4], 5: [8, 9, 10] });

describe("satisfactionLoyaltyCurve(rows)", () => {
  test("lack of fit by hand: means 2, 3, 9; line 14/3 ± 3.5; F = 12.5 on 1 and 6", () => {
    // SSE of levels 2 + 2 + 2 = 6; the line misses the means by 5/6, −5/3, 5/6: 3·(25/36 + 25/9 + 25/36) = 12.5.
    const { points, bend, slope } = satisfactionLoyaltyCurve(bent);
    expect(points.map(({ loyalty }) => loyalty.value)).toEqual([2, 3, 9]);
    expect(slope.value).toBeCloseTo(3.5, 12);
    expect(bend).toMatchObject({ df1: 1, df2: 6 });
    expect(bend!.f).toBeCloseTo(12.5, 9);
    // R: pf(12.5, 1, 6, lower.tail = FALSE)
    expect(bend!.p).toBeCloseTo(0.0123, 4);
  });

  test("the steepest step, and what levels can say that a line cannot", () => {
    const { steepest, steps, lineR2, levelsR2 } = satisfactionLoyaltyCurve(bent);
    expect(steps).toEqual([
      { from: 3, to: 4, rise: 1 },
      { from: 4, to: 5, rise: 6 },
    ]);
    expect(steepest).toEqual({ from: 4, to: 5, rise: 6 });
    expect(levelsR2! - lineR2!).toBeCloseTo(12.5 / 92, 9);
  });

  test("a straight curve has F 0; two levels have no bend", () => {
    const straight = rowsOf({ 1: [1, 3], 2: [2, 4], 3: [3, 5] });
    expect(satisfactionLoyaltyCurve(straight).bend!.f).toBeCloseTo(0, 9);
    expect(satisfactionLoyaltyCurve(rowsOf({ 1: [1, 3], 2: [2, 4] })).bend).toBeNull();
  });

  metricContract<SatisfactionAndOutcome, ReturnType<typeof satisfactionLoyaltyCurve>>({
    metric: satisfactionLoyaltyCurve,
    headline: ({ slope }) => slope,
    rows: bent,
    missing: { satisfaction: 4, loyalty: null },
  });
});
