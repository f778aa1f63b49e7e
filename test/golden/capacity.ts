/** Golden cases of queues: a textbook's emergency room, a call centre's worked example. */
import { erlangC, serversNeeded } from "../../src/metrics/erlang-c.ts";
import type { GoldenCase, GoldenRunners } from "../support/golden-case.ts";

function queueOf({ params }: GoldenCase): NonNullable<ReturnType<typeof erlangC>> {
  const { lam, mu, c } = params as Readonly<Record<string, number>>;
  return erlangC({ arrivalRate: lam!, serviceRate: mu!, servers: c! })!;
}

function stable(golden: GoldenCase): object {
  const queue = queueOf(golden);
  if (!queue.stable) return queue;
  return {
    rho: queue.utilisation,
    P0: queue.emptyProbability,
    erlang_C: queue.waitProbability,
    Lq: queue.meanQueue,
    L: queue.meanInSystem,
    Wq: queue.meanWait,
    W: queue.meanTime,
  };
}

function callCentre({ params }: GoldenCase): object {
  const { calls, interval_s, aht_s, target_s, sl } = params as Readonly<Record<string, number>>;
  const staffing = serversNeeded({
    arrivalRate: calls! / interval_s!,
    serviceRate: 1 / aht_s!,
    within: target_s!,
    serviceLevel: sl!,
  })!;
  const { queue } = staffing;
  return {
    agents: staffing.servers,
    offered_load: queue.offeredLoad,
    erlang_C: queue.waitProbability,
    service_level: staffing.serviceLevel,
    occupancy: queue.utilisation,
    asa: queue.meanWait,
  };
}

function unstable(golden: GoldenCase): object {
  const queue = queueOf(golden);
  return { ...queue, rho: queue.utilisation };
}

export const runners: GoldenRunners = {
  mmc_hospital_s1: stable,
  erlang_example: callCentre,
  mmc_unstable: unstable,
};
