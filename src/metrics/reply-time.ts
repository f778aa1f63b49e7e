import type { Estimate } from "../stats/estimate.ts";
import { kaplanMeier, survivalQuantile, type SurvivalStep } from "../stats/kaplan-meier.ts";
import { proportion } from "../stats/proportion.ts";

export interface CaseReply {
  /** Milliseconds, both on one clock. */
  readonly openedAt: number;
  readonly firstReplyAt: number | null;
}

export interface ReplyOptions {
  /** The deadline. */
  readonly hours?: number;
  readonly confidence?: number;
}

export interface WaitingPoint {
  readonly hours: number;
  /** Share still waiting just after. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface ReplyTime {
  /** Cases opened up to asOf. */
  readonly cases: number;
  /** Cases without a reply at asOf. */
  readonly open: number;
  /** Open cases whose deadline has passed. */
  readonly overdue: number;
  /** Share replied in time, of the cases whose deadline has passed. */
  readonly within: Estimate;
  /** By the waiting curve; null when fewer than half were replied to. */
  readonly medianHours: number | null;
  /** The waiting curve from (0, 1) on, at most about 100 points, a step at each. */
  readonly waiting: readonly WaitingPoint[];
}

const hourMs = 3_600_000;

/**
 * Reply time (首次回复时间): the share of cases that got a first reply within the deadline.
 *
 * For      whether who complains is heard in time.
 * Formula  |replied within 24 h| / |opened 24 h or more before asOf|, Wilson's interval; the
 *          waiting curve by Kaplan–Meier over all cases, those without a reply as still waiting.
 * Takes    one row a case; asOf in the milliseconds of the rows. A case younger than the deadline
 *          counts in the curve only; a reply after asOf is not known yet; a reply before the
 *          opening waited 0; cases opened after asOf count nowhere. Clock hours.
 * Gives    a share from 0 to 1, hours; nulls for no cases.
 * Source   articles/000; Kaplan & Meier (1958) JASA 53:457.
 *
 * @example replyTime([{ openedAt: 0, firstReplyAt: 3600000 }], 86400000).within.value // => 1
 */
export function replyTime(
  cases: readonly CaseReply[],
  asOf: number,
  { hours = 24, confidence = 0.95 }: ReplyOptions = {},
): ReplyTime {
  const stays = cases
    .filter(({ openedAt }) => openedAt <= asOf)
    .map(({ openedAt, firstReplyAt }) => {
      const ended = firstReplyAt !== null && firstReplyAt <= asOf;
      const age = (asOf - openedAt) / hourMs;
      const duration = ended ? Math.max(0, (firstReplyAt - openedAt) / hourMs) : age;
      return { ended, duration, isDue: age >= hours };
    });
  const due = stays.filter(({ isDue }) => isDue);
  const inTime = due.filter(({ ended, duration }) => ended && duration <= hours).length;
  const steps = kaplanMeier(stays, confidence);
  return {
    cases: stays.length,
    open: stays.filter(({ ended }) => !ended).length,
    overdue: due.filter(({ ended }) => !ended).length,
    within: proportion(inTime, due.length, confidence),
    medianHours: survivalQuantile(steps, 0.5),
    waiting: stays.length === 0 ? [] : [waitingStart, ...thinned(steps).map(waitingPoint)],
  };
}

const waitingStart: WaitingPoint = { hours: 0, share: 1, low: 1, high: 1 };

function waitingPoint({ time, share, low, high }: SurvivalStep): WaitingPoint {
  return { hours: time, share, low, high };
}

/** Every so many steps, and always the last. */
function thinned(steps: readonly SurvivalStep[]): readonly SurvivalStep[] {
  const every = Math.ceil(steps.length / 100);
  return steps.filter((_, i) => (steps.length - 1 - i) % every === 0);
}
