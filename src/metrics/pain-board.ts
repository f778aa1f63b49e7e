import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { quantileSorted } from "../stats/quantile.ts";
import { seededRandom } from "../stats/random.ts";
import { welch } from "../stats/welch.ts";

export interface Pained {
  /** What got in this person's way; empty when nothing did. */
  readonly hit: readonly string[];
  /** Satisfaction from 0 to 100. */
  readonly score: number;
  /** What the person spends; null where it is not known. */
  readonly spend: number | null;
}

export interface PainPoint {
  readonly name: string;
  readonly frequency: Estimate;
  /** Satisfaction of the others less that of those hit, in points of 0 to 100. */
  readonly severity: Estimate;
  /** Mean spend of those hit. */
  readonly spend: Estimate;
  /** Part of frequency × severity × spend of all points together. */
  readonly weight: Estimate;
}

/**
 * Pain board (痛点排行): which trouble comes first, by how often, how deep and whom it hits.
 *
 * For      choosing what to mend first.
 * Formula  share hit × (satisfaction of the others − of those hit, from 0 on) × mean spend of those
 *          hit, as a part of the sum; Wilson's, Welch's and Student's intervals of the three, the
 *          part's by 1,000 bootstrap draws of persons, percentile.
 * Takes    one row a person who was asked; a person may be hit by several. Without any spend the
 *          product is of the first two.
 * Gives    points from the heaviest, together 1; equal for rows in any order. None for nobody hit.
 * Source   articles/000 (解决客户难点、堵点与痛点); Efron & Tibshirani (1993) chapter 13.
 *
 * @example painBoard([{ hit: ["wait"], score: 50, spend: 1 }, { hit: [], score: 75, spend: 1 }], { seed: "a" })[0].severity.value // => 25
 */
export function painBoard(
  persons: readonly Pained[],
  { seed, draws = 1000 }: { readonly seed: string; readonly draws?: number },
): readonly PainPoint[] {
  const rows = persons.toSorted(byContent);
  const names = [...new Set(rows.flatMap(({ hit }) => hit))].toSorted();
  const weights = weightsOf(rows, names, (_, i) => i);
  const random = seededRandom(seed);
  const drawn = names.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw += 1) {
    const own = weightsOf(rows, names, () => random.below(rows.length));
    for (const [at, weight] of own.entries()) drawn[at]![draw] = weight;
  }
  return names
    .map((name, at): PainPoint => {
      const sorted = drawn[at]!.toSorted();
      const hit = rows.filter((row) => row.hit.includes(name));
      return {
        name,
        ...partsOf(rows, name),
        weight: {
          value: weights[at]!,
          low: quantileSorted(sorted, 0.025),
          high: quantileSorted(sorted, 0.975),
          n: hit.length,
        },
      };
    })
    .toSorted((a, b) => b.weight.value! - a.weight.value! || (a.name < b.name ? -1 : 1));
}

function partsOf(rows: readonly Pained[], name: string): Omit<PainPoint, "name" | "weight"> {
  const hit = rows.filter((row) => row.hit.includes(name));
  const others = rows.filter((row) => !row.hit.includes(name));
  const scores = (own: readonly Pained[]) => own.map(({ score }) => score);
  const { difference, low, high } = welch(scores(others), scores(hit));
  return {
    frequency: proportion(hit.length, rows.length),
    severity: { value: difference, low, high, n: hit.length },
    spend: mean(hit.map(({ spend }) => spend)),
  };
}

/** The parts of a draw: sums of each point over the rows that `pick` names. */
function weightsOf(
  rows: readonly Pained[],
  names: readonly string[],
  pick: (row: Pained | undefined, i: number) => number,
): readonly number[] {
  const place = new Map(names.map((name, at) => [name, at]));
  const sums = names.map(() => ({ n: 0, score: 0, spend: 0, known: 0 }));
  let total = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[pick(rows[i], i)]!;
    total += row.score;
    for (const name of row.hit) {
      const own = sums[place.get(name)!]!;
      own.n += 1;
      own.score += row.score;
      if (row.spend === null) continue;
      own.spend += row.spend;
      own.known += 1;
    }
  }
  const hasSpend = sums.some(({ known }) => known > 0);
  const products = sums.map(({ n, score, spend, known }) => {
    const rest = rows.length - n;
    if (n === 0 || rest === 0) return 0;
    const severity = Math.max(0, (total - score) / rest - score / n);
    const value = hasSpend ? (known === 0 ? 0 : Math.max(0, spend / known)) : 1;
    return n * severity * value;
  });
  const sum = products.reduce((all, each) => all + each, 0);
  return products.map((each) => (sum > 0 ? each / sum : 0));
}

/** An order that depends on nothing but what the rows say. */
function byContent(a: Pained, b: Pained): number {
  const key = ({ hit, spend }: Pained) => `${hit.toSorted().join("|")}\u0000${spend ?? ""}`;
  return a.score - b.score || (key(a) < key(b) ? -1 : Number(key(a) !== key(b)));
}
