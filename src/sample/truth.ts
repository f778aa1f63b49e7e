import type { DrawnAnswer } from "./answers.ts";
import {
  busyTime,
  days,
  improvedDay,
  quarterName,
  quarterOf,
  surveyedQuarters,
  type Season,
} from "./calendar.ts";
import { planted, stores } from "./company.ts";
import type { Visit } from "./customer-life.ts";
import { expectedSatisfaction } from "./experience.ts";
import { normalShareBelow } from "./likert.ts";
import type { SampleOptions } from "./simulate.ts";

/** A share or a score that chance could have made differently: its expectation and how many it is over. */
export interface Expectation {
  readonly value: number;
  readonly n: number;
}

export interface Truth {
  readonly options: SampleOptions;
  readonly planted: typeof planted;
  /** The window after an answer that `notReturned` is computed for. */
  readonly windowDays: number;
  /** Expectations under the planted model, given who bought and answered when. */
  readonly expected: {
    readonly csat: Readonly<Record<string, Expectation>>;
    readonly fullMarks: Readonly<Record<string, Expectation>>;
    readonly nps: Readonly<Record<string, Expectation>>;
    readonly repeat90: Readonly<Record<string, Expectation>>;
    readonly fullMarksNotReturned: Readonly<Record<string, Expectation>>;
    readonly saidYesNotReturned: Readonly<Record<string, Expectation>>;
    /** Mean score of each statement, 1 to 5, by survey and column; own brand only. */
    readonly lateDeliveries?: Expectation;
    readonly scores?: Readonly<Record<string, Readonly<Record<string, Expectation>>>>;
  };
}

export interface TruthKeeper {
  readonly see: (
    visit: Visit,
    after: { readonly answer: DrawnAnswer | null; readonly next: number | null },
  ) => void;
  readonly sum: (options: SampleOptions) => Truth;
}

interface Stay {
  readonly quarter: number;
  readonly leaving: number;
  readonly ratePerDay: number;
  readonly upTo: Float64Array;
  readonly day: number;
  readonly saidYes: boolean;
}

/**
 * Adds up, beside the draws, the probabilities that they are drawn with: a test
 * can then ask whether what the files say lies where the model says it should.
 */
export function createTruthKeeper(season: Season): TruthKeeper {
  const said = new Map<string, { csat: number; full: number; nps: number; n: number }>();
  const repeats = new Map<string, { sum: number; n: number }>();
  const stays: Stay[] = [];
  const gaps: number[] = [];
  return {
    see(visit, { answer, next }) {
      const upTo = season[visit.person.segment];
      if (next !== null) gaps[next - visit.day] = (gaps[next - visit.day] ?? 0) + 1;
      if (visit.first && visit.day + 90 < days) {
        add(repeats, quarterName(quarterOf(visit.day + 90)), backShare(visit, upTo, 90));
      }
      if (visit.answersWave === null || answer === null) return;
      addSaid(said, visit, quarterName(visit.answersWave));
      if (answer.satisfaction < 5 || answer.customerId === null || answer.customerId[0] === "W")
        return;
      const { leaving, day, person } = visit;
      stays.push({
        quarter: visit.answersWave,
        leaving,
        ratePerDay: person.ratePerDay,
        upTo,
        day,
        saidYes: answer.intent >= 4,
      });
    },
    sum: (options) => truthOf(options, { said, repeats, stays, windowDays: ninetieth(gaps) }),
  };
}

/** Probability of another purchase within so many days after the day of a visit. */
function backShare(
  from: {
    readonly leaving: number;
    readonly day: number;
    readonly person: { readonly ratePerDay: number };
  },
  upTo: Float64Array,
  within: number,
): number {
  const busy = busyTime(upTo, Math.min(from.day + within + 1, days)) - busyTime(upTo, from.day + 1);
  return (1 - from.leaving) * (1 - Math.exp(-from.person.ratePerDay * busy));
}

function addSaid(
  said: Map<string, { csat: number; full: number; nps: number; n: number }>,
  visit: Visit,
  wave: string,
): void {
  const kind = stores[visit.store]?.kind ?? "street";
  const { mean, spread } = expectedSatisfaction({ kind, day: visit.day, mood: visit.person.mood });
  const above = (cut: number) => 1 - normalShareBelow((cut - mean) / spread);
  const { recommend, satisfactionCuts } = planted;
  const shift = visit.day >= improvedDay ? recommend.lastWaveShift : 0;
  const middle =
    recommend.mean +
    recommend.perExperience * mean +
    recommend.perPerson * visit.person.mood +
    shift;
  const wide = Math.hypot(recommend.perExperience * spread, recommend.noise);
  const promoters = 1 - normalShareBelow((8.5 - middle) / wide);
  const detractors = normalShareBelow((6.5 - middle) / wide);
  const sum = said.get(wave) ?? { csat: 0, full: 0, nps: 0, n: 0 };
  said.set(wave, {
    csat: sum.csat + above(satisfactionCuts[2]),
    full: sum.full + above(satisfactionCuts[3]),
    nps: sum.nps + 100 * (promoters - detractors),
    n: sum.n + 1,
  });
}

function add(sums: Map<string, { sum: number; n: number }>, wave: string, value: number): void {
  const before = sums.get(wave) ?? { sum: 0, n: 0 };
  sums.set(wave, { sum: before.sum + value, n: before.n + 1 });
}

function truthOf(
  options: SampleOptions,
  kept: {
    readonly said: ReadonlyMap<string, { csat: number; full: number; nps: number; n: number }>;
    readonly repeats: ReadonlyMap<string, { sum: number; n: number }>;
    readonly stays: readonly Stay[];
    readonly windowDays: number;
  },
): Truth {
  const { said, stays, windowDays } = kept;
  const bySaid = (pick: (sum: { csat: number; full: number; nps: number }) => number) =>
    Object.fromEntries(
      [...said].toSorted(byName).map(([wave, sum]) => [wave, mean(pick(sum), sum.n)]),
    );
  return {
    options,
    planted,
    windowDays,
    expected: {
      csat: bySaid(({ csat }) => csat),
      fullMarks: bySaid(({ full }) => full),
      nps: bySaid(({ nps }) => nps),
      repeat90: Object.fromEntries(
        [...kept.repeats].toSorted(byName).map(([wave, { sum, n }]) => [wave, mean(sum, n)]),
      ),
      fullMarksNotReturned: notReturned(stays, windowDays),
      saidYesNotReturned: notReturned(
        stays.filter(({ saidYes }) => saidYes),
        windowDays,
      ),
    },
  };
}

function notReturned(stays: readonly Stay[], windowDays: number): Record<string, Expectation> {
  return Object.fromEntries(
    surveyedQuarters.map((quarter) => {
      const of = stays.filter((stay) => stay.quarter === quarter);
      const away = of.reduce(
        (sum, stay) =>
          sum +
          1 -
          backShare({ ...stay, person: { ratePerDay: stay.ratePerDay } }, stay.upTo, windowDays),
        0,
      );
      return [quarterName(quarter), mean(away, of.length)];
    }),
  );
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

const mean = (sum: number, n: number): Expectation => ({
  value: Math.round((sum / Math.max(n, 1)) * 1e6) / 1e6,
  n,
});

/** Smallest gap in days that nine of ten gaps do not exceed. */
function ninetieth(gaps: readonly number[]): number {
  const total = gaps.reduce((sum, count) => sum + (count ?? 0), 0);
  let below = 0;
  for (let gap = 0; gap < gaps.length; gap += 1) {
    below += gaps[gap] ?? 0;
    if (below >= 0.9 * total) return gap;
  }
  return gaps.length;
}
