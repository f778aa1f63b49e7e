import { buyingTraits, walkPurchases } from "./buying.ts";
import {
  busyTime,
  fieldworkDays,
  momentOf,
  promoDays,
  quarterOf,
  quarterStarts,
  rivalDay,
  surveyedQuarters,
  dayOf,
  type Season,
} from "./calendar.ts";
import {
  planted,
  segments,
  segmentTraits,
  stores,
  type Segment,
  type StoreKind,
} from "./company.ts";
import { drawExperience, type Experience } from "./experience.ts";
import { seededRandom, type Random } from "./random.ts";

export interface Person {
  readonly index: number;
  readonly segment: Segment;
  readonly store: number;
  readonly channel: number;
  /** Spread of satisfaction between persons: the same at each visit. */
  readonly mood: number;
  readonly ratePerDay: number;
  readonly leavingShare: number;
  readonly answering: number;
  readonly joined: number;
  readonly acquiredBy: Source;
}

export const sources = ["walk-in", "friend", "mini-program", "ad"] as const;
export type Source = (typeof sources)[number];

/** A person with everything that happened. */
export interface Life {
  readonly person: Person;
  readonly visits: readonly Visit[];
  /** False when the last day of the sample came first. */
  readonly left: boolean;
}

export interface Visit {
  readonly person: Person;
  readonly day: number;
  readonly secondOfDay: number;
  readonly store: number;
  readonly channel: number;
  readonly promo: boolean;
  readonly experience: Experience;
  /** Probability that this visit is the last. */
  readonly leaving: number;
  readonly first: boolean;
  /** Set when the person answers the survey in the evening: the quarter. */
  readonly answersWave: number | null;
}

export interface World {
  readonly seed: number;
  readonly season: Season;
  readonly drivers: boolean;
}

/** New customers by quarter, in proportion; the promo quarter stands out. */
const joining = [600, 680, 800, 880, 600, 600, 600, 640, 900, 480];
const promoJoining = 0.62;
const popupDays: readonly [number, number] = [dayOf("2026-04-18"), dayOf("2026-05-04")];
const popupStore = stores.findIndex(({ kind }) => kind === "popup");

/** One customer from the first visit to the last. */
export function liveCustomer(world: World, index: number): Life {
  const random = seededRandom(world.seed, "customer", index);
  const person = drawPerson(world, index, random);
  const visits: Visit[] = [];
  const state = { first: true, lastDay: -1, answered: -1, left: false };
  const course = {
    ratePerDay: person.ratePerDay,
    start: person.joined,
    upTo: world.season[person.segment],
  };
  walkPurchases(random, course, (moment) => {
    const day = Math.floor(moment);
    if (day === state.lastDay) return true;
    const visit = drawVisit(world, random, {
      person,
      day,
      first: state.first,
      answered: state.answered,
    });
    if (visit.answersWave !== null) state.answered = visit.answersWave;
    state.first = false;
    state.lastDay = day;
    visits.push(visit);
    state.left = random.chance(visit.leaving);
    return !state.left;
  });
  return { person, visits, left: state.left };
}

function drawPerson(world: World, index: number, random: Random): Person {
  const segment =
    segments[random.pick(segments.map((name) => segmentTraits[name].share))] ?? "office";
  const traits = segmentTraits[segment];
  const quarter = random.pick(joining);
  const upTo = world.season[segment];
  const from = busyTime(upTo, quarterStarts[quarter] ?? 0);
  const to = busyTime(upTo, quarterStarts[quarter + 1] ?? 0);
  return {
    index,
    segment,
    store: drawStore(random, traits.homes),
    channel: random.pick(traits.channels),
    mood: planted.personSpread * random.normal(),
    ...buyingTraits(random, planted.buying),
    answering: random.beta(3, 0.5),
    joined: momentOf(upTo, from + random.uniform() * (to - from)),
    acquiredBy: drawSource(world.seed, index),
  };
}

function drawSource(seed: number, index: number): Source {
  const random = seededRandom(seed, "source", index);
  return sources[random.pick(sources.map((source) => planted.acquired[source]))] ?? "walk-in";
}

function drawStore(random: Random, homes: Readonly<Record<StoreKind, number>>): number {
  const sizeOfKind = (kind: StoreKind) =>
    stores.reduce((sum, store) => sum + (store.kind === kind ? store.size : 0), 0);
  return random.pick(stores.map(({ kind, size }) => (homes[kind] * size) / sizeOfKind(kind)));
}

const away = { campus: 0, office: 0.1, mall: 0.5, street: 0.3, station: 0.1, popup: 0 };

function drawVisit(
  world: World,
  random: Random,
  at: {
    readonly person: Person;
    readonly day: number;
    readonly first: boolean;
    readonly answered: number;
  },
): Visit {
  const { person, day, first } = at;
  const store = visitedStore(random, person, day);
  const kind = stores[store]?.kind ?? "street";
  const channel = random.chance(0.8)
    ? person.channel
    : random.pick(segmentTraits[person.segment].channels);
  const inPromo = world.drivers && day >= promoDays[0] && day <= promoDays[1];
  const promo = inPromo && random.chance(first ? promoJoining : 0.15);
  const experience = drawExperience(random, { kind, day, mood: person.mood }, world.drivers);
  return {
    person,
    day,
    secondOfDay: openingSecond(random, kind),
    store,
    channel,
    promo,
    experience,
    leaving: leavingShare(world, {
      person,
      day,
      kind,
      first,
      promo,
      satisfaction: experience.satisfaction,
    }),
    first,
    answersWave: answersWave(random, person, { day, answered: at.answered }),
  };
}

function visitedStore(random: Random, person: Person, day: number): number {
  if (day >= popupDays[0] && day <= popupDays[1] && random.chance(0.009)) return popupStore;
  return random.chance(0.9) ? person.store : drawStore(random, away);
}

/** Between 08:00 and 21:00: a morning, a noon and an afternoon peak. */
function openingSecond(random: Random, kind: StoreKind): number {
  const [hour, spread] = [
    [9, 0.8],
    [13, 1.2],
    [16.5, 1.8],
    [19, 1],
  ][random.pick(kind === "office" ? [3, 4, 3, 1] : [1, 3, 4, 3])] ?? [13, 1];
  const drawn = (hour ?? 13) + (spread ?? 1) * random.normal();
  const open = drawn < 8 || drawn >= 21 ? 8 + 13 * random.uniform() : drawn;
  return Math.floor(open * 3600);
}

function leavingShare(
  world: World,
  visit: {
    readonly person: Person;
    readonly day: number;
    readonly kind: StoreKind;
    readonly first: boolean;
    readonly promo: boolean;
    readonly satisfaction: number;
  },
): number {
  const { buying } = planted;
  if (!world.drivers) return visit.first ? 0 : visit.person.leavingShare;
  const rival =
    visit.day < rivalDay
      ? 0
      : visit.kind === "campus"
        ? buying.rivalLogOdds
        : buying.everyoneLogOddsSinceRival;
  const base = visit.first
    ? buying.firstVisitLossLogOdds +
      segmentTraits[visit.person.segment].firstVisitLoss +
      (visit.promo ? buying.promoLossLogOdds : 0) +
      (visit.person.acquiredBy === "friend" ? planted.referredLossLogOdds : 0)
    : logOdds(visit.person.leavingShare);
  const shifted =
    base +
    buying.leavingByKind[visit.kind] +
    rival -
    buying.leavingPerExperience * visit.satisfaction;
  return 1 / (1 + Math.exp(-shifted));
}

export const logOdds = (share: number): number => Math.log(share / (1 - share));

function answersWave(
  random: Random,
  person: Person,
  at: { readonly day: number; readonly answered: number },
): number | null {
  const quarter = quarterOf(at.day);
  if (!surveyedQuarters.includes(quarter) || at.answered === quarter) return null;
  if (at.day - (quarterStarts[quarter] ?? 0) >= fieldworkDays) return null;
  return random.chance(person.answering) ? quarter : null;
}
