import { describe, expect, it } from "vitest";
import {
  costsOf,
  foldSmall,
  lastMonths,
  lifecycleFigures,
} from "../../src/figures/lifecycle-figures.ts";
import { noTouchpoints } from "../../src/warehouse/read-touchpoints.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { figureOf, figureTask } from "../support/figure-task.ts";

const twelve = (value: number) => Number(value.toPrecision(12));

interface Person {
  readonly id: string;
  readonly days?: readonly number[];
  readonly seen?: number;
  readonly way?: string;
  readonly by?: string;
  readonly optIn?: 0 | 1;
  readonly optOut?: number;
}

/** Day 1000 is the last day, day 700 the end of the calibration part; a purchase brings 10. */
function factsOf(people: readonly Person[], own: object = {}) {
  const numbers = (of: (person: Person) => number | undefined) =>
    Float64Array.from(people, (person) => of(person) ?? NaN);
  const days = (person: Person) => person.days ?? [];
  const before = (person: Person) => days(person).filter((day) => day <= 700);
  const ways = [...new Set(people.flatMap(({ way }) => way ?? []))].toSorted();
  const nowhere = { codes: Int32Array.from(people, () => -1), levels: [] };
  return emptyFacts({
    asOfDay: 1000,
    calibrationDay: 700,
    tables: new Set(["transactions", "customers", "touchpoints", "costs"]),
    customers: {
      ...emptyCustomers(),
      ...{ segment: nowhere, type: nowhere, location: nowhere, channel: nowhere },
      n: people.length,
      id: people.map(({ id }) => id),
      purchases: numbers((person) => days(person).length),
      firstDay: numbers((person) => days(person)[0]),
      secondDay: numbers((person) => days(person)[1]),
      lastDay: numbers((person) => days(person).at(-1)),
      revenue: numbers((person) => days(person).length * 10),
      calibrationPurchases: numbers((person) => before(person).length),
      calibrationLastDay: numbers((person) => before(person).at(-1)),
      listed: Uint8Array.from(people, () => 1),
      referrer: people.map(({ by }) => by ?? null),
      acquiredBy: {
        codes: Int32Array.from(people, ({ way }) => (way === undefined ? -1 : ways.indexOf(way))),
        levels: ways,
      },
      firstSeenDay: numbers(({ seen, days: own }) => seen ?? own?.[0]),
      optIn: numbers(({ optIn }) => optIn),
      optOutDay: numbers(({ optOut }) => optOut),
      leftDay: numbers(() => NaN),
    },
    ...own,
  });
}

const window = { days: 60, others: [] };
const figuresOf = (people: readonly Person[], own: object = {}) =>
  lifecycleFigures(figureTask({ facts: factsOf(people, own), window }));

/** Events of one touchpoint: customer row and day. */
function events(touchpoint: string, rows: readonly (readonly [row: number, day: number])[]) {
  const level = { codes: Int32Array.from(rows, () => 0), levels: [touchpoint] };
  return {
    ...noTouchpoints(),
    n: rows.length,
    customer: Int32Array.from(rows, ([row]) => row),
    day: Float64Array.from(rows, ([, day]) => day),
    touchpoint: level,
  };
}

describe("lifecycleFigures(task)", () => {
  it("counts word of mouth among the newcomers whose way is known: 2 of 3, and 2 for 5 buyers", () => {
    const figures = figuresOf([
      { id: "old", days: [100, 990], way: "ad" },
      { id: "a", days: [900], way: "friend" },
      { id: "b", days: [900], by: "old" },
      { id: "c", days: [900], way: "ad" },
      { id: "unsaid", days: [900] },
      { id: "before", days: [600], way: "friend" },
    ]);
    expect(figureOf(figures, "lifecycle.referred-share")).toEqual({ value: twelve(2 / 3), n: 3 });
    expect(figureOf(figures, "lifecycle.k-factor")).toEqual({ value: 0.4, n: 5 });
    expect(figureOf(figures, "lifecycle.bringers")).toEqual({ value: twelve(1 / 6), n: 6 });
    expect(figureOf(figures, "lifecycle.chain-depth", { depth: "1" })?.n).toBe(6);
  });

  it("tells invites and newcomers for each: 4 shares by 2 buyers, 1 newcomer, a quarter each", () => {
    const people: Person[] = [
      { id: "old", days: [100, 990] },
      { id: "new", days: [900], way: "friend" },
    ];
    const touchpoints = events("share", [
      [0, 800],
      [0, 801],
      [0, 802],
      [1, 950],
      [0, 600],
    ]);
    const figures = figuresOf(people, { touchpoints });
    expect(figureOf(figures, "lifecycle.invites")).toEqual({ value: 2, n: 2 });
    expect(figureOf(figures, "lifecycle.per-invite")).toEqual({ value: 0.25, n: 2 });
  });

  it("follows stages from day 700: six bought once, five of them sleep and one came again", () => {
    const sleepers = ["a", "b", "c", "d", "e"].map((id) => ({ id, days: [690] }));
    const figures = figuresOf([
      ...sleepers,
      { id: "f", days: [690, 990] },
      ...["g", "h", "i", "j", "k"].map((id) => ({ id, days: [695, 990] })),
    ]);
    expect(figureOf(figures, "lifecycle.flow", { from: "first-time", to: "sleeping" })).toEqual({
      value: twelve(5 / 11),
      n: 11,
    });
    expect(figureOf(figures, "lifecycle.flow", { from: "first-time", to: "repeat" })?.value).toBe(
      twelve(6 / 11),
    );
    expect(figureOf(figures, "lifecycle.flow-days")?.value).toBe(300);
    // Silent for 60 days on day 750: for 250 days now.
    expect(figureOf(figures, "lifecycle.stage-days", { stage: "sleeping" })?.value).toBe(250);
    expect(figureOf(figures, "lifecycle.stage-value", { stage: "repeat" })?.value).toBe(20);
  });

  it("asks of the overdue who may be written to (2 of 4) and who was, once overdue (1 of 2)", () => {
    // Gap 10: overdue 15 days after the last purchase, on day 935.
    const days = [900, 910, 920];
    const figures = figuresOf(
      [
        { id: "written", days, optIn: 1 },
        { id: "too-early", days, optIn: 1 },
        { id: "out", days, optIn: 1, optOut: 950 },
        { id: "unwilling", days, optIn: 0 },
        { id: "lately", days: [970, 980, 990], optIn: 1 },
      ],
      {
        touchpoints: events("reminder", [
          [0, 940],
          [1, 930],
          [4, 999],
        ]),
      },
    );
    const by = { list: "watch" };
    expect(figureOf(figures, "lifecycle.overdue-reachable", by)).toEqual({ value: 0.5, n: 4 });
    expect(figureOf(figures, "lifecycle.overdue-contacted", by)).toEqual({ value: 0.5, n: 2 });
  });

  it("weighs the ways of coming: of 4 heard of by ad one bought, of 3 leads one is qualified", () => {
    const figures = figuresOf(
      [
        { id: "a", seen: 900, way: "ad", optIn: 1 },
        { id: "b", seen: 900, way: "ad", optIn: 0 },
        { id: "c", seen: 900, way: "ad" },
        { id: "d", days: [800, 850], way: "ad" },
        { id: "old", seen: 500, way: "ad" },
      ],
      {
        costs: [
          { period: "1972-08", kind: "acquisition", amount: 40, segment: null, location: null },
        ],
      },
    );
    const by = { way: "ad" };
    expect(figureOf(figures, "lifecycle.heard", by)).toEqual({ value: 4, n: 4 });
    expect(figureOf(figures, "lifecycle.first-order", by)).toEqual({ value: 0.25, n: 4 });
    expect(figureOf(figures, "lifecycle.first-then-again", by)).toEqual({ value: 1, n: 1 });
    expect(figureOf(figures, "lifecycle.qualified", by)).toEqual({ value: twelve(1 / 3), n: 3 });
    expect(figureOf(figures, "lifecycle.cost-per-lead")).toEqual({ value: 10, n: 4 });
    expect(figureOf(figures, "lifecycle.cost-per-new")).toEqual({ value: 40, n: 1 });
  });
});

describe("foldSmall(parts, k)", () => {
  it("leaves parts of k or more as they are", () => {
    expect(
      foldSmall(
        [
          ["a", 5],
          ["b", 9],
        ],
        5,
      ),
    ).toEqual([
      ["a", 5],
      ["b", 9],
    ]);
  });
  it("takes the next smallest in until the rest is k: 2 alone would be what 9 and 7 leave", () => {
    expect(
      foldSmall(
        [
          ["a", 9],
          ["b", 2],
          ["c", 7],
        ],
        5,
      ),
    ).toEqual([
      ["a", 9],
      ["other", 9],
    ]);
    expect(
      foldSmall(
        [
          ["a", 9],
          ["b", 2],
          ["c", 3],
        ],
        5,
      ),
    ).toEqual([
      ["a", 9],
      ["other", 5],
    ]);
  });
});

describe("lastMonths({ asOfDay })", () => {
  // 2026-06-30 is day 20634.
  it("ends with the month that is over", () => {
    expect([...lastMonths({ asOfDay: 20_634 })].toSorted()).toEqual([
      ...["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12"],
      ...["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"],
    ]);
    expect([...lastMonths({ asOfDay: 20_633 })].toSorted().at(-1)).toBe("2026-05");
  });
  it("costsOf(facts, kinds, months) is null where nothing was spent", () => {
    expect(costsOf({ costs: [] }, ["acquisition"], new Set(["2026-06"]))).toBeNull();
  });
});
