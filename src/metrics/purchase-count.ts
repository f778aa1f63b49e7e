import type { Estimate } from "../stats/estimate.ts";
import { proportion } from "../stats/proportion.ts";

export type PurchaseLevel = "below" | "watch" | "care";

export interface PurchaseCount {
  readonly buyers: number;
  readonly counts: Readonly<Record<PurchaseLevel, number>>;
  /** Share of the persons watched, and cared for, who are overdue. */
  readonly watchOverdue: Estimate;
  readonly careOverdue: Estimate;
  /** One row a customer: 1 when overdue and watched or cared for. For work lists. */
  readonly overdue: Uint8Array;
}

/**
 * Purchase count (购买次数：买3次关注、5次关怀): who deserves attention, and who of them is late.
 *
 * For      the watch and care lists.
 * Formula  watch: from `watch` purchases to below `care`; care: from there on. Overdue: silent for
 *          longer than `overdueFactor` × own mean gap, (last − first day) / (purchases − 1).
 * Takes    one row a customer; rows without a purchase count nowhere.
 * Gives    persons by level, which sum to the buyers, and shares of the late.
 * Source   articles/004 (购买3次以上关注，5次以上关怀). The gap is the mean, since the
 *          columns do not hold the gaps one by one; our reading, as the article gives no rule.
 *
 * @example purchaseCount({ purchases: Float64Array.of(1, 3, 9), firstDay: Float64Array.of(0, 0, 0), lastDay: Float64Array.of(0, 20, 80) }, 100, { watch: 3, care: 5, overdueFactor: 1.5 }).counts.care // => 1
 */
export function purchaseCount(
  {
    purchases,
    firstDay,
    lastDay,
  }: {
    readonly purchases: Float64Array;
    readonly firstDay: Float64Array;
    readonly lastDay: Float64Array;
  },
  asOfDay: number,
  {
    watch,
    care,
    overdueFactor,
  }: { readonly watch: number; readonly care: number; readonly overdueFactor: number },
): PurchaseCount {
  const overdue = new Uint8Array(purchases.length);
  const counts = { below: 0, watch: 0, care: 0 };
  const late = { watch: 0, care: 0 };
  for (let i = 0; i < purchases.length; i += 1) {
    const count = purchases[i]!;
    if (!(count >= 1)) continue;
    const level = count >= care ? "care" : count >= watch ? "watch" : "below";
    counts[level] += 1;
    if (level === "below") continue;
    const gap = (lastDay[i]! - firstDay[i]!) / (count - 1);
    if (!(asOfDay - lastDay[i]! > overdueFactor * gap)) continue;
    overdue[i] = 1;
    late[level] += 1;
  }
  return {
    buyers: counts.below + counts.watch + counts.care,
    counts,
    watchOverdue: proportion(late.watch, counts.watch),
    careOverdue: proportion(late.care, counts.care),
    overdue,
  };
}
