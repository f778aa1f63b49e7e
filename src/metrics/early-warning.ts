import type { Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";
import { quantileInterval } from "../stats/quantile-interval.ts";

export interface SurveyedScore {
  readonly person: string;
  /** Milliseconds or days, on the clock of the events. */
  readonly at: number;
  /** 0 to 100. */
  readonly score: number;
}

export interface LateSign {
  readonly person: string;
  readonly at: number;
}

export interface EarlyWarning {
  /** Share of those who complained or left that a survey had asked before. */
  readonly asked: Estimate;
  /** Share whose last answer before it was already dissatisfied. */
  readonly warned: Estimate;
  /** Time from that answer to the event, the median over those warned of. */
  readonly lead: Estimate;
}

/**
 * Early warning (流失前预警覆盖率): who had told a survey before complaining or leaving.
 *
 * For      whether a company hears of dissatisfaction before the complaint, or only by it.
 * Formula  of each person's first event: answered up to `within` before it; the last such answer at
 *          most `dissatisfied`; shares of all persons with an event, Wilson's interval; median lead.
 * Takes    events and answers on one clock, in any order; an answer at the time of the event or
 *          after it is no warning, and events before the first answer of all count nowhere.
 * Gives    shares from 0 to 1; lead in the unit of the clock; nulls for no events.
 * Source   articles/000 (只有在客户投诉或流失时，才知道客户对自己不满意).
 *
 * @example earlyWarning([{ person: "a", at: 9 }], [{ person: "a", at: 4, score: 25 }], { dissatisfied: 50, within: 90 }).lead.value // => 5
 */
export function earlyWarning(
  events: readonly LateSign[],
  answers: readonly SurveyedScore[],
  { dissatisfied, within }: { readonly dissatisfied: number; readonly within: number },
): EarlyWarning {
  const begin = answers.reduce((least, { at }) => Math.min(least, at), Infinity);
  const first = new Map<string, number>();
  for (const { person, at } of events) {
    if (at > begin) first.set(person, Math.min(at, first.get(person) ?? at));
  }
  const last = new Map<string, SurveyedScore>();
  for (const answer of answers) {
    const event = first.get(answer.person);
    if (event === undefined || answer.at >= event || answer.at < event - within) continue;
    const known = last.get(answer.person);
    if (known === undefined || answer.at > known.at) last.set(answer.person, answer);
  }
  const warned = [...last.values()].filter(({ score }) => score <= dissatisfied);
  return {
    asked: proportion(last.size, first.size),
    warned: proportion(warned.length, first.size),
    lead: quantileInterval(
      warned.map(({ person, at }) => (first.get(person) ?? at) - at),
      0.5,
    ),
  };
}
