import { noEstimate, type Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";

export const fiveA = ["aware", "appeal", "ask", "act", "advocate"] as const;
export type FiveAStep = (typeof fiveA)[number];

export interface FiveAFunnel {
  /** Persons seen at each step, in order. */
  readonly reached: readonly { readonly step: FiveAStep; readonly persons: number }[];
  /** Of the persons at the step before, the share also seen at this one; none for the first. */
  readonly next: readonly { readonly step: FiveAStep; readonly share: Estimate }[];
  /** Purchase and brand advocacy: of those aware, the shares that acted and that advocated. */
  readonly par: Estimate;
  readonly bar: Estimate;
  /** Of persons with two contacts or more, the share that went back a step somewhere. */
  readonly loops: Estimate;
  /** Of those who acted, the share never seen asking. */
  readonly unasked: Estimate;
}

/**
 * 5A funnel (5A顾客旅程漏斗): who is seen at which step, and who goes on.
 *
 * For      aware, appeal, ask, act, advocate; loops and skips are normal, so no step needs another.
 * Formula  share next = persons at both steps / persons at the step before; PAR = act / aware;
 *          BAR = advocate / aware, each among the aware; Wilson's interval.
 * Takes    the steps of each person in order of time; a person without a step counts nowhere.
 * Gives    shares from 0 to 1; nulls where nobody stands at the step before.
 * Source   Kotler, Kartajaya & Setiawan (2017) Marketing 4.0.
 *
 * @example fiveAFunnel([["aware", "act"], ["aware"]]).par.value // => 0.5
 */
export function fiveAFunnel(persons: readonly (readonly FiveAStep[])[]): FiveAFunnel {
  const paths = persons.filter(({ length }) => length > 0);
  const at = (step: FiveAStep) => paths.filter((path) => path.includes(step));
  const share = (step: FiveAStep, before: FiveAStep): Estimate => {
    const base = at(before);
    return proportion(base.filter((path) => path.includes(step)).length, base.length);
  };
  const walks = paths.filter(({ length }) => length >= 2);
  const acted = at("act");
  return {
    reached: fiveA.map((step) => ({ step, persons: at(step).length })),
    next: fiveA.map((step, index) => {
      const before = fiveA[index - 1];
      return { step, share: before === undefined ? noEstimate : share(step, before) };
    }),
    par: share("act", "aware"),
    bar: share("advocate", "aware"),
    loops: proportion(walks.filter(goesBack).length, walks.length),
    unasked: proportion(acted.filter((path) => !path.includes("ask")).length, acted.length),
  };
}

function goesBack(path: readonly FiveAStep[]): boolean {
  return path.some((step, at) => at > 0 && fiveA.indexOf(step) < fiveA.indexOf(path[at - 1]!));
}
