import fc from "fast-check";
import { expect, test } from "vitest";
import { selectRanks } from "../../src/stats/select-ranks.ts";

const cell = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

test("selectRanks(column) leaves each rank where a sort would put it, and loses nothing", () => {
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 400 }),
      fc.array(fc.nat(399)),
      (cells, wanted) => {
        // Adding 0 leaves no -0, which a sort tells from 0 and a partition does not.
        const column = Float64Array.from(cells, (value) => value + 0);
        const sorted = column.toSorted();
        const ranks = wanted.filter((rank) => rank < cells.length);
        selectRanks(column, ranks);
        expect(ranks.map((rank) => column[rank])).toEqual(ranks.map((rank) => sorted[rank]));
        expect(column.toSorted()).toEqual(sorted);
      },
    ),
  );
});

test.each([
  ["all equal", () => 7],
  ["rising", (at: number) => at],
  ["falling", (at: number) => 1000 - at],
] as const)("selectRanks(%s) puts the middle in its place", (_, valueAt) => {
  const column = Float64Array.from({ length: 1001 }, (_cell, at) => valueAt(at));
  selectRanks(column, [500]);
  expect(column[500]).toBe(valueAt(500));
});
