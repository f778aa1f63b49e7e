import { describe, expect, it } from "vitest";
import { fiveAFunnel, type FiveAStep } from "../../src/metrics/five-a.ts";

const paths: readonly (readonly FiveAStep[])[] = [
  ["aware", "appeal", "ask", "act", "advocate"],
  ["aware", "appeal", "act"],
  ["aware", "act", "ask", "act"],
  ["aware"],
  ["act", "advocate"],
  [],
];

describe("fiveAFunnel(persons)", () => {
  const { reached, next, par, bar, loops, unasked } = fiveAFunnel(paths);

  it("counts a person once a step, whatever steps are missing", () => {
    expect(reached.map(({ persons }) => persons)).toEqual([4, 2, 2, 4, 2]);
  });

  it("divides by the persons of the step before, and counts only them", () => {
    // Appeal 2 of 4 aware; ask 1 of 2 at appeal; act 2 of 2 who asked; advocate 2 of 4 who acted.
    expect(next.map(({ share }) => share.value)).toEqual([null, 0.5, 0.5, 1, 0.5]);
    expect(next.map(({ share }) => share.n)).toEqual([0, 4, 2, 2, 4]);
  });

  it("takes PAR and BAR among the aware: 3 of 4 and 1 of 4", () => {
    expect([par.value, par.n]).toEqual([0.75, 4]);
    expect([bar.value, bar.n]).toEqual([0.25, 4]);
  });

  it("finds the one of four who went back, and the two of four who never asked", () => {
    expect([loops.value, loops.n]).toEqual([0.25, 4]);
    expect([unasked.value, unasked.n]).toEqual([0.5, 4]);
  });

  it("says nothing of nobody", () => {
    expect(fiveAFunnel([]).par.value).toBeNull();
  });
});
