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
  const rows = inOrderOfContent(persons);
  const names = [...new Set(rows.flatMap(({ hit }) => hit))].toSorted();
  const columns = columnsOf(rows, names);
  const weights = weightsOf(columns, (i) => i);
  const { below } = seededRandom(seed);
  const pick = () => below(rows.length);
  const drawn = names.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw += 1) {
    const own = weightsOf(columns, pick);
    for (let at = 0; at < own.length; at += 1) drawn[at]![draw] = own[at]!;
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

/** Rows side by side: each row's points stand in `points` from its start to the next one's. */
interface Columns {
  readonly score: Float64Array;
  /** NaN where it is not known. */
  readonly spend: Float64Array;
  readonly start: Int32Array;
  readonly points: Int32Array;
  readonly names: number;
}

function columnsOf(rows: readonly Pained[], names: readonly string[]): Columns {
  const place = new Map(names.map((name, at) => [name, at]));
  const start = new Int32Array(rows.length + 1);
  for (const [i, { hit }] of rows.entries()) start[i + 1] = start[i]! + hit.length;
  return {
    score: Float64Array.from(rows, ({ score }) => score),
    spend: Float64Array.from(rows, ({ spend }) => spend ?? NaN),
    start,
    points: Int32Array.from(rows.flatMap(({ hit }) => hit.map((name) => place.get(name)!))),
    names: names.length,
  };
}

/** The parts of a draw: sums of each point over as many rows as there are, each one that `pick` names. */
function weightsOf(columns: Columns, pick: (i: number) => number): Float64Array {
  const { score, spend, start, points, names } = columns;
  const n = new Int32Array(names);
  const scores = new Float64Array(names);
  const spends = new Float64Array(names);
  const known = new Int32Array(names);
  let total = 0;
  for (let i = 0; i < score.length; i += 1) {
    const row = pick(i);
    const own = score[row]!;
    const paid = spend[row]!;
    total += own;
    for (let at = start[row]!; at < start[row + 1]!; at += 1) {
      const point = points[at]!;
      n[point] = n[point]! + 1;
      scores[point] = scores[point]! + own;
      if (Number.isNaN(paid)) continue;
      spends[point] = spends[point]! + paid;
      known[point] = known[point]! + 1;
    }
  }
  const hasSpend = known.some((count) => count > 0);
  const products = scores.map((sum, point) => {
    const count = n[point]!;
    const rest = score.length - count;
    if (count === 0 || rest === 0) return 0;
    const severity = Math.max(0, (total - sum) / rest - sum / count);
    const payers = known[point]!;
    const value = hasSpend ? (payers === 0 ? 0 : Math.max(0, spends[point]! / payers)) : 1;
    return count * severity * value;
  });
  const sum = products.reduce((all, each) => all + each, 0);
  return products.map((each) => (sum > 0 ? each / sum : 0));
}

/** An order that depends on nothing but what the rows say. */
function inOrderOfContent(persons: readonly Pained[]): readonly Pained[] {
  return persons
    .map((row) => ({ row, key: `${row.hit.toSorted().join("|")}\u0000${row.spend ?? ""}` }))
    .sort((a, b) => a.row.score - b.row.score || (a.key < b.key ? -1 : Number(a.key !== b.key)))
    .map(({ row }) => row);
}
