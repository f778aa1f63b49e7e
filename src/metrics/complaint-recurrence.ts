import { noEstimate, type Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";

/** A complaint; times in days on one clock, fractions allowed. */
export interface ClosedCase {
  readonly person: string | null;
  readonly category: string | null;
  readonly openedDay: number;
  /** Null while it is open. */
  readonly closedDay: number | null;
}

export interface RecurrenceOptions {
  /** Last day that the data cover. */
  readonly asOfDay: number;
  readonly withinDays?: number | undefined;
  readonly confidence?: number | undefined;
}

export interface RecurrenceOfCategory {
  readonly category: string;
  readonly recurrence: Estimate;
}

export interface Recurrence {
  /** Of the closed cases watched long enough, the share that came again. */
  readonly recurrence: Estimate;
  /** Most cases first. */
  readonly byCategory: readonly RecurrenceOfCategory[];
  /** Closed too late to have been watched; not in the base. */
  readonly tooRecent: number;
  readonly open: number;
  /** Without person or category; nobody could see them come again. */
  readonly unidentified: number;
}

/**
 * Complaint recurrence (投诉复发率): the share of closed cases whose person comes again with the same
 * category.
 *
 * For      whether a complaint was solved or only answered.
 * Formula  of cases closed at least 90 days before the data end, those of whose person a case of the
 *          same category was opened after the closing and within 90 days of it.
 * Takes    one row a case; a case closed later, or still open, is counted apart, so that all in the
 *          base were watched equally long.
 * Gives    a share from 0 to 1 with Wilson's interval, all and by category; nulls for none.
 * Source   methods 22; Wilson (1927).
 *
 * @example complaintRecurrence([{ person: "a", category: "x", openedDay: 0, closedDay: 1 }], { asOfDay: 91 }).recurrence.value // => 0
 */
export function complaintRecurrence(
  cases: readonly ClosedCase[],
  { asOfDay, withinDays = 90, confidence = 0.95 }: RecurrenceOptions,
): Recurrence {
  const known = cases.filter(({ person, category }) => person !== null && category !== null);
  const closed = known.filter(({ closedDay }) => closedDay !== null);
  const watched = closed.filter(({ closedDay }) => closedDay! + withinDays <= asOfDay);
  const alike = Map.groupBy(known, keyOf);
  const cameAgain = (one: ClosedCase): boolean =>
    alike
      .get(keyOf(one))!
      .some(
        ({ openedDay }) => openedDay > one.closedDay! && openedDay <= one.closedDay! + withinDays,
      );
  const share = (list: readonly ClosedCase[]): Estimate =>
    list.length === 0
      ? noEstimate
      : proportion(list.filter(cameAgain).length, list.length, confidence);
  const byCategory = [...Map.groupBy(watched, ({ category }) => category!)]
    .map(([category, list]) => ({ category, recurrence: share(list) }))
    .toSorted((a, b) => b.recurrence.n - a.recurrence.n || (a.category < b.category ? -1 : 1));
  return {
    recurrence: share(watched),
    byCategory,
    tooRecent: closed.length - watched.length,
    open: known.length - closed.length,
    unidentified: cases.length - known.length,
  };
}

function keyOf({ person, category }: ClosedCase): string {
  return JSON.stringify([person, category]);
}
