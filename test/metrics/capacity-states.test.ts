import { describe, expect, it } from "vitest";
import { shiftable, stateOfPeriod, stateSums } from "../../src/metrics/capacity-states.ts";

describe("stateSums(periods)", () => {
  it("sorts each period into one state and adds up what is beyond or below", () => {
    const at = (demand: number) => ({ max: 100, optimal: 80, demand });
    expect(stateSums([at(120), at(105), at(100), at(90), at(80), at(50)])).toEqual([
      { state: "lost", periods: 2, volume: 25 },
      { state: "crowded", periods: 2, volume: 30 },
      { state: "well", periods: 1, volume: 80 },
      { state: "idle", periods: 1, volume: 30 },
    ]);
  });

  it("takes the most for the best where none is given, or one above it", () => {
    expect(stateOfPeriod({ max: 10, optimal: null, demand: 10 }).state).toBe("well");
    expect(stateOfPeriod({ max: 10, optimal: 12, demand: 9 })).toEqual({
      state: "idle",
      volume: 1,
    });
  });
});

describe("shiftable(periods)", () => {
  const period = (place: string, slot: number, [demand, lost]: readonly [number, number]) => ({
    ...{ place, slot, demand, lost },
    ...{ max: 10, optimal: 8 },
  });

  it("fills room elsewhere at the same time, never more than there is", () => {
    const rows = [period("a", 0, [15, 5]), period("b", 0, [6, 0]), period("c", 0, [7, 0])];
    // Room up to the best: 2 at b, 1 at c.
    expect(shiftable(rows)).toEqual({ lost: 5, elsewhere: 3, otherTime: 0 });
  });

  it("fills each room of the same place once, the period before first", () => {
    const rows = [
      period("a", 0, [5, 0]),
      period("a", 1, [14, 4]),
      period("a", 2, [6, 0]),
      period("a", 3, [13, 3]),
      period("a", 9, [0, 0]),
    ];
    // Slot 1: 3 into slot 0, 1 into slot 2; slot 3: the 1 that slot 2 has left.
    expect(shiftable(rows).otherTime).toBe(5);
  });
});
