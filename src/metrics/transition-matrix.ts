import type { Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";

/** Where a person stood in each of two periods; null when not seen then. */
export interface Passage {
  readonly before: string | null;
  readonly after: string | null;
}

export interface TransitionOptions {
  /** All states in order, the best first; states that the rows have and this has not are added. */
  readonly states: readonly string[];
  readonly confidence?: number | undefined;
}

export interface StateFlow {
  readonly state: string;
  /** Persons seen in both periods who stood here. */
  readonly before: number;
  readonly after: number;
  readonly came: number;
  readonly left: number;
  /** Came less left. */
  readonly net: number;
  /** Of those here before, the share still here. */
  readonly stayed: Estimate;
  /** Periods until half have left, if leaving goes on as now; null where nobody or everybody stays. */
  readonly halfLifePeriods: Estimate;
  /** Share of all in the long run, if the same shares hold for ever. */
  readonly stationaryShare: number | null;
}

export interface TransitionMatrix {
  readonly states: readonly string[];
  /** Persons seen in both periods. */
  readonly n: number;
  /** counts[i][j]: from state i to state j. */
  readonly counts: readonly (readonly number[])[];
  /** Of those in state i, the share in state j after, with Wilson's interval. */
  readonly shares: readonly (readonly Estimate[])[];
  readonly flows: readonly StateFlow[];
  readonly stayed: Estimate;
  /** To a state that stands before, or after, in the order given. */
  readonly movedUp: Estimate;
  readonly movedDown: Estimate;
  /** Seen in one period only; they count nowhere else. */
  readonly onlyBefore: number;
  readonly onlyAfter: number;
}

/**
 * Transition matrix (转移矩阵): who was in which state before, and where they are after.
 *
 * For      flows between tiers or stages from wave to wave.
 * Formula  share_ij = persons from i to j / persons from i; net = came − left; half-life
 *          ln ½ / ln(stayed share); stationary share: π·P = π.
 * Takes    one row a person with the state in both periods; a row with one missing is counted
 *          apart.
 * Gives    counts, shares from 0 to 1 (nulls for a state that nobody was in) and flows, in the
 *          order of the states.
 * Source   Anderson & Goodman (1957) Ann. Math. Stat. 28:89; Wilson (1927).
 *
 * @example transitionMatrix([{ before: "a", after: "b" }], { states: ["a", "b"] }).counts // => [[0, 1], [0, 0]]
 */
export function transitionMatrix(
  rows: readonly Passage[],
  { states: listed, confidence = 0.95 }: TransitionOptions,
): TransitionMatrix {
  const both = rows.filter(({ before, after }) => before !== null && after !== null);
  const seen = both.flatMap(({ before, after }) => [before!, after!]);
  const extra = [...new Set(seen)].filter((state) => !listed.includes(state)).toSorted();
  const states = [...listed, ...extra];
  const number = new Map(states.map((state, i) => [state, i]));
  const counts = states.map(() => new Array<number>(states.length).fill(0));
  for (const { before, after } of both) {
    const row = counts[number.get(before!)!]!;
    row[number.get(after!)!]! += 1;
  }
  const n = both.length;
  const sumWhere = (fits: (i: number, j: number) => boolean): number =>
    counts.reduce(
      (sum, row, i) => row.reduce((s, count, j) => s + (fits(i, j) ? count : 0), sum),
      0,
    );
  return {
    states,
    n,
    counts,
    shares: counts.map((row) => row.map((count) => proportion(count, total(row), confidence))),
    flows: flowsOf(states, counts, confidence),
    stayed: proportion(
      sumWhere((i, j) => i === j),
      n,
      confidence,
    ),
    movedUp: proportion(
      sumWhere((i, j) => j < i),
      n,
      confidence,
    ),
    movedDown: proportion(
      sumWhere((i, j) => j > i),
      n,
      confidence,
    ),
    onlyBefore: rows.filter(({ before, after }) => before !== null && after === null).length,
    onlyAfter: rows.filter(({ before, after }) => before === null && after !== null).length,
  };
}

function flowsOf(
  states: readonly string[],
  counts: readonly (readonly number[])[],
  confidence: number,
): readonly StateFlow[] {
  const stationary = stationaryShares(counts);
  return states.map((state, i) => {
    const before = total(counts[i]!);
    const after = counts.reduce((sum, row) => sum + row[i]!, 0);
    const same = counts[i]![i]!;
    const stayed = proportion(same, before, confidence);
    return {
      ...{ state, before, after, came: after - same, left: before - same },
      net: after - before,
      stayed,
      halfLifePeriods: {
        value: halfLife(stayed.value),
        low: halfLife(stayed.low),
        high: halfLife(stayed.high),
        n: before,
      },
      stationaryShare: stationary?.[i] ?? null,
    };
  });
}

function halfLife(stayed: number | null): number | null {
  if (stayed === null || stayed <= 0 || stayed >= 1) return null;
  return Math.log(0.5) / Math.log(stayed);
}

const mostSteps = 100_000;

/** By repeated steps from an even start, each averaged with the one before so that no cycle lasts. */
function stationaryShares(counts: readonly (readonly number[])[]): readonly number[] | null {
  if (counts.every((row) => total(row) === 0)) return null;
  const chances = counts.map((row, i) => {
    const all = total(row);
    return row.map((count, j) => (all > 0 ? count / all : Number(i === j)));
  });
  const present = counts.map((row, i) => total(row) + counts.reduce((s, r) => s + r[i]!, 0) > 0);
  const size = present.filter(Boolean).length;
  let shares = present.map((here) => (here ? 1 / size : 0));
  for (let step = 0; step < mostSteps; step += 1) {
    const next = shares.map(
      (own, j) => own / 2 + shares.reduce((sum, share, i) => sum + share * chances[i]![j]!, 0) / 2,
    );
    const moved = Math.max(...next.map((share, i) => Math.abs(share - shares[i]!)));
    shares = next;
    if (moved < 1e-14) break;
  }
  return shares;
}

function total(row: readonly number[]): number {
  return row.reduce((sum, count) => sum + count, 0);
}
