import { netDifference, netShare } from "../stats/net-share.ts";
import { isObserved } from "../stats/observed.ts";
import { personBootstrap } from "../stats/person-bootstrap.ts";
import { quantileSorted } from "../stats/quantile.ts";
import { twoProportions } from "../stats/two-proportions.ts";
import { welch } from "../stats/welch.ts";

export type ChangeKind = "share" | "mean" | "nps";

export interface PersonValue {
  readonly person: string | number;
  /** share: 1 or 0; mean: a score; nps: 0 to 10. */
  readonly value: number | null;
}

export interface ChangeOptions {
  readonly kind: ChangeKind;
  /** The same seed gives the same interval. */
  readonly seed?: string;
  readonly draws?: number;
}

export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

export interface WaveChange {
  /** After minus before; shares as 0 to 1, NPS in points. */
  readonly difference: number | null;
  readonly p: number | null;
  readonly method: "newcombe" | "welch" | "nps-wald" | "person-bootstrap";
  /** Share of all persons who answered in both waves. */
  readonly overlapShare: number | null;
  readonly nBefore: number;
  readonly nAfter: number;
  readonly interval: (confidence: number) => Interval;
}

/** From this share of persons in both waves on, the waves are not independent. */
const overlapFrom = 0.05;

/**
 * Wave change (波次变化): how far a number moved from one wave to the next, and how sure that is.
 *
 * For      arrows, which stand only where a change is clear (see holmFamily).
 * Formula  after − before. Under 5% of persons in both waves: Newcombe's interval and pooled z for
 *          shares, Welch for means, the two-sample Wald for NPS. Else persons are drawn with
 *          replacement over both waves, a person's answers together: percentile interval,
 *          p = 2·min(share of draws ≤ 0, share ≥ 0).
 * Takes    each wave one row a person, in any order; null is not observed and counts nowhere.
 * Gives    the difference in the unit of the kind; nulls when a wave has nobody.
 * Source   Newcombe (1998) Stat. Med. 17:873; Welch (1947); Rocks (2016); Efron (1979).
 *
 * @example waveChange([{ person: 1, value: 0 }], [{ person: 2, value: 1 }], { kind: "share" }).difference // => 1
 */
export function waveChange(
  before: readonly PersonValue[],
  after: readonly PersonValue[],
  { kind, seed = "wave-change", draws = 2000 }: ChangeOptions,
): WaveChange {
  const { cells, both, persons } = jointCells(before, after, kind);
  const overlapShare = persons === 0 ? null : both / persons;
  const first = oneWave(cells, "before");
  const second = oneWave(cells, "after");
  const sizes = { overlapShare, nBefore: first.length, nAfter: second.length };
  if (first.length === 0 || second.length === 0) {
    return { difference: null, p: null, method: methods[kind], ...sizes, interval: noInterval };
  }
  return overlapShare! < overlapFrom
    ? { ...independentChange(first, second, kind), ...sizes }
    : { ...overlappingChange(cells, kind, { seed, draws }), ...sizes };
}

const methods = { share: "newcombe", mean: "welch", nps: "nps-wald" } as const;
const noInterval = (): Interval => ({ low: null, high: null });

/** Persons who answered alike in both waves; NaN where a wave has no answer of theirs. */
interface Cell {
  readonly before: number;
  readonly after: number;
  count: number;
}

interface Joint {
  readonly cells: readonly Cell[];
  readonly both: number;
  readonly persons: number;
}

function jointCells(
  before: readonly PersonValue[],
  after: readonly PersonValue[],
  kind: ChangeKind,
): Joint {
  const earlier = valuesByPerson(before, kind);
  const later = valuesByPerson(after, kind);
  const cells = new Map<string, Cell>();
  let both = 0;
  const add = (one: number, two: number): void => {
    const key = `${one},${two}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { before: one, after: two, count: 1 });
    else cell.count += 1;
  };
  for (const [person, value] of earlier) {
    const next = later.get(person);
    if (next !== undefined) both += 1;
    add(value, next ?? NaN);
  }
  for (const [person, value] of later) if (!earlier.has(person)) add(NaN, value);
  const ordered = [...cells.values()].toSorted(
    (a, b) => order(a.before) - order(b.before) || order(a.after) - order(b.after),
  );
  return { cells: ordered, both, persons: earlier.size + later.size - both };
}

function order(value: number): number {
  return Number.isNaN(value) ? -1e300 : value;
}

function valuesByPerson(
  rows: readonly PersonValue[],
  kind: ChangeKind,
): ReadonlyMap<string | number, number> {
  const values = new Map<string | number, number>();
  for (const { person, value } of rows) {
    if (isObserved(value)) values.set(person, kind === "nps" ? side(value) : value);
  }
  return values;
}

/** What an answer adds to the net promoter score. */
function side(score: number): number {
  if (score >= 9) return 100;
  return score <= 6 ? -100 : 0;
}

function oneWave(cells: readonly Cell[], wave: "before" | "after"): readonly number[] {
  return cells.flatMap((cell) =>
    Number.isNaN(cell[wave]) ? [] : new Array<number>(cell.count).fill(cell[wave]),
  );
}

type Change = Pick<WaveChange, "difference" | "p" | "method" | "interval">;

function independentChange(
  before: readonly number[],
  after: readonly number[],
  kind: ChangeKind,
): Change {
  const compare = (confidence: number): Interval & Pick<WaveChange, "difference" | "p"> => {
    if (kind === "share") return twoProportions(successes(after), successes(before), confidence);
    if (kind === "mean") return welch(after, before, confidence);
    return netDifference(points(after), points(before), confidence);
  };
  const { difference, p } = compare(0.95);
  const interval = (confidence: number): Interval => {
    const { low, high } = compare(confidence);
    return { low, high };
  };
  return { difference, p, method: methods[kind], interval };
}

function successes(values: readonly number[]): { readonly successes: number; readonly n: number } {
  return { successes: values.reduce((sum, value) => sum + value, 0), n: values.length };
}

function points(values: readonly number[]): { readonly value: number; readonly se: number } {
  const plus = values.filter((value) => value > 0).length;
  const minus = values.filter((value) => value < 0).length;
  const { value, se } = netShare({ plus, minus, n: values.length })!;
  return { value: 100 * value, se: 100 * se };
}

function overlappingChange(
  cells: readonly Cell[],
  kind: ChangeKind,
  options: { readonly seed: string; readonly draws: number },
): Change {
  const differenceOf = meanDifference(cells);
  const counts = cells.map((cell) => cell.count);
  const draws = personBootstrap(counts, differenceOf, {
    ...options,
    seed: `${options.seed} ${kind}`,
  });
  const atMost0 = draws.findLastIndex((difference) => difference <= 0) + 1;
  const below0 = draws.findLastIndex((difference) => difference < 0) + 1;
  const atLeast0 = draws.length - below0;
  return {
    difference: differenceOf(counts),
    // One is added to each side, so that no p is 0 by the luck of the draws.
    p: Math.min(1, (2 * (Math.min(atMost0, atLeast0) + 1)) / (draws.length + 1)),
    method: "person-bootstrap",
    interval: (confidence) => ({
      low: quantileSorted(draws, (1 - confidence) / 2),
      high: quantileSorted(draws, (1 + confidence) / 2),
    }),
  };
}

/** Mean after less mean before, of given counts of the cells; NaN when a wave is empty. */
function meanDifference(cells: readonly Cell[]): (counts: ArrayLike<number>) => number {
  const column = (pick: (cell: Cell) => number): Float64Array => Float64Array.from(cells, pick);
  const before = column((cell) => (Number.isNaN(cell.before) ? 0 : cell.before));
  const after = column((cell) => (Number.isNaN(cell.after) ? 0 : cell.after));
  const inBefore = column((cell) => (Number.isNaN(cell.before) ? 0 : 1));
  const inAfter = column((cell) => (Number.isNaN(cell.after) ? 0 : 1));
  return (counts) => {
    let sumBefore = 0;
    let sumAfter = 0;
    let nBefore = 0;
    let nAfter = 0;
    for (let i = 0; i < counts.length; i += 1) {
      const count = counts[i]!;
      sumBefore += count * before[i]!;
      sumAfter += count * after[i]!;
      nBefore += count * inBefore[i]!;
      nAfter += count * inAfter[i]!;
    }
    return sumAfter / nAfter - sumBefore / nBefore;
  };
}

// `holmFamily` stands in holm-family.ts; it is passed on for those who compare waves.
export { holmFamily, type FamilyChange, type FamilyMember } from "./holm-family.ts";
