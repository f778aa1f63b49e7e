import type { Estimate } from "../stats/estimate.ts";
import { isObserved, type Observations } from "../stats/observed.ts";
import { quantileSorted } from "../stats/quantile.ts";
import { seededRandom } from "../stats/random.ts";
import { herfindahl, ranked } from "./pareto.ts";

export interface RobustHerfindahl {
  /** Σ of squared shares, 1/n to 1, with its bootstrap interval. */
  readonly index: Estimate;
  /** (H − 1/n)/(1 − 1/n): 0 all equal, 1 all with one. */
  readonly normalised: number | null;
  /** 1/H: as many equal customers would be as concentrated. */
  readonly effectiveNumber: number | null;
  /** The index without the largest: far below the index means that one alone makes it. */
  readonly withoutLargest: number | null;
  /** Share of the largest. */
  readonly largestShare: number | null;
}

/**
 * Robust Herfindahl index (稳健赫芬达尔指数): dependence on few, and how much of it hangs on one.
 *
 * For      dependence of a location or segment on few customers, where one of them may be chance.
 * Formula  H = Σ (x/Σx)²; (H − 1/n)/(1 − 1/n); 1/H; H without the largest; 1,000 bootstrap draws of
 *          customers, percentile interval.
 * Takes    one value a customer, those below 0 count as 0; null and NaN count nowhere.
 * Gives    nulls when nothing is above 0; no interval for one customer. The same in any order.
 * Source   Hirschman (1964) Am. Econ. Rev. 54:761; Adelman (1969) Rev. Econ. Stat. 51:99.
 *
 * @example robustHerfindahl([2, 1, 1], { seed: "a" }).index.value // => 0.375
 */
export function robustHerfindahl(
  values: Observations,
  {
    seed,
    draws = 1000,
    confidence = 0.95,
  }: { readonly seed: string; readonly draws?: number; readonly confidence?: number },
): RobustHerfindahl {
  const all = ranked(Float64Array.from(Array.from(values).filter(isObserved)));
  const n = all.falling.length;
  const value = herfindahl(all);
  const rest = ranked(all.falling.slice(1));
  const drawn = drawnIndices(all.falling, { seed, draws: value === null || n < 2 ? 0 : draws });
  const tail = (1 - confidence) / 2;
  return {
    index: {
      value,
      low: quantileSorted(drawn, tail),
      high: quantileSorted(drawn, 1 - tail),
      n,
    },
    normalised: value === null || n < 2 ? null : (value - 1 / n) / (1 - 1 / n),
    effectiveNumber: value === null ? null : 1 / value,
    withoutLargest: n < 2 ? null : herfindahl(rest),
    largestShare: value === null ? null : all.falling[0]! / all.sum,
  };
}

function drawnIndices(
  falling: Float64Array,
  { seed, draws }: { readonly seed: string; readonly draws: number },
): Float64Array {
  const random = seededRandom(seed);
  const found = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < falling.length; i += 1) {
      const value = falling[random.below(falling.length)]!;
      sum += value;
      squares += value * value;
    }
    found[draw] = sum > 0 ? squares / (sum * sum) : NaN;
  }
  return found.filter((index) => !Number.isNaN(index)).sort();
}
