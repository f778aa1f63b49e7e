import { seededRandom, type Random } from "./random.ts";

export interface BootstrapOptions {
  /** Name the figure and the wave: the same seed gives the same interval. */
  readonly seed: string;
  readonly draws?: number;
}

/** Cells with fewer persons are drawn person by person, which costs less than a binomial. */
const rareBelow = 16;

/**
 * Person bootstrap (按人自助法): a statistic over samples of persons drawn with replacement.
 *
 * For      intervals of numbers that have no formula; persons in both waves move together.
 * Formula  persons who answered alike form a cell; each draw takes n persons with replacement,
 *          as multinomial counts of the cells, which is the same as drawing persons.
 * Takes    counts: persons a cell, in a fixed order; statistic: of the drawn counts, NaN when it
 *          is not defined for a draw (the counts are reused, do not keep them).
 * Gives    the statistics in ascending order, undefined draws left out; empty for nobody.
 * Source   Efron (1979) Ann. Stat. 7:1.
 *
 * @example personBootstrap([10], (drawn) => drawn[0], { seed: "a", draws: 2 })[0] // => 10
 */
export function personBootstrap(
  counts: ArrayLike<number>,
  statistic: (drawn: Int32Array) => number,
  { seed, draws = 2000 }: BootstrapOptions,
): Float64Array {
  const random = seededRandom(seed);
  const plan = drawingPlan(counts);
  const drawn = new Int32Array(counts.length);
  const results = new Float64Array(draws);
  let kept = 0;
  for (let draw = 0; draw < draws && plan.total > 0; draw += 1) {
    drawCounts(plan, drawn, random);
    const result = statistic(drawn);
    if (!Number.isNaN(result)) results[kept++] = result;
  }
  return results.slice(0, kept).sort();
}

interface DrawingPlan {
  readonly total: number;
  /** Cells drawn by binomials, and of each the chance among what is left. */
  readonly common: Int32Array;
  readonly chance: Float64Array;
  /** The cell of each person in a rare cell. */
  readonly rare: Int32Array;
}

function drawingPlan(counts: ArrayLike<number>): DrawingPlan {
  const common: number[] = [];
  const rare: number[] = [];
  let total = 0;
  for (let cell = 0; cell < counts.length; cell += 1) {
    const count = counts[cell]!;
    total += count;
    if (count >= rareBelow) common.push(cell);
    else for (let i = 0; i < count; i += 1) rare.push(cell);
  }
  common.sort((a, b) => counts[b]! - counts[a]! || a - b);
  let left = total;
  const chance = common.map((cell) => {
    const share = counts[cell]! / left;
    left -= counts[cell]!;
    return share;
  });
  return {
    total,
    common: Int32Array.from(common),
    chance: Float64Array.from(chance),
    rare: Int32Array.from(rare),
  };
}

function drawCounts(plan: DrawingPlan, drawn: Int32Array, random: Random): void {
  const { common, chance, rare } = plan;
  let left = plan.total;
  for (let i = 0; i < common.length; i += 1) {
    const hits = random.binomial(left, chance[i]!);
    drawn[common[i]!] = hits;
    left -= hits;
  }
  for (let i = 0; i < rare.length; i += 1) drawn[rare[i]!] = 0;
  random.tally(drawn, rare, left);
}
