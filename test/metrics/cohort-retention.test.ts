import { expect, test } from "vitest";
import { cohortRetention } from "../../src/metrics/cohort-retention.ts";

const cells = [
  { cohort: "2026-02", offset: 1, customers: 5 },
  { cohort: "2025-12", offset: 0, customers: 10 },
  { cohort: "2025-12", offset: 3, customers: 2 },
  { cohort: "2026-02", offset: 0, customers: 20 },
  { cohort: "2025-12", offset: 1, customers: 4 },
];

test("cohortRetention(cells, month) divides by the cohort's size and masks what is not over", () => {
  // February is the last month over: of the cohort of 2025-12 offset 3 is March, of 2026-02 offset 1.
  expect(cohortRetention(cells, "2026-02")).toEqual([
    { cohort: "2025-12", size: 10, customers: [10, 4, 0, null], retention: [1, 0.4, 0, null] },
    {
      cohort: "2026-02",
      size: 20,
      customers: [20, null, null, null],
      retention: [1, null, null, null],
    },
  ]);
});

test("cohortRetention(cells, month) knows a cohort's size before its first month is over", () => {
  const [, last] = cohortRetention(cells, "2026-01");
  expect([last!.size, last!.customers[0], last!.retention[0]]).toEqual([20, 20, 1]);
});

test("cohortRetention(cells, month) masks all but the sizes when no month is over", () => {
  expect(cohortRetention(cells, null).map(({ customers }) => customers)).toEqual([
    [10, null, null, null],
    [20, null, null, null],
  ]);
});

test("cohortRetention(cells, month) is empty for no cells, and does not depend on their order", () => {
  expect(cohortRetention([], "2026-02")).toEqual([]);
  expect(cohortRetention(cells.toReversed(), "2026-02")).toEqual(cohortRetention(cells, "2026-02"));
});
