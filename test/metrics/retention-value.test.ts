import { describe, expect, test } from "vitest";
import { priceElasticity } from "../../src/metrics/price-elasticity.ts";
import { retentionValue } from "../../src/metrics/retention-value.ts";

describe("retentionValue({ margin, retention, discount })", () => {
  test("Gupta & Lehmann: 90% at 10% is 4.5 times the margin; five points by hand", () => {
    const { value, fewer, more } = retentionValue({ margin: 50, retention: 0.9, discount: 0.1 })!;
    expect(value).toBeCloseTo(225, 9);
    expect(fewer!.value).toBeCloseTo((50 * 0.85) / 0.25, 9);
    expect(more!.change).toBeCloseTo(0.95 / 0.15 / 4.5 - 1, 9);
  });

  test("value is linear in margin", () => {
    const at = (margin: number): number =>
      retentionValue({ margin, retention: 0.7, discount: 0.1 })!.value;
    expect(at(30)).toBeCloseTo(3 * at(10), 9);
  });

  test("retention outside 0 to 1, or a sum without end, says nothing", () => {
    expect(retentionValue({ margin: 1, retention: 1.2, discount: 0.1 })).toBeNull();
    expect(retentionValue({ margin: 1, retention: 1, discount: 0 })).toBeNull();
    const { fewer, more } = retentionValue({ margin: 1, retention: 0.98, discount: 0.1 })!;
    expect(more).toBeNull();
    expect(fewer).not.toBeNull();
  });
});

describe("priceElasticity({ prices, quantities })", () => {
  test("demand that falls by the square of the price has −2", () => {
    const prices = [1, 2, 3, 4, 5];
    const { elasticity, r2 } = priceElasticity({
      prices,
      quantities: prices.map((p) => 90 / p ** 2),
    });
    expect(elasticity.value).toBeCloseTo(-2, 12);
    expect(r2).toBeCloseTo(1, 12);
  });

  test("another currency changes nothing; a 0 or a gap is left out and counted", () => {
    const quantities = [20, 18, 11, 9, 8, 0, 5];
    const prices = [1, 1.2, 2, 2.2, 3, 3, null];
    const plain = priceElasticity({ prices, quantities });
    const other = priceElasticity({
      prices: prices.map((price) => price && price * 7),
      quantities,
    });
    expect(plain).toMatchObject({ leftOut: 2, elasticity: { n: 5 } });
    expect(other.elasticity.value).toBeCloseTo(plain.elasticity.value!, 12);
    expect(other.elasticity.low).toBeCloseTo(plain.elasticity.low!, 12);
  });

  test("a price that never moved says nothing", () => {
    const flat = priceElasticity({ prices: [2, 2, 2, 2], quantities: [1, 2, 3, 4] });
    expect(flat.elasticity.value).toBeNull();
  });
});
