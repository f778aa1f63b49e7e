import type { Estimate } from "../stats/estimate.ts";
import { isObserved, type Observations } from "../stats/observed.ts";
import { quantileSorted } from "../stats/quantile.ts";
import { seededRandom } from "../stats/random.ts";

export interface TierStabilityOptions {
  /** Where tiers part, as shares of customers from the lowest: [0.8] sets the best fifth apart. */
  readonly cuts: readonly number[];
  readonly seed: string;
  readonly draws?: number | undefined;
  readonly confidence?: number | undefined;
}

export interface TierKept {
  readonly tier: number;
  readonly n: number;
  /** Null for a tier that nobody is in. */
  readonly kept: number | null;
}

export interface TierStability {
  /** Share of customers who keep their tier when the cuts come from another sample, on average. */
  readonly kept: Estimate;
  /** The same of each tier, from the lowest. */
  readonly byTier: readonly TierKept[];
  /** Of each customer the chance to keep the tier; null for no value. Below .8: do not treat as sure. */
  readonly chances: readonly (number | null)[];
  /** Values that part the tiers, with their intervals. */
  readonly cutValues: readonly Estimate[];
}

/**
 * Tier stability (分层稳定性): how many customers would keep their tier if the sample had been another.
 *
 * For      whether a tier is a fact about the customer or about where the cut happened to fall.
 * Formula  tier = number of cuts at or below the value, cuts are quantiles (type 7); 500 bootstrap
 *          samples of customers move the cuts, each customer keeps the own value; share of draws
 *          in the same tier; percentile interval of the share over draws.
 * Takes    one value a customer; null and NaN count nowhere; cuts ascending, between 0 and 1.
 * Gives    shares from 0 to 1; nulls below two customers. The same for customers in any order.
 * Source   Efron (1979) Ann. Stat. 7:1; Hennig (2007) Comput. Stat. Data Anal. 52:258 for stability
 *          by resampling.
 *
 * @example tierStability([1, 2], { cuts: [], seed: "a" }).kept.value // => 1
 */
export function tierStability(
  values: Observations,
  { cuts, seed, draws = 500, confidence = 0.95 }: TierStabilityOptions,
): TierStability {
  const all = Array.from(values, (value) => (isObserved(value) ? value : null));
  const sorted = Float64Array.from(all.filter((value) => value !== null)).sort();
  const n = sorted.length;
  const base = cutsAt(sorted, cuts);
  if (n < 2) return nothing(all, n);
  const drawn = drawnCuts(sorted, cuts, { seed, draws });
  const tiers = startsOf(sorted, base);
  const keptPerDraw = new Float64Array(draws);
  const changes = new Float64Array(n + 1);
  for (const [draw, at] of drawn.entries()) {
    const moved = startsOf(sorted, at);
    for (let tier = 0; tier + 1 < tiers.length; tier += 1) {
      const from = Math.max(tiers[tier]!, moved[tier]!);
      const to = Math.min(tiers[tier + 1]!, moved[tier + 1]!);
      if (to <= from) continue;
      keptPerDraw[draw]! += (to - from) / n;
      changes[from]! += 1;
      changes[to]! -= 1;
    }
  }
  let running = 0;
  const keptPerValue = sorted.map((_, i) => (running += changes[i]!) / draws);
  const chanceOf = new Map(Array.from(sorted, (value, i) => [value, keptPerValue[i]!]));
  const value = keptPerValue.reduce((sum, chance) => sum + chance, 0) / n;
  return {
    kept: { value, ...bounds(keptPerDraw, confidence), n },
    byTier: cuts.concat(1).map((_, tier) => tierKept(tier, tiers, keptPerValue)),
    chances: all.map((each) => (each === null ? null : chanceOf.get(each)!)),
    cutValues: base.map((cut, c) => ({
      value: cut,
      ...bounds(
        Float64Array.from(drawn, (at) => at[c]!),
        confidence,
      ),
      n,
    })),
  };
}

function nothing(all: readonly (number | null)[], n: number): TierStability {
  const kept = { value: null, low: null, high: null, n };
  return { kept, byTier: [], chances: all.map(() => null), cutValues: [] };
}

function cutsAt(sorted: Float64Array, cuts: readonly number[]): readonly number[] {
  return cuts.map((cut) => quantileSorted(sorted, cut) ?? NaN);
}

/** Cuts of samples with replacement, found by how many were drawn up to each place. */
function drawnCuts(
  sorted: Float64Array,
  cuts: readonly number[],
  { seed, draws }: { readonly seed: string; readonly draws: number },
): readonly (readonly number[])[] {
  const random = seededRandom(seed);
  const last = sorted.length - 1;
  const drawn = new Int32Array(sorted.length);
  const ofRank = (rank: number): number => sorted[firstAtLeast(drawn, rank + 1)]!;
  return Array.from({ length: draws }, () => {
    random.resample(drawn);
    for (let i = 1; i <= last; i += 1) drawn[i] = drawn[i]! + drawn[i - 1]!;
    return cuts.map((cut) => {
      const below = Math.floor(last * cut);
      const ends = [ofRank(below), ofRank(Math.min(below + 1, last))];
      return quantileSorted(ends, last * cut - below)!;
    });
  });
}

function bounds(
  drawn: Float64Array,
  confidence: number,
): { readonly low: number | null; readonly high: number | null } {
  const rising = drawn.toSorted();
  const tail = (1 - confidence) / 2;
  return { low: quantileSorted(rising, tail), high: quantileSorted(rising, 1 - tail) };
}

/** Where each tier starts in the sorted values, and after the last where they end. */
function startsOf(sorted: Float64Array, cuts: readonly number[]): readonly number[] {
  return [0, ...cuts.map((cut) => firstAtLeast(sorted, cut)), sorted.length];
}

function firstAtLeast(rising: Float64Array | Int32Array, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function tierKept(tier: number, starts: readonly number[], kept: Float64Array): TierKept {
  const own = kept.subarray(starts[tier]!, starts[tier + 1]!);
  const sum = own.reduce((total, chance) => total + chance, 0);
  return { tier, n: own.length, kept: own.length === 0 ? null : sum / own.length };
}
