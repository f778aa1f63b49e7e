import { describe, expect, it } from "vitest";
import { journeyFigures } from "../../src/figures/journey-figures.ts";
import type { ActionRow, CostRow, CustomerColumns, Facts } from "../../src/warehouse/facts.ts";
import { emptyCustomers, emptyFacts } from "../support/empty-facts.ts";
import { answerRow, answersOf, figureOf, figureTask } from "../support/figure-task.ts";
import { levelsOf, touchpointsOf } from "../support/touchpoints.ts";

const five = { min: 1, max: 5 };
const twelve = (value: number) => Number(value.toPrecision(12));

interface Person {
  readonly segment?: string;
  readonly tier?: string;
  readonly came?: string;
  readonly purchases?: number;
  readonly before?: number;
  readonly revenue?: number;
  readonly firstDay?: number;
  readonly lastDay?: number;
}

function customersOf(people: readonly Person[]): CustomerColumns {
  const numbers = (of: (person: Person) => number | undefined) =>
    Float64Array.from(people, (person) => of(person) ?? Number.NaN);
  return {
    ...emptyCustomers(),
    n: people.length,
    segment: levelsOf(people.map(({ segment = "" }) => segment)),
    memberTier: levelsOf(people.map(({ tier = "" }) => tier)),
    acquiredBy: levelsOf(people.map(({ came = "" }) => came)),
    purchases: numbers(({ purchases = 0 }) => purchases),
    calibrationPurchases: numbers(({ before = 0 }) => before),
    calibrationLastDay: numbers(() => 490),
    revenue: numbers(({ revenue = 0 }) => revenue),
    repeatValue: numbers(() => 20),
    firstDay: numbers(({ firstDay }) => firstDay),
    lastDay: numbers(({ lastDay }) => lastDay),
    listed: Uint8Array.from(people, () => 1),
  };
}

const factsOf = (people: readonly Person[], own: Partial<Facts> = {}) =>
  emptyFacts({
    asOfDay: 1000,
    calibrationDay: 500,
    customers: customersOf(people),
    tables: new Set(["customers", "transactions", "touchpoints"]),
    ...own,
  });

describe("journeyFigures(task): places", () => {
  const event = (customer: number, day: number, touchpoint: string, outcome = "") => ({
    ...{ customer, day, touchpoint, outcome, stage: "in", encounter: "face" },
  });

  it("counts the last 365 days, and setbacks only where both ends are on record", () => {
    const touchpoints = touchpointsOf([
      event(0, 600, "queue", "done"),
      event(0, 700, "queue", "done"),
      event(0, 800, "queue", "left"),
      event(0, 810, "visit", "left"),
    ]);
    const figures = journeyFigures(
      figureTask({ facts: factsOf([{ purchases: 1 }], { touchpoints }) }),
    );
    // Day 600 lies 400 days back.
    expect(figureOf(figures, "journey.contacts", { touchpoint: "queue" })).toEqual({
      value: 2,
      n: 2,
    });
    // One of three contacts in the queue, all of one person.
    expect(figureOf(figures, "journey.drop-off", { touchpoint: "queue" })).toEqual({
      value: twelve(1 / 3),
      n: 1,
    });
    expect(figureOf(figures, "journey.drop-off", { touchpoint: "visit" })).toBeUndefined();
    // Of visits only those who left are on record, so the phase leaves them out too.
    expect(figureOf(figures, "journey.phase-drop-off", { stage: "in" })).toEqual({
      value: twelve(1 / 3),
      n: 1,
    });
  });

  it("after the sale: one of two bought again since, the other shared; one is too recent", () => {
    const people = [
      { purchases: 2, firstDay: 100, lastDay: 300 },
      { purchases: 1, firstDay: 100, lastDay: 100 },
      { purchases: 1, firstDay: 980, lastDay: 980 },
    ];
    const touchpoints = touchpointsOf([
      event(0, 200, "chat"),
      event(1, 200, "chat"),
      event(1, 210, "share"),
      event(2, 990, "chat"),
    ]);
    const facts = factsOf(people, { touchpoints });
    const figures = journeyFigures(figureTask({ facts, window: { days: 60, others: [] } }));
    expect(figureOf(figures, "journey.after-bought")).toEqual({ value: 0.5, n: 2 });
    expect(figureOf(figures, "journey.after-shared")).toEqual({ value: 0.5, n: 2 });
  });

  it("names a touchpoint that no department looks after", () => {
    const touchpoints = touchpointsOf([event(0, 900, "queue"), event(0, 901, "chat")]);
    const action = { touchpoint: "queue", department: "operations" } as ActionRow;
    const orphan = { touchpoint: "chat", department: null } as ActionRow;
    const facts = factsOf([{ purchases: 1 }], {
      touchpoints,
      actions: [action, action, orphan],
      tables: new Set(["actions", "touchpoints"]),
    });
    const figures = journeyFigures(figureTask({ facts }));
    expect(figureOf(figures, "journey.owned")).toEqual({ value: 0.5, n: 2 });
    const owner = (touchpoint: string, department: string) =>
      figureOf(figures, "journey.owner", { touchpoint, department });
    expect(owner("queue", "operations")).toEqual({ value: 2, n: 2 });
    expect(owner("chat", "")).toEqual({ value: 0, n: 0 });
  });
});

describe("journeyFigures(task): who asks and never buys", () => {
  /** 40 students of whom 39 bought, 40 tourists of whom 5 bought; the last of each came and asked. */
  const people = [
    ...Array.from({ length: 40 }, (_, at) => ({ segment: "student", purchases: Number(at < 39) })),
    ...Array.from({ length: 40 }, (_, at) => ({ segment: "tourist", purchases: Number(at < 5) })),
  ];
  const visits = (customer: number, times: number, asks: number) => [
    ...Array.from({ length: times }, (_, at) => ({ customer, day: 900 + at, touchpoint: "visit" })),
    ...Array.from({ length: asks }, () => ({ customer, day: 920, touchpoint: "ask" })),
  ];

  it("reads a student as a problem of the act step, a tourist as perhaps no customer", () => {
    const touchpoints = touchpointsOf([
      ...visits(38, 3, 1),
      ...visits(39, 3, 1),
      ...visits(77, 3, 0),
      ...visits(78, 2, 1),
      ...visits(79, 3, 2),
    ]);
    const figures = journeyFigures(figureTask({ facts: factsOf(people, { touchpoints }) }));
    expect(figureOf(figures, "journey.hesitant")).toEqual({ value: 2, n: 2 });
    const verdict = (name: string) =>
      figureOf(figures, "journey.hesitant-verdict", { verdict: name })?.value;
    expect([verdict("act"), verdict("target"), verdict("unclear")]).toEqual([0.5, 0.5, 0]);
    expect(figureOf(figures, "journey.buy-rate", { segment: "student" })).toEqual({
      value: 0.975,
      n: 40,
    });
  });
});

describe("journeyFigures(task): people", () => {
  it("finds the main group by revenue, who is in it and who might be, and what it needs", () => {
    const people = [
      { segment: "office", purchases: 2, revenue: 300 },
      { segment: "office" },
      { segment: "student", purchases: 1, revenue: 100 },
    ];
    const said = (person: string, segment: string, needs: readonly string[]) =>
      answerRow({
        person,
        segment,
        asked: new Set(["need.stated"]),
        choices: { "need.stated": needs },
      });
    const customers = answersOf(
      [
        said("a", "office", ["gift", "seat"]),
        said("b", "office", ["gift"]),
        said("c", "student", ["seat"]),
      ],
      {},
    );
    const figures = journeyFigures(figureTask({ facts: factsOf(people), customers }));
    expect(figureOf(figures, "journey.segment-revenue", { segment: "office" })).toEqual({
      value: 0.75,
      n: 1,
    });
    expect(figureOf(figures, "journey.potential", { segment: "office" })).toEqual({
      value: 1,
      n: 1,
    });
    expect(figureOf(figures, "journey.main-need", { option: "seat" })).toEqual({
      value: 0.5,
      n: 2,
    });
  });

  it("compares members in a community with buyers who were alike: 3 more, not 8 more", () => {
    const was = (before: number, after: number, tier = "basic") => ({
      ...{ segment: "office", tier, before, purchases: before + after },
    });
    // The heavy buyer without a community has nobody like him among its members, and stays out.
    const people = [was(2, 5), was(2, 3), was(2, 1), was(2, 1), was(40, 30)];
    const touchpoints = touchpointsOf([
      { customer: 0, day: 400, touchpoint: "community" },
      { customer: 1, day: 400, touchpoint: "community" },
      { customer: 2, day: 600, touchpoint: "community" },
    ]);
    const figures = journeyFigures(figureTask({ facts: factsOf(people, { touchpoints }) }));
    // (5 + 3)/2 − (1 + 1)/2; joining on day 600 is after the day that parts before from after.
    expect(figureOf(figures, "journey.member-frequency")).toEqual({ value: 3, n: 2 });
    expect(figureOf(figures, "journey.member-idle")).toEqual({ value: 0.4, n: 5 });
  });

  it("sets people brought by friends beside the rest", () => {
    const people = [
      { came: "friend", purchases: 1 },
      { came: "friend", purchases: 1 },
      { came: "ad", purchases: 1 },
      { came: "ad" },
      { purchases: 1 },
    ];
    const figures = journeyFigures(figureTask({ facts: factsOf(people) }));
    expect(figureOf(figures, "journey.first-order", { came: "other" })).toEqual({
      value: 0.5,
      n: 2,
    });
    expect(figureOf(figures, "journey.first-order-gap")).toEqual({ value: 50, n: 4 });
  });

  it("divides what was spent on acquisition in a whole wave by who first bought in it", () => {
    // Days 0 to 89 of 1970 are its first quarter.
    const cost = (period: string, kind: string, amount: number) =>
      ({ period, kind, amount, segment: null, location: null }) satisfies CostRow;
    const base = emptyFacts().transactions;
    const byWave = ["1970-Q1", "1970-Q2"].map((wave, at) => ({
      ...{ wave, revenue: 1, buyers: 1, complete: at === 0 },
    }));
    const facts = factsOf([{ firstDay: 10 }, { firstDay: 80 }, { firstDay: 100 }], {
      costs: [
        cost("1970-01", "acquisition", 30),
        cost("1970-03", "acquisition", 10),
        cost("1970-01", "fixed", 99),
        cost("1970-04", "acquisition", 5),
      ],
      transactions: { ...base, byWave },
      tables: new Set(["costs", "transactions"]),
    });
    const figures = journeyFigures(figureTask({ facts }));
    const told = figures.filter(({ id }) => id === "journey.cost-per-new");
    expect(told.map(({ period, value, n }) => [period, value, n])).toEqual([["1970-Q1", 20, 2]]);
  });

  it("gives the points of preference that go with ten points of satisfaction: 5 where it is half", () => {
    const rows = Array.from({ length: 10 }, (_, at) => {
      const satisfaction = 1 + (at % 5);
      const scores = { satisfaction, "brand.preference": 2 + satisfaction / 2 };
      return answerRow({ person: `C${at}`, scores });
    });
    const customers = answersOf(rows, { satisfaction: five, "brand.preference": five });
    const figures = journeyFigures(figureTask({ customers }));
    expect(
      figureOf(figures, "journey.recognition-slope", { outcome: "brand.preference" })?.value,
    ).toBeCloseTo(5, 8);
  });
});
