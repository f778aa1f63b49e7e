import { expect, test } from "vitest";
import { dominated } from "../../src/disclosure/dominated.ts";

test("dominated(contributions) is true when the second largest could work out the largest to within p%", () => {
  // 100 + 50 + rest; p% of the largest is 10: a rest of 9 is too little, of 10 enough.
  expect(dominated([50, 100, 9], { share: 1 })).toBe(true);
  expect(dominated([50, 100, 10], { share: 1 })).toBe(false);
  expect(dominated([50, 100, 4, 5, 1], { share: 1 })).toBe(false);
});

test("dominated(contributions) is true when one person brings more than three quarters", () => {
  expect(dominated([76, 8, 8, 8])).toBe(true);
  expect(dominated([75, 9, 8, 8])).toBe(false);
});

test("dominated(contributions) counts returns by their size", () => {
  expect(dominated([-90, 5, 5])).toBe(true);
});

test("dominated(contributions) is true for one or two persons, false for no money", () => {
  expect(dominated([10])).toBe(true);
  expect(dominated([10, 10])).toBe(true);
  expect(dominated([0, 0, 0])).toBe(false);
  expect(dominated([])).toBe(false);
});
