import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/stats/random.ts";
import { waveChange, type ChangeKind, type PersonValue } from "../../src/metrics/wave-change.ts";

/** Persons numbered from `from`, one value each. */
function wave(from: number, values: readonly (number | null)[]): readonly PersonValue[] {
  return values.map((value, i) => ({ person: from + i, value }));
}

function repeated(value: number, times: number): readonly number[] {
  return new Array<number>(times).fill(value);
}

const before = wave(0, [...repeated(1, 48), ...repeated(0, 32)]);
const after = wave(1000, [...repeated(1, 56), ...repeated(0, 14)]);

describe("waveChange(before, after) of other persons", () => {
  test("share: 56/70 after 48/80 is Newcombe's published [0.0524, 0.3339]", () => {
    const change = waveChange(before, after, { kind: "share" });
    expect(change).toMatchObject({ method: "newcombe", overlapShare: 0, nBefore: 80, nAfter: 70 });
    expect(change.difference).toBeCloseTo(0.2, 12);
    const { low, high } = change.interval(0.95);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  test("mean: Welch, t = 1.5492 for [2, 4, 6] after [1, 2, 3]", () => {
    const change = waveChange(wave(0, [1, 2, 3]), wave(9, [2, 4, 6]), { kind: "mean" });
    expect([change.method, change.difference]).toEqual(["welch", 2]);
    // scipy.stats.ttest_ind([2, 4, 6], [1, 2, 3], equal_var=False).pvalue
    expect(change.p).toBeCloseTo(0.22088084049409593, 12);
  });

  test("nps: from 0 to 50 points, SE 100·√(0.5/4 + 0.25/4)", () => {
    const change = waveChange(wave(0, [9, 6, 7, 8]), wave(9, [10, 9, 7, 8]), { kind: "nps" });
    expect([change.method, change.difference]).toEqual(["nps-wald", 50]);
    // Variances of one answer: 1/2 before, 1/2 − 1/4 after; four persons each.
    const se = 100 * Math.sqrt(0.5 / 4 + 0.25 / 4);
    expect(change.interval(0.95).low).toBeCloseTo(50 - 1.959963984540054 * se, 9);
  });

  test("a wave of nobody says nothing", () => {
    const change = waveChange([], after, { kind: "share" });
    expect(change).toMatchObject({ difference: null, p: null, nBefore: 0, nAfter: 70 });
    expect(change.interval(0.95)).toEqual({ low: null, high: null });
    expect(waveChange([], [], { kind: "nps" }).overlapShare).toBeNull();
  });

  test("a person without a value is in no wave", () => {
    const gap = [{ person: 1000, value: null }];
    expect(waveChange([...before, ...gap], after, { kind: "share" })).toMatchObject({
      nBefore: 80,
      overlapShare: 0,
    });
  });
});

describe("waveChange(before, after) of partly the same persons", () => {
  const random = seededRandom("answers");
  const draw = (n: number, points: number): readonly number[] =>
    Array.from({ length: n }, () => 1 + random.below(points));

  test("4 of 100 persons in both is few, 5 of 100 is not", () => {
    const methodOf = (both: number): string => {
      const first = wave(0, repeated(1, 50));
      const second = wave(50 - both, repeated(0, 50 + both));
      return waveChange(first, second, { kind: "share", draws: 200 }).method;
    };
    expect(methodOf(4)).toBe("newcombe");
    expect(methodOf(5)).toBe("person-bootstrap");
  });

  test("the same persons with the same answers have not changed: interval 0 to 0, p 1", () => {
    const same = wave(0, draw(300, 5));
    const change = waveChange(same, same, { kind: "mean" });
    expect(change).toMatchObject({ difference: 0, p: 1, overlapShare: 1 });
    expect(change.interval(0.99)).toEqual({ low: 0, high: 0 });
  });

  test("paired: the interval is that of the mean of differences, within 10%", () => {
    const first = draw(800, 5);
    const shifts = first.map((_, i) => (i % 3) - 1 + (i % 2) * 0.5);
    const second = first.map((value, i) => value + shifts[i]!);
    const { low, high } = waveChange(wave(0, first), wave(0, second), { kind: "mean" }).interval(
      0.95,
    );
    const mean = shifts.reduce((a, b) => a + b, 0) / 800;
    const se = Math.sqrt(shifts.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 800 / 800);
    expect((high! - low!) / (2 * 1.96 * se)).toBeGreaterThan(0.9);
    expect((high! - low!) / (2 * 1.96 * se)).toBeLessThan(1.1);
  });

  test.each<[ChangeKind, number]>([
    ["share", 2],
    ["nps", 10],
  ])("%s: a tenth in both comes out close to the formula for none in both", (kind, points) => {
    const less = kind === "share" ? 1 : 0;
    const first = draw(500, points).map((value) => value - less);
    const second = draw(500, points).map((value) => value - less);
    const alone = waveChange(wave(0, first), wave(5000, second), { kind });
    const shared = waveChange(wave(0, first), wave(450, second), { kind });
    expect(shared.method).toBe("person-bootstrap");
    expect(shared.difference).toBeCloseTo(alone.difference!, 10);
    const width = (change: typeof alone): number => {
      const { low, high } = change.interval(0.95);
      return high! - low!;
    };
    expect(width(shared) / width(alone)).toBeGreaterThan(0.88);
    expect(width(shared) / width(alone)).toBeLessThan(1.12);
  });

  test("neither the order of rows nor another run changes a digit", () => {
    const [first, second] = [wave(0, draw(200, 5)), wave(100, draw(200, 5))];
    const one = waveChange(first, second, { kind: "mean" });
    const other = waveChange(first.toReversed(), second.toReversed(), { kind: "mean" });
    expect(other.interval(0.95)).toEqual(one.interval(0.95));
    expect(other.p).toBe(one.p);
  });

  test("a wider confidence holds the narrower", () => {
    const change = waveChange(wave(0, draw(100, 5)), wave(20, draw(100, 5)), { kind: "mean" });
    const [narrow, wide] = [change.interval(0.9), change.interval(0.99)];
    expect(wide.low).toBeLessThan(narrow.low!);
    expect(wide.high).toBeGreaterThan(narrow.high!);
  });

  test("covers: of 200 draws without a change 92 to 98% of intervals hold 0", () => {
    const { uniform } = seededRandom("coverage");
    let holds = 0;
    for (let i = 0; i < 200; i += 1) {
      const tendency = Array.from({ length: 150 }, uniform);
      const answer = (from: number, to: number): readonly PersonValue[] =>
        wave(
          from,
          tendency.slice(from, to).map((chance) => Number((uniform() + chance) / 2 < 0.5)),
        );
      const change = waveChange(answer(0, 100), answer(50, 150), {
        kind: "share",
        seed: `coverage ${i}`,
        draws: 500,
      });
      const { low, high } = change.interval(0.95);
      if (low! <= 0 && high! >= 0) holds += 1;
    }
    expect(holds).toBeGreaterThanOrEqual(184);
    expect(holds).toBeLessThanOrEqual(196);
  });
});
