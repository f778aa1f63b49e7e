import { clusteredShare, type Tally } from "../stats/clustered-share.ts";
import type { Estimate } from "../stats/estimate.ts";

export interface JourneyEvent {
  readonly person: string | number;
  /** Local day: what a person does on one day is one journey. */
  readonly day: number;
  /** True for a setback: the customer had to try again, or gave up. */
  readonly setback: boolean;
}

/**
 * Smooth journeys (顺利的旅程): the share in which nothing went wrong from start to end.
 *
 * For      whether customers get through; one setback spoils the whole journey.
 * Formula  journeys = days of a person with an event; share without any setback, clustered by person.
 * Takes    one row an event, in any order.
 * Gives    a share from 0 to 1; n counts persons; nulls for no events.
 * Source   articles/000 (“顺利”的本质就是效率); Cochran (1977) section 11.7.
 *
 * @example smoothJourneys([{ person: 1, day: 1, setback: false }, { person: 1, day: 2, setback: true }]).value // => 0.5
 */
export function smoothJourneys(events: Iterable<JourneyEvent>): Estimate {
  const persons = new Map<string | number, Map<number, boolean>>();
  for (const { person, day, setback } of events) {
    const journeys = persons.get(person) ?? new Map<number, boolean>();
    journeys.set(day, setback || (journeys.get(day) ?? false));
    persons.set(person, journeys);
  }
  const tallies = [...persons.values()].map((journeys): Tally => {
    const spoilt = [...journeys.values()].filter(Boolean).length;
    return { successes: journeys.size - spoilt, events: journeys.size };
  });
  return clusteredShare(tallies);
}
