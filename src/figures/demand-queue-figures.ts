import { erlangC, serversNeeded } from "../metrics/erlang-c.ts";
import { clusteredShare } from "../stats/clustered-share.ts";
import type { Estimate } from "../stats/estimate.ts";
import { kaplanMeier, type SurvivalStep } from "../stats/kaplan-meier.ts";
import { knee } from "../stats/knee.ts";
import { mean } from "../stats/mean.ts";
import { quantileSorted } from "../stats/quantile.ts";
import { seededRandom } from "../stats/random.ts";
import type { Category, Facts } from "../warehouse/facts.ts";
import { latestPerPerson } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { knownPeriods, weekdayOf, type KnownPeriod } from "./demand-capacity-figures.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { scoreOf } from "./score-of.ts";

interface QueueEvent {
  readonly customer: number;
  readonly location: string;
  readonly day: number;
  readonly hour: number;
  /** Minutes; null where nothing is said. */
  readonly minutes: number | null;
  /** Seconds of service after the wait; NaN where nothing is said. */
  readonly service: number;
  readonly left: boolean;
}

/** Attitude to queues, quality over utilisation, and people needed for the rush. */
export function queueFigures(task: FigureTask): readonly Figure[] {
  const events = queueEvents(task);
  if (events.length === 0) return [];
  const joined = joinedAnswers(task, events);
  return [
    ...walkAwayFigures(events),
    ...waitFigures(task, joined),
    ...useFigures(task, events, joined),
    ...serverFigures(task, events),
  ];
}

function queueEvents({ facts, rules }: FigureTask): readonly QueueEvent[] {
  const { touchpoints, asOfDay } = facts;
  const { queues, walkedAway } = rules.demand;
  const codes = new Set(
    touchpoints.touchpoint.levels.flatMap((level, code) => (queues.includes(level) ? [code] : [])),
  );
  const events: QueueEvent[] = [];
  for (let row = 0; row < touchpoints.n; row += 1) {
    const day = touchpoints.day[row] ?? Number.NaN;
    if (!codes.has(touchpoints.touchpoint.codes[row] ?? -1) || day > asOfDay) continue;
    const wait = touchpoints.wait[row] ?? Number.NaN;
    events.push({
      customer: touchpoints.customer[row] ?? -1,
      location: levelOf(touchpoints.location, row),
      day,
      hour: Math.floor(((touchpoints.at[row] ?? 0) / 3_600_000) % 24),
      minutes: Number.isNaN(wait) ? null : wait / 60,
      service: touchpoints.duration[row] ?? Number.NaN,
      left: walkedAway.includes(levelOf(touchpoints.outcome, row)),
    });
  }
  return events;
}

function levelOf({ codes, levels }: Category, row: number): string {
  return levels[codes[row] ?? -1] ?? "";
}

/** Who walked away, by place, and after how many minutes. */
function walkAwayFigures(events: readonly QueueEvent[]): Figure[] {
  const known = events.filter(({ customer }) => customer >= 0);
  const share = (own: readonly QueueEvent[]) =>
    clusteredShare(
      [...Map.groupBy(own, ({ customer }) => customer).values()].map((visits) => ({
        successes: visits.filter(({ left }) => left).length,
        events: visits.length,
      })),
    );
  const places = [...Map.groupBy(known, ({ location }) => location)]
    .filter(([location]) => location !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const stays = known.flatMap(({ minutes, left }) =>
    minutes === null ? [] : [{ duration: minutes, ended: left }],
  );
  if (known.every(({ left }) => !left)) return [];
  const curve = kaplanMeier(stays);
  const persons = new Set(known.map(({ customer }) => customer)).size;
  return [
    figure("demand.walk-away", share(known)),
    ...(places.length < 2
      ? []
      : places.map(([location, own]) =>
          figure("demand.walk-away", share(own), { by: { location } }),
        )),
    ...[2, 4, 6, 8, 10, 15].flatMap((minutes) => {
      const step = curve.findLast(({ time }) => time <= minutes);
      const isSeen = stays.some(({ duration }) => duration >= minutes);
      return step === undefined || !isSeen
        ? []
        : [
            figure("demand.left-by", leftBy(step, persons), {
              by: { minutes: String(minutes) },
            }),
          ];
    }),
  ];
}

function leftBy({ share, low, high }: SurvivalStep, n: number): Estimate {
  return { value: 1 - share, low: 1 - high, high: 1 - low, n };
}

interface Joined extends QueueEvent {
  readonly score: number;
}

/** Of each person the latest answer with a queue on its day or in the few days before. */
function joinedAnswers(task: FigureTask, events: readonly QueueEvent[]): readonly Joined[] {
  const { customers, rules } = task;
  if (customers.scales["satisfaction"] === undefined) return [];
  const visits = Map.groupBy(
    events.filter(({ customer, left }) => customer >= 0 && !left),
    ({ customer }) => customer,
  );
  return latestPerPerson(customers.rows, ["satisfaction"]).flatMap((row) => {
    const score = scoreOf(customers, row, "satisfaction");
    const visit = (visits.get(row.customer) ?? []).findLast(
      ({ day }) => day <= row.answeredDay && day > row.answeredDay - rules.demand.visitDays,
    );
    return score === null || visit === undefined ? [] : [{ ...visit, score }];
  });
}

const waitBands = [2, 4, 6, 8, 12] as const;

/** Satisfaction by minutes waited, and the wait from which it lies below the line of the rules. */
function waitFigures({ rules }: FigureTask, joined: readonly Joined[]): Figure[] {
  const known = joined.flatMap(({ minutes, score }) =>
    minutes === null ? [] : [{ minutes, score }],
  );
  if (known.length === 0) return [];
  const limit = waitLimit(known, rules.demand.satisfied);
  return [
    ...[...waitBands, Number.POSITIVE_INFINITY].flatMap((to, at) => {
      const from = waitBands[at - 1] ?? 0;
      const own = known.filter(({ minutes }) => minutes >= from && minutes < to);
      const by = { minutes: to === Number.POSITIVE_INFINITY ? `${from}-` : `${from}-${to}` };
      return own.length === 0
        ? []
        : [figure("demand.wait-score", mean(own.map(({ score }) => score)), { by })];
    }),
    ...(limit === null ? [] : [figure("demand.wait-limit", limit)]),
  ];
}

const draws = 500;

/**
 * Where the line of satisfaction on the logarithm of minutes crosses; null where it does not fall,
 * or crosses beyond the waits that were seen.
 */
function waitLimit(
  known: readonly { readonly minutes: number; readonly score: number }[],
  satisfied: number,
): Estimate | null {
  const logs = known.map(({ minutes }) => Math.log1p(minutes));
  const random = seededRandom("demand.wait-limit");
  const crossing = (rows: readonly number[]) => {
    const count = rows.length;
    const mx = rows.reduce((sum, row) => sum + logs[row]!, 0) / count;
    const my = rows.reduce((sum, row) => sum + known[row]!.score, 0) / count;
    let [xy, xx] = [0, 0];
    for (const row of rows) {
      xy += (logs[row]! - mx) * (known[row]!.score - my);
      xx += (logs[row]! - mx) ** 2;
    }
    return xy < 0 ? Math.expm1(mx + ((satisfied - my) * xx) / xy) : Number.NaN;
  };
  const value = crossing(known.map((_, row) => row));
  const longest = quantileSorted(Float64Array.from(known, ({ minutes }) => minutes).sort(), 0.99);
  if (Number.isNaN(value) || value <= 0 || value > (longest ?? 0)) return null;
  const drawn = Float64Array.from({ length: draws }, () =>
    crossing(known.map(() => random.below(known.length))),
  )
    .filter((each) => !Number.isNaN(each))
    .sort();
  if (drawn.length < 0.975 * draws) return null;
  return {
    value,
    low: quantileSorted(drawn, 0.025),
    high: quantileSorted(drawn, 0.975),
    n: known.length,
  };
}

const useBands = [0.5, 0.6, 0.7, 0.8, 0.9, 1, Number.POSITIVE_INFINITY] as const;

/** Minutes waited, and satisfaction, by how full the place was in that part of the day. */
function useFigures(
  { facts }: FigureTask,
  events: readonly QueueEvent[],
  joined: readonly Joined[],
): Figure[] {
  const useAt = useFinder(facts);
  const used = <Each extends QueueEvent>(
    own: readonly Each[],
    of: (each: Each) => number | null,
  ): Used[] =>
    own.flatMap((each) => {
      const [use, value] = [useAt(each), of(each)];
      return use === null || value === null ? [] : [{ customer: each.customer, use, value }];
    });
  const waits = used(
    events.filter(({ customer, left }) => customer >= 0 && !left),
    ({ minutes }) => minutes,
  );
  const scores = used(joined, ({ score }) => score);
  return [
    ...useCurve("demand.use-wait", waits),
    ...useCurve("demand.use-score", scores),
    ...bendFigure("demand.wait-knee", waits, 1),
    ...bendFigure("demand.use-knee", scores, -1),
  ];
}

interface Used {
  readonly customer: number;
  readonly use: number;
  readonly value: number;
}

function useCurve(id: "demand.use-wait" | "demand.use-score", known: readonly Used[]): Figure[] {
  return useBands.flatMap((to, at) => {
    const from = useBands[at - 1] ?? 0;
    const own = known.filter(({ use }) => use >= from && use < to);
    const end = to === Number.POSITIVE_INFINITY ? "" : String(Math.round(to * 100));
    return own.length === 0
      ? []
      : [
          figure(id, mean(personMeans(own)), {
            by: { use: `${Math.round(from * 100)}-${end}` },
          }),
        ];
  });
}

/** A person counts once, however often they queued. */
function personMeans(own: readonly Used[]): readonly number[] {
  return [...Map.groupBy(own, ({ customer }) => customer).values()].map(
    (visits) => visits.reduce((sum, { value }) => sum + value, 0) / visits.length,
  );
}

/** A bend whose place is less certain than this, in use, is not named. */
const widestKnee = 0.4;
/** Above this chance the bend may be none: it was looked for. */
const kneeChance = 0.01;

function bendFigure(
  id: "demand.wait-knee" | "demand.use-knee",
  known: readonly Used[],
  worse: 1 | -1,
): Figure[] {
  const bend = knee(
    known.map(({ use }) => use),
    known.map(({ value }) => value),
    { seed: id, draws },
  );
  const isBend =
    bend !== null &&
    bend.p < kneeChance &&
    bend.at.high - bend.at.low <= widestKnee &&
    worse * (bend.slopeAfter - bend.slopeBefore) > 0;
  return isBend ? [figure(id, { ...bend.at, n: bend.n })] : [];
}

/** Demand over capacity of the part of the day in which somebody queued; null where none is given. */
function useFinder(facts: Facts): (visit: QueueEvent) => number | null {
  const days = Map.groupBy(knownPeriods(facts), ({ location, day }) => `${location} ${day}`);
  return ({ location, day, hour }) => {
    const slot = (days.get(`${location} ${day}`) ?? []).findLast((row) => row.hour <= hour);
    return slot === undefined ? null : slot.demand / slot.max;
  };
}

/**
 * People needed in the fullest part of the week of the fullest place: arrivals an hour from the
 * register, service from the queue's own times. Parts of a day without a next one have no length.
 */
function serverFigures({ facts, rules }: FigureTask, events: readonly QueueEvent[]): Figure[] {
  const seconds = events.flatMap(({ service, left }) =>
    left || Number.isNaN(service) || service <= 0 ? [] : [service],
  );
  const peak = fullestHour(knownPeriods(facts));
  if (seconds.length === 0 || peak === null) return [];
  const meanSeconds = seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
  const squares = seconds.reduce((sum, each) => sum + (each - meanSeconds) ** 2, 0);
  const { within, serviceLevel } = rules.demand;
  const rates = {
    arrivalRate: peak.arrivals / 60,
    serviceRate: 60 / meanSeconds,
    serviceVariation: squares / seconds.length / meanSeconds ** 2,
  };
  const staff = serversNeeded({ ...rates, within, serviceLevel });
  if (staff === null) return [];
  const by = { location: peak.location, weekday: String(peak.weekday), hour: String(peak.hour) };
  const fewer = erlangC({ ...rates, servers: staff.servers });
  return [
    counted("demand.servers", staff.servers, peak.n, { by }),
    ...(fewer?.stable === true
      ? [counted("demand.peak-wait", fewer.meanWait, peak.n, { by })]
      : []),
  ];
}

/** Place, weekday and hour with most arrivals an hour in the mean. */
function fullestHour(periods: readonly KnownPeriod[]) {
  const hours = [...new Set(periods.map(({ hour }) => hour))].toSorted((a, b) => a - b);
  const lengths = new Map(hours.slice(0, -1).map((hour, at) => [hour, hours[at + 1]! - hour]));
  const slots = Map.groupBy(
    periods.filter(({ hour }) => lengths.has(hour)),
    ({ location, day, hour }) => JSON.stringify([location, weekdayOf(day), hour]),
  );
  return [...slots.entries()]
    .map(([slot, own]) => {
      const [location, weekday, hour] = JSON.parse(slot) as [string, number, number];
      const demand = own.reduce((sum, row) => sum + row.demand, 0) / own.length;
      return { location, weekday, hour, n: own.length, arrivals: demand / lengths.get(hour)! };
    })
    .reduce<PeakSlot | null>(
      (best, each) => (best === null || each.arrivals > best.arrivals ? each : best),
      null,
    );
}

interface PeakSlot {
  readonly location: string;
  readonly weekday: number;
  readonly hour: number;
  readonly n: number;
  /** An hour. */
  readonly arrivals: number;
}
