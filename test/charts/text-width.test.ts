import { expect, test } from "vitest";
import { textWidth, wrapLines } from "../../src/charts/text-width.ts";

test("textWidth(words) counts a Han sign as one em", () => {
  expect(textWidth("回头率")).toBe(39);
  expect(textWidth("回头率", 21)).toBe(63);
});

test("textWidth(words) counts the space that browsers put between Han and digits", () => {
  expect(textWidth("第2季") - textWidth("第季") - textWidth("2")).toBeCloseTo(2 * 13 * 0.125, 10);
});

test("textWidth(words) is at least the width of digits in the widest system font", () => {
  // Tabular digits: Segoe UI 0.539 em, Roboto 0.562 em, PingFang and SF about 0.58 em at most.
  expect(textWidth("0123456789", 100)).toBeGreaterThanOrEqual(580 - 1e-9);
});

test("wrapLines(words, width) breaks Latin at blanks and Han anywhere but before a closing mark", () => {
  expect(wrapLines("No clear change", 80)).toEqual(["No clear", "change"]);
  expect(wrapLines("看不出变化，再等一季", 66)).toEqual(["看不出变", "化，再等一", "季"]);
});

test("wrapLines(words, width) keeps a text that fits", () => {
  expect(wrapLines("Clear rise", 200)).toEqual(["Clear rise"]);
});
