import { describe, expect, it } from "vitest";
import { laggedSlope, leastUnits, unitLink } from "../../src/metrics/unit-links.ts";

/** R's `attitude`: 30 departments, Chatterjee & Price (1977), Regression Analysis by Example. */
const rating = [
  43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77, 81, 74, 65, 65, 50, 50, 64, 53, 40,
  63, 66, 78, 48, 85, 82,
];
const complaints = [
  51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77, 90, 85, 60, 70, 58, 40, 61, 66, 37,
  54, 77, 75, 57, 85, 82,
];

describe("unitLink(xs, ys, sizes)", () => {
  it("gives R's cor.test of 30 departments: r 0.825 from 0.66 to 0.91", () => {
    const { units, pearson } = unitLink(rating, complaints, rating);
    expect(units).toBe(30);
    expect(pearson.value).toBeCloseTo(0.8254, 4);
    expect(pearson.low).toBeCloseTo(0.662, 3);
    expect(pearson.high).toBeCloseTo(0.9139, 3);
  });

  it("says nothing of nine units, and something of ten", () => {
    const first = (n: number) => unitLink(rating.slice(0, n), complaints.slice(0, n), complaints);
    expect(leastUnits).toBe(10);
    expect(first(9).pearson).toEqual({ value: null, low: null, high: null, n: 9 });
    expect(first(10).pearson.value).not.toBeNull();
  });

  it("counts a unit with a gap nowhere", () => {
    const gaps = rating.map((each, at) => (at < 21 ? null : each));
    expect(unitLink(gaps, complaints, complaints).units).toBe(9);
    expect(unitLink(gaps, complaints, complaints).pearson.value).toBeNull();
  });

  it("holds size still: what size makes alike is no link", () => {
    // x and y are size plus noise that has nothing in common: +1 −1 … and +1 +1 −1 −1 ….
    const size = Array.from({ length: 12 }, (_, at) => at * 10);
    const xs = size.map((each, at) => each + (at % 2 === 0 ? 1 : -1));
    const ys = size.map((each, at) => each + (at % 4 < 2 ? 1 : -1));
    const { pearson, sizeHeld } = unitLink(xs, ys, size);
    expect(pearson.value).toBeGreaterThan(0.99);
    expect(Math.abs(sizeHeld.value ?? 1)).toBeLessThan(0.2);
  });
});

describe("laggedSlope(rows)", () => {
  const units = Array.from({ length: 10 }, (_, at) => `S${at}`);

  it("compares units within a period: a wave that lifts all counts for nothing", () => {
    // Within each period the next value is 3 + 0.5 of the one now; periods differ by 100.
    const rows = ["2026-Q1", "2026-Q2"].flatMap((period, wave) =>
      units.map((unit, at) => ({
        unit,
        period,
        now: at + 40 * wave,
        next: 3 + 0.5 * at + 100 * wave,
      })),
    );
    const { value, n } = laggedSlope(rows);
    expect(value).toBeCloseTo(0.5, 10);
    expect(n).toBe(20);
  });

  it("says nothing of nine units, however many periods", () => {
    const rows = ["a", "b", "c"].flatMap((period) =>
      units.slice(1).map((unit, at) => ({ unit, period, now: at, next: at })),
    );
    expect(laggedSlope(rows)).toEqual({ value: null, low: null, high: null, n: 27 });
  });

  it("leaves out a period with one unit", () => {
    const rows = units.map((unit, at) => ({ unit, period: "a", now: at, next: 2 * at + (at % 3) }));
    const alone = { unit: "S0", period: "b", now: 1000, next: -1000 };
    expect(laggedSlope([...rows, alone])).toEqual(laggedSlope(rows));
  });
});
