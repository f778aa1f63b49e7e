import type { WaveChange } from "./wave-change.ts";

export interface FamilyMember {
  readonly id: string;
  readonly change: Pick<WaveChange, "difference" | "p" | "interval">;
}

export interface FamilyChange {
  readonly id: string;
  readonly difference: number | null;
  /** The interval at the level of the rank: the one to print. */
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
  /** 1 for the smallest p; null when nothing can be said. */
  readonly rank: number | null;
  readonly clear: boolean;
}

/**
 * Holm family (霍尔姆检验族): which of a report's changes are clear, when many are looked at.
 *
 * For      arrows: the chance of any false one on a page stays at alpha.
 * Formula  ranked by p; a change is clear when its interval at level 1 − α/(m − j + 1), j its
 *          rank, excludes 0 and so do all ranked before it.
 * Takes    the changes of one report, in any order; equal p are ranked by id. A change without p
 *          belongs to no family.
 * Gives    one entry a change, in the order given, with the interval at its level.
 * Source   Holm (1979) Scand. J. Stat. 6:65.
 *
 * @example holmFamily([{ id: "a", change: { difference: 2, p: 0.01, interval: () => ({ low: 1, high: 3 }) } }])[0].clear // => true
 */
export function holmFamily(
  members: readonly FamilyMember[],
  alpha = 0.05,
): readonly FamilyChange[] {
  const ranked = members
    .filter(({ change }) => change.p !== null && !Number.isNaN(change.p))
    .toSorted((a, b) => a.change.p! - b.change.p! || (a.id < b.id ? -1 : 1));
  const results = new Map<string, FamilyChange>();
  let allClear = true;
  for (const [index, { id, change }] of ranked.entries()) {
    const { low, high } = change.interval(1 - alpha / (ranked.length - index));
    allClear &&= low !== null && high !== null && (low > 0 || high < 0);
    const { difference, p } = change;
    results.set(id, { id, difference, low, high, p, rank: index + 1, clear: allClear });
  }
  return members.map(({ id, change }) => results.get(id) ?? unranked(id, change, alpha));
}

function unranked(id: string, change: FamilyMember["change"], alpha: number): FamilyChange {
  const { low, high } = change.interval(1 - alpha);
  return { id, difference: change.difference, low, high, p: null, rank: null, clear: false };
}
