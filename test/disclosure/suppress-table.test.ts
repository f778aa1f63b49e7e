import fc from "fast-check";
import { expect, test } from "vitest";
import { attackIntervals } from "../../src/disclosure/attack-intervals.ts";
import { margined, type CountTable, type Margined } from "../../src/disclosure/count-table.ts";
import { suppressTable } from "../../src/disclosure/suppress-table.ts";
import { possibleTables, tableOf } from "./possible-tables.ts";

const small = fc.integer({ min: 0, max: 9 });
const tables: fc.Arbitrary<CountTable> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.array(small, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      })
      .map((counts) => tableOf(counts)),
  );

test("attackIntervals(table, hidden) are what trying every table gives", () => {
  const tablesUpTo6 = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .chain(([rows, columns]) =>
      fc.tuple(
        fc.array(
          fc.array(fc.integer({ min: 0, max: 4 }), { minLength: columns, maxLength: columns }),
          {
            minLength: rows,
            maxLength: rows,
          },
        ),
        fc.array(fc.array(fc.boolean(), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      ),
    )
    .filter(([, hidden]) => hidden.flat().filter(Boolean).length <= 4);
  fc.assert(
    fc.property(tablesUpTo6, ([counts, cells]) => {
      const table = tableOf(counts);
      const hidden: Margined<boolean> = {
        cells,
        rowTotals: counts.map(() => false),
        columnTotals: counts[0]!.map(() => false),
        total: false,
      };
      // A single row or column: its cells are the totals of the other margin, hidden with them.
      const oneColumn = counts[0]!.length === 1;
      const oneRow = counts.length === 1;
      const withMargins = {
        ...hidden,
        ...(oneColumn ? { rowTotals: cells.map((row) => row[0]!) } : {}),
        ...(oneRow && !oneColumn ? { columnTotals: cells[0]! } : {}),
      };
      const total = counts.flat().reduce((sum, count) => sum + count, 0);
      const tried = [...possibleTables(table, withMargins, total)];
      const intervals = attackIntervals(table, cells);
      for (const [i, row] of counts.entries()) {
        for (const j of row.keys()) {
          const values = tried.map((each) => each[i]![j]!);
          expect(intervals[i]![j]).toEqual({ low: Math.min(...values), high: Math.max(...values) });
        }
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

test("suppressTable(table, k) leaves k persons of doubt about every small cell and margin", () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 2, max: 6 }), (table, k) => {
      const { all, intervals } = suppressTable(table, k);
      const counts = margined(table);
      const every = <T>(each: Margined<T>): readonly T[] => [
        ...each.cells.flat(),
        ...each.rowTotals,
        ...each.columnTotals,
        each.total,
      ];
      const reasons = every(all);
      const bounds = every(intervals);
      for (const [at, n] of every(counts).entries()) {
        if (n === 0) expect(reasons[at]).toBe(null);
        if (n > 0 && n < k) {
          expect(reasons[at]).toBe("small-group");
          expect(bounds[at]!.high - bounds[at]!.low).toBeGreaterThanOrEqual(k);
        }
      }
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test("suppressTable(table, k) leaves no small sum of hidden cells to be worked out, by trying every table", () => {
  // Any set of hidden cells whose sum is the same in every possible table is known: it must hold k or nobody.
  const tiny = fc
    .array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 2 }), {
      minLength: 2,
      maxLength: 2,
    })
    .map(tableOf);
  fc.assert(
    fc.property(tiny, (table) => {
      const k = 3;
      const { all } = suppressTable(table, k);
      const hidden: Margined<boolean> = {
        cells: all.cells.map((row) => row.map((reason) => reason !== null)),
        rowTotals: all.rowTotals.map((reason) => reason !== null),
        columnTotals: all.columnTotals.map((reason) => reason !== null),
        total: all.total !== null,
      };
      const tried = [...possibleTables(table, hidden, 12)].map((counts) => counts.flat());
      const places = hidden.cells.flat().flatMap((isHidden, at) => (isHidden ? [at] : []));
      for (let set = 1; set < 2 ** places.length; set += 1) {
        const members = places.filter((_, bit) => (set >> bit) % 2 === 1);
        const sums = tried.map((cells) => members.reduce((sum, at) => sum + cells[at]!, 0));
        const known = sums.every((sum) => sum === sums[0]);
        if (known) expect(sums[0]! === 0 || sums[0]! >= k, `${members}`).toBe(true);
      }
    }),
    { seed: 3, numRuns: 60 },
  );
});

test("suppressTable(table, k) hides the smallest other cell of one line", () => {
  const { reasons } = suppressTable(tableOf([[3], [40], [12], [90]]), 5);
  expect(reasons.flat()).toEqual(["small-group", null, "complementary", null]);
});

test("suppressTable(table, k) shows all when nothing is small, and nobody when nobody is there", () => {
  expect(
    suppressTable(
      tableOf([
        [5, 0],
        [7, 9],
      ]),
      5,
    ).reasons.flat(),
  ).toEqual([null, null, null, null]);
});

test("suppressTable(table, k) hides the same second row in every column where one row is small", () => {
  // Pop-up 3 and 4; the next smallest row is the station's: 20 and 30, so one row serves both.
  const { reasons } = suppressTable(
    tableOf([
      [100, 120],
      [3, 4],
      [20, 30],
    ]),
    5,
  );
  expect(reasons).toEqual([
    [null, null],
    ["small-group", "small-group"],
    ["complementary", "complementary"],
  ]);
});

test("suppressTable(table, k) prefers what is hidden already to the smallest cell", () => {
  // Alone, the second column would hide 22 of the last row; the first has hidden the third row.
  const { reasons } = suppressTable(
    tableOf([
      [100, 120],
      [4, 3],
      [20, 23],
      [90, 22],
    ]),
    5,
  );
  expect(reasons).toEqual([
    [null, null],
    ["small-group", "small-group"],
    ["complementary", "complementary"],
    [null, null],
  ]);
});

test("suppressTable(table, k) depends on counts, not on the order of rows", () => {
  const counts = [
    [100, 120, 9],
    [3, 41, 8],
    [20, 30, 7],
    [55, 2, 60],
  ];
  const plain = suppressTable(tableOf(counts), 5).reasons;
  const turned = suppressTable(tableOf(counts.toReversed()), 5).reasons;
  expect(turned.toReversed()).toEqual(plain);
});
