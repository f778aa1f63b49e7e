import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import {
  loyaltyTiers,
  tierFaults,
  tierOf,
  tierProblems,
  type TierRow,
} from "../../src/metrics/loyalty-tiers.ts";
import { rulesSchema } from "../../src/settings/rules.ts";
import { metricContract } from "../support/metric-contract.ts";

const { tiers } = rulesSchema.parse(parse(readFileSync("content/rules.yaml", "utf8")));

function person(
  satisfaction: number | null,
  intent: number | null,
  recommend: number | null = null,
  referrals = 0,
): TierRow {
  return { satisfaction, intent, recommend, referrals };
}

const rows = [
  person(100, 100, 10, 1),
  person(100, 100, 10),
  person(0, 0, 0),
  person(75, 50, 7),
  person(100, 25, 8),
];

describe("loyaltyTiers(rows, tiers) with content/rules.yaml", () => {
  metricContract<TierRow, ReturnType<typeof loyaltyTiers>["tiers"]>({
    metric: (people) => loyaltyTiers(people, tiers).tiers,
    headline: (counts) => counts.find(({ id }) => id === "apostle")!.share,
    rows,
    missing: person(null, 100, 10, 1),
  });

  // The table of the design: 1 to 6 in order, then 8, else 7.
  test.each([
    ["saboteur", person(20, 100, 2)],
    ["bad-mouther", person(20, 100, 3)],
    ["bad-mouther", person(40, 0, 6)],
    ["defector", person(20, 40, null)],
    ["defector", person(60, 40, 9)],
    ["defector", person(40, 0, 7)],
    ["hostage", person(60, 40.1, 9)],
    ["hostage", person(10, 100, 7)],
    ["bystander", person(80, 60, 10)],
    ["bystander", person(60.1, 0, 0)],
    ["mercenary", person(80.1, 60, 10, 3)],
    ["loyalist", person(80, 60.1, 10, 3)],
    ["loyalist", person(100, 100, 10, 0)],
    ["loyalist", person(100, 100, 8, 1)],
    ["loyalist", person(100, 80, 10, 1)],
    ["loyalist", person(100, 100, null, 1)],
    ["apostle", person(100, 80.1, 9, 1)],
    ["apostle", person(80.1, 100, 10, 2)],
  ])("%s: %j", (id, row) => {
    expect(tierOf(row, tiers)).toBe(id);
  });

  test("without satisfaction or intent a person is unclassified, and counted", () => {
    const { n, unclassified } = loyaltyTiers([...rows, person(90, null), person(null, 9)], tiers);
    expect([n, unclassified]).toEqual([5, 2]);
    expect(tierOf(person(90, null), tiers)).toBeNull();
  });

  test("the tiers take everybody once: shares add up to 1", () => {
    const { tiers: counted } = loyaltyTiers(rows, tiers);
    expect(counted.map(({ id }) => id)).toEqual(tiers.map(({ id }) => id));
    expect(counted.reduce((sum, { share }) => sum + share.value!, 0)).toBeCloseTo(1, 12);
  });

  test("there are eight, with priorities 1 to 8: saboteurs first, apostles second", () => {
    const order = tiers.toSorted((a, b) => a.priority - b.priority).map(({ id }) => id);
    expect(order).toHaveLength(8);
    expect(order.slice(0, 2)).toEqual(["saboteur", "apostle"]);
    expect(tiers.map(({ priority }) => priority).toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });
});

describe("tierFaults(tiers)", () => {
  test("the tiers of content/rules.yaml take every answer and each can be reached", () => {
    expect(tierFaults(tiers)).toEqual([]);
  });

  test.each(tiers.map(({ id }) => id))(
    "without %s: an uncovered answer is found, unless later tiers take its persons",
    (id) => {
      const left = tiers.filter((tier) => tier.id !== id);
      const uncovered = tierFaults(left).some(({ kind }) => kind === "uncovered");
      // Saboteurs, bad-mouthers and apostles would fall to the tiers after them.
      expect(uncovered).toBe(!["saboteur", "bad-mouther", "apostle"].includes(id));
    },
  );

  test("a hole between two cuts is found, on no scale's own points too", () => {
    const holed = [
      { id: "low", satisfaction: [0, 61] as [number, number], priority: 1 },
      { id: "high", satisfaction: [62, 100] as [number, number], priority: 2 },
    ];
    expect(tierFaults(holed)).toMatchObject([{ kind: "uncovered" }]);
  });

  test("a tier behind one that takes all, and an id given twice, are found", () => {
    const shadowed = [
      { id: "all", priority: 1 },
      { id: "none", priority: 2 },
      { id: "all", priority: 3 },
    ];
    expect(tierFaults(shadowed)).toEqual([
      { kind: "unreachable", tier: "none" },
      { kind: "repeated", tier: "all" },
    ]);
  });
});

describe("tierProblems(tiers, where)", () => {
  test("each fault is a problem with its place: tiers-incomplete", () => {
    const [problem] = tierProblems([{ id: "top", satisfaction: [80, 100], priority: 1 }], "rules");
    expect(problem).toMatchObject({
      code: "tiers-incomplete",
      where: "rules",
      values: { satisfaction: 0, intent: 0, recommend: "–", referrals: 0 },
    });
  });

  test("tier-unreachable and tier-repeated name the tier", () => {
    const tier = { id: "all", priority: 1 };
    const codes = tierProblems([tier, tier, { id: "none", priority: 2 }], "rules").map(
      ({ code, values }) => [code, values["tier"]],
    );
    expect(codes).toEqual([
      ["tier-unreachable", "none"],
      ["tier-repeated", "all"],
    ]);
  });
});
