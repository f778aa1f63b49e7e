/** In the order in which they are tested; the first that fits wins. */
export const lifecycleStages = [
  "left",
  "target",
  "potential",
  "unclassified",
  "sleeping",
  "advocate",
  "die-hard",
  "repeat",
  "first-time",
] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];

export interface LifecycleColumns {
  readonly id: readonly string[];
  readonly purchases: Float64Array;
  readonly lastDay: Float64Array;
  readonly leftDay: Float64Array;
  readonly listed: Uint8Array;
  readonly referrer: readonly (string | null)[];
  /** 1 agreed to be contacted; left out, no lead is qualified. */
  readonly optIn?: Float64Array | undefined;
}

export interface LifecycleOptions {
  readonly asOfDay: number;
  /** Silent for longer than this is sleeping; null when no gap was ever seen: then nobody sleeps. */
  readonly windowDays: number | null;
  /** Purchases from which an active customer is die-hard. */
  readonly care: number;
}

/**
 * Lifecycle stage (客户生命周期阶段): where each person stands, from never bought to recommending.
 *
 * For      who is to be won, woken, kept and thanked.
 * Formula  the first that fits: left = has a leaving day; target = listed, no purchase, agreed to
 *          be contacted; potential = listed, no purchase; unclassified = no purchase, not listed (refunds only); sleeping = silent beyond the
 *          window; advocate = somebody names the person as referrer; die-hard = `care` purchases
 *          or more; repeat = two or more; first-time = one.
 * Takes    one row a person. A score of 9 or 10 makes no advocate: only a real referral does.
 * Gives    a stage a row and persons by stage, which sum to the rows.
 * Source   articles/002 (潜在、目标、首次、重复、铁杆、宣传); that a lead who may be contacted is a
 *          target is our reading (methods 17: leads and opt-in); sleeping and left are ours.
 */
export function lifecycleStage(
  columns: LifecycleColumns,
  options: LifecycleOptions,
): {
  readonly stage: readonly LifecycleStage[];
  readonly counts: Readonly<Record<LifecycleStage, number>>;
} {
  const referrers = new Set(columns.referrer);
  const counts = Object.fromEntries(lifecycleStages.map((stage) => [stage, 0])) as Record<
    LifecycleStage,
    number
  >;
  const stage = columns.id.map((_, row) => {
    const own = stageOf(columns, row, { ...options, referrers });
    counts[own] += 1;
    return own;
  });
  return { stage, counts };
}

function stageOf(
  { id, purchases, lastDay, leftDay, listed, optIn }: LifecycleColumns,
  row: number,
  {
    asOfDay,
    windowDays,
    care,
    referrers,
  }: LifecycleOptions & { readonly referrers: ReadonlySet<string | null> },
): LifecycleStage {
  if (leftDay[row]! <= asOfDay) return "left";
  if (!(purchases[row]! >= 1)) {
    if (listed[row] !== 1) return "unclassified";
    return optIn?.[row] === 1 ? "target" : "potential";
  }
  if (windowDays !== null && asOfDay - lastDay[row]! > windowDays) return "sleeping";
  if (referrers.has(id[row]!)) return "advocate";
  if (purchases[row]! >= care) return "die-hard";
  return purchases[row]! >= 2 ? "repeat" : "first-time";
}

export type YearlyStage = "New" | "Consistent" | "Returning" | "Sleeping";

/**
 * Lifecycle by year (年度客户状态): how the customers of a year relate to the years before.
 *
 * For      whether growth comes from new customers or from those who come back.
 * Formula  New = first purchase in the year; Consistent = bought in the year before too;
 *          Returning = bought earlier but not in the year before; Sleeping = bought earlier, not in
 *          the year.
 * Takes    one entry a customer and year with purchases, in any order, repeats allowed.
 * Gives    persons by year and state, for each year from the first to the last.
 * Source   PrepBench case 160.
 *
 * @example lifecycleByYear([{ customer: "a", year: 2024 }, { customer: "a", year: 2026 }])["2025"].Sleeping // => 1
 */
export function lifecycleByYear(
  active: readonly { readonly customer: string; readonly year: number }[],
): Readonly<Record<string, Readonly<Record<YearlyStage, number>>>> {
  if (active.length === 0) return {};
  const first = active.reduce((least, { year }) => Math.min(least, year), Infinity);
  const last = active.reduce((most, { year }) => Math.max(most, year), -Infinity);
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const counts = new Map(
    years.map((year) => [year, { New: 0, Consistent: 0, Returning: 0, Sleeping: 0 }]),
  );
  for (const own of Map.groupBy(active, ({ customer }) => customer).values()) {
    const bought = new Set(own.map(({ year }) => year));
    const start = Math.min(...bought);
    for (const year of years) {
      if (year < start) continue;
      const state = !bought.has(year) ? "Sleeping" : year === start ? "New" : null;
      counts.get(year)![state ?? (bought.has(year - 1) ? "Consistent" : "Returning")] += 1;
    }
  }
  return Object.fromEntries(counts);
}
