/** Days of orders that stand so far from all others that somebody may have mistyped them. */
import type { FaultCount } from "../intake/fault-list.ts";
import { dayText } from "../tables/local-time.ts";
import type { DayLedger } from "./day-ledger.ts";

const YEAR = 366;

/**
 * Remarks on a first or last day that is more than a year from the next day with orders: one such
 * day moves the day as of which everything is counted, or the beginning of every series.
 */
export function daysApart({
  firstDay,
  byDay,
}: Pick<DayLedger, "firstDay" | "byDay">): FaultCount[] {
  const { persons } = byDay;
  const lastAt = persons.length - 1;
  const second = persons.findIndex((n, at) => at > 0 && n > 0);
  const secondLast = persons.findLastIndex((n, at) => at < lastAt && n > 0);
  const ends = [
    [0, second],
    [lastAt, secondLast],
  ] as const;
  return ends
    .filter(([at, nearest]) => nearest >= 0 && Math.abs(at - nearest) > YEAR)
    .map(([at, nearest]) => {
      const values = { day: dayText(firstDay + at), nearest: dayText(firstDay + nearest) };
      const path = "data/transactions";
      return { code: "order-days-apart", path, rows: 1, examples: [{ where: path, values }] };
    });
}
