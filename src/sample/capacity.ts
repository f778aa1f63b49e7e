import { dateOf, dayOf, days, type Season } from "./calendar.ts";
import { stores, type Segment, type StoreKind } from "./company.ts";
import { moneyText, type Cell } from "./csv.ts";
import type { Life } from "./customer-life.ts";
import { seededRandom } from "./random.ts";

export const capacityColumns: readonly string[] = [
  ...["location", "period", "max", "optimal", "demand", "served", "lost", "fixed_cost", "var_cost"],
];

/** The last half-year, in four parts of the day. */
const firstDay = dayOf("2026-01-01");
const parts = [8, 11, 14, 18] as const;

/** Cups asked for in each part of an ordinary day, for a store of size 1. */
const demandOf: Readonly<Record<StoreKind, readonly number[]>> = {
  campus: [34, 92, 110, 86],
  office: [72, 128, 96, 34],
  mall: [20, 82, 118, 98],
  street: [44, 72, 96, 70],
  station: [64, 78, 84, 66],
  popup: [20, 60, 80, 70],
};

/** What one part of the day can bear at most. */
const bearable: Readonly<Record<StoreKind, number>> = {
  campus: 108,
  office: 112,
  mall: 116,
  street: 98,
  station: 92,
  popup: 80,
};

/** Whose rhythm a store follows. */
const rhythm: Readonly<Record<StoreKind, Segment>> = {
  campus: "student",
  office: "office",
  mall: "family",
  street: "family",
  station: "tourist",
  popup: "tourist",
};

/**
 * What each store could serve and what was asked of it, in each part of a day. Where guests met
 * a bad wait more was asked: that is how quality falls with use, beyond nine tenths above all.
 */
export function capacityRows(
  seed: number,
  waits: Waits,
  season: Season,
): readonly (readonly Cell[])[] {
  return stores.flatMap(({ kind, name, size }, store) => {
    if (kind === "popup") return [];
    const random = seededRandom(seed, "capacity", store);
    const upTo = season[rhythm[kind]];
    return Array.from({ length: days - firstDay }, (_, at) => firstDay + at).flatMap((day) => {
      const busy = (upTo[day + 1] ?? 0) - (upTo[day] ?? 0);
      return parts.map((hour, part) => {
        const wait = waits.meanOf(keyOf(store, day, part));
        const crowd = wait < -0.9 ? 0.3 : -0.06 * wait;
        const swing = Math.exp(0.13 * random.normal() + crowd);
        const demand = Math.round((demandOf[kind][part] ?? 0) * size * busy * swing);
        return rowOf({ name, day, hour, demand, max: Math.round(bearable[kind] * size) });
      });
    });
  });
}

const keyOf = (store: number, day: number, part: number): number => (store * days + day) * 4 + part;

/** Mean of the aspect of waiting among the guests of a store, day and part of the day. */
export interface Waits {
  readonly see: (life: Life) => void;
  readonly meanOf: (key: number) => number;
}

export function createWaits(): Waits {
  const sums = new Float64Array(stores.length * days * parts.length);
  const counts = new Uint32Array(sums.length);
  return {
    see({ visits }) {
      for (const { day, secondOfDay, store, experience } of visits) {
        const part = parts.findLastIndex((hour) => hour * 3600 <= secondOfDay);
        const key = keyOf(store, day, part);
        sums[key] = (sums[key] ?? 0) + (experience.aspects[1] ?? 0);
        counts[key] = (counts[key] ?? 0) + 1;
      }
    },
    meanOf: (key) => (sums[key] ?? 0) / Math.max(1, counts[key] ?? 0),
  };
}

const centsACup = 640;

function rowOf(cell: {
  readonly name: string;
  readonly day: number;
  readonly hour: number;
  readonly demand: number;
  readonly max: number;
}): readonly Cell[] {
  const { name, day, hour, demand, max } = cell;
  const served = Math.min(demand, max);
  return [
    ...[name, `${dateOf(day)}T${String(hour).padStart(2, "0")}:00:00`, max],
    ...[Math.round(0.8 * max), demand, served, demand - served],
    ...[moneyText(Math.round(max * 95)), moneyText(served * centsACup)],
  ];
}
