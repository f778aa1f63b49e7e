import { Problem } from "../errors.ts";
import type { Rules } from "../settings/rules.ts";
import type { Estimate } from "../stats/estimate.ts";
import { isObserved } from "../stats/observed.ts";
import { proportion } from "../stats/proportion.ts";

export type Tier = Rules["tiers"][number];

export interface TierRow {
  /** 0 to 100. */
  readonly satisfaction: number | null;
  /** 0 to 100. */
  readonly intent: number | null;
  /** 0 to 10; null when not asked or not answered. */
  readonly recommend: number | null;
  /** Customers that the person brought. */
  readonly referrals: number;
}

export interface TierCount {
  readonly id: string;
  readonly priority: number;
  readonly count: number;
  /** Share of those classified. */
  readonly share: Estimate;
}

export interface LoyaltyTiers {
  /** Persons classified. */
  readonly n: number;
  /** Persons without satisfaction or intent. */
  readonly unclassified: number;
  /** In the order of the rules. */
  readonly tiers: readonly TierCount[];
}

/**
 * Loyalty tiers (赫斯克特八级): customers from saboteur to apostle.
 *
 * For      where to act first: stop saboteurs, then keep and make apostles.
 * Formula  the tiers of content/rules.yaml in their order; the first that fits takes the person.
 * Takes    one row a person; without satisfaction or intent a person is unclassified; a recommend
 *          of null fits no tier that asks for one.
 * Gives    counts, shares from 0 to 1 with Wilson's interval; nulls for nobody.
 * Source   articles/001 (按照不同的满意度,可以把顾客分为八个等级); the cuts are content/rules.yaml's.
 *
 * @example loyaltyTiers([{ satisfaction: 100, intent: 100, recommend: 9, referrals: 0 }], [{ id: "all", priority: 1 }]).tiers[0].count // => 1
 */
export function loyaltyTiers(
  rows: readonly TierRow[],
  tiers: readonly Tier[],
  confidence = 0.95,
): LoyaltyTiers {
  const counts = new Map(tiers.map((tier) => [tier.id, 0]));
  let n = 0;
  for (const row of rows) {
    const id = tierOf(row, tiers);
    if (id === null) continue;
    counts.set(id, counts.get(id)! + 1);
    n += 1;
  }
  return {
    n,
    unclassified: rows.length - n,
    tiers: tiers.map(({ id, priority }) => ({
      id,
      priority,
      count: counts.get(id)!,
      share: proportion(counts.get(id)!, n, confidence),
    })),
  };
}

/**
 * Tier of a person (所属等级): the first tier of the rules that fits.
 *
 * For      slices and worklists.
 * Formula  satisfaction and intent above the range's first number and up to its second (a first
 *          of 0 counts too); recommend from the first to the second; referrals at least.
 * Takes    one row and the tiers in their order.
 * Gives    the tier's id; null without satisfaction or intent, or when no tier fits.
 * Source   content/rules.yaml.
 *
 * @example tierOf({ satisfaction: 20, intent: 0, recommend: null, referrals: 0 }, [{ id: "low", satisfaction: [0, 20], priority: 1 }]) // => "low"
 */
export function tierOf(row: TierRow, tiers: readonly Tier[]): string | null {
  if (!isObserved(row.satisfaction) || !isObserved(row.intent)) return null;
  return tiers.find((tier) => isIn(tier, row))?.id ?? null;
}

function isIn(tier: Tier, { satisfaction, intent, recommend, referrals }: TierRow): boolean {
  if (tier.satisfaction && !isAboveTo(satisfaction, tier.satisfaction)) return false;
  if (tier.intent && !isAboveTo(intent, tier.intent)) return false;
  if (tier.recommend && !isFromTo(recommend, tier.recommend)) return false;
  return referrals >= (tier.referrals ?? 0);
}

function isAboveTo(score: number | null, [above, to]: readonly [number, number]): boolean {
  return isObserved(score) && (score > above || above === 0) && score <= to;
}

function isFromTo(score: number | null, [from, to]: readonly [number, number]): boolean {
  return isObserved(score) && score >= from && score <= to;
}

export type TierFault =
  | { readonly kind: "uncovered"; readonly row: TierRow }
  | { readonly kind: "unreachable"; readonly tier: string }
  | { readonly kind: "repeated"; readonly tier: string };

/**
 * Faults of a tier table (等级表的缺陷): answers that no tier takes, tiers that nobody can reach.
 *
 * For      the check of content/rules.yaml: the tiers must take everybody, each exactly once.
 * Formula  every combination of answers on 5-, 6-, 7-, 10- and 11-point scales, recommend 0 to 10
 *          or not answered, with and without a referral; the order makes tiers disjoint.
 * Takes    the tiers in their order.
 * Gives    faults; at most the first uncovered combination; empty when the table is sound.
 * Source   our reading: a table of tiers is a total function.
 *
 * @example tierFaults([{ id: "a", priority: 1 }, { id: "b", priority: 2 }]) // => [{ kind: "unreachable", tier: "b" }]
 */
export function tierFaults(tiers: readonly Tier[]): readonly TierFault[] {
  const reached = new Set<string>();
  let uncovered: TierRow | null = null;
  for (const row of allRows(tiers)) {
    const id = tierOf(row, tiers);
    if (id === null) uncovered ??= row;
    else reached.add(id);
  }
  const repeated = tiers.filter(({ id }, i) => tiers.findIndex((tier) => tier.id === id) !== i);
  return [
    ...(uncovered === null ? [] : [{ kind: "uncovered" as const, row: uncovered }]),
    ...tiers
      .filter(({ id }) => !reached.has(id))
      .map(({ id }) => ({ kind: "unreachable" as const, tier: id })),
    ...repeated.map(({ id }) => ({ kind: "repeated" as const, tier: id })),
  ];
}

/**
 * Problems of a tier table (等级表的问题): its faults as errors that an analyst can mend.
 *
 * For      npm run check.
 * Formula  one problem a fault of tierFaults.
 * Takes    the tiers in their order, and where they stand.
 * Gives    problems: tiers-incomplete, tier-unreachable, tier-repeated; empty when sound.
 * Source   our reading: a table of tiers is a total function.
 *
 * @example tierProblems([{ id: "all", priority: 1 }], "content/rules.yaml") // => []
 */
export function tierProblems(tiers: readonly Tier[], where: string): readonly Problem[] {
  return tierFaults(tiers).map((fault) => {
    if (fault.kind === "uncovered") {
      const { satisfaction, intent, recommend, referrals } = fault.row;
      const values = { satisfaction: satisfaction!, intent: intent!, referrals };
      return new Problem("tiers-incomplete", where, { ...values, recommend: recommend ?? "–" });
    }
    const code = fault.kind === "repeated" ? "tier-repeated" : "tier-unreachable";
    return new Problem(code, where, { tier: fault.tier });
  });
}

/** Answers that surveys can give, and those just beside each cut of the tiers. */
function* allRows(tiers: readonly Tier[]): Generator<TierRow> {
  const cuts = tiers.flatMap((tier) => [...(tier.satisfaction ?? []), ...(tier.intent ?? [])]);
  const near = cuts.flatMap((cut) => [cut - 0.01, cut, cut + 0.01]);
  const grid = [4, 5, 6, 9, 10].flatMap((steps) =>
    Array.from({ length: steps + 1 }, (_, i) => (100 * i) / steps),
  );
  const scores = [...new Set([...grid, ...near])].filter((score) => score >= 0 && score <= 100);
  const most = Math.max(1, ...tiers.map((tier) => tier.referrals ?? 0));
  for (const satisfaction of scores) {
    for (const intent of scores) {
      for (const recommend of [null, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
        for (const referrals of [0, most]) yield { satisfaction, intent, recommend, referrals };
      }
    }
  }
}
