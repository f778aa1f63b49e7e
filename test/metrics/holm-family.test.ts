import { describe, expect, test } from "vitest";
import { holmFamily } from "../../src/metrics/holm-family.ts";
import { waveChange, type PersonValue } from "../../src/metrics/wave-change.ts";

/** Persons numbered from `from`, one value each. */
function wave(from: number, values: readonly number[]): readonly PersonValue[] {
  return values.map((value, i) => ({ person: from + i, value }));
}

describe("holmFamily(members)", () => {
  /** A change whose interval at each level is difference ± reach(1 − level). */
  const member = (id: string, p: number | null, reach: (alpha: number) => number) => ({
    id,
    change: {
      difference: 1,
      p,
      interval: (confidence: number) => ({
        low: 1 - reach(1 - confidence),
        high: 1 + reach(1 - confidence),
      }),
    },
  });

  test("ranks by p and takes the level 1 − α/(m − j + 1) of each", () => {
    const family = holmFamily(
      [
        member("b", 0.02, (alpha) => 0.01 / alpha),
        member("a", 0.001, (alpha) => 0.01 / alpha),
        member("c", 0.9, (alpha) => 0.01 / alpha),
      ],
      0.06,
    );
    // α/3 = 0.02, α/2 = 0.03, α/1 = 0.06: reaches 0.5, 1/3, 1/6.
    expect(family.map(({ id, rank }) => [id, rank])).toEqual([
      ["b", 2],
      ["a", 1],
      ["c", 3],
    ]);
    expect(family[1]!.low).toBeCloseTo(0.5, 12);
    expect(family[0]!.low).toBeCloseTo(1 - 1 / 3, 12);
    expect(family[2]!.high).toBeCloseTo(1 + 1 / 6, 12);
    expect(family.every(({ clear }) => clear)).toBe(true);
  });

  test("after the first that is not clear none is, whatever its own interval", () => {
    const narrow = (): number => 0.1;
    const family = holmFamily([
      member("first", 0.001, narrow),
      member("second", 0.01, () => 2),
      member("third", 0.02, narrow),
    ]);
    expect(family.map(({ clear }) => clear)).toEqual([true, false, false]);
  });

  test("an interval that touches 0 is not clear", () => {
    expect(holmFamily([member("a", 0.05, () => 1)])[0]!.clear).toBe(false);
  });

  test("equal p are ranked by id; a change without p makes the family no larger", () => {
    const reach = (alpha: number): number => alpha;
    const family = holmFamily([
      member("z", 0.5, reach),
      member("n", null, reach),
      member("y", 0.5, reach),
    ]);
    expect(family.map(({ id, rank }) => [id, rank])).toEqual([
      ["z", 2],
      ["n", null],
      ["y", 1],
    ]);
    expect(family[2]!.high).toBeCloseTo(1 + 0.025, 12);
    expect(family[1]).toMatchObject({ p: null, clear: false });
  });

  test("it decides as Holm's adjusted p do: Welch's intervals are its tests turned round", () => {
    const changes = [0.4, 0.9, 0.6, 0.05].map((shift, i) => {
      const base = Array.from({ length: 40 }, (_, k) => (k * 7 + i) % 5);
      const id = `change ${i}`;
      const moved = base.map((value) => value + shift);
      return { id, change: waveChange(wave(0, base), wave(900, moved), { kind: "mean" }) };
    });
    const ps = changes.map(({ change }) => change.p!);
    const ranked = ps.toSorted((a, b) => a - b);
    const firstOpen = ranked.findIndex((p, j) => p > 0.05 / (4 - j));
    const clear = holmFamily(changes).filter((change) => change.clear).length;
    expect(clear).toBe(firstOpen);
    expect(clear).toBeGreaterThan(0);
  });
});
