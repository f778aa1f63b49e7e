import type { PublishedAndExpected } from "../metrics/expectation-ratchet.ts";
import type { StandardRow } from "../warehouse/facts.ts";

/** A standard with a value for the public, what comes of it, and what customers expect. */
export interface MeasuredStandard extends PublishedAndExpected {
  readonly delivered: number;
}

/** Of each standard the row of its last period. */
export function latestStandards(rows: readonly StandardRow[]): readonly StandardRow[] {
  const latest = new Map<string, StandardRow>();
  for (const row of rows) {
    const known = latest.get(row.standardId);
    if (known === undefined || (row.period ?? "") >= (known.period ?? "")) {
      latest.set(row.standardId, row);
    }
  }
  return [...latest.values()].toSorted((a, b) => (a.standardId < b.standardId ? -1 : 1));
}

/** Rows that say what is published and expected, for each period. */
export function expectedStandards(rows: readonly StandardRow[]): readonly PublishedAndExpected[] {
  return rows.flatMap((row): PublishedAndExpected[] => {
    const { published, expected } = row;
    if (published === null || expected === null || published === 0) return [];
    const better = row.better === "lower" ? "lower" : "higher";
    return [{ standard: row.standardId, period: row.period ?? "", published, expected, better }];
  });
}

/** The last row of each standard that says what is published, delivered and expected. */
export function measuredStandards(rows: readonly StandardRow[]): readonly MeasuredStandard[] {
  return latestStandards(rows.filter(({ delivered }) => delivered !== null)).flatMap((row) =>
    expectedStandards([row]).map((own) => ({ ...own, delivered: row.delivered ?? 0 })),
  );
}

/** First less second towards the better side, in per cent of what is published. */
export function percentBetter(
  { better, published }: Pick<PublishedAndExpected, "better" | "published">,
  first: number,
  second: number,
): number {
  return ((better === "lower" ? -1 : 1) * 100 * (first - second)) / Math.abs(published);
}
