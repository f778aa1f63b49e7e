import { describe, expect, test } from "vitest";
import {
  importancePerformance,
  type RatedAttribute,
} from "../../src/metrics/importance-performance.ts";

const rated = (name: string, importance: number, performance: number): RatedAttribute => ({
  name,
  importance: { value: importance, low: importance - 0.2, high: importance + 0.2, n: 50 },
  performance: { value: performance, low: performance - 0.2, high: performance + 0.2, n: 50 },
});

/** Four attributes, one in each corner around importance 4 and performance 3. */
const corners = [rated("a", 5, 2), rated("b", 5, 4), rated("c", 3, 2), rated("d", 3, 4)];

describe("importancePerformance(attributes, { axes })", () => {
  test("the four corners of Martilla & James, axes at the grand means", () => {
    const { axes, axesAt, attributes } = importancePerformance(corners);
    expect(axes).toEqual({ importance: 4, performance: 3 });
    expect(axesAt).toBe("grand-means");
    expect(attributes.map(({ quadrant }) => quadrant)).toEqual([
      "concentrate-here",
      "keep-up",
      "low-priority",
      "possible-overkill",
    ]);
    expect(attributes.every(({ borderline }) => borderline.length === 0)).toBe(true);
  });

  test("other axes turn the labels, and it says which", () => {
    const { axesAt, attributes } = importancePerformance(corners, {
      axes: { importance: 2, performance: 1 },
    });
    expect(axesAt).toBe("given");
    expect(attributes.every(({ quadrant }) => quadrant === "keep-up")).toBe(true);
  });

  test("an interval across an axis is borderline on that axis", () => {
    const axes = { importance: 4, performance: 3 };
    const { attributes } = importancePerformance([rated("e", 4.1, 2), rated("f", 3.9, 2.9)], {
      axes,
    });
    expect(attributes.map(({ borderline }) => borderline)).toEqual([
      ["importance"],
      ["importance", "performance"],
    ]);
    expect(attributes.map(({ quadrant }) => quadrant)).toEqual([
      "concentrate-here",
      "low-priority",
    ]);
  });

  test("an attribute without a value is not placed and moves no axis", () => {
    const missing = {
      ...rated("g", 1, 1),
      performance: { value: null, low: null, high: null, n: 0 },
    };
    const { axes, attributes } = importancePerformance([...corners, missing]);
    expect(axes).toEqual({ importance: 4, performance: 3 });
    expect(attributes[4]).toMatchObject({ quadrant: null, borderline: [] });
  });
});
