import type { By } from "./figure.ts";
import { oncePer } from "./once-per.ts";

/** Ways to divide people; each gives one page a level. */
export const dimensions = ["segment", "location", "channel"] as const;
export type Dimension = (typeof dimensions)[number];

type Divided = Readonly<Record<Dimension, string>>;

/** A population of one build: the whole, or one level of one dimension. */
export interface Slice<T> {
  readonly by: By;
  readonly rows: readonly T[];
}

/**
 * The whole and every level of every dimension. A row without a level goes to
 * the level "" (not stated), so that the levels of a dimension sum to the whole;
 * a dimension that nobody fills in gives no levels.
 */
export function slices<T extends Divided>(rows: readonly T[]): readonly Slice<T>[] {
  return slicesOf(rows) as readonly Slice<T>[];
}

const slicesOf = oncePer((rows: readonly Divided[]): readonly Slice<Divided>[] => [
  { by: {}, rows },
  ...dimensions.flatMap((dimension) => levels(rows, dimension)),
]);

export function levels<T>(
  rows: readonly T[],
  dimension: string,
  level: (row: T) => string = (row) => String(row[dimension as keyof T] ?? ""),
): readonly Slice<T>[] {
  const groups = Map.groupBy(rows, level);
  if (groups.size === 0 || (groups.size === 1 && groups.has(""))) return [];
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, members]) => ({ by: { [dimension]: name }, rows: members }));
}
