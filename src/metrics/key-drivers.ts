import { correlationMatrix } from "../stats/correlation-matrix.ts";
import type { Estimate } from "../stats/estimate.ts";
import { johnsonWeights } from "../stats/johnson-weights.ts";
import { lmgShares, mostLmgPredictors } from "../stats/lmg-shares.ts";
import type { Observations } from "../stats/observed.ts";
import { quantileSorted } from "../stats/quantile.ts";
import type { ImportanceMethod } from "../stats/relative-importance.ts";
import { symmetricEigen } from "../stats/symmetric-eigen.ts";
import { driverDraws, type DriverDraws } from "./driver-draws.ts";

export interface KeyDriverOptions {
  /** Name the figure and the wave: the same seed gives the same intervals. */
  readonly seed: string;
  readonly draws?: number | undefined;
  readonly confidence?: number | undefined;
  /** Left out: LMG to 12 predictors, Johnson's weights beyond. */
  readonly method?: ImportanceMethod | undefined;
}

export interface Driver {
  readonly name: string;
  /** Part of the outcome's variance; together R². */
  readonly share: Estimate;
  /** Part of what is explained; together 1. */
  readonly ofExplained: Estimate;
  /** Correlation with the outcome, for its sign. */
  readonly correlation: number;
  /** 1 is the strongest; with the interval of the rank over the draws. */
  readonly rank: number;
  readonly rankLow: number;
  readonly rankHigh: number;
}

/** A predictor left out, since it does not vary or says what another says already. */
export interface DroppedPredictor {
  readonly name: string;
  readonly reason: "constant" | "duplicate";
  /** The kept predictor that it is closest to; null for a constant. */
  readonly like: string | null;
}

export type NoDriversReason = "few-answers" | "weak-fit" | "no-predictors" | "constant-outcome";

export interface KeyDrivers {
  readonly kind: "drivers";
  /** Persons without a gap. */
  readonly n: number;
  readonly method: ImportanceMethod;
  readonly r2: Estimate;
  /** Strongest first. */
  readonly drivers: readonly Driver[];
  /** Pairs whose rank intervals overlap: do not call one stronger than the other. */
  readonly notSeparable: readonly (readonly [string, string])[];
  readonly dropped: readonly DroppedPredictor[];
}

export interface NoKeyDrivers {
  readonly kind: "none";
  readonly reasons: readonly NoDriversReason[];
  readonly n: number;
  /** Persons without a gap that it takes. */
  readonly needed: number;
  readonly r2: number | null;
  readonly dropped: readonly DroppedPredictor[];
}

const leastR2 = 0.1;
const leastEigenvalue = 1e-8;

/**
 * Key drivers (关键驱动因素): what part of an outcome moves with each experience, ranked, with how
 * sure the ranks are.
 *
 * For      choosing what to look at first; associated, not shown to cause.
 * Formula  LMG (Shapley) shares of R² to 12 predictors, Johnson's relative weights beyond; 1,000
 *          bootstrap draws of persons, percentile intervals of shares and of ranks; a pair is not
 *          separable where its rank intervals overlap.
 * Takes    outcome and predictors by name, one row a person; a row with a gap in any counts
 *          nowhere. A predictor that does not vary, or leaves an eigenvalue of the correlations
 *          below 1e-8, is dropped and named.
 * Gives    drivers from the strongest, or why there are none: n below max(50, 10p), R² below .1,
 *          nothing to explain with. The same for rows in any order.
 * Source   Lindeman, Merenda & Gold (1980); Grömping (2006) J. Stat. Softw. 17(1); Johnson (2000)
 *          Multivar. Behav. Res. 35:1.
 *
 * @example keyDrivers([1, 2], { price: [1, 2] }, { seed: "a" }).needed // => 50
 */
export function keyDrivers(
  outcome: Observations,
  predictors: Readonly<Record<string, Observations>>,
  options: KeyDriverOptions,
): KeyDrivers | NoKeyDrivers {
  const names = Object.keys(predictors);
  const { n, matrix } = correlationMatrix([outcome, ...Object.values(predictors)]);
  const dropped: DroppedPredictor[] = [];
  const kept = n < 2 ? names.map((_, j) => j + 1) : keptPredictors(matrix, names, dropped);
  const size = kept.length;
  const needed = Math.max(50, 10 * size);
  const method = options.method ?? (size > mostLmgPredictors ? "johnson" : "lmg");
  const isConstant = n > 0 && Number.isNaN(matrix[0]![0]);
  const shares = size === 0 || n < 2 || isConstant ? null : split(matrix, kept, method);
  const r2 = shares?.reduce((sum, share) => sum + share, 0) ?? null;
  const reasons: NoDriversReason[] = [
    ...(n < needed ? (["few-answers"] as const) : []),
    ...(isConstant ? (["constant-outcome"] as const) : []),
    ...(size === 0 ? (["no-predictors"] as const) : []),
    ...(r2 !== null && r2 < leastR2 ? (["weak-fit"] as const) : []),
  ];
  if (shares === null || r2 === null || reasons.length > 0) {
    return { kind: "none", reasons, n, needed, r2, dropped };
  }
  const used = kept.map((j) => names[j - 1]!);
  const columns = [...used.map((name) => predictors[name]!), outcome];
  const draws = driverDraws(columns, { ...options, method });
  const correlations = kept.map((j) => matrix[0]![j]!);
  const { confidence } = options;
  const drivers = driversOf(used, { shares, correlations, draws, n, confidence });
  const total = estimateOf(r2, draws.totals, { n, confidence });
  return { kind: "drivers", n, method, r2: total, drivers, ...pairsOf(drivers), dropped };
}

/** Column numbers (from 1, the outcome is 0) of predictors that say something of their own. */
function keptPredictors(
  matrix: readonly Float64Array[],
  names: readonly string[],
  dropped: DroppedPredictor[],
): readonly number[] {
  const kept: number[] = [];
  for (const [index, name] of names.entries()) {
    const j = index + 1;
    if (Number.isNaN(matrix[j]![j])) {
      dropped.push({ name, reason: "constant", like: null });
      continue;
    }
    const tried = [...kept, j];
    const { values } = symmetricEigen(tried.map((a) => tried.map((b) => matrix[a]![b]!)));
    if (values.at(-1)! >= leastEigenvalue) {
      kept.push(j);
      continue;
    }
    const near = kept.reduce((a, b) =>
      Math.abs(matrix[j]![b]!) > Math.abs(matrix[j]![a]!) ? b : a,
    );
    dropped.push({ name, reason: "duplicate", like: names[near - 1]! });
  }
  return kept;
}

function split(
  matrix: readonly Float64Array[],
  kept: readonly number[],
  method: ImportanceMethod,
): readonly number[] {
  const correlations = kept.map((a) => kept.map((b) => matrix[a]![b]!));
  const outcome = kept.map((j) => matrix[0]![j]!);
  return method === "lmg"
    ? lmgShares(correlations, outcome)
    : johnsonWeights(correlations, outcome);
}

function estimateOf(
  value: number,
  drawn: Float64Array,
  { n, confidence = 0.95 }: { readonly n: number; readonly confidence?: number | undefined },
): Estimate {
  const sorted = drawn.toSorted();
  const tail = (1 - confidence) / 2;
  const [low, high] = [quantileSorted(sorted, tail), quantileSorted(sorted, 1 - tail)];
  return { value, low, high, n };
}

interface Split {
  readonly shares: readonly number[];
  readonly correlations: readonly number[];
  readonly draws: DriverDraws;
  readonly n: number;
  readonly confidence?: number | undefined;
}

function driversOf(names: readonly string[], parts: Split): readonly Driver[] {
  const { shares, correlations, draws, confidence = 0.95 } = parts;
  const r2 = shares.reduce((sum, share) => sum + share, 0);
  const ranks = ranksOf(draws.shares);
  const tail = Math.floor(((1 - confidence) / 2) * draws.totals.length);
  return names
    .map((name, j) => {
      const relative = draws.shares[j]!.map((share, d) => share / (draws.totals[d]! || 1));
      const sorted = ranks[j]!.toSorted();
      return {
        name,
        share: estimateOf(shares[j]!, draws.shares[j]!, parts),
        ofExplained: estimateOf(shares[j]! / r2, relative, parts),
        correlation: correlations[j]!,
        rank: 1 + shares.filter((share) => share > shares[j]!).length,
        rankLow: sorted[tail]!,
        rankHigh: sorted[sorted.length - 1 - tail]!,
      };
    })
    .toSorted((a, b) => a.rank - b.rank);
}

/** Per predictor, its rank in each draw; the strongest has 1. */
function ranksOf(shares: readonly Float64Array[]): readonly Float64Array[] {
  return shares.map((own) =>
    own.map((share, draw) => {
      let rank = 1;
      for (const other of shares) if (other[draw]! > share) rank += 1;
      return rank;
    }),
  );
}

function pairsOf(drivers: readonly Driver[]): Pick<KeyDrivers, "notSeparable"> {
  const notSeparable = drivers.flatMap((one, i) =>
    drivers
      .slice(i + 1)
      .filter((other) => one.rankHigh >= other.rankLow && other.rankHigh >= one.rankLow)
      .map((other) => [one.name, other.name] as const),
  );
  return { notSeparable };
}
