import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerReferralValue } from "../../src/metrics/customer-referral-value.ts";
import { referralChains, type ReferredCustomer } from "../../src/metrics/referral-chains.ts";

const customer = (id: string, referredBy: string | null, value: number): ReferredCustomer => ({
  id,
  referredBy,
  value,
});

describe("referralChains(customers)", () => {
  // a → b → c, a → d; values 16, 8, 4, 2.
  const chain = [
    customer("a", null, 16),
    customer("b", "a", 8),
    customer("c", "b", 4),
    customer("d", "a", 2),
  ];

  test("half a level by hand: a has ½·8 + ¼·4 + ½·2, b has ½·4", () => {
    const { nodes, totalValue, totalInfluence } = referralChains(chain);
    expect(nodes.map(({ influenceValue }) => influenceValue)).toEqual([6, 2, 0, 0]);
    expect(nodes.map(({ ownValue }) => ownValue)).toEqual([16, 4, 1, 1]);
    expect(totalValue).toBe(30);
    expect(totalInfluence).toBe(8);
  });

  test("depth, direct and all below, generations and K = 3/4", () => {
    const result = referralChains(chain);
    expect(
      result.nodes.map(({ depth, direct, descendants }) => [depth, direct, descendants]),
    ).toEqual([
      [0, 2, 3],
      [1, 1, 1],
      [2, 0, 0],
      [1, 0, 0],
    ]);
    expect(result).toMatchObject({ generations: [1, 2, 1], deepest: 2, referred: 3 });
    expect(result.kFactor.value).toBe(0.75);
    // Garwood's interval of 3 events: 0.6187 to 8.7673.
    expect(result.kFactor.low).toBeCloseTo(0.6187 / 4, 4);
    expect(result.kFactor.high).toBeCloseTo(8.7673 / 4, 4);
  });

  test("rings are named and cut; who hangs below one keeps the referrer", () => {
    const result = referralChains([
      customer("a", "b", 1),
      customer("b", "c", 1),
      customer("c", "a", 1),
      customer("d", "a", 8),
      customer("e", "e", 1),
    ]);
    expect(result.inCycles).toEqual(["a", "b", "c", "e"]);
    expect(result.referred).toBe(1);
    expect(result.nodes[0]).toMatchObject({ depth: 0, direct: 1, influenceValue: 4 });
  });

  test("a referrer who is not in the list counts as nobody known", () => {
    const result = referralChains([customer("a", "gone", 5)]);
    expect(result).toMatchObject({ unknownReferrer: 1, referred: 0 });
    expect(result.nodes[0]!.ownValue).toBe(5);
  });

  test("own and influence values sum to all value, whoever brought whom", () => {
    const links = fc.array(fc.integer({ min: -1, max: 11 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(links, (list) => {
        const customers = list.map((up, i) => customer(`${i}`, up < 0 ? null : `${up}`, i + 1));
        const { nodes, totalValue, generations } = referralChains(customers);
        const sum = nodes.reduce((s, node) => s + node.ownValue + node.influenceValue, 0);
        expect(sum).toBeCloseTo(totalValue, 9);
        expect(generations.reduce((s, count) => s + count, 0)).toBe(customers.length);
      }),
    );
  });

  test("nobody: no generations, no K", () => {
    expect(referralChains([])).toMatchObject({ n: 0, generations: [], kFactor: { value: null } });
  });
});

describe("customerReferralValue(referrals, options)", () => {
  test("type one brings margin and saved cost, type two saved cost alone, discounted by month", () => {
    const result = customerReferralValue(
      [
        { margin: 100, month: 12, wouldHaveCome: false },
        { margin: 100, month: 0, wouldHaveCome: true },
        { margin: 100, month: 6, wouldHaveCome: null },
        { margin: 100, month: 13, wouldHaveCome: false },
      ],
      { acquisitionCost: 20, discount: 0.21 },
    );
    expect(result.typeOne).toBeCloseTo(120 / 1.21, 9);
    expect(result.typeTwo).toBeCloseTo(20 + 20 / 1.1, 9);
    expect(result.value).toBeCloseTo(120 / 1.21 + 20 + 20 / 1.1, 9);
    expect(result).toMatchObject({ typeOneCount: 1, typeTwoCount: 2, unasked: 1, tooLate: 1 });
  });
});
