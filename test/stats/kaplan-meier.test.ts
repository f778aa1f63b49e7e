import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kaplanMeier, survivalAt, survivalQuantile } from "../../src/stats/kaplan-meier.ts";

/** Leukaemia remission in weeks, maintained group (Miller 1981; R survival::aml). */
const maintained = [
  { duration: 9, ended: true },
  { duration: 13, ended: true },
  { duration: 13, ended: false },
  { duration: 18, ended: true },
  { duration: 23, ended: true },
  { duration: 28, ended: false },
  { duration: 31, ended: true },
  { duration: 34, ended: true },
  { duration: 45, ended: false },
  { duration: 48, ended: true },
  { duration: 161, ended: false },
];

describe("kaplanMeier(stays)", () => {
  test("aml, maintained: the curve of R's survfit", () => {
    const steps = kaplanMeier(maintained.toReversed());
    expect(steps.map((step) => step.time)).toEqual([9, 13, 18, 23, 31, 34, 48]);
    expect(steps.map((step) => step.atRisk)).toEqual([11, 10, 8, 7, 5, 4, 2]);
    const published = [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184];
    for (const [i, share] of published.entries()) expect(steps[i]!.share).toBeCloseTo(share, 3);
  });

  test("aml, maintained: median 31 weeks, three quarters by 48", () => {
    const steps = kaplanMeier(maintained);
    expect(survivalQuantile(steps, 0.5)).toBe(31);
    expect(survivalQuantile(steps, 0.75)).toBe(48);
    expect(survivalQuantile(steps, 0.9)).toBeNull();
  });

  test("the first log-log interval is exp(-exp(ln(-ln S) ± z·se)) written out", () => {
    const [first] = kaplanMeier(maintained);
    const share = 10 / 11;
    const half = (1.959963984540054 * Math.sqrt(1 / 110)) / Math.log(share);
    const bounds = [half, -half].map((shift) => Math.exp(Math.log(share) * Math.exp(shift)));
    expect(first!.high).toBeCloseTo(Math.max(...bounds), 12);
    expect(first!.low).toBeCloseTo(Math.min(...bounds), 12);
    expect(first!.low).toBeLessThan(first!.share);
  });

  test("all ended: one less the share that ended, and nobody waits at the end", () => {
    const steps = kaplanMeier([1, 2, 2, 5].map((duration) => ({ duration, ended: true })));
    expect(steps.map((step) => step.share)).toEqual([0.75, 0.25, 0]);
    expect(steps.at(-1)).toMatchObject({ low: 0, high: 0 });
    expect(survivalAt(steps, 4.9)).toBe(0.25);
    expect(survivalAt(steps, 0.5)).toBe(1);
  });

  test("the curve never rises, and nothing ended is no curve", () => {
    const stay = fc.record({ duration: fc.integer({ min: 0, max: 20 }), ended: fc.boolean() });
    fc.assert(
      fc.property(fc.array(stay), (stays) => {
        const shares = [1, ...kaplanMeier(stays).map((step) => step.share)];
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      }),
    );
    expect(kaplanMeier([{ duration: 3, ended: false }])).toEqual([]);
  });

  test("leaves out a stay of unknown duration, as if it had not been there", () => {
    const known = [1, 2, 2, 5].map((duration) => ({ duration, ended: true }));
    const unknown = { duration: NaN, ended: true };
    expect(kaplanMeier([unknown, ...known, unknown])).toEqual(kaplanMeier(known));
    expect(kaplanMeier([unknown])).toEqual([]);
  });
});
