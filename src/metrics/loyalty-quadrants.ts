import type { Estimate } from "../stats/estimate.ts";
import { isObserved } from "../stats/observed.ts";
import { proportion } from "../stats/proportion.ts";

export interface SatisfactionAndLoyalty {
  readonly satisfaction: number | null;
  readonly loyalty: number | null;
}

export interface QuadrantCuts {
  /** Lowest score that counts as satisfied, and as loyal, in the unit of the rows. */
  readonly satisfied: number;
  readonly loyal: number;
}

export interface QuadrantOptions extends QuadrantCuts {
  /** How far the sensitivity table moves each cut: one point of the scale. */
  readonly step?: QuadrantCuts;
  readonly confidence?: number;
}

export const quadrants = ["loyalist", "mercenary", "hostage", "defector"] as const;
export type Quadrant = (typeof quadrants)[number];

export interface QuadrantCount {
  readonly quadrant: Quadrant;
  readonly count: number;
  /** Share of those classified. */
  readonly share: Estimate;
}

export interface QuadrantSensitivity extends QuadrantCuts {
  readonly isBase: boolean;
  readonly satisfiedNotLoyal: Estimate;
}

export interface LoyaltyQuadrants {
  /** Persons classified. */
  readonly n: number;
  /** Persons who left one of the answers out. */
  readonly unclassified: number;
  readonly quadrants: readonly QuadrantCount[];
  /** Mercenaries among the satisfied. */
  readonly satisfiedNotLoyal: Estimate;
  /** Nine rows: each cut one step lower, as set, one step higher. */
  readonly sensitivity: readonly QuadrantSensitivity[];
}

/**
 * Loyalty quadrants (满意忠诚四象限): customers by satisfied or not and loyal or not.
 *
 * For      whom satisfaction does not bind (mercenaries) and whom only habit does (hostages).
 * Formula  loyalist satisfied and loyal, mercenary satisfied only, hostage loyal only, defector
 *          neither; satisfied but not loyal = mercenaries / (loyalists + mercenaries).
 * Takes    one row a person, cuts in the unit of the rows; a missing answer is unclassified.
 * Gives    counts, shares from 0 to 1 with Wilson's interval; nulls for nobody.
 * Source   Jones & Sasser (1995) HBR 73(6):88; the cuts are content/rules.yaml's.
 *
 * @example loyaltyQuadrants([{ satisfaction: 9, loyalty: 3 }], { satisfied: 8, loyal: 8 }).satisfiedNotLoyal.value // => 1
 */
export function loyaltyQuadrants(
  rows: readonly SatisfactionAndLoyalty[],
  { satisfied, loyal, step = { satisfied: 1, loyal: 1 }, confidence = 0.95 }: QuadrantOptions,
): LoyaltyQuadrants {
  const both = rows.filter((row) => isObserved(row.satisfaction) && isObserved(row.loyalty));
  const base = counted(both, { satisfied, loyal });
  const n = both.length;
  return {
    n,
    unclassified: rows.length - n,
    quadrants: quadrants.map((quadrant) => ({
      quadrant,
      count: base[quadrant],
      share: proportion(base[quadrant], n, confidence),
    })),
    satisfiedNotLoyal: mercenaryShare(base, confidence),
    sensitivity: [-1, 0, 1].flatMap((i) =>
      [-1, 0, 1].map((j) => {
        const cuts = { satisfied: satisfied + i * step.satisfied, loyal: loyal + j * step.loyal };
        const share = mercenaryShare(counted(both, cuts), confidence);
        return { ...cuts, isBase: i === 0 && j === 0, satisfiedNotLoyal: share };
      }),
    ),
  };
}

/**
 * Quadrant of a person (所属象限): which of the four quadrants a person stands in.
 *
 * For      slices and worklists.
 * Formula  as loyaltyQuadrants.
 * Takes    one row and the cuts.
 * Gives    a quadrant; null when an answer is missing.
 * Source   Jones & Sasser (1995) HBR 73(6):88.
 *
 * @example quadrantOf({ satisfaction: 3, loyalty: 9 }, { satisfied: 8, loyal: 8 }) // => "hostage"
 */
export function quadrantOf(
  { satisfaction, loyalty }: SatisfactionAndLoyalty,
  { satisfied, loyal }: QuadrantCuts,
): Quadrant | null {
  if (!isObserved(satisfaction) || !isObserved(loyalty)) return null;
  if (satisfaction >= satisfied) return loyalty >= loyal ? "loyalist" : "mercenary";
  return loyalty >= loyal ? "hostage" : "defector";
}

function counted(
  rows: readonly SatisfactionAndLoyalty[],
  cuts: QuadrantCuts,
): Readonly<Record<Quadrant, number>> {
  const counts = { loyalist: 0, mercenary: 0, hostage: 0, defector: 0 };
  for (const row of rows) {
    const quadrant = quadrantOf(row, cuts);
    if (quadrant !== null) counts[quadrant] += 1;
  }
  return counts;
}

function mercenaryShare(
  { loyalist, mercenary }: Readonly<Record<Quadrant, number>>,
  confidence: number,
): Estimate {
  return proportion(mercenary, loyalist + mercenary, confidence);
}
