/** Intervals hold what they promise: over 200 seeded draws of a known truth, 92 to 98 of 100. */
import { expect, test } from "vitest";
import { customerSatisfaction } from "../../src/metrics/customer-satisfaction.ts";
import { netPromoterScore } from "../../src/metrics/net-promoter-score.ts";
import { trustIndex } from "../../src/metrics/trust-index.ts";
import type { Estimate } from "../../src/stats/estimate.ts";
import { seededRandom, type Random } from "../../src/stats/random.ts";

function heldOf200(seed: string, truth: number, estimate: (random: Random) => Estimate): number {
  const random = seededRandom(seed);
  let held = 0;
  for (let i = 0; i < 200; i += 1) {
    const { low, high } = estimate(random);
    if (low! <= truth && truth <= high!) held += 1;
  }
  return held;
}

function drawn(
  random: Random,
  n: number,
  chances: readonly (readonly [number, number])[],
): number[] {
  return Array.from({ length: n }, () => {
    let left = random.uniform();
    return chances.find(([, chance]) => (left -= chance) < 0)?.[0] ?? chances[0]![0];
  });
}

test("CSAT, 45% and 30% on the top points, n = 150: the truth is 0.75", () => {
  const chances = [
    [5, 0.45],
    [4, 0.3],
    [3, 0.15],
    [1, 0.1],
  ] as const;
  const held = heldOf200("csat", 0.75, (random) => {
    return customerSatisfaction(drawn(random, 150, chances), { scale: { min: 1, max: 5 } }).top2;
  });
  expect(held).toBeGreaterThanOrEqual(184);
  expect(held).toBeLessThanOrEqual(196);
});

test("NPS, 50% promoters and 20% detractors, n = 150: the truth is 30", () => {
  const chances = [
    [9, 0.5],
    [7, 0.3],
    [4, 0.2],
  ] as const;
  const held = heldOf200("nps", 30, (random) => {
    return netPromoterScore(drawn(random, 150, chances), { scale: { min: 0, max: 10 } })!.nps;
  });
  expect(held).toBeGreaterThanOrEqual(184);
  expect(held).toBeLessThanOrEqual(196);
});

test("trust, factors 1 or 0.5 by a coin, n = 100: the truth is 100·((1 + ∛0.5)/2)³", () => {
  const five = { min: 1, max: 5 };
  const scales = { reliability: five, competence: five, closeness: five };
  const coin = [
    [5, 0.5],
    [3, 0.5],
  ] as const;
  const held = heldOf200("trust", 100 * ((1 + Math.cbrt(0.5)) / 2) ** 3, (random) => {
    const rows = Array.from({ length: 100 }, () => {
      const [reliability, competence, closeness] = drawn(random, 3, coin);
      return { reliability: reliability!, competence: competence!, closeness: closeness! };
    });
    return trustIndex(rows, { scales, draws: 500 }).index;
  });
  expect(held).toBeGreaterThanOrEqual(184);
  expect(held).toBeLessThanOrEqual(196);
});
