import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pearson } from "../../src/stats/correlation.ts";
import { partialCorrelation } from "../../src/stats/partial-correlation.ts";
import { goldenCases, numbersOf, tableOf } from "../support/golden-case.ts";

describe("partialCorrelation(xs, ys, controls)", () => {
  test("one control by hand: (r12 − r13·r23)/√((1 − r13²)(1 − r23²))", () => {
    const [x, y, z] = [
      [1, 4, 2, 6, 5, 9],
      [2, 3, 3, 5, 8, 7],
      [5, 1, 4, 4, 2, 3],
    ];
    const [a, b, c] = [pearson(x, y), pearson(x, z), pearson(y, z)].map(({ value }) => value!);
    const wanted = (a! - b! * c!) / Math.sqrt((1 - b! ** 2) * (1 - c! ** 2));
    const { value, low, high } = partialCorrelation(x, y, [z]);
    expect(value).toBeCloseTo(wanted, 12);
    expect(low).toBeCloseTo(Math.tanh(Math.atanh(wanted) - 1.959963984540054 / Math.SQRT2), 9);
    expect(high).toBeCloseTo(Math.tanh(Math.atanh(wanted) + 1.959963984540054 / Math.SQRT2), 9);
  });

  test.skipIf(goldenCases() === null)(
    "mtcars: mpg and hp at equal wt and cyl, from residuals with numpy",
    () => {
      const cars = tableOf("r_datasets/mtcars.csv");
      const of = (name: string): readonly (number | null)[] => numbersOf(cars, name);
      const controls = [of("wt"), of("cyl")];
      const plain = partialCorrelation(of("mpg"), of("hp"), controls);
      expect(plain.value).toBeCloseTo(-0.2758931853, 9);
      expect(plain.p).toBeCloseTo(0.140015155, 8);
      expect(plain.low).toBeCloseTo(-0.57864728, 7);
      expect(plain.high).toBeCloseTo(0.09368826, 7);
      const ranked = partialCorrelation(of("mpg"), of("hp"), controls, { method: "spearman" });
      expect(ranked.value).toBeCloseTo(-0.4700648539, 9);
    },
  );

  test("without controls it is Pearson's r and interval", () => {
    const column = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 20 });
    fc.assert(
      fc.property(column, (xs) => {
        const ys = xs.map((x, i) => x + ((i * 7) % 5));
        const plain = pearson(xs, ys);
        const partial = partialCorrelation(xs, ys, []);
        if (plain.value === null) return expect(partial.value).toBeNull();
        expect(partial.value).toBeCloseTo(plain.value, 9);
        expect(partial.low).toBeCloseTo(plain.low!, 6);
      }),
    );
  });

  test("too few rows, or a column that follows from the others, say nothing", () => {
    expect(partialCorrelation([1, 2, 4], [2, 3, 1], [[1, 0, 0]]).value).toBeNull();
    expect(partialCorrelation([1, 2, 4, 3], [2, 3, 1, 5], [[1, 2, 4, 3]]).value).toBeNull();
    expect(partialCorrelation([1, 2, null, 3], [2, 4, 6, 6], [])).toMatchObject({
      n: 3,
      low: null,
    });
  });
});
