export interface Referral {
  /** Margin of the referred customer over the horizon. */
  readonly margin: number;
  /** Months from now, or from the start of the window, at which they come. */
  readonly month: number;
  /** Would they have come without the referral? Null when they were not asked: taken as yes. */
  readonly wouldHaveCome: boolean | null;
}

export interface ReferralValueOptions {
  /** What one customer costs to win by other ways, in the unit of the margin. */
  readonly acquisitionCost: number;
  /** A year, as a share. */
  readonly discount: number;
  readonly horizonMonths?: number | undefined;
}

export interface CustomerReferralValue {
  readonly value: number;
  /** Of customers who would not have come: margin and saved cost of winning them. */
  readonly typeOne: number;
  /** Of those who would have: saved cost alone. */
  readonly typeTwo: number;
  readonly typeOneCount: number;
  readonly typeTwoCount: number;
  /** Not asked, and so among type two. */
  readonly unasked: number;
  /** After the horizon; not counted. */
  readonly tooLate: number;
}

/**
 * Customer referral value (客户推荐价值): what a customer's referrals bring, discounted.
 *
 * For      the influence column beside existing and potential value; never add it to lifetime values
 *          over customers, since the referred have lifetime values of their own.
 * Formula  type 1 (would not have come): (margin + saved cost)/(1 + d)^(month/12); type 2 (would
 *          have come anyway): saved cost/(1 + d)^(month/12); months up to 12.
 * Takes    one row a referred customer of one referrer.
 * Gives    in the unit of the margin; 0 for none.
 * Source   Kumar, Petersen & Leone (2007) HBR 85(10); (2010) J. Marketing 74:1.
 *
 * @example customerReferralValue([{ margin: 100, month: 0, wouldHaveCome: false }], { acquisitionCost: 20, discount: 0.1 }).value // => 120
 */
export function customerReferralValue(
  referrals: readonly Referral[],
  { acquisitionCost, discount, horizonMonths = 12 }: ReferralValueOptions,
): CustomerReferralValue {
  const inTime = referrals.filter(({ month }) => month <= horizonMonths);
  const ones = inTime.filter(({ wouldHaveCome }) => wouldHaveCome === false);
  const twos = inTime.filter(({ wouldHaveCome }) => wouldHaveCome !== false);
  const now = (amount: number, month: number): number => amount / (1 + discount) ** (month / 12);
  const typeOne = ones.reduce(
    (sum, { margin, month }) => sum + now(margin + acquisitionCost, month),
    0,
  );
  const typeTwo = twos.reduce((sum, { month }) => sum + now(acquisitionCost, month), 0);
  return {
    value: typeOne + typeTwo,
    typeOne,
    typeTwo,
    typeOneCount: ones.length,
    typeTwoCount: twos.length,
    unasked: twos.filter(({ wouldHaveCome }) => wouldHaveCome === null).length,
    tooLate: referrals.length - inTime.length,
  };
}
