import { expect, test } from "vitest";
import { quantileScores, rankScores, rfm, rfmSegment, rfmSegments } from "../../src/metrics/rfm.ts";

test("rankScores(values) cuts the range of ranks into five", () => {
  // Ranks 1 to 11, edges at 3, 5, 7, 9, 11: an edge belongs to the step below it.
  const values = Float64Array.from({ length: 11 }, (_, i) => 10 * i);
  expect([...rankScores(values)]).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
});

test("rankScores(values) never parts equal values, and may leave a step empty", () => {
  // Six ones share rank 1, then ranks 7, 8, 9: edges at 2.6, 4.2, 5.8, 7.4, 9.
  expect([...rankScores(Float64Array.of(1, 9, 1, 1, 7, 1, 1, 1, 8))]).toEqual([
    1, 5, 1, 1, 4, 1, 1, 1, 5,
  ]);
});

test("rankScores(values) gives 3 to all when all are equal, also below zero", () => {
  expect([...rankScores(Float64Array.of(-4, -4))]).toEqual([3, 3]);
  expect([...rankScores(new Float64Array())]).toEqual([]);
});

test("quantileScores(values) puts a value on a cut above it", () => {
  // Type-7 quantiles of 0..10 at .2, .4, .6, .8 are 2, 4, 6, 8; plus 1 they cut at 3, 5, 7, 9.
  const values = Float64Array.from({ length: 11 }, (_, i) => i);
  expect([...quantileScores(values)]).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
});

const buyers = (n: number) => ({
  purchases: Float64Array.from({ length: n }, (_, i) => 1 + (i % 7)),
  lastDay: Float64Array.from({ length: n }, (_, i) => i),
  revenue: Float64Array.from({ length: n }, (_, i) => -i),
});

test("rfm(columns) is null below fifty buyers", () => {
  expect(rfm(buyers(49))).toBe(null);
  expect(rfm(buyers(50))).not.toBe(null);
});

test("rfm(columns) scores the latest, the most frequent and the largest with 5", () => {
  const { recency, frequency, monetary } = rfm(buyers(70))!;
  expect([recency[69], recency[0]]).toEqual([5, 1]);
  expect([frequency[6], frequency[0]]).toEqual([5, 1]);
  expect([monetary[0], monetary[69]]).toEqual([5, 1]);
});

test("rfm(columns) gives 0 to rows that have not bought, which count nowhere", () => {
  const plain = buyers(60);
  const more = {
    purchases: Float64Array.of(0, NaN, ...plain.purchases),
    lastDay: Float64Array.of(NaN, NaN, ...plain.lastDay),
    revenue: Float64Array.of(-1e9, NaN, ...plain.revenue),
  };
  const scores = rfm(more)!;
  expect([...scores.monetary.subarray(0, 2)]).toEqual([0, 0]);
  expect(scores.monetary.slice(2)).toEqual(rfm(plain)!.monetary);
  expect(scores.recency.slice(2)).toEqual(rfm(plain)!.recency);
});

test("rfmSegment(recency, frequency, monetary) names each of the 125 cells, and uses every name", () => {
  const scores = [1, 2, 3, 4, 5];
  const names = scores.flatMap((r) =>
    scores.flatMap((f) => scores.map((m) => rfmSegment(r, f, m))),
  );
  expect(names).toHaveLength(125);
  expect(new Set(names)).toEqual(new Set(rfmSegments));
});

test("rfmSegment(recency, frequency, monetary) follows its rule at the edges", () => {
  expect(rfmSegment(4, 4, 4)).toBe("champions");
  expect(rfmSegment(4, 4, 3)).toBe("loyal");
  expect(rfmSegment(4, 3, 5)).toBe("loyal");
  expect(rfmSegment(4, 2, 5)).toBe("promising");
  expect(rfmSegment(5, 1, 5)).toBe("new");
  expect(rfmSegment(3, 4, 1)).toBe("loyal");
  expect(rfmSegment(3, 3, 5)).toBe("need-attention");
  expect(rfmSegment(2, 4, 4)).toBe("cannot-lose");
  expect(rfmSegment(2, 4, 3)).toBe("at-risk");
  expect(rfmSegment(2, 3, 1)).toBe("at-risk");
  expect(rfmSegment(2, 1, 4)).toBe("at-risk");
  expect(rfmSegment(2, 2, 3)).toBe("lost");
});
