import { describe, expect, it } from "vitest";
import { tierGains } from "../../src/metrics/tier-investment.ts";

const tier = (name: string, values: readonly number[], own: object = {}) => ({
  tier: name,
  values,
  referrals: 0,
  isBadMouth: false,
  ...own,
});
const none = { referral: 0, deterred: 0 };

describe("tierGains(tiers, moves, worth)", () => {
  const low = tier("low", [1, 2, 3]);
  const high = tier("high", [2, 4, 6]);

  it("raises: worth there less worth here, with Welch's interval", () => {
    const [raised] = tierGains([low, high], [{ tier: "low", to: "high", keeps: false }], none);
    expect(raised?.gain.value).toBe(2);
    expect(raised?.gain.n).toBe(3);
    // SE = √(1/3 + 4/3) = 1.290994, df = (5/3)² / ((1/3)²/2 + (4/3)²/2) = 2.941176.
    // t of 97.5% is 3.182 at 3 and 4.303 at 2 degrees; here 3.217, so 2 ± 3.217·1.291.
    expect(raised?.gain.low).toBeCloseTo(-2.15, 1);
    expect(raised?.gain.high).toBeCloseTo(6.15, 1);
  });

  it("keeps: worth here less worth there, n those of the tier itself", () => {
    const [kept] = tierGains(
      [low, tier("high", [5, 7])],
      [{ tier: "high", to: "low", keeps: true }],
      none,
    );
    expect(kept?.gain.value).toBe(4);
    expect(kept?.gain.n).toBe(2);
  });

  it("adds referrals at their worth and a bad mouth at its cost", () => {
    const bad = tier("bad", [1, 2, 3], { isBadMouth: true });
    const good = tier("good", [2, 4, 6], { referrals: 0.5 });
    const worth = { referral: 10, deterred: 7 };
    const [gain] = tierGains([bad, good], [{ tier: "bad", to: "good", keeps: false }], worth);
    // 2 of worth, half a referral of 10, one bad mouth of 7 less.
    expect(gain?.gain.value).toBe(2 + 5 + 7);
  });

  it("says nothing of a tier of nobody", () => {
    expect(tierGains([low], [{ tier: "low", to: "high", keeps: false }], none)).toEqual([]);
  });
});
