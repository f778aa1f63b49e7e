import { Problem } from "../errors.ts";
import { cappedWeights, type Caps } from "./capped-weights.ts";
import { designEffect, effectiveCount } from "./design-effect.ts";
import type { CellMargin, FittingOptions } from "./iterative-proportional-fitting.ts";

/** One variable whose mix in the population is known. */
export interface RakingMargin {
  readonly name: string;
  /** The level of each respondent; null when it is not known. */
  readonly levels: readonly (string | null)[];
  /** Of each level, persons or share in the population. */
  readonly targets: Readonly<Record<string, number>>;
}

export interface RakingOptions extends FittingOptions {
  /** Design weight of each respondent; left out, everybody starts with 1. */
  readonly baseWeights?: ArrayLike<number> | undefined;
  /** Bounds of a weight as multiples of the mean weight; null leaves weights as they come. */
  readonly caps?: Caps | null | undefined;
  /** A level not known is a level of its own that keeps its share, or the person gets weight 0. */
  readonly missing?: "own-level" | "drop" | undefined;
}

export type RakingWarning =
  /** The targets of a margin had another total than the first margin, by more than 1%. */
  | { readonly kind: "totals-differ"; readonly margin: string; readonly ratio: number }
  /** Fewer than 10 persons carry a level: collapse it with a neighbour. */
  | {
      readonly kind: "few-respondents";
      readonly margin: string;
      readonly level: string;
      readonly n: number;
    }
  | { readonly kind: "level-unknown"; readonly margin: string; readonly n: number }
  /** Weighting costs more than half of the sample. */
  | { readonly kind: "design-effect"; readonly deff: number }
  /** Weights stand at a cap, and the margins are off by so much of the total. */
  | { readonly kind: "capped"; readonly n: number; readonly marginError: number };

export interface RakedLevel {
  readonly margin: string;
  readonly level: string;
  readonly n: number;
  /** Shares of the total: wanted, before and after weighting. */
  readonly targetShare: number;
  readonly baseShare: number;
  readonly weightedShare: number;
}

export interface Raking {
  /** One a respondent, mean 1 over those kept; 0 for those dropped. */
  readonly weights: Float64Array;
  readonly n: number;
  /** Total of the targets: weights·total/n count persons of the population. */
  readonly total: number;
  readonly deff: number;
  readonly nEff: number;
  /** Largest distance left between a margin and its target, as a share of the total. */
  readonly marginError: number;
  readonly capped: number;
  readonly iterations: number;
  readonly levels: readonly RakedLevel[];
  readonly warnings: readonly RakingWarning[];
  /** True while deff is at most 2 and each level has 10 persons: weight only then. */
  readonly advised: boolean;
}

/** Stands for a level that is not known; targets may name it. */
export const missingLevel = "(missing)";
const fewest = 10;
const mostDeff = 2;

/**
 * Raking weights (边际加权): weights that give the sample the mix of the population.
 *
 * For      shares and means of a sample in which some groups answered more often than others.
 * Formula  w ← w·T_g / Σ_{j∈g} w, margin after margin, until max |Σw − T| / total < 1e-8 on all
 *          margins; scaled to mean 1; weights outside 0.2 to 5 times the mean are set there and
 *          the rest raked again. Kish's deff = n·Σw²/(Σw)².
 * Takes    margins: of each variable one level a respondent and a target a level, in persons or
 *          shares (totals that differ are rescaled to that of the first margin).
 * Gives    one weight a respondent with what is left of each margin, deff and warnings.
 * Throws   margin-target-empty when nobody has a level with a target; margin-level-missing when
 *          a respondent's level has no target; margin-target-unusable when a target is not above
 *          0; margins-not-met when empty combinations make margins contradict;
 *          weights-unusable when base weights are all 0 or one is below 0.
 * Source   Deming & Stephan (1940); Kalton & Flores-Cervantes (2003) J. Off. Stat. 19:81;
 *          R survey::rake.
 *
 * @example raking([{ name: "sex", levels: ["f", "f", "m"], targets: { f: 1, m: 1 } }]).weights[2] // => 1.5
 */
export function raking(margins: readonly RakingMargin[], options: RakingOptions = {}): Raking {
  const { caps = { low: 0.2, high: 5 }, tolerance, maxIterations } = options;
  const sample = sampleOf(margins, options);
  const sides = sidesOf(margins, sample);
  const classes = classesOf(sides, sample);
  const cellMargins = sides.map(({ targets }, m): CellMargin => ({
    levelOf: classes.levels[m]!,
    targets,
  }));
  const fitting = { tolerance, maxIterations };
  const raked = cappedWeights(classes, cellMargins, { caps, fitting });
  const weights = new Float64Array(sample.base.length);
  for (const [k, row] of sample.kept.entries()) weights[row] = raked.weights[classes.of[k]!]!;
  return described({ ...raked, sample, sides, weights });
}

interface Sample {
  readonly base: Float64Array;
  /** Row numbers that take part. */
  readonly kept: readonly number[];
}

interface Side {
  readonly name: string;
  readonly names: readonly string[];
  /** Of each kept row, the number of its level. */
  readonly levelOf: Int32Array;
  readonly targets: Float64Array;
  /** What its targets were multiplied with. */
  readonly ratio: number;
  readonly unknown: number;
}

function sampleOf(margins: readonly RakingMargin[], options: RakingOptions): Sample {
  const { baseWeights, missing = "own-level" } = options;
  const n = margins[0]?.levels.length ?? 0;
  const base = baseWeights ? Float64Array.from(baseWeights) : new Float64Array(n).fill(1);
  effectiveCount(base);
  const rows = Array.from({ length: n }, (_, i) => i);
  const kept =
    missing === "drop"
      ? rows.filter((row) => margins.every(({ levels }) => levels[row] !== null))
      : rows;
  return { base, kept };
}

function sidesOf(margins: readonly RakingMargin[], sample: Sample): readonly Side[] {
  const total = targetTotal(margins[0]);
  return margins.map((margin) => sideOf(margin, total, sample));
}

function targetTotal(margin: RakingMargin | undefined): number {
  let total = 0;
  for (const [level, target] of Object.entries(margin?.targets ?? {})) {
    if (!(target >= 0 && target < Infinity)) throw unusable(margin!.name, level, target);
    total += target;
  }
  if (margin !== undefined && !(total > 0)) throw unusable(margin.name, "", total);
  return total;
}

function unusable(margin: string, level: string, target: number): Problem {
  return new Problem("margin-target-unusable", margin, { margin, level, target: String(target) });
}

function sideOf(margin: RakingMargin, total: number, { base, kept }: Sample): Side {
  const { name, levels, targets } = margin;
  const names = Object.keys(targets);
  const numbers = new Map(names.map((level, number) => [level, number]));
  const unknown = kept.filter((row) => levels[row] === null).length;
  const keepsShare = unknown > 0 && !numbers.has(missingLevel);
  if (keepsShare) numbers.set(missingLevel, names.push(missingLevel) - 1);
  const levelOf = Int32Array.from(kept, (row) => numbers.get(levels[row] ?? missingLevel) ?? -1);
  const lost = levelOf.indexOf(-1);
  if (lost >= 0) throw levelMissing(margin, levels[kept[lost]!]!);
  const sums = new Float64Array(names.length);
  for (const [k, row] of kept.entries()) sums[levelOf[k]!] = sums[levelOf[k]!]! + base[row]!;
  const all = sums.reduce((sum, value) => sum + value, 0);
  const unknownShare = keepsShare ? sums.at(-1)! / all : 0;
  const ratio = total / targetTotal(margin);
  const wanted = Float64Array.from(names, (level) =>
    keepsShare && level === missingLevel
      ? unknownShare * total
      : targets[level]! * ratio * (1 - unknownShare),
  );
  requireAnswered(margin, { names, sums, wanted });
  return { name, names, levelOf, targets: wanted, ratio, unknown };
}

function levelMissing({ name, levels }: RakingMargin, level: string): Problem {
  const n = levels.filter((each) => each === level).length;
  return new Problem("margin-level-missing", name, { margin: name, level, n });
}

function requireAnswered(
  { name }: RakingMargin,
  {
    names,
    sums,
    wanted,
  }: {
    readonly names: readonly string[];
    readonly sums: Float64Array;
    readonly wanted: Float64Array;
  },
): void {
  for (const [g, level] of names.entries()) {
    if (sums[g] === 0 && wanted[g]! > 0) {
      throw new Problem("margin-target-empty", name, { margin: name, level, target: wanted[g]! });
    }
    if (sums[g]! > 0 && !(wanted[g]! > 0)) throw unusable(name, level, wanted[g]!);
  }
}

/** Persons alike in all margins and in base weight; they keep one weight. */
interface Classes {
  /** Of each kept row, its class. */
  readonly of: Int32Array;
  readonly counts: Float64Array;
  readonly start: Float64Array;
  /** Of each margin, the level of each class. */
  readonly levels: readonly Int32Array[];
}

function classesOf(sides: readonly Side[], { base, kept }: Sample): Classes {
  const numbers = new Map<string, number>();
  const firsts: number[] = [];
  const counts: number[] = [];
  const of = Int32Array.from(kept, (row, k) => {
    const key = `${sides.map(({ levelOf }) => levelOf[k]).join(" ")} ${base[row]!}`;
    const known = numbers.get(key) ?? firsts.push(k) - 1;
    numbers.set(key, known);
    counts[known] = (counts[known] ?? 0) + 1;
    return known;
  });
  return {
    of,
    counts: Float64Array.from(counts),
    start: Float64Array.from(firsts, (k) => base[kept[k]!]!),
    levels: sides.map(({ levelOf }) => Int32Array.from(firsts, (k) => levelOf[k]!)),
  };
}

function described({
  sample,
  sides,
  weights,
  marginError,
  capped,
  iterations,
}: {
  readonly sample: Sample;
  readonly sides: readonly Side[];
  readonly weights: Float64Array;
  readonly marginError: number;
  readonly capped: number;
  readonly iterations: number;
}): Raking {
  const kept = Float64Array.from(sample.kept, (row) => weights[row]!);
  const deff = kept.length === 0 ? 1 : designEffect(kept);
  const levels = sides.flatMap((side) => rakedLevels(side, sample, kept));
  const few = levels.filter(({ n }) => n < fewest);
  const warnings: RakingWarning[] = [
    ...sides
      .filter(({ ratio }) => Math.abs(ratio - 1) > 0.01)
      .map(({ name, ratio }) => ({ kind: "totals-differ" as const, margin: name, ratio })),
    ...few.map(({ margin, level, n }) => ({ kind: "few-respondents" as const, margin, level, n })),
    ...sides
      .filter(({ unknown }) => unknown > 0)
      .map(({ name, unknown }) => ({ kind: "level-unknown" as const, margin: name, n: unknown })),
    ...(deff > mostDeff ? [{ kind: "design-effect" as const, deff }] : []),
    ...(capped > 0 ? [{ kind: "capped" as const, n: capped, marginError }] : []),
  ];
  const total = sides[0]?.targets.reduce((sum, target) => sum + target, 0) ?? 0;
  const advised = deff <= mostDeff && few.length === 0;
  const n = kept.length;
  const nEff = effectiveCount(kept);
  return {
    ...{ weights, n, total, deff, nEff, marginError, capped, iterations },
    ...{ levels, warnings, advised },
  };
}

function rakedLevels(
  { name, names, levelOf, targets }: Side,
  { base, kept }: Sample,
  weights: Float64Array,
): readonly RakedLevel[] {
  const total = targets.reduce((sum, target) => sum + target, 0);
  const baseTotal = kept.reduce((sum, row) => sum + base[row]!, 0);
  return names
    .map((level, g) => {
      let [n, before, after] = [0, 0, 0];
      for (let k = 0; k < kept.length; k += 1) {
        if (levelOf[k] !== g) continue;
        n += 1;
        before += base[kept[k]!]!;
        after += weights[k]!;
      }
      return {
        margin: name,
        level,
        n,
        targetShare: targets[g]! / total,
        baseShare: before / baseTotal,
        weightedShare: after / kept.length,
      };
    })
    .filter(({ n }) => n > 0);
}
