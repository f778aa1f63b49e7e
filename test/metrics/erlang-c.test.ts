import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  erlangB,
  erlangC,
  serversNeeded,
  waitLongerThan,
  type StableQueue,
} from "../../src/metrics/erlang-c.ts";

const stable = (arrivalRate: number, serviceRate: number, servers: number): StableQueue =>
  erlangC({ arrivalRate, serviceRate, servers }) as StableQueue;

describe("erlangB(offeredLoad, servers)", () => {
  test("is the truncated Poisson share by hand: a = 2, c = 2 gives 2/(1 + 2 + 2)", () => {
    expect(erlangB(2, 2)).toBeCloseTo(0.4, 12);
    // a = 3, c = 4: (81/24)/(1 + 3 + 4.5 + 4.5 + 3.375)
    expect(erlangB(3, 4)).toBeCloseTo(3.375 / 16.375, 12);
  });

  test("100 erlangs on 100 lines: 0.0757, of Erlang B tables", () => {
    expect(erlangB(100, 100)).toBeCloseTo(0.0757, 4);
  });
});

describe("erlangC(queue)", () => {
  test("two servers of the County Hospital (Hillier & Lieberman): P0 1/2, Lq 1/12, Wq 1/24", () => {
    const queue = stable(2, 3, 2);
    expect(queue.emptyProbability).toBeCloseTo(1 / 2, 12);
    expect(queue.meanQueue).toBeCloseTo(1 / 12, 12);
    expect(queue.meanWait).toBeCloseTo(1 / 24, 12);
    expect(queue.meanTime).toBeCloseTo(3 / 8, 12);
    expect(queue.meanInSystem).toBeCloseTo(3 / 4, 12);
    // The book's P(wait > 1/2 hour) = 0.022 there and 0.404 with one server.
    expect(waitLongerThan(queue, 0.5)).toBeCloseTo(0.022, 2);
    expect(waitLongerThan(stable(2, 3, 1), 0.5)).toBeCloseTo(0.404, 3);
  });

  test("service times all alike halve the wait (Pollaczek–Khinchine for one server)", () => {
    const queue = { arrivalRate: 2, serviceRate: 3, servers: 1, serviceVariation: 0 };
    const { meanWait } = erlangC(queue) as StableQueue;
    // Wq = ρ/(2μ(1 − ρ)) = (2/3)/(2·3·(1/3)) = 1/3
    expect(meanWait).toBeCloseTo(1 / 3, 12);
  });

  test("as much or more comes than is served: unstable, and no wait is named", () => {
    expect(erlangC({ arrivalRate: 9, serviceRate: 3, servers: 3 })).toEqual({
      stable: false,
      utilisation: 1,
      offeredLoad: 3,
    });
    expect(Object.keys(erlangC({ arrivalRate: 12, serviceRate: 3, servers: 3 })!)).toEqual([
      "stable",
      "utilisation",
      "offeredLoad",
    ]);
  });

  test("nobody serves: null; nobody comes: nobody waits", () => {
    expect(erlangC({ arrivalRate: 1, serviceRate: 0, servers: 1 })).toBeNull();
    expect(erlangC({ arrivalRate: 1, serviceRate: 1, servers: 0 })).toBeNull();
    expect(stable(0, 3, 2)).toMatchObject({ waitProbability: 0, meanWait: 0, emptyProbability: 1 });
    expect(waitLongerThan(stable(0, 3, 2), 1)).toBe(0);
  });

  test("the chance of a wait rises with arrivals and falls with servers; L = λ·W", () => {
    const rate = fc.double({ min: 0.1, max: 40, noNaN: true });
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 30 }), (load, more) => {
        const servers = Math.floor(load) + more;
        const queue = stable(load, 1, servers);
        expect(stable(load, 1, servers + 1).waitProbability).toBeLessThan(queue.waitProbability);
        expect(stable(load * 0.9, 1, servers).waitProbability).toBeLessThan(queue.waitProbability);
        expect(queue.meanInSystem).toBeCloseTo(load * queue.meanTime, 9);
      }),
    );
  });
});

describe("serversNeeded(target)", () => {
  test("one server fewer does not keep the level", () => {
    const target = { arrivalRate: 100, serviceRate: 10, within: 0.01, serviceLevel: 0.9 };
    const { servers, serviceLevel } = serversNeeded(target)!;
    expect(serviceLevel).toBeGreaterThanOrEqual(0.9);
    expect(1 - waitLongerThan(stable(100, 10, servers - 1), 0.01)).toBeLessThan(0.9);
  });

  test("a level of 1 is reached by no number", () => {
    expect(
      serversNeeded({ arrivalRate: 1, serviceRate: 1, within: 1, serviceLevel: 1 }),
    ).toBeNull();
  });
});
