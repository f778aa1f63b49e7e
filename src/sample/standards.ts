import { quarterName, quarterOf, surveyedQuarters } from "./calendar.ts";
import { planted } from "./company.ts";
import type { Cell } from "./csv.ts";
import { seededRandom, type Random } from "./random.ts";

export const standardColumns: readonly string[] = [
  ...["standard_id", "period", "dimension", "kind", "stage", "unit", "better", "published"],
  ...["delivered", "expected", "common_need", "competitor", "kept", "due", "shown", "priced"],
  ...["part_of_product"],
];

type StandardCells = Readonly<Record<string, Cell>>;

/** From this quarter on a shorter wait is promised than before. */
const raisedFrom = 7;
export const promisedWaitMinutes = (quarter: number): number => (quarter < raisedFrom ? 6 : 5);

/** Times of a promise in a quarter: how many, how many in time, and their sum. */
interface Timed {
  readonly due: number;
  readonly kept: number;
  readonly sum: number;
}

type Timing = "wait" | "delivery" | "reply";

/** What was delivered against the promises that can be timed, in minutes or hours. */
export interface Timings {
  readonly add: (timing: Timing, day: number, time: number) => void;
  readonly of: (timing: Timing, quarter: number) => Timed;
}

const promisedTime = (timing: Timing, quarter: number): number =>
  timing === "wait"
    ? promisedWaitMinutes(quarter)
    : timing === "reply"
      ? 24
      : planted.delivery.promisedMinutes;

export function createTimings(): Timings {
  const kept = new Map<string, Timed>();
  const none = { due: 0, kept: 0, sum: 0 };
  return {
    add(timing, day, time) {
      const quarter = quarterOf(day);
      const key = `${timing} ${quarter}`;
      const before = kept.get(key) ?? none;
      const promised = promisedTime(timing, quarter);
      kept.set(key, {
        due: before.due + 1,
        kept: before.kept + (time <= promised ? 1 : 0),
        sum: before.sum + Math.min(time, 3 * promised),
      });
    },
    of: (timing, quarter) => kept.get(`${timing} ${quarter}`) ?? none,
  };
}

/** Every standard in each surveyed quarter. */
export function standardRows(seed: number, timings: Timings): readonly (readonly Cell[])[] {
  const random = seededRandom(seed, "standards");
  return surveyedQuarters.flatMap((quarter) =>
    [
      ...promises(random, quarter, timings),
      ...transparency(quarter),
      ...services(random, quarter),
      ...offers(quarter),
    ].map((cells) => {
      const all: StandardCells = { ...cells, period: quarterName(quarter) };
      return standardColumns.map((column) => all[column] ?? null);
    }),
  );
}

function promises(random: Random, quarter: number, timings: Timings): readonly StandardCells[] {
  const wait = promisedWaitMinutes(quarter);
  const late = quarter - 4;
  // A promise that is raised raises what guests expect, a quarter later.
  const expectedWait = quarter <= raisedFrom ? 6.6 : 5.4;
  const { promisedMinutes } = planted.delivery;
  return [
    {
      ...{ standard_id: "wait", dimension: "wait", stage: "in", unit: "minutes", better: "lower" },
      ...{ published: wait, expected: expectedWait, common_need: 0.86, competitor: 5.5 },
      ...timedCells(timings.of("wait", quarter)),
    },
    {
      ...{ standard_id: "delivery-time", dimension: "delivery", stage: "in", unit: "minutes" },
      ...{ better: "lower", published: promisedMinutes, expected: 33, common_need: 0.72 },
      ...{ competitor: 33, ...timedCells(timings.of("delivery", quarter)) },
    },
    {
      ...{ standard_id: "reply", dimension: "feedback", stage: "after", unit: "hours" },
      ...{ better: "lower", published: 24, expected: 20, common_need: 0.64, competitor: 36 },
      ...timedCells(timings.of("reply", quarter)),
    },
    {
      ...{ standard_id: "fresh", dimension: "quality", stage: "in", unit: "hours" },
      ...{ better: "lower", published: 4, delivered: 3.4 - 0.05 * late, expected: 4 },
      ...{ common_need: 0.91, competitor: 5, ...counted(random, 420, 0.96) },
    },
    {
      ...{ standard_id: "redo", dimension: "quality", stage: "after", unit: "share" },
      ...{ better: "higher", published: 1, delivered: 0.93 + 0.004 * late, expected: 0.9 },
      ...{ common_need: 0.83, competitor: 0.9, ...counted(random, 130, 0.93) },
    },
    {
      ...{ standard_id: "return-7d", dimension: "price", stage: "after", unit: "days" },
      ...{ better: "higher", published: 7, delivered: 7, expected: 5, common_need: 0.58 },
      ...{ competitor: 3, ...counted(random, 60, 0.97) },
    },
    {
      ...{ standard_id: "clean", dimension: "environment", stage: "in", unit: "points" },
      ...{ better: "higher", published: 90, delivered: 84 + 0.6 * late, expected: 82 },
      ...{ common_need: 0.77, competitor: 86, ...counted(random, 132, 0.88) },
    },
    {
      ...{ standard_id: "greeting", dimension: "manner", stage: "in", unit: "points" },
      ...{ better: "higher", published: 95, delivered: 81 + 0.5 * late, expected: 70 },
      ...{ common_need: 0.24, competitor: 72, ...counted(random, 132, 0.71) },
    },
  ].map((cells): StandardCells => ({ kind: "promise", shown: "true", ...cells }));
}

/** The mean of what was timed, and how often the promise was kept. */
function timedCells({ due, kept, sum }: Timed): StandardCells {
  return due === 0 ? {} : { delivered: Math.round((10 * sum) / due) / 10, kept, due };
}

function counted(random: Random, about: number, share: number): StandardCells {
  const due = about + random.integer(Math.ceil(about / 5));
  const kept = Array.from({ length: due }, () => random.chance(share)).filter(Boolean).length;
  return { kept, due };
}

/** What customers can look up, and the quarter since which they can; null: not yet. */
const lookUp: Readonly<Record<string, number | null>> = {
  design: 4,
  quality: 6,
  price: 4,
  process: 8,
  logistics: 5,
  network: null,
};

function transparency(quarter: number): readonly StandardCells[] {
  return Object.entries(lookUp).map(([dimension, since]) => ({
    standard_id: `open-${dimension}`,
    ...{ dimension, kind: "transparency", stage: "pre" },
    shown: String(since !== null && quarter >= since),
  }));
}

/** Id, kind, stage, paid for, part of the product, share that needs it. */
const inventory = [
  ["advice", "service", "pre", false, false, 0.42],
  ["tasting", "service", "pre", false, false, 0.51],
  ["allergy-list", "service", "pre", false, false, 0.18],
  ["free-water", "service", "in", false, false, 0.66],
  ["wifi", "service", "in", false, false, 0.48],
  ["sugar-choice", "service", "in", false, true, 0.88],
  ["lid-and-straw", "service", "in", false, true, 0.93],
  ["delivery-run", "service", "in", true, false, 0.46],
  ["gift-wrapping", "service", "after", true, false, 0.14],
  ["tea-lesson", "service", "after", true, false, 0.12],
  ["birthday-cup", "service", "after", false, false, 0.37],
  ["care-call", "service", "after", false, false, 0.09],
  ["quality-guarantee", "guarantee", "pre", false, false, 0.71],
  ["payment-insurance", "guarantee", "in", false, false, 0.39],
  ["redo-guarantee", "guarantee", "after", false, false, 0.74],
] as const;

function services(random: Random, quarter: number): readonly StandardCells[] {
  return inventory.map(([id, kind, stage, priced, part, need], at) => ({
    ...{ standard_id: id, dimension: "service", kind, stage },
    ...{ priced: String(priced), part_of_product: String(part), common_need: need },
    shown: String(at !== 2 || quarter >= 6),
    ...counted(random, 90, 0.78 + 0.012 * at),
  }));
}

/** Needs that customers state, and the quarter since which there is something for them. */
const answered: Readonly<Record<string, number | null>> = {
  "less-sugar": 4,
  "fast-pickup": 7,
  "quiet-seat": null,
  delivery: 4,
  gift: 4,
  "tea-class": 5,
  "group-order": 6,
  kids: null,
};

function offers(quarter: number): readonly StandardCells[] {
  return Object.entries(answered).flatMap(([need, since]) =>
    since === null || quarter < since
      ? []
      : [{ standard_id: need, dimension: "need", kind: "offer", shown: "true" }],
  );
}
