import { describe, expect, test } from "vitest";
import { complaintRecurrence, type ClosedCase } from "../../src/metrics/complaint-recurrence.ts";
import { proportion } from "../../src/stats/proportion.ts";
import { metricContract } from "../support/metric-contract.ts";

const one = (
  person: string | null,
  category: string | null,
  [openedDay, closedDay]: readonly [number, number | null],
): ClosedCase => ({ person, category, openedDay, closedDay });

const cases = [
  one("a", "late", [0, 10]), // comes again on day 60
  one("a", "late", [60, 62]), // comes again on day 152, the 90th day after closing
  one("a", "late", [152, 153]), // closed too late to have been watched
  one("b", "late", [5, 6]), // another category later: not again
  one("b", "rude", [30, 31]),
  one("c", "rude", [1, 2]), // 91 days later: not again
  one("c", "rude", [93, 94]),
  one("d", "rude", [20, null]),
];
const options = { asOfDay: 200 };

describe("complaintRecurrence(cases, { asOfDay, withinDays })", () => {
  test("again within 90 days of closing, of cases watched 90 days: 2 of 6", () => {
    const result = complaintRecurrence(cases, options);
    expect(result.recurrence).toEqual(proportion(2, 6));
    expect(result).toMatchObject({ tooRecent: 1, open: 1, unidentified: 0 });
  });

  test("by category, most cases first", () => {
    const { byCategory } = complaintRecurrence(cases, options);
    expect(
      byCategory.map(({ category, recurrence: { value, n } }) => [category, value, n]),
    ).toEqual([
      ["late", 2 / 3, 3],
      ["rude", 0, 3],
    ]);
  });

  test("a later end of data takes the last case into the base; a shorter window forgets the edge", () => {
    expect(complaintRecurrence(cases, { asOfDay: 243 }).recurrence).toEqual(proportion(2, 7));
    const short = complaintRecurrence(cases, { asOfDay: 200, withinDays: 60 });
    expect(short.recurrence.value).toBeCloseTo(1 / 6, 12);
  });

  test("a case opened before the first was closed is not again", () => {
    const both = [one("a", "x", [0, 10]), one("a", "x", [5, 20])];
    expect(complaintRecurrence(both, options).recurrence.value).toBe(0);
  });

  metricContract<ClosedCase, ReturnType<typeof complaintRecurrence>>({
    metric: (rows) => complaintRecurrence(rows, options),
    headline: ({ recurrence }) => recurrence,
    rows: cases,
    missing: one(null, "late", [0, 1]),
  });
});
