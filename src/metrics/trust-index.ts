import { bootstrapMean } from "../stats/bootstrap-mean.ts";
import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { isObserved } from "../stats/observed.ts";
import { proportion } from "../stats/proportion.ts";
import { rescaled } from "../stats/rescale.ts";
import type { Scale } from "../survey/definition.ts";
import { requireOnScale } from "./on-scale.ts";

export const trustFactors = ["reliability", "competence", "closeness"] as const;
export type TrustFactor = (typeof trustFactors)[number];

export type TrustRow = Readonly<Record<TrustFactor, number | null>>;

export interface TrustOptions {
  readonly scales: Readonly<Record<TrustFactor, Scale>>;
  /** The same seed gives the same interval. */
  readonly seed?: string;
  readonly draws?: number;
  readonly confidence?: number;
}

export interface TrustIndex {
  /** Persons who answered all three. */
  readonly n: number;
  /** 0 to 100. */
  readonly index: Estimate;
  /** Mean of each factor over the same persons, 0 to 100. */
  readonly factors: Readonly<Record<TrustFactor, Estimate>>;
  /** Share of persons with a factor at its lowest point: their index is 0. */
  readonly zeros: Estimate;
  readonly weakest: TrustFactor | null;
  /** How far the index rises when everybody's weakest-on-average factor rises by a tenth. */
  readonly gain: number | null;
}

/**
 * Trust index (信任指数): reliability, competence and closeness as one number, 0 to 100.
 *
 * For      which of the three holds trust back; the weakest link counts most.
 * Formula  a person: 100·∛(reliability × competence × closeness), each from 0 to 1; then the mean
 *          over persons; percentile bootstrap of persons.
 * Takes    one row a person; a person who left one factor out counts nowhere.
 * Gives    0 to 100; nulls for nobody; no interval for one person.
 * Throws   score-off-scale.
 * Source   articles/000 (信任=可靠性×资质能力×亲近程度); the cube root keeps the scale, our reading.
 *
 * @example trustIndex([{ reliability: 5, competence: 5, closeness: 1 }], { scales: { reliability: { min: 1, max: 5 }, competence: { min: 1, max: 5 }, closeness: { min: 1, max: 5 } } }).index.value // => 0
 */
export function trustIndex(
  rows: readonly TrustRow[],
  { scales, seed = "trust.index", draws = 2000, confidence = 0.95 }: TrustOptions,
): TrustIndex {
  for (const factor of trustFactors) {
    requireOnScale(
      rows.map((row) => row[factor]),
      scales[factor],
    );
  }
  const people = rows
    .filter((row) => trustFactors.every((factor) => isObserved(row[factor])))
    .map((row) => trustFactors.map((factor) => rescaled(row[factor]!, scales[factor])));
  const factorMean = (j: number): Estimate =>
    mean(
      people.map((u) => 100 * u[j]!),
      confidence,
    );
  const factors = {
    reliability: factorMean(0),
    competence: factorMean(1),
    closeness: factorMean(2),
  };
  const scores = people.map(personTrust);
  const weakest = weakestFactor(factors);
  const zeros = people.filter((u) => u.some((share) => share === 0)).length;
  const index = bootstrapMean(scores, { seed, draws, confidence });
  return {
    n: people.length,
    index,
    factors,
    zeros: proportion(zeros, people.length, confidence),
    weakest,
    gain: weakest === null ? null : meanAfterLift(people, weakest) - index.value!,
  };
}

function personTrust(shares: readonly number[]): number {
  return 100 * Math.cbrt(shares.reduce((product, share) => product * share, 1));
}

function weakestFactor(factors: TrustIndex["factors"]): TrustFactor | null {
  if (factors.reliability.value === null) return null;
  return trustFactors.toSorted((a, b) => factors[a].value! - factors[b].value!)[0]!;
}

function meanAfterLift(people: readonly (readonly number[])[], weakest: TrustFactor): number {
  const lifted = trustFactors.indexOf(weakest);
  const scores = people.map((shares) =>
    personTrust(shares.map((share, j) => (j === lifted ? Math.min(1, share + 0.1) : share))),
  );
  return mean(scores).value!;
}
