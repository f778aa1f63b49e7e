import { noEstimate, type Estimate } from "../stats/estimate.ts";
import { kaplanMeier, survivalAt, type Stay } from "../stats/kaplan-meier.ts";

export interface FailedCustomer {
  /** Day from which the person is watched: the second purchase. */
  readonly start: number;
  /** Day of the last purchase of a person silent for longer than the window; null while active. */
  readonly left: number | null;
  /** Days of failures, ascending. */
  readonly failures: readonly number[];
}

export interface ToleranceOptions {
  readonly asOfDay: number;
  /** Days after the failure at which it is asked who still comes. */
  readonly days: number;
  /** So many failures and more are one group. */
  readonly most?: number;
}

export interface Tolerance {
  readonly failures: number;
  /** Share still coming so many days after the failure (without one: after the start). */
  readonly kept: Estimate;
}

/**
 * Failure tolerance (容错次数): the share of customers kept after none, one, two, three failures.
 *
 * For      how many failures customers forgive; association, since those who come often meet more.
 * Formula  a person with j failures is watched from the j-th failure (from the start without one)
 *          to leaving, to the next failure or to the end of the data, the latter two unseen ends;
 *          Kaplan–Meier at `days`, Greenwood's interval on the log-log scale.
 * Takes    persons with their days; failures before the start count from
 *          the start on, one after the last purchase as if on its day.
 * Gives    one row a number of failures from 0 up that somebody reached; n counts persons.
 * Source   articles/000 (即便有再一再二,也无再三再四); Kaplan & Meier (1958).
 *
 * @example failureTolerance([{ start: 0, left: 5, failures: [3] }], { asOfDay: 100, days: 30 })[1].kept.value // => 0
 */
export function failureTolerance(
  persons: readonly FailedCustomer[],
  { asOfDay, days, most = 3 }: ToleranceOptions,
): readonly Tolerance[] {
  const stays = Array.from({ length: most + 1 }, (): Stay[] => []);
  for (const person of persons) {
    for (const { failures, stay } of staysOf(person, { asOfDay, most }))
      stays[failures]!.push(stay);
  }
  return stays.flatMap((own, failures) =>
    own.length === 0 ? [] : [{ failures, kept: keptAt(own, days) }],
  );
}

/** One stay a number of failures, in which the person had so many and not yet one more. */
function staysOf(
  { start, left, failures }: FailedCustomer,
  { asOfDay, most }: { readonly asOfDay: number; readonly most: number },
): readonly { readonly failures: number; readonly stay: Stay }[] {
  const end = left ?? asOfDay;
  const before = failures.filter((day) => day < start).length;
  const later = failures.slice(before).slice(0, Math.max(0, most - before));
  const begins = [start, ...later.map((day) => Math.min(day, end))];
  return begins.map((from, at) => {
    const next = begins[at + 1];
    const stay = { duration: (next ?? end) - from, ended: next === undefined && left !== null };
    return { failures: Math.min(before + at, most), stay };
  });
}

function keptAt(stays: readonly Stay[], days: number): Estimate {
  const n = stays.length;
  if (n === 0) return noEstimate;
  const steps = kaplanMeier(stays);
  const step = steps.findLast(({ time }) => time <= days);
  if (step === undefined) return { value: survivalAt(steps, days), low: null, high: null, n };
  return { value: step.share, low: step.low, high: step.high, n };
}
