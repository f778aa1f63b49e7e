import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trustIndex, type TrustRow } from "../../src/metrics/trust-index.ts";
import { metricContract } from "../support/metric-contract.ts";

const five = { min: 1, max: 5 };
const scales = { reliability: five, competence: five, closeness: five };

function person(reliability: number | null, competence: number, closeness: number): TrustRow {
  return { reliability, competence, closeness };
}

const rows = [person(5, 5, 5), person(5, 4, 2), person(3, 3, 3), person(4, 5, 1), person(2, 4, 3)];

describe("trustIndex(rows, { scales })", () => {
  metricContract<TrustRow, ReturnType<typeof trustIndex>>({
    metric: (people) => trustIndex(people, { scales }),
    headline: ({ index }) => index,
    rows,
    missing: person(null, 5, 5),
  });

  test("a person: 100·∛(1 × 0.75 × 0.25), and the mean over persons", () => {
    const one = 100 * Math.cbrt(1 * 0.75 * 0.25);
    const { index } = trustIndex([person(5, 4, 2), person(5, 5, 5)], { scales });
    expect(index.value).toBeCloseTo((one + 100) / 2, 10);
  });

  test("all alike, the index is that score on 0 to 100, and the interval has no width", () => {
    const { index } = trustIndex([person(4, 4, 4), person(4, 4, 4)], { scales });
    expect(index.value).toBeCloseTo(75, 10);
    expect(index.low).toBeCloseTo(75, 10);
    expect(index.high).toBeCloseTo(75, 10);
  });

  test("one factor at its lowest is 0, and the share of such persons is told", () => {
    const { index, zeros } = trustIndex([person(5, 5, 1), person(5, 5, 5)], { scales });
    expect([index.value, zeros.value]).toEqual([50, 0.5]);
  });

  test("the weakest factor is the lowest on average, and lifting it by a tenth is worked out", () => {
    const { weakest, factors, gain } = trustIndex([person(5, 5, 3)], { scales });
    expect(weakest).toBe("closeness");
    expect(factors.closeness.value).toBe(50);
    expect(gain).toBeCloseTo(100 * (Math.cbrt(0.6) - Math.cbrt(0.5)), 10);
  });

  test("lifting stops at the top", () => {
    expect(trustIndex([person(5, 5, 5)], { scales }).gain).toBeCloseTo(0, 10);
  });

  test("factors may have scales of their own: 6 of 1 to 7 is 5/6", () => {
    const mixed = { ...scales, reliability: { min: 1, max: 7 } };
    const { factors } = trustIndex([person(6, 5, 5)], { scales: mixed });
    expect(factors.reliability.value).toBeCloseTo((100 * 5) / 6, 10);
  });

  test("who left a factor out is in no mean of the others either", () => {
    const { n, factors } = trustIndex([...rows, person(null, 1, 1)], { scales });
    expect([n, factors.competence.n]).toEqual([5, 5]);
  });

  test("one person has no interval; nobody has nothing", () => {
    expect(trustIndex([person(4, 4, 4)], { scales }).index).toMatchObject({ low: null, n: 1 });
    expect(trustIndex([], { scales })).toMatchObject({ weakest: null, gain: null });
  });

  test("the interval is that of the mean: within 10% of 1.96 standard errors for 400 persons", () => {
    const people = Array.from({ length: 400 }, (_, i) => person(1 + (i % 5), 5, 5));
    const scores = people.map(({ reliability }) => 100 * Math.cbrt((reliability! - 1) / 4));
    const mean = scores.reduce((a, b) => a + b, 0) / 400;
    const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / 400;
    const { index } = trustIndex(people, { scales });
    const width = (index.high! - index.low!) / (2 * 1.96 * Math.sqrt(variance / 400));
    expect(width).toBeGreaterThan(0.9);
    expect(width).toBeLessThan(1.1);
  });

  test("the index never exceeds the mean of the factors", () => {
    const score = fc.integer({ min: 1, max: 5 });
    const people = fc.array(fc.tuple(score, score, score), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(people, (answers) => {
        const { index, factors } = trustIndex(
          answers.map(([a, b, c]) => person(a, b, c)),
          { scales, draws: 200 },
        );
        const all = Object.values(factors).reduce((sum, { value }) => sum + value! / 3, 0);
        expect(index.value).toBeLessThanOrEqual(all + 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});
