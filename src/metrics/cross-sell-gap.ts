export interface CategoryBuyers {
  readonly segment: string;
  readonly category: string;
  readonly customers: number;
  readonly revenue: number;
}

export interface CrossSellGap {
  readonly segment: string;
  readonly customers: number;
  /** What the segment would buy more if each category reached the usual share of customers. */
  readonly gap: number;
}

/**
 * Cross-sell gap (交叉销售缺口): what a segment leaves unbought, against customers in general.
 *
 * For      potential value that no lifetime model sees: categories that peers buy and these do not.
 * Formula  Σ over categories max(0, usual − own share)·customers·revenue per buyer, where a share is
 *          buyers of the category over customers; usual share and revenue per buyer of all together.
 * Takes    buyers and revenue by segment and category, and customers by segment.
 * Gives    an amount for each segment, from 0: an upper bound, as not everybody wants everything.
 * Source   articles/003 (潜在价值); Kamakura (2008) J. Relationship Marketing 6:41 for the idea; the
 *          formula is ours.
 */
export function crossSellGap(
  rows: readonly CategoryBuyers[],
  customers: ReadonlyMap<string, number>,
): readonly CrossSellGap[] {
  const everybody = [...customers.values()].reduce((sum, n) => sum + n, 0);
  const totals = Map.groupBy(rows, ({ category }) => category);
  const usual = [...totals].map(([category, own]) => {
    const buyers = own.reduce((sum, each) => sum + each.customers, 0);
    const revenue = own.reduce((sum, each) => sum + each.revenue, 0);
    return { category, share: buyers / everybody, each: buyers === 0 ? 0 : revenue / buyers };
  });
  return [...customers].map(([segment, n]) => {
    const gap = usual.reduce((sum, { category, share, each }) => {
      const own = rows.find((row) => row.segment === segment && row.category === category);
      return sum + Math.max(0, share - (own?.customers ?? 0) / n) * n * Math.max(0, each);
    }, 0);
    return { segment, customers: n, gap };
  });
}
