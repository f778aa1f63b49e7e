import { drawAnswer, drawSuspectAnswer, type DrawnAnswer } from "./answers.ts";
import { days, fieldworkDays, quarterStarts, seasonOf, surveyedQuarters } from "./calendar.ts";
import { campaignOf, campaigns } from "./campaigns.ts";
import { drawCases, type DrawnCase } from "./cases.ts";
import { planted } from "./company.ts";
import { customerId } from "./customers.ts";
import { liveCustomer, type Life, type Person, type Visit } from "./customer-life.ts";
import { drawPanel, drawRelationship, relationshipQuarters } from "./relationship.ts";
import { seededRandom } from "./random.ts";
import { createTruthKeeper, type Truth } from "./truth.ts";

export interface SampleOptions {
  readonly customers: number;
  readonly seed: number;
  /** Off: every day like any other. */
  readonly seasons: boolean;
  /** Off: plain BG/NBD, experience moves nothing. */
  readonly drivers: boolean;
}

export const defaultOptions: SampleOptions = {
  customers: 5700,
  seed: 1378,
  seasons: true,
  drivers: true,
};

/** Purchases as columns, one entry a purchase; refunds as rows to come. */
export interface Purchases {
  readonly second: number[];
  readonly customer: number[];
  readonly place: number[];
  /** Day on which the order is given back, or 0. */
  readonly refundDay: number[];
  /** Index of the campaign, or -1. */
  readonly campaign: number[];
  /** The aspect of waiting, which deliveries go by. */
  readonly wait: number[];
}

export interface Company {
  readonly purchases: Purchases;
  readonly members: readonly Member[];
  /** By quarter number. */
  readonly answers: ReadonlyMap<number, readonly DrawnAnswer[]>;
  readonly relationship: ReadonlyMap<number, readonly DrawnAnswer[]>;
  readonly cases: readonly DrawnCase[];
  readonly truth: Truth;
}

/** What is kept of a life, so that a million of them fit. */
export interface Member {
  readonly person: Person;
  readonly left: boolean;
  readonly last: Visit | null;
  readonly lastYear: number;
}

/**
 * Lives every customer once; what is written later is drawn from what is kept here. `see` is
 * told each life while it is whole.
 */
export function simulateCompany(
  options: SampleOptions,
  see: (life: Life) => void = () => {},
): Company {
  const world = {
    seed: options.seed,
    season: seasonOf(options.seasons),
    drivers: options.drivers,
  };
  const purchases: Purchases = {
    second: [],
    customer: [],
    place: [],
    refundDay: [],
    campaign: [],
    wait: [],
  };
  const answers = byQuarter(surveyedQuarters);
  const relationship = byQuarter(relationshipQuarters);
  const cases: DrawnCase[] = [];
  const members: Member[] = [];
  const truth = createTruthKeeper(world.season);
  for (let index = 0; index < options.customers; index += 1) {
    const life = liveCustomer(world, index);
    const { visits } = life;
    see(life);
    members.push(memberOf(life));
    for (const [at, visit] of visits.entries()) {
      const next = visits[at + 1] ?? null;
      keepPurchase(purchases, visit, { seed: options.seed, next: next?.day ?? days + 9 });
      cases.push(...drawCases(options.seed, visit, { customerId: customerId(index), next }));
      const answer = answerOf(options.seed, visit);
      if (answer) answers.get(visit.answersWave ?? -1)?.push(answer);
      truth.see(visit, { answer, next: next?.day ?? null });
    }
    for (const { quarter, answer } of drawRelationship(options.seed, visits, customerId(index))) {
      relationship.get(quarter)?.push(answer);
    }
  }
  addSuspects(options.seed, answers);
  for (const [quarter, rows] of relationship) {
    rows.push(...drawPanel(options.seed, quarter, Math.round(options.customers / 150)));
  }
  return { purchases, members, answers, relationship, cases, truth: truth.sum(options) };
}

const memberOf = ({ person, visits, left }: Life): Member => ({
  person,
  left,
  last: visits.at(-1) ?? null,
  lastYear: visits.filter(({ day }) => day >= days - 365).length,
});

const byQuarter = (quarters: readonly number[]): ReadonlyMap<number, DrawnAnswer[]> =>
  new Map(quarters.map((quarter) => [quarter, []]));

function answerOf(seed: number, visit: Visit): DrawnAnswer | null {
  return visit.answersWave === null
    ? null
    : drawAnswer(seed, visit, customerId(visit.person.index));
}

function keepPurchase(
  purchases: Purchases,
  visit: Visit,
  { seed, next }: { readonly seed: number; readonly next: number },
): void {
  purchases.second.push(visit.day * 86_400 + visit.secondOfDay);
  purchases.customer.push(visit.person.index);
  purchases.place.push(visit.store * 4 + visit.channel);
  const campaign = campaignOf(seed, visit);
  purchases.campaign.push(campaign);
  purchases.wait.push(visit.experience.aspects[1] ?? 0);
  // A refund has a day of its own, so that it wipes out no purchase.
  const random = seededRandom(seed, "refund", visit.person.index * 1000 + visit.day);
  const { usual, promotion } = planted.refundShare;
  const isPromotion = campaigns[campaign]?.centre === "promotion";
  const isGivenBack = random.chance(isPromotion ? promotion : usual);
  const refundDay = visit.day + 1 + Math.floor(12 * Math.pow(random.uniform(), 3));
  const free = next > refundDay && refundDay < days;
  purchases.refundDay.push(free && isGivenBack ? refundDay : 0);
}

/** About one row in a hundred. */
function addSuspects(seed: number, answers: ReadonlyMap<number, DrawnAnswer[]>): void {
  for (const [quarter, rows] of answers) {
    const random = seededRandom(seed, "suspects", quarter);
    const extra = Math.max(1, Math.round(rows.length * 0.01));
    for (let at = 0; at < extra; at += 1) {
      const day = (quarterStarts[quarter] ?? 0) + random.integer(fieldworkDays);
      rows.push(drawSuspectAnswer(seed, day, quarter * 10_000 + at));
    }
  }
}
