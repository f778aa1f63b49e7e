import { lnGamma } from "../stats/ln-gamma.ts";

export interface QueueInput {
  /** Arrivals a unit of time. */
  readonly arrivalRate: number;
  /** Customers that one server serves a unit of time. */
  readonly serviceRate: number;
  readonly servers: number;
  /** Squared coefficient of variation of times between arrivals; 1 for chance alone. */
  readonly arrivalVariation?: number;
  /** The same of service times; 0 when all are alike. */
  readonly serviceVariation?: number;
}

export interface StableQueue {
  readonly stable: true;
  /** Share of their time that servers are busy. */
  readonly utilisation: number;
  /** Servers that would be busy without end if nobody waited, in erlangs. */
  readonly offeredLoad: number;
  /** Chance that nobody is there. */
  readonly emptyProbability: number;
  /** Erlang C: chance that an arrival has to wait. */
  readonly waitProbability: number;
  /** Mean wait Wq of all who come, in the unit of time. */
  readonly meanWait: number;
  /** Wait and service together, W. */
  readonly meanTime: number;
  /** Customers waiting, Lq. */
  readonly meanQueue: number;
  /** Customers waiting or served, L. */
  readonly meanInSystem: number;
}

/** More comes than can be served: the queue grows without end and no wait can be named. */
export interface UnstableQueue {
  readonly stable: false;
  readonly utilisation: number;
  readonly offeredLoad: number;
}

export type Queue = StableQueue | UnstableQueue;

/**
 * Erlang B (爱尔朗B公式): the chance that all servers are busy when nobody may wait.
 *
 * For      lines or tables where those who find none free are lost.
 * Formula  B_0 = 1, B_i = a·B_{i−1} / (i + a·B_{i−1}).
 * Takes    offered load a in erlangs, from 0; servers, a whole number from 0.
 * Gives    a probability.
 * Source   Erlang (1917); Cooper (1981) Introduction to Queueing Theory.
 *
 * @example erlangB(2, 2) // => 0.4
 */
export function erlangB(offeredLoad: number, servers: number): number {
  let blocked = 1;
  for (let i = 1; i <= servers; i += 1) {
    blocked = (offeredLoad * blocked) / (i + offeredLoad * blocked);
  }
  return blocked;
}

/**
 * Erlang C queue (爱尔朗C排队模型): how long customers wait with so many servers, M/M/c.
 *
 * For      staffing a counter or a hotline interval by interval.
 * Formula  a = λ/μ, ρ = a/c; C = B / (1 − ρ(1 − B)); Wq = C / (cμ − λ)·(ca² + cs²)/2
 *          (Allen–Cunneen; the factor is 1 by default); Lq = λ·Wq, W = Wq + 1/μ, L = λ·W.
 * Takes    rates in one unit of time, stationary over the interval; servers from 1. Nobody leaves
 *          the queue (with patience waits are shorter).
 * Gives    times in that unit; at ρ ≥ 1 only `stable: false` and ρ; null without service or servers.
 * Source   Erlang (1917); Allen (1990) Probability, Statistics and Queueing Theory.
 *
 * @example erlangC({ arrivalRate: 2, serviceRate: 3, servers: 1 }).meanWait // => 0.6666666667
 */
export function erlangC({
  arrivalRate,
  serviceRate,
  servers,
  arrivalVariation = 1,
  serviceVariation = 1,
}: QueueInput): Queue | null {
  if (!(serviceRate > 0 && servers >= 1 && arrivalRate >= 0)) return null;
  const offeredLoad = arrivalRate / serviceRate;
  const utilisation = offeredLoad / servers;
  if (utilisation >= 1) return { stable: false, utilisation, offeredLoad };
  const blocked = erlangB(offeredLoad, servers);
  const waitProbability = blocked / (1 - utilisation * (1 - blocked));
  const factor = (arrivalVariation + serviceVariation) / 2;
  const meanWait = (waitProbability / (servers * serviceRate - arrivalRate)) * factor;
  const meanTime = meanWait + 1 / serviceRate;
  return {
    stable: true,
    utilisation,
    offeredLoad,
    emptyProbability: emptyProbability(offeredLoad, servers, waitProbability),
    waitProbability,
    meanWait,
    meanTime,
    meanQueue: arrivalRate * meanWait,
    meanInSystem: arrivalRate * meanTime,
  };
}

/** P0 = C·(1 − ρ)·c!/a^c. */
function emptyProbability(load: number, servers: number, waiting: number): number {
  if (load === 0) return 1;
  return waiting * (1 - load / servers) * Math.exp(lnGamma(servers + 1) - servers * Math.log(load));
}

/**
 * Chance of waiting longer (等待超时概率): P(W > t).
 *
 * For      service levels as "80% within 20 seconds", which is 1 less this chance.
 * Formula  C·e^{−t·C/Wq}, which for M/M/c is C·e^{−(cμ − λ)t}; with other variation it is near.
 * Takes    a stable queue; t from 0, in its unit of time.
 * Gives    a probability.
 * Source   Cooper (1981) Introduction to Queueing Theory.
 *
 * @example waitLongerThan(erlangC({ arrivalRate: 2, serviceRate: 3, servers: 1 }), 1) // => 0.2452529608
 */
export function waitLongerThan({ waitProbability, meanWait }: StableQueue, time: number): number {
  if (waitProbability === 0 || meanWait === 0) return 0;
  return waitProbability * Math.exp((-time * waitProbability) / meanWait);
}

export interface ServiceTarget extends Omit<QueueInput, "servers"> {
  /** Longest wait that keeps the promise, in the unit of time. */
  readonly within: number;
  /** Share of customers to be served within it, as 0.8. */
  readonly serviceLevel: number;
}

export interface Staffing {
  readonly servers: number;
  readonly serviceLevel: number;
  readonly queue: StableQueue;
}

const mostServers = 1_000_000;

/**
 * Servers needed (所需坐席数): the fewest that keep a service level.
 *
 * For      "so many per cent within so many seconds".
 * Formula  the least c with ρ < 1 and 1 − P(W > t) ≥ the level.
 * Takes    rates and the time in one unit; a level from 0 to below 1.
 * Gives    the servers, the level they reach and their queue; null without service, or for a level
 *          that no number reaches.
 * Source   Cooper (1981); Call Centre Helper, worked example of Erlang C.
 *
 * @example serversNeeded({ arrivalRate: 200, serviceRate: 20, within: 20 / 3600, serviceLevel: 0.8 }).servers // => 14
 */
export function serversNeeded({ within, serviceLevel, ...rates }: ServiceTarget): Staffing | null {
  if (!(rates.serviceRate > 0 && rates.arrivalRate >= 0 && serviceLevel < 1)) return null;
  const fewest = Math.floor(rates.arrivalRate / rates.serviceRate) + 1;
  for (let servers = fewest; servers < fewest + mostServers; servers += 1) {
    const queue = erlangC({ ...rates, servers });
    if (queue?.stable !== true) continue;
    const reached = 1 - waitLongerThan(queue, within);
    if (reached >= serviceLevel) return { servers, serviceLevel: reached, queue };
  }
  return null;
}
