import { expect, test } from "vitest";
import { anonymityClasses } from "../../src/disclosure/anonymity-classes.ts";

test("anonymityClasses(keys) counts records alike in all keys", () => {
  expect(
    anonymityClasses([
      ["a", "a", "b"],
      [1, 1, 1],
    ]),
  ).toEqual([2, 2, 1]);
});

test("anonymityClasses(keys) does not mix keys up that only read alike", () => {
  expect(
    anonymityClasses([
      ["a,b", "a"],
      ["c", "b,c"],
    ]),
  ).toEqual([1, 1]);
  expect(anonymityClasses([])).toEqual([]);
});
