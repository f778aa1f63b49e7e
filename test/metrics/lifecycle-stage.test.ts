import fc from "fast-check";
import { expect, test } from "vitest";
import {
  lifecycleByYear,
  lifecycleStage,
  lifecycleStages,
} from "../../src/metrics/lifecycle-stage.ts";

interface Person {
  readonly id: string;
  readonly purchases: number;
  readonly lastDay?: number;
  readonly leftDay?: number;
  readonly listed?: boolean;
  readonly referrer?: string;
}

function columnsOf(people: readonly Person[]) {
  return {
    id: people.map(({ id }) => id),
    purchases: Float64Array.from(people, ({ purchases }) => purchases),
    lastDay: Float64Array.from(people, ({ lastDay }) => lastDay ?? NaN),
    leftDay: Float64Array.from(people, ({ leftDay }) => leftDay ?? NaN),
    listed: Uint8Array.from(people, ({ listed }) => (listed ? 1 : 0)),
    referrer: people.map(({ referrer }) => referrer ?? null),
  };
}

const options = { asOfDay: 100, windowDays: 60, care: 5 };

test("lifecycleStage(columns, options) takes the first stage that fits", () => {
  const people: readonly Person[] = [
    { id: "lead", purchases: 0, listed: true },
    { id: "refund", purchases: 0 },
    { id: "once", purchases: 1, lastDay: 40 },
    { id: "again", purchases: 2, lastDay: 90, referrer: "friend" },
    { id: "often", purchases: 5, lastDay: 90 },
    { id: "friend", purchases: 1, lastDay: 90 },
    { id: "asleep", purchases: 9, lastDay: 39, referrer: "asleep-friend" },
    { id: "asleep-friend", purchases: 9, lastDay: 39 },
    { id: "gone", purchases: 9, lastDay: 99, leftDay: 100 },
    { id: "going", purchases: 4, lastDay: 99, leftDay: 101 },
  ];
  const { stage, counts } = lifecycleStage(columnsOf(people), options);
  expect(stage).toEqual([
    ...["potential", "unclassified", "first-time", "repeat", "die-hard"],
    ...["advocate", "sleeping", "sleeping", "left", "repeat"],
  ]);
  expect(counts).toEqual({
    ...{ left: 1, target: 0, potential: 1, unclassified: 1, sleeping: 2, advocate: 1 },
    ...{ "die-hard": 1, repeat: 2, "first-time": 1 },
  });
});

test("lifecycleStage(columns, options) calls a lead who may be contacted a target, never a buyer", () => {
  const people: readonly Person[] = [
    { id: "willing", purchases: 0, listed: true },
    { id: "unwilling", purchases: 0, listed: true },
    { id: "unsaid", purchases: 0, listed: true },
    { id: "buyer", purchases: 1, lastDay: 90, listed: true },
    { id: "unlisted", purchases: 0 },
  ];
  const columns = { ...columnsOf(people), optIn: Float64Array.of(1, 0, NaN, 1, 1) };
  expect(lifecycleStage(columns, options).stage).toEqual([
    ...["target", "potential", "potential", "first-time", "unclassified"],
  ]);
});

test("lifecycleStage(columns, options) lets nobody sleep where no gap was ever seen", () => {
  const columns = columnsOf([{ id: "once", purchases: 1, lastDay: 0 }]);
  expect(lifecycleStage(columns, { ...options, windowDays: null }).stage).toEqual(["first-time"]);
});

test("lifecycleStage(columns, options) gives every person one stage", () => {
  const person = fc.record({
    id: fc.constantFrom("a", "b", "c"),
    purchases: fc.constantFrom(0, 1, 2, 5, NaN),
    lastDay: fc.constantFrom(0, 90, NaN),
    leftDay: fc.constantFrom(50, NaN),
    listed: fc.boolean(),
    referrer: fc.constantFrom("a", "z"),
  });
  fc.assert(
    fc.property(fc.array(person), (people) => {
      const { stage, counts } = lifecycleStage(columnsOf(people), options);
      expect(stage).toHaveLength(people.length);
      expect(stage.every((each) => lifecycleStages.includes(each))).toBe(true);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(people.length);
    }),
    { seed: 12 },
  );
});

test("lifecycleByYear(active) tells who is new, came again, came back and sleeps", () => {
  const active = [
    ...[2023, 2023, 2024, 2026].map((year) => ({ customer: "a", year })),
    { customer: "b", year: 2025 },
  ];
  expect(lifecycleByYear(active)).toEqual({
    2023: { New: 1, Consistent: 0, Returning: 0, Sleeping: 0 },
    2024: { New: 0, Consistent: 1, Returning: 0, Sleeping: 0 },
    2025: { New: 1, Consistent: 0, Returning: 0, Sleeping: 1 },
    2026: { New: 0, Consistent: 0, Returning: 1, Sleeping: 1 },
  });
  expect(lifecycleByYear([])).toEqual({});
});
