import { describe, expect, test } from "vitest";
import {
  loyaltyQuadrants,
  quadrantOf,
  type SatisfactionAndLoyalty,
} from "../../src/metrics/loyalty-quadrants.ts";
import { metricContract } from "../support/metric-contract.ts";

const cuts = { satisfied: 4, loyal: 4 };
const rows: readonly SatisfactionAndLoyalty[] = [
  { satisfaction: 5, loyalty: 5 },
  { satisfaction: 4, loyalty: 4 },
  { satisfaction: 4, loyalty: 3 },
  { satisfaction: 3, loyalty: 4 },
  { satisfaction: 3, loyalty: 1 },
  { satisfaction: 5, loyalty: 1 },
];

describe("loyaltyQuadrants(rows, cuts)", () => {
  metricContract({
    metric: (people: readonly SatisfactionAndLoyalty[]) => {
      const { satisfiedNotLoyal, quadrants, sensitivity } = loyaltyQuadrants(people, cuts);
      return { satisfiedNotLoyal, quadrants, sensitivity };
    },
    headline: ({ satisfiedNotLoyal }) => satisfiedNotLoyal,
    rows,
    missing: { satisfaction: 5, loyalty: null },
  });

  test("a score at the cut is over it: two loyalists, two mercenaries, a hostage, a defector", () => {
    const { n, quadrants } = loyaltyQuadrants(rows, cuts);
    expect(n).toBe(6);
    expect(quadrants.map(({ quadrant, count }) => [quadrant, count])).toEqual([
      ["loyalist", 2],
      ["mercenary", 2],
      ["hostage", 1],
      ["defector", 1],
    ]);
    expect(quadrants[2]!.share.value).toBe(1 / 6);
  });

  test("who left an answer out is unclassified, and counted", () => {
    const { n, unclassified } = loyaltyQuadrants(
      [...rows, { satisfaction: null, loyalty: 5 }],
      cuts,
    );
    expect([n, unclassified]).toEqual([6, 1]);
    expect(quadrantOf({ satisfaction: null, loyalty: 5 }, cuts)).toBeNull();
  });

  test("sensitivity moves each cut by a step", () => {
    const { sensitivity } = loyaltyQuadrants(rows, cuts);
    expect(sensitivity).toHaveLength(9);
    // Satisfied from 3, 4, 5 (six, four, two persons); loyal from 3, 4, 5.
    expect(sensitivity.map(({ satisfiedNotLoyal: { value } }) => value)).toEqual([
      2 / 6,
      3 / 6,
      5 / 6,
      1 / 4,
      2 / 4,
      3 / 4,
      1 / 2,
      1 / 2,
      1 / 2,
    ]);
    expect(sensitivity[4]!.isBase).toBe(true);
  });

  test("a step in the unit of the rows: on 0 to 100 one point of five is 25", () => {
    const { sensitivity } = loyaltyQuadrants([], {
      satisfied: 75,
      loyal: 75,
      step: { satisfied: 25, loyal: 10 },
    });
    expect(sensitivity[0]).toMatchObject({ satisfied: 50, loyal: 65 });
  });
});
