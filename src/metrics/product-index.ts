import { bootstrapMean } from "../stats/bootstrap-mean.ts";
import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { isObserved } from "../stats/observed.ts";
import { rescaled } from "../stats/rescale.ts";
import type { Scale } from "../survey/definition.ts";
import { requireOnScale } from "./on-scale.ts";

export interface ProductOptions {
  /** One a factor, in the order of the columns. */
  readonly scales: readonly Scale[];
  /** The same seed gives the same interval. */
  readonly seed: string;
  readonly draws?: number;
  /** How far a factor is raised to see what that brings, from 0 to 1. */
  readonly lift?: number;
}

export interface ProductFactor {
  /** Mean from 0 to 100. */
  readonly score: Estimate;
  /** How far the index rises when this factor rises by the lift for everybody. */
  readonly gain: Estimate;
}

export interface ProductIndex {
  /** 0 to 100. */
  readonly index: Estimate;
  readonly factors: readonly ProductFactor[];
}

/**
 * Product index (连乘指数): several factors that multiply, as one number from 0 to 100.
 *
 * For      trust in a person or a brand: the weakest factor holds the whole back.
 * Formula  a person: 100·(u1·u2·…·uk)^(1/k), each u from 0 to 1; the mean over persons with a
 *          percentile bootstrap of persons. Gain of a factor: the same with that u raised by the
 *          lift (at most 1) for everybody, less the index; mean ± t of the persons' gains.
 * Takes    columns: one a factor, one row a person; a person with a gap counts nowhere.
 * Gives    0 to 100, gains in its points; nulls for nobody.
 * Throws   score-off-scale.
 * Source   articles/000 (信任=产品(服务)品质×品牌商誉×客户关系); the k-th root keeps the scale, our reading.
 *
 * @example productIndex([[5], [5], [2]], { scales: [{ min: 1, max: 5 }, { min: 1, max: 5 }, { min: 1, max: 5 }], seed: "a" }).index.value // => 62.996052494744
 */
export function productIndex(
  columns: readonly (readonly (number | null)[])[],
  { scales, seed, draws = 2000, lift = 0.1 }: ProductOptions,
): ProductIndex {
  for (const [j, column] of columns.entries()) requireOnScale(column, scales[j]!);
  const people = Array.from(columns[0] ?? [], (_, row) => columns.map((column) => column[row]!))
    .filter((row) => row.every(isObserved))
    .map((row) => row.map((score, j) => rescaled(score, scales[j]!)));
  const scores = people.map(geometric);
  return {
    index: bootstrapMean(scores, { seed, draws }),
    factors: columns.map((_, j) => ({
      score: mean(people.map((shares) => 100 * shares[j]!)),
      gain: mean(people.map((shares, row) => geometric(raised(shares, j, lift)) - scores[row]!)),
    })),
  };
}

function geometric(shares: readonly number[]): number {
  return 100 * shares.reduce((product, share) => product * share, 1) ** (1 / shares.length);
}

function raised(shares: readonly number[], j: number, lift: number): readonly number[] {
  return shares.map((share, k) => (k === j ? Math.min(1, share + lift) : share));
}
