import type { Estimate } from "../stats/estimate.ts";
import { poissonRate } from "../stats/poisson.ts";

export interface ReferredCustomer {
  readonly id: string;
  /** Id of who brought this customer; null when nobody did. */
  readonly referredBy: string | null;
  /** Margin or revenue to date; null counts as 0. */
  readonly value: number | null;
}

export interface ReferralNode {
  readonly id: string;
  /** Steps from the first of the chain: 0 for those whom nobody brought. */
  readonly depth: number;
  /** Customers brought directly, and with all that these brought in turn. */
  readonly direct: number;
  readonly descendants: number;
  /** What stays with the customer after each one above has taken a part. */
  readonly ownValue: number;
  /** Parts of the values of those below: ½ of the next, ¼ of theirs, and so on. */
  readonly influenceValue: number;
}

export interface ReferralChains {
  readonly n: number;
  /** In the order given. */
  readonly nodes: readonly ReferralNode[];
  readonly referred: number;
  /** New customers that each customer brought, with the exact Poisson interval. */
  readonly kFactor: Estimate;
  /** Customers by depth, from 0; each over the one before is the ratio of that generation. */
  readonly generations: readonly number[];
  readonly deepest: number;
  /** Sum of all values; own and influence values together sum to it. */
  readonly totalValue: number;
  readonly totalInfluence: number;
  /** Ids that name each other in a ring; their referrals inside the ring do not count. */
  readonly inCycles: readonly string[];
  /** Customers whose referrer is not in the list; they count as brought by nobody known. */
  readonly unknownReferrer: number;
}

/**
 * Referral chains (推荐链): who brought whom, how deep, and whose influence a value is.
 *
 * For      the value of advocates, without counting any revenue twice.
 * Formula  of a customer's value ½ goes to who brought them, ¼ to who brought that one, ½^d to the
 *          d-th; what is left stays: own = value·½^depth. K factor = referred / customers.
 * Takes    one row a customer, ids unique; a referrer not in the list, or one in a ring, is no
 *          referrer.
 * Gives    depth, counts and values a customer; own and influence values sum to all value.
 * Source   articles on the five loyalty steps (推荐); ½ a level is our reading; Kumar, Petersen & Leone
 *          (2010) J. Marketing 74:1 for the ban on double counting.
 *
 * @example referralChains([{ id: "a", referredBy: null, value: 1 }, { id: "b", referredBy: "a", value: 8 }]).nodes[0].influenceValue // => 4
 */
export function referralChains(customers: readonly ReferredCustomer[]): ReferralChains {
  const number = new Map(customers.map(({ id }, i) => [id, i]));
  const parent = Int32Array.from(customers, ({ referredBy }) =>
    referredBy === null ? -1 : (number.get(referredBy) ?? -1),
  );
  const unknownReferrer = customers.filter(
    ({ referredBy }) => referredBy !== null && !number.has(referredBy),
  ).length;
  const rings = cutCycles(parent);
  const depth = depthsOf(parent);
  const tallies = talliesOf(customers, parent);
  const nodes = customers.map(({ id, value }, i) => ({
    id,
    depth: depth[i]!,
    direct: tallies.direct[i]!,
    descendants: tallies.descendants[i]!,
    ownValue: (value ?? 0) * 0.5 ** depth[i]!,
    influenceValue: tallies.influence[i]!,
  }));
  const deepest = depth.reduce((most, steps) => Math.max(most, steps), 0);
  const generations = new Array<number>(customers.length === 0 ? 0 : deepest + 1).fill(0);
  for (const steps of depth) generations[steps]! += 1;
  const referred = parent.reduce((count, up) => count + Number(up >= 0), 0);
  return {
    n: customers.length,
    nodes,
    referred,
    kFactor: poissonRate(referred, customers.length),
    generations,
    deepest,
    totalValue: customers.reduce((sum, { value }) => sum + (value ?? 0), 0),
    totalInfluence: nodes.reduce((sum, { influenceValue }) => sum + influenceValue, 0),
    inCycles: rings.map((i) => customers[i]!.id),
    unknownReferrer,
  };
}

/** Takes the referrers of all who stand in a ring away; who hangs below a ring keeps theirs. */
function cutCycles(parent: Int32Array): readonly number[] {
  const seen = new Int32Array(parent.length).fill(-1);
  const rings: number[] = [];
  for (let start = 0; start < parent.length; start += 1) {
    let at = start;
    while (at >= 0 && seen[at] === -1) {
      seen[at] = start;
      at = parent[at]!;
    }
    if (at < 0 || seen[at] !== start) continue;
    for (let ring = at, next = -1; next !== at; ring = next) {
      next = parent[ring]!;
      rings.push(ring);
    }
  }
  for (const ring of rings) parent[ring] = -1;
  return rings.toSorted((a, b) => a - b);
}

function depthsOf(parent: Int32Array): Int32Array {
  const depth = new Int32Array(parent.length).fill(-1);
  for (let start = 0; start < parent.length; start += 1) {
    const trail: number[] = [];
    let at = start;
    while (at >= 0 && depth[at] === -1) {
      trail.push(at);
      at = parent[at]!;
    }
    let steps = at < 0 ? -1 : depth[at]!;
    for (const node of trail.toReversed()) depth[node] = steps += 1;
  }
  return depth;
}

interface Tallies {
  readonly direct: Int32Array;
  readonly descendants: Int32Array;
  readonly influence: Float64Array;
}

function talliesOf(customers: readonly ReferredCustomer[], parent: Int32Array): Tallies {
  const n = customers.length;
  const direct = new Int32Array(n);
  const descendants = new Int32Array(n);
  const influence = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let part = customers[i]!.value ?? 0;
    if (parent[i]! >= 0) direct[parent[i]!]! += 1;
    for (let up = parent[i]!; up >= 0; up = parent[up]!) {
      part /= 2;
      descendants[up]! += 1;
      influence[up]! += part;
    }
  }
  return { direct, descendants, influence };
}
