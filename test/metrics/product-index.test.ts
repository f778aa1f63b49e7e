import { describe, expect, test } from "vitest";
import { productIndex } from "../../src/metrics/product-index.ts";
import { trustIndex } from "../../src/metrics/trust-index.ts";

const five = { min: 1, max: 5 };
const options = { scales: [five, five, five], seed: "test" };

describe("productIndex(columns, { scales, seed })", () => {
  test("a person: 100·∛(1 × 0.75 × 0.25), and the mean over persons", () => {
    const { index } = productIndex(
      [
        [5, 5],
        [4, 5],
        [2, 5],
      ],
      options,
    );
    expect(index.value).toBeCloseTo((100 * Math.cbrt(0.1875) + 100) / 2, 10);
    expect(index.n).toBe(2);
  });

  test("of three factors it is the trust index of the same answers", () => {
    const rows = [
      { reliability: 5, competence: 4, closeness: 2 },
      { reliability: 3, competence: 3, closeness: 4 },
      { reliability: 4, competence: 2, closeness: 5 },
    ];
    const scales = { reliability: five, competence: five, closeness: five };
    const columns = (["reliability", "competence", "closeness"] as const).map((name) =>
      rows.map((row) => row[name]),
    );
    const own = productIndex(columns, options);
    const other = trustIndex(rows, { scales });
    expect(own.index.value).toBeCloseTo(other.index.value!, 10);
    expect(own.factors[2]!.score).toEqual(other.factors.closeness);
  });

  test("a factor raised by a tenth: ∛(0.75·0.75·0.35) less ∛(0.75·0.75·0.25), at most full", () => {
    const { factors } = productIndex([[4], [4], [2]], options);
    const gain = 100 * (Math.cbrt(0.75 * 0.75 * 0.35) - Math.cbrt(0.75 * 0.75 * 0.25));
    expect(factors[2]!.gain.value).toBeCloseTo(gain, 10);
    const full = productIndex([[5], [5], [5]], options);
    expect(full.factors[0]!.gain.value).toBe(0);
  });

  test("a person with a gap counts nowhere; nobody gives nulls", () => {
    expect(
      productIndex(
        [
          [5, null],
          [5, 5],
          [5, 1],
        ],
        options,
      ).index.n,
    ).toBe(1);
    expect(productIndex([[], [], []], options).index).toMatchObject({ value: null, n: 0 });
  });

  test("a score off its scale is refused", () => {
    expect(() => productIndex([[6], [5], [5]], options)).toThrow("score-off-scale");
  });
});
