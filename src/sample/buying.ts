import { busyTime, momentOf } from "./calendar.ts";
import { seededRandom, type Random } from "./random.ts";

/** How a person buys while active, and how likely each purchase is the last. */
export interface BuyingTraits {
  readonly ratePerDay: number;
  readonly leavingShare: number;
}

export interface BuyingParameters {
  readonly r: number;
  readonly alphaDays: number;
  readonly a: number;
  readonly b: number;
}

/** Fader, Hardie and Lee (2005): rates gamma, leaving beta. */
export function buyingTraits(random: Random, parameters: BuyingParameters): BuyingTraits {
  return {
    ratePerDay: random.gamma(parameters.r) / parameters.alphaDays,
    leavingShare: random.beta(parameters.a, parameters.b),
  };
}

/**
 * Visits every moment of purchase from `start` on, in days, until `stays` says
 * no or the calendar ends. Busy time stretches the gaps with the season.
 */
export function walkPurchases(
  random: Random,
  course: { readonly ratePerDay: number; readonly start: number; readonly upTo: Float64Array },
  stays: (moment: number) => boolean,
): void {
  const days = course.upTo.length - 1;
  let moment = course.start;
  let busy = busyTime(course.upTo, moment);
  while (moment < days && stays(moment)) {
    busy += random.exponential() / course.ratePerDay;
    moment = momentOf(course.upTo, busy);
  }
}

/** What BG/NBD is fitted to: repeat purchases, time of the last one, time observed. */
export interface BuyingHistory {
  readonly repeats: number;
  readonly lastDays: number;
  readonly observedDays: number;
}

/**
 * Histories of the plain BG/NBD model, without seasons or drivers, in continuous
 * time: a person may leave after each repeat purchase, not after the first.
 */
export function drawBuyingHistories(
  customers: number,
  parameters: BuyingParameters,
  { seed, observedDays }: { readonly seed: number; readonly observedDays: readonly number[] },
): readonly BuyingHistory[] {
  return Array.from({ length: customers }, (_, index) => {
    const random = seededRandom(seed, "buying", index);
    const { ratePerDay, leavingShare } = buyingTraits(random, parameters);
    const observed = observedDays[index % observedDays.length] ?? 0;
    let repeats = 0;
    let last = 0;
    let time = random.exponential() / ratePerDay;
    while (time <= observed) {
      repeats += 1;
      last = time;
      if (random.chance(leavingShare)) break;
      time += random.exponential() / ratePerDay;
    }
    return { repeats, lastDays: last, observedDays: observed };
  });
}
