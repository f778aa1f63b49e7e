import { noEstimate, type Estimate } from "../stats/estimate.ts";
import { welch } from "../stats/welch.ts";

export interface TierMembers {
  readonly tier: string;
  /** Worth of each member to the company. */
  readonly values: readonly number[];
  /** Customers brought, per member. */
  readonly referrals: number;
  /** Speaks ill of the company. */
  readonly isBadMouth: boolean;
}

export interface TierMove {
  readonly tier: string;
  /** The tier that members would move to, or fall to where they are to be kept. */
  readonly to: string;
  /** Kept from falling, not raised. */
  readonly keeps: boolean;
}

export interface TierWorth {
  /** What one referral is worth, and what one customer kept away costs. */
  readonly referral: number;
  readonly deterred: number;
}

export interface TierGain {
  readonly tier: string;
  /** Worth of one member in the better of the two tiers less that in the worse one. */
  readonly gain: Estimate;
}

/**
 * Gain of a tier move (等级提升的价值): what one customer is worth more after moving, or loses by falling.
 *
 * For      the order of investment of article 001 beside the order of one's own data.
 * Formula  mean worth there − here + (referrals there − here)·worth of a referral + (bad mouths here
 *          − there)·cost of a bad mouth; a tier to be kept the other way round. Interval by Welch on
 *          worth alone.
 * Takes    members by tier and the moves; a move from or to a tier of nobody gives nothing.
 * Gives    one gain a move, n the members of the tier itself; it says what differs between tiers,
 *          not that moving a person changes their worth.
 * Source   articles/001 (制止破坏者可以得到最高的投资回报); Kumar, Petersen & Leone (2010) J. Mark. 74:1.
 *
 * @example tierGains([{ tier: "a", values: [1, 1], referrals: 0, isBadMouth: false }, { tier: "b", values: [5, 5], referrals: 0, isBadMouth: false }], [{ tier: "a", to: "b", keeps: false }], { referral: 0, deterred: 0 })[0].gain.value // => 4
 */
export function tierGains(
  tiers: readonly TierMembers[],
  moves: readonly TierMove[],
  { referral, deterred }: TierWorth,
): readonly TierGain[] {
  const byName = new Map(tiers.map((each) => [each.tier, each]));
  return moves.flatMap(({ tier, to, keeps }) => {
    const [own, other] = [byName.get(tier), byName.get(to)];
    if (own === undefined || other === undefined) return [];
    if (own.values.length === 0 || other.values.length === 0) return [];
    const [better, worse] = keeps ? [own, other] : [other, own];
    const { value, low, high } = difference(better.values, worse.values);
    const talk = (Number(worse.isBadMouth) - Number(better.isBadMouth)) * deterred;
    const shift = (better.referrals - worse.referrals) * referral + talk;
    const moved = (end: number | null) => (end === null ? null : end + shift);
    return [
      {
        tier,
        gain: { value: moved(value), low: moved(low), high: moved(high), n: own.values.length },
      },
    ];
  });
}

function difference(first: readonly number[], second: readonly number[]): Estimate {
  const { difference: value, low, high } = welch(first, second);
  return { ...noEstimate, value, low, high };
}
