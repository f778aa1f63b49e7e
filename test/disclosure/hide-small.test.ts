import fc from "fast-check";
import { expect, test } from "vitest";
import type { Margined } from "../../src/disclosure/count-table.ts";
import { hideSmall } from "../../src/disclosure/hide-small.ts";
import { ledgerFaults } from "../../src/disclosure/ledger.ts";
import { figureKey, type Figure } from "../../src/figures/figure.ts";
import { possibleTables, tableOf } from "./possible-tables.ts";

const k = { customer: 5, employee: 10 };

function figure(n: number | null, part: Partial<Figure> = {}): Figure {
  return {
    ...{ id: "satisfaction.csat", value: 0.5, low: 0.4, high: 0.6, n, unit: "share", by: {} },
    ...{ period: "all", method: "wilson", base: "rated", source: ["responses"], suppressed: null },
    ...part,
  };
}

function reasonsOf(figures: readonly Figure[]): Record<string, Figure["suppressed"]> {
  return Object.fromEntries(
    hideSmall(figures, k).map(({ id, period, by, suppressed }) => [
      figureKey(id, period, by),
      suppressed,
    ]),
  );
}

const channels = (counts: Record<string, number>, period = "all"): readonly Figure[] =>
  Object.entries(counts).map(([channel, n]) => figure(n, { by: { channel }, period }));

test("hideSmall(figures, k) takes value, low, high and n from a group under k", () => {
  const [shown, hidden] = hideSmall([figure(5), figure(4, { id: "loyalty.nps" })], k);
  expect(shown).toEqual(figure(5));
  expect(hidden).toEqual(
    figure(null, {
      ...{ id: "loyalty.nps", value: null, low: null, high: null },
      suppressed: "small-group",
    }),
  );
});

test("hideSmall(figures, k) lets a group of nobody and a figure without n stand", () => {
  const nobody = figure(0, { value: null, low: null, high: null });
  const none = figure(null, { id: "loyalty.return-window" });
  expect(hideSmall([nobody, none], k)).toEqual([nobody, none]);
});

test("hideSmall(figures, k) hides employees under their own k", () => {
  const [satisfaction, other] = hideSmall(
    [figure(9, { id: "employee.satisfaction" }), figure(9, { source: ["employees"], id: "x.y" })],
    k,
  );
  expect([satisfaction!.suppressed, other!.suppressed]).toEqual(["small-group", "small-group"]);
});

test("hideSmall(figures, k) hides the smallest other level with a small one", () => {
  const reasons = reasonsOf([figure(103), ...channels({ popup: 3, station: 20, store: 80 })]);
  expect(reasons).toEqual({
    "satisfaction.csat@all": null,
    "satisfaction.csat@all|channel=popup": "small-group",
    "satisfaction.csat@all|channel=station": "complementary",
    "satisfaction.csat@all|channel=store": null,
  });
});

test("hideSmall(figures, k) hides one level alone when too few stand at none", () => {
  // 103 less 80 and 20 leaves 3 persons of no channel, whom subtraction would find.
  const reasons = reasonsOf([figure(103), ...channels({ station: 20, store: 80 })]);
  expect(reasons["satisfaction.csat@all|channel=station"]).toBe("complementary");
  expect(reasons["satisfaction.csat@all|channel=store"]).toBe(null);
});

test("hideSmall(figures, k) lets a small level stand alone hidden when many stand at none", () => {
  const reasons = reasonsOf([figure(123), ...channels({ popup: 3, station: 20, store: 80 })]);
  expect(reasons["satisfaction.csat@all|channel=station"]).toBe(null);
});

test("hideSmall(figures, k) hides a small level alone where nothing is published of the whole", () => {
  const reasons = reasonsOf(channels({ popup: 3, station: 20, store: 80 }));
  expect(Object.values(reasons)).toEqual(["small-group", null, null]);
});

test("hideSmall(figures, k) hides the same second level in every wave and in all", () => {
  const figures = [
    ...[figure(103, { period: "2026-Q1" }), figure(114, { period: "2026-Q2" }), figure(217)],
    ...channels({ popup: 3, station: 20, store: 80 }, "2026-Q1"),
    ...channels({ popup: 4, station: 30, store: 80 }, "2026-Q2"),
    ...channels({ popup: 7, station: 50, store: 160 }),
  ];
  const hidden = Object.entries(reasonsOf(figures)).filter(([, reason]) => reason !== null);
  expect(hidden.map(([key]) => key.replace("satisfaction.csat@", ""))).toEqual([
    "2026-Q1|channel=popup",
    "2026-Q1|channel=station",
    "2026-Q2|channel=popup",
    "2026-Q2|channel=station",
  ]);
});

test("hideSmall(figures, k) hides a wave that all waves exceed by fewer than k", () => {
  // Ten answered in Q1, seven of them again in Q2: all less Q2 is the other three.
  const reasons = reasonsOf([
    ...[figure(10, { period: "2026-Q1" }), figure(200, { period: "2026-Q2" }), figure(203)],
  ]);
  expect(reasons["satisfaction.csat@2026-Q2"]).toBe("complementary");
  expect(reasons["satisfaction.csat@all"]).toBe(null);
});

test("hideSmall(figures, k) hides a level of another attribute that would give a hidden whole away", () => {
  const figures = [
    ...[figure(3, { period: "2026-Q1" }), figure(20, { period: "2026-Q2" }), figure(23)],
    figure(9, { period: "2026-Q2", by: { channel: "store" } }),
    figure(11, { period: "2026-Q2", by: { channel: "web" } }),
  ];
  const reasons = reasonsOf(figures);
  // Q2 is hidden so that all less Q2 does not give Q1; then store plus web must not give Q2.
  expect(reasons["satisfaction.csat@2026-Q2"]).toBe("complementary");
  const levels = ["store", "web"].map(
    (level) => reasons[`satisfaction.csat@2026-Q2|channel=${level}`],
  );
  expect(levels).toContain("complementary");
});

test("hideSmall(figures, k) protects a dominated sum as it protects a small group", () => {
  const money = { id: "value.revenue", unit: "money" } as const;
  const reasons = reasonsOf([
    figure(103, money),
    figure(40, { ...money, by: { location: "a" }, suppressed: "dominated" }),
    figure(30, { ...money, by: { location: "b" } }),
    figure(33, { ...money, by: { location: "c" } }),
  ]);
  expect(reasons).toEqual({
    "value.revenue@all": null,
    "value.revenue@all|location=a": "dominated",
    "value.revenue@all|location=b": "complementary",
    "value.revenue@all|location=c": null,
  });
});

test("hideSmall(figures, k) takes no notice of who answered which question", () => {
  const aspects = { wait: 97, staff: 99 };
  const figures = Object.entries(aspects).map(([aspect, n]) => figure(n, { by: { aspect } }));
  expect(Object.values(reasonsOf([figure(100), ...figures]))).toEqual([null, null, null]);
});

test("hideSmall(figures, k) takes no one level of a question for a part of the whole", () => {
  const reasons = reasonsOf([figure(100), figure(97, { by: { aspect: "wait" } })]);
  expect(Object.values(reasons)).toEqual([null, null]);
});

test("hideSmall(figures, k) hides a wave beside one that no figure names", () => {
  // 103 less 40 and 60: three persons of a wave that is not published.
  const reasons = reasonsOf([
    ...[figure(40, { period: "2026-Q1" }), figure(60, { period: "2026-Q2" }), figure(103)],
  ]);
  expect(reasons).toEqual({
    "satisfaction.csat@2026-Q1": "complementary",
    "satisfaction.csat@2026-Q2": null,
    "satisfaction.csat@all": null,
  });
});

test("hideSmall(figures, k) hides parts of a level that is hidden for another", () => {
  const segment = (n: number, level: string): Figure =>
    figure(n, { by: { channel: "station", segment: level } });
  const reasons = reasonsOf([
    ...[figure(103), ...channels({ popup: 3, station: 20, store: 80 })],
    ...[segment(9, "new"), segment(11, "old")],
  ]);
  expect(reasons["satisfaction.csat@all|channel=station|segment=new"]).toBe("complementary");
});

test("hideSmall(figures, k) divides an aspect by channel as it divides the whole", () => {
  const wait = (n: number, channel?: string): Figure =>
    figure(n, {
      id: "satisfaction.aspect",
      by: { aspect: "wait", ...(channel ? { channel } : {}) },
    });
  const reasons = reasonsOf([wait(53), wait(3, "popup"), wait(20, "station"), wait(30, "store")]);
  expect(reasons["satisfaction.aspect@all|aspect=wait|channel=station"]).toBe("complementary");
  expect(reasons["satisfaction.aspect@all|aspect=wait"]).toBe(null);
});

test("hideSmall(figures, k) hides a change with either of its waves", () => {
  const change = figure(40, { id: "satisfaction.csat.change", unit: "points", period: "2026-Q2" });
  const waves = (q1: number, q2: number): readonly Figure[] => [
    figure(q1, { period: "2026-Q1" }),
    figure(q2, { period: "2026-Q2" }),
    change,
  ];
  expect(reasonsOf(waves(4, 40))["satisfaction.csat.change@2026-Q2"]).toBe("small-group");
  expect(reasonsOf(waves(40, 4))["satisfaction.csat.change@2026-Q2"]).toBe("small-group");
  expect(reasonsOf(waves(40, 40))["satisfaction.csat.change@2026-Q2"]).toBe(null);
});

test("hideSmall(figures, k) gives a share of everybody or nobody in a small group as a range", () => {
  const [all, nobody, many] = hideSmall(
    [
      figure(12, { value: 1, id: "a.all" }),
      figure(29, { value: 0, id: "a.none" }),
      figure(30, { value: 1, id: "a.many" }),
    ],
    k,
  );
  expect(all).toMatchObject({ value: null, low: 0.9, high: 1, n: 12, suppressed: "uniform" });
  expect(nobody).toMatchObject({ value: null, low: 0, high: 0.1, n: 29, suppressed: "uniform" });
  expect(many).toMatchObject({ value: 1, suppressed: null });
});

test("hideSmall(figures, k) lets shares stand that say nothing of anybody", () => {
  const lorenz = figure(12, { id: "value.lorenz", value: 1, by: { share: "100" } });
  const start = figure(12, {
    id: "lifecycle.retention",
    value: 1,
    by: { cohort: "2026-01", month: "0" },
  });
  const later = figure(12, {
    id: "lifecycle.retention",
    value: 1,
    by: { cohort: "2026-01", month: "3" },
  });
  const traits = {
    sharesOfMoney: new Set(["value.lorenz"]),
    beginWithAll: new Set(["lifecycle.retention"]),
  };
  const reasons = hideSmall([lorenz, start, later], k, traits).map(({ suppressed }) => suppressed);
  expect(reasons).toEqual([null, null, "uniform"]);
});

test("hideSmall(figures, k) shows how many rows were read, however few", () => {
  const rows = figure(3, { id: "data.responses.rows", unit: "count", value: 3 });
  expect(hideSmall([rows], k)).toEqual([rows]);
});

test("hideSmall(figures, k) does not depend on the order of figures", () => {
  const figures = [
    ...[figure(62, { period: "2026-Q1" }), figure(75, { period: "2026-Q2" }), figure(137)],
    ...channels({ a: 3, b: 20, c: 39 }, "2026-Q1"),
    ...channels({ a: 31, b: 4, c: 40 }, "2026-Q2"),
    ...channels({ a: 34, b: 24, c: 79 }),
  ];
  expect(reasonsOf(figures.toReversed())).toEqual(reasonsOf(figures));
});

const counts = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 2 }), {
  minLength: 2,
  maxLength: 3,
});

function figuresOf(table: readonly (readonly number[])[]): readonly Figure[] {
  const levels = table.map((_, i) => ({ channel: `level ${i}` }));
  const periods = ["2026-Q1", "2026-Q2", "all"];
  const withAll = table.map((row) => [...row, row[0]! + row[1]!]);
  const whole = periods.map((_, j) => withAll.reduce((sum, row) => sum + row[j]!, 0));
  return [
    ...withAll.flatMap((row, i) =>
      row.map((n, j) => figure(n, { by: levels[i]!, period: periods[j]! })),
    ),
    ...whole.map((n, j) => figure(n, { period: periods[j]! })),
  ];
}

test("hideSmall(figures, k) leaves k persons of doubt about every small group, by trying every table", () => {
  fc.assert(
    fc.property(
      counts.filter((table) => table.length === 2),
      (table) => {
        const least = 3;
        const found = hideSmall(figuresOf(table), { customer: least, employee: least });
        const isHidden = found.map(({ suppressed }) => suppressed !== null);
        const hidden: Margined<boolean> = {
          cells: table.map((_, i) => [isHidden[3 * i]!, isHidden[3 * i + 1]!]),
          rowTotals: table.map((_, i) => isHidden[3 * i + 2]!),
          columnTotals: [isHidden[6]!, isHidden[7]!],
          total: isHidden[8]!,
        };
        const tried = [...possibleTables(tableOf(table), hidden, 12)];
        for (const [i, row] of table.entries()) {
          for (const [j, n] of row.entries()) {
            if (n === 0 || n >= least) continue;
            const values = tried.map((each) => each[i]![j]!);
            expect(Math.max(...values) - Math.min(...values)).toBeGreaterThanOrEqual(least);
          }
        }
      },
    ),
    { seed: 4, numRuns: 40 },
  );
});

test("hideSmall(figures, k) leaves populations of which none differ by fewer than k", () => {
  fc.assert(
    fc.property(counts, (table) => {
      const shown = hideSmall(figuresOf(table), k).filter(({ n }) => n !== null && n > 0);
      expect(shown.every(({ n }) => n! >= 5)).toBe(true);
      expect(
        ledgerFaults(
          shown.map((each) => ({ ...each, n: each.n! })),
          5,
        ),
      ).toEqual([]);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test("hideSmall(figures, k) takes 1,000 populations of 40 figures in a moment", () => {
  const figures: Figure[] = [];
  for (let id = 0; id < 40; id += 1) {
    for (const attribute of ["segment", "location", "channel", "team"]) {
      const sums = [0, 0, 0, 0];
      for (let level = 0; level < 50; level += 1) {
        const row = [0, 1, 2, 3].map(
          (wave) => ((level * 37 + wave * 11 + id * 7) % 97) + (level % 20 === 0 ? 1 : 20),
        );
        for (const [wave, n] of row.entries()) {
          sums[wave]! += n;
          figures.push(
            figure(n, {
              id: `a.${id}`,
              by: { [attribute]: `l${level}` },
              period: `2026-Q${wave + 1}`,
            }),
          );
        }
        figures.push(
          figure(
            row.reduce((a, b) => a + b),
            { id: `a.${id}`, by: { [attribute]: `l${level}` } },
          ),
        );
      }
      if (attribute === "segment") {
        for (const [wave, n] of sums.entries())
          figures.push(figure(n, { id: `a.${id}`, period: `2026-Q${wave + 1}` }));
        figures.push(
          figure(
            sums.reduce((a, b) => a + b),
            { id: `a.${id}` },
          ),
        );
      }
    }
  }
  hideSmall(figures, k);
  const start = performance.now();
  const found = hideSmall(figures, k);
  const milliseconds = performance.now() - start;
  console.info(
    `hideSmall: ${figures.length} figures, ${found.filter(({ suppressed }) => suppressed !== null).length} hidden, ${Math.round(milliseconds)} ms`,
  );
  expect(milliseconds).toBeLessThan(2000);
});
