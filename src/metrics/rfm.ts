import { quantileSorted } from "../stats/quantile.ts";
import { selectRanks } from "../stats/select-ranks.ts";

/** Scores from 1 to 5, 5 best; 0 where the row is no buyer. */
export interface RfmScores {
  readonly recency: Uint8Array;
  readonly frequency: Uint8Array;
  readonly monetary: Uint8Array;
}

export interface RfmColumns {
  /** Purchases a customer; rows without one are no buyers. */
  readonly purchases: Float64Array;
  readonly lastDay: Float64Array;
  /** Net of returns; may be below zero. */
  readonly revenue: Float64Array;
}

const leastBuyers = 50;

/**
 * RFM (最近购买、频率、金额): five-step scores of how lately, how often and how much.
 *
 * For      sorting customers into groups that are spoken to differently.
 * Formula  rank the buyers from the lowest, ties sharing the lowest rank; cut the range of ranks
 *          into five of equal width. Equal customers so never part; a step may stay empty.
 * Takes    one row a customer; a later last day is better, so no day of today is needed.
 * Gives    a score a row; all equal give 3; null below 50 buyers.
 * Source   articles/003 (价值区分维度); rule (b) of methods 14.
 *
 * @example rfm({ purchases: Float64Array.of(1), lastDay: Float64Array.of(1), revenue: Float64Array.of(1) }) // => null
 */
export function rfm({ purchases, lastDay, revenue }: RfmColumns): RfmScores | null {
  const bought = new Uint8Array(purchases.length);
  let buyers = 0;
  for (let i = 0; i < purchases.length; i += 1) {
    if (purchases[i]! >= 1) buyers += bought[i] = 1;
  }
  if (buyers < leastBuyers) return null;
  const score = (column: Float64Array): Uint8Array => scored(column, bought, rankCuts);
  return { recency: score(lastDay), frequency: score(purchases), monetary: score(revenue) };
}

/**
 * Rank scores (秩五分): the five-step score of one column by rule (b).
 *
 * Takes    numbers, all observed.
 * Gives    1 to 5 a row, 5 for the highest.
 *
 * @example [...rankScores(Float64Array.of(7, 7, 7))] // => [3, 3, 3]
 */
export function rankScores(values: Float64Array): Uint8Array {
  return scored(values, null, rankCuts);
}

/**
 * Quantile scores (分位五分): the five-step score of one column by rule (a).
 *
 * For      comparing with the R package rfm only: its cuts suit whole numbers.
 * Formula  cuts at the type-7 quantiles .2, .4, .6, .8 plus 1; a value on a cut belongs above it.
 * Takes    numbers, all observed.
 * Gives    1 to 5 a row, 5 for the highest.
 * Source   rsquaredacademy/rfm.
 *
 * @example [...quantileScores(Float64Array.of(0, 10, 20, 30, 40))] // => [1, 2, 3, 4, 5]
 */
export function quantileScores(values: Float64Array): Uint8Array {
  return scored(values, null, (own) => {
    own.sort();
    return [0.2, 0.4, 0.6, 0.8].map((p) => ({ cut: quantileSorted(own, p)! + 1, opens: true }));
  });
}

interface Cut {
  readonly cut: number;
  /** True when a value equal to the cut belongs to the step above it. */
  readonly opens: boolean;
}

/**
 * A value has passed the edge e of the ranks when at least ⌊e⌋ values are lower than it, that is
 * when it exceeds the ⌊e⌋-th lowest: so that four ranks of the column are enough.
 */
function rankCuts(own: Float64Array): readonly Cut[] {
  const top = belowHighest(own) + 1;
  if (top === 1) {
    const only = own[0]!;
    return [0, 1].map(() => ({ cut: only, opens: true })).concat({ cut: only, opens: false });
  }
  // Whole numbers up to the division, so that an edge on a rank is met exactly.
  const ranks = [1, 2, 3, 4].map((step) => Math.floor((5 + (top - 1) * step) / 5) - 1);
  selectRanks(own, ranks);
  return ranks.map((rank) => ({ cut: own[rank]!, opens: false }));
}

function scored(
  values: Float64Array,
  counted: Uint8Array | null,
  cutsOf: (own: Float64Array) => readonly Cut[],
): Uint8Array {
  const own = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (counted === null || counted[i] === 1) own[n++] = values[i]!;
  }
  const scores = new Uint8Array(values.length);
  if (n === 0) return scores;
  const cuts = cutsOf(own.subarray(0, n));
  for (let i = 0; i < values.length; i += 1) {
    if (counted !== null && counted[i] === 0) continue;
    const value = values[i]!;
    let score = 1;
    for (let c = 0; c < cuts.length; c += 1) {
      const { cut, opens } = cuts[c]!;
      if (value > cut || (opens && value === cut)) score += 1;
    }
    scores[i] = score;
  }
  return scores;
}

/** How many values are lower than the highest. */
function belowHighest(values: Float64Array): number {
  let highest = -Infinity;
  let ties = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value > highest) ties = 0;
    if (value >= highest) {
      highest = value;
      ties += 1;
    }
  }
  return values.length - ties;
}

/** In the order in which a report lists them. */
export const rfmSegments = [
  "champions",
  "loyal",
  "promising",
  "new",
  "need-attention",
  "cannot-lose",
  "at-risk",
  "lost",
] as const;
export type RfmSegment = (typeof rfmSegments)[number];

/**
 * RFM segment (RFM客群): the group of a customer with these three scores.
 *
 * For      naming the 125 cells in words.
 * Formula  by recency first, so that no two groups overlap.
 *          4–5: champions (F and M 4–5), loyal (else F 3–5), new (F 1), promising (F 2).
 *          3: loyal (F 4–5), need-attention (F 1–3).
 *          1–2: cannot-lose (F and M 4–5), at-risk (else F 3–5, or M 4–5), lost.
 * Takes    scores from 1 to 5.
 * Gives    one of eight names for each of the 125 cells.
 * Source   names in common use; the cells are ours, since published ones overlap (rfm#56).
 *
 * @example rfmSegment(5, 5, 5) // => "champions"
 */
export function rfmSegment(recency: number, frequency: number, monetary: number): RfmSegment {
  const great = frequency >= 4 && monetary >= 4;
  if (recency >= 4) {
    if (great) return "champions";
    if (frequency >= 3) return "loyal";
    return frequency >= 2 ? "promising" : "new";
  }
  if (recency === 3) return frequency >= 4 ? "loyal" : "need-attention";
  if (great) return "cannot-lose";
  return frequency >= 3 || monetary >= 4 ? "at-risk" : "lost";
}
