import { describe, expect, test } from "vitest";
import { failureTolerance } from "../../src/metrics/failure-tolerance.ts";

const at = { asOfDay: 100, days: 30 };

describe("failureTolerance(persons, { asOfDay, days })", () => {
  test("of four persons with one failure two leave within 30 days: half are kept", () => {
    const persons = [
      { start: 0, left: 20, failures: [10] },
      { start: 0, left: 35, failures: [10] },
      { start: 0, left: 90, failures: [10] },
      { start: 0, left: null, failures: [10] },
    ];
    const rows = failureTolerance(persons, at);
    expect(rows.map(({ failures }) => failures)).toEqual([0, 1]);
    expect(rows[1]!.kept).toMatchObject({ value: 0.5, n: 4 });
    expect(rows[0]!.kept).toMatchObject({ value: 1, n: 4 });
  });

  test("a next failure is an unseen end: Kaplan–Meier 1 − 1/1 of the one still watched", () => {
    const persons = [
      { start: 0, left: null, failures: [10, 15] },
      { start: 0, left: 30, failures: [10] },
    ];
    const rows = failureTolerance(persons, at);
    expect(rows.map(({ kept }) => [kept.value, kept.n])).toEqual([
      [1, 2],
      [0, 2],
      [1, 1],
    ]);
  });

  test("failures before the start count from it; a complaint after the last visit on its day", () => {
    const rows = failureTolerance([{ start: 10, left: 20, failures: [5, 21] }], at);
    expect(rows.map(({ failures, kept }) => [failures, kept.value])).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  test("three and more are one group, watched from the third", () => {
    const rows = failureTolerance([{ start: 0, left: 50, failures: [1, 2, 3, 4, 5] }], at);
    expect(rows.map(({ failures }) => failures)).toEqual([0, 1, 2, 3]);
    expect(rows[3]!.kept.value).toBe(1);
  });

  test("nobody gives no rows", () => {
    expect(failureTolerance([], at)).toEqual([]);
  });
});
