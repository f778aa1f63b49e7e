export interface CohortCount {
  /** Month of the first purchase, YYYY-MM. */
  readonly cohort: string;
  /** Calendar months after it. */
  readonly offset: number;
  /** Distinct customers of the cohort who bought in that month. */
  readonly customers: number;
}

export interface Cohort {
  readonly cohort: string;
  readonly size: number;
  /** By offset from 0: customers seen, null where the month is not over. */
  readonly customers: readonly (number | null)[];
  /** By offset from 0: share of the cohort seen, null where the month is not over. */
  readonly retention: readonly (number | null)[];
}

/**
 * Cohort retention (同期群留存): of the customers who started in a month, the share seen again.
 *
 * For      whether newer customers stay better than older ones did.
 * Formula  |cohort c active in month c + k| / |cohort c|
 * Takes    cells in any order; a cell that is absent though its month is over is 0, a month
 *          after `lastCompleteMonth` is masked, not low.
 * Gives    cohorts in order, all with as many offsets; retention(c, 0) = 1; empty for no cells.
 * Source   articles/001 (客户保持率); methods 16.
 *
 * @example cohortRetention([{ cohort: "2026-01", offset: 0, customers: 4 }, { cohort: "2026-01", offset: 1, customers: 1 }], "2026-02")[0].retention[1] // => 0.25
 */
export function cohortRetention(
  cells: readonly CohortCount[],
  lastCompleteMonth: string | null,
): readonly Cohort[] {
  const offsets = 1 + cells.reduce((most, { offset }) => Math.max(most, offset), -1);
  const last = lastCompleteMonth === null ? -Infinity : monthIndex(lastCompleteMonth);
  return [...Map.groupBy(cells, ({ cohort }) => cohort)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([cohort, own]) => cohortRow(cohort, own, { offsets, last }));
}

function cohortRow(
  cohort: string,
  cells: readonly CohortCount[],
  { offsets, last }: { readonly offsets: number; readonly last: number },
): Cohort {
  const seen = new Map(cells.map(({ offset, customers }) => [offset, customers]));
  const size = seen.get(0) ?? 0;
  const start = monthIndex(cohort);
  const customers = Array.from({ length: offsets }, (_, k) =>
    start + k <= last ? (seen.get(k) ?? 0) : null,
  );
  // The month in which a cohort began is its size, whether the month is over or not.
  const retention = customers.map((count, k) => {
    if (size === 0) return null;
    if (k === 0) return 1;
    return count === null ? null : count / size;
  });
  return { cohort, size, customers: customers.with(0, size), retention };
}

function monthIndex(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}
