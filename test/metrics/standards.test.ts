import { describe, expect, test } from "vitest";
import { expectationRatchet } from "../../src/metrics/expectation-ratchet.ts";
import { standardTicks } from "../../src/metrics/standard-ticks.ts";

describe("expectationRatchet(rows)", () => {
  const row = (standard: string, period: string, published: number, expected: number) => ({
    ...{ standard, period, published, expected },
    better: "lower" as const,
  });

  test("follows a raise into the period after it, towards the better side", () => {
    // Published 10 → 8 is 20% better; expected 12 → 11 (two periods on) is 10% better: 0.5.
    const { slope, steps } = expectationRatchet([
      row("wait", "2025-Q3", 8, 11),
      row("wait", "2025-Q1", 10, 12),
      row("wait", "2025-Q2", 8, 12),
    ]);
    expect(steps).toEqual([{ standard: "wait", period: "2025-Q2", raised: 20, followed: 10 }]);
    expect(slope).toEqual({ value: 0.5, low: null, high: null, n: 1 });
  });

  test("is the slope through the origin of several raises, with its t interval", () => {
    // d = 20 and 10, e = 10 and 8: (200 + 80)/(400 + 100) = 0.56; residuals −1.2 and 2.4:
    // SE = sqrt(7.2/1/500) = 0.12; t(0.975, 1) = 12.7062.
    const { slope } = expectationRatchet([
      row("wait", "2025-Q1", 10, 12),
      row("wait", "2025-Q2", 8, 11),
      row("reply", "2025-Q1", 100, 100),
      row("reply", "2025-Q2", 90, 92),
    ]);
    expect(slope.value).toBeCloseTo(0.56, 12);
    expect(slope.high! - slope.value!).toBeCloseTo(12.7062 * 0.12, 3);
    expect(slope.n).toBe(2);
  });

  test("lowered promises and periods without a change count nowhere", () => {
    const { slope } = expectationRatchet([
      row("wait", "2025-Q1", 8, 12),
      row("wait", "2025-Q2", 10, 12),
      row("wait", "2025-Q3", 10, 9),
    ]);
    expect(slope).toMatchObject({ value: null, n: 0 });
  });
});

describe("standardTicks(standards, { need, kept })", () => {
  const rules = { need: 0.5, kept: 0.9 };
  const standard = {
    ...{ standardId: "wait", published: 5, better: "lower", commonNeed: 0.5 },
    ...{ competitor: 6, kept: 9, due: 10 },
  };

  test("ticks a common need, a lead on the better side, and a promise kept, each at its edge", () => {
    expect(standardTicks([standard], rules)).toEqual([
      { standard: "wait", ticks: { need: true, rival: true, kept: true }, passed: 3 },
    ]);
    const worse = { ...standard, better: "higher", commonNeed: 0.49, kept: 8 };
    expect(standardTicks([worse], rules)[0]).toMatchObject({ passed: 0 });
  });

  test("says nothing where the register says nothing; level with the rival is not ahead", () => {
    const unknown = { ...standard, competitor: null, due: 0, commonNeed: null };
    expect(standardTicks([unknown], rules)[0]!.ticks).toEqual({
      need: null,
      rival: null,
      kept: null,
    });
    expect(standardTicks([{ ...standard, competitor: 5 }], rules)[0]!.ticks.rival).toBe(false);
  });
});
