import { pearson } from "./correlation.ts";
import { fisherQuantile } from "./fisher-f.ts";
import { moments } from "./mean.ts";
import { isObserved, type Observations } from "./observed.ts";

export interface Reliability {
  /** Persons who answered all items. */
  readonly n: number;
  readonly items: number;
  /** From covariances; below 0 an item points the wrong way. */
  readonly raw: number | null;
  /** Feldt's interval of the raw value. */
  readonly low: number | null;
  readonly high: number | null;
  /** From correlations: as if all items had one spread. */
  readonly standardized: number | null;
  /** Raw alpha without each item; null with two items. */
  readonly ifDropped: readonly (number | null)[];
  /** Correlation of each item with the sum of the others. */
  readonly itemRest: readonly (number | null)[];
}

/**
 * Cronbach's alpha (克朗巴赫 α 系数): how far several questions measure one thing.
 *
 * For      whether questions may be averaged into one construct.
 * Formula  α = k/(k−1)·(1 − Σs² of items / s² of the sum); standardised k·r̄ / (1 + (k−1)·r̄);
 *          interval 1 − (1−α)·F by Feldt.
 * Takes    one column an item, one row a person; a person with a gap counts nowhere. Items that
 *          ask the other way round must be turned before; a negative value says one was not.
 * Gives    up to 1; nulls for one item, below two persons, or where nothing varies. Never clipped.
 * Source   Cronbach (1951) Psychometrika 16:297; Feldt (1965) Psychometrika 30:357.
 *
 * @example cronbachAlpha([[1, 2, 3], [1, 2, 3]]).raw // => 1
 */
export function cronbachAlpha(items: readonly Observations[], confidence = 0.95): Reliability {
  const complete = completeColumns(items);
  const k = items.length;
  const n = complete[0]?.length ?? 0;
  const raw = rawAlpha(complete);
  const tail = (1 - confidence) / 2;
  const bound = (p: number): number | null =>
    raw === null ? null : 1 - (1 - raw) * fisherQuantile(p, n - 1, (n - 1) * (k - 1));
  const others = (left: number): readonly Float64Array[] => complete.filter((_, j) => j !== left);
  return {
    n,
    items: k,
    raw,
    low: bound(1 - tail),
    high: bound(tail),
    // Worked out where somebody asks: each goes over all rows once an item.
    get standardized() {
      return standardizedAlpha(complete);
    },
    get ifDropped() {
      return complete.map((_, j) => rawAlpha(others(j)));
    },
    get itemRest() {
      return complete.map((item, j) => pearson(item, sums(others(j), n)).value);
    },
  };
}

function completeColumns(items: readonly Observations[]): readonly Float64Array[] {
  const rows: number[] = [];
  for (let i = 0; i < (items[0]?.length ?? 0); i += 1) {
    if (items.every((item) => isObserved(item[i]))) rows.push(i);
  }
  return items.map((item) => Float64Array.from(rows, (i) => item[i]!));
}

function sums(items: readonly Float64Array[], n: number): Float64Array {
  const total = new Float64Array(n);
  for (const item of items) for (let i = 0; i < n; i += 1) total[i]! += item[i]!;
  return total;
}

function rawAlpha(items: readonly Float64Array[]): number | null {
  const k = items.length;
  const n = items[0]?.length ?? 0;
  if (k < 2 || n < 2) return null;
  const total = moments(sums(items, n)).squares;
  if (!(total > 0)) return null;
  const parts = items.reduce((sum, item) => sum + moments(item).squares, 0);
  return (k / (k - 1)) * (1 - parts / total);
}

function standardizedAlpha(items: readonly Float64Array[]): number | null {
  const k = items.length;
  let sum = 0;
  for (let i = 0; i < k; i += 1) {
    for (let j = i + 1; j < k; j += 1) {
      const r = pearson(items[i]!, items[j]!).value;
      if (r === null) return null;
      sum += r;
    }
  }
  if (k < 2) return null;
  const meanR = sum / ((k * (k - 1)) / 2);
  return (k * meanR) / (1 + (k - 1) * meanR);
}
