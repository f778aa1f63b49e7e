/** What a customer is worth, one row a buyer: what the figures of customer value are counted from. */
import { referralChains } from "../metrics/referral-chains.ts";
import { valueLevels } from "../metrics/value-levels.ts";
import type { FigureTask } from "./figure-task.ts";
import { buyersOf } from "./steps-parts.ts";

export interface EquityValues {
  /** Row of each buyer in the customers. */
  readonly rows: readonly number[];
  /** Margin to date. */
  readonly existing: Float64Array;
  /** Margin of the months ahead; null where no model of purchases speaks. */
  readonly potential: Float64Array | null;
  /** Existing and potential together. */
  readonly total: Float64Array;
  /** Parts of the value of those brought: half of the next, a quarter of theirs. */
  readonly influence: Float64Array;
  /** Tier of each buyer, and tiers from the best. */
  readonly tier: readonly string[];
  readonly tiers: readonly string[];
  /** Shares of customers at which the tiers part, ascending. */
  readonly cuts: readonly number[];
}

export function equityValues(task: FigureTask): EquityValues | null {
  const { facts, rules, lifetime } = task;
  const { customers } = facts;
  const rows = buyersOf(customers);
  if (!facts.tables.has("transactions") || rows.length === 0) return null;
  const existing = Float64Array.from(rows, (row) => marginOf(task, row));
  const rate = marginRate(task, rows, existing);
  const potential =
    lifetime?.kind === "model" && rules.clv.margin > 0
      ? Float64Array.from(rows, (row) => (lifetime.clv[row] ?? NaN) * (rate / rules.clv.margin))
      : null;
  const total = existing.map((value, at) => value + (potential?.[at] ?? 0));
  const { nodes } = referralChains(
    rows.map((row, at) => ({
      id: customers.id[row] ?? "",
      referredBy: customers.referrer[row] ?? null,
      value: Math.max(0, total[at] ?? 0),
    })),
  );
  const best = rules.equity.tiers.toSorted((a, b) => b.above - a.above);
  const cuts = best.map(({ above }) => above).filter((above) => above > 0);
  const levels = valueLevels(total, cuts.toReversed());
  return {
    rows,
    existing,
    potential,
    total,
    influence: Float64Array.from(nodes, ({ influenceValue }) => influenceValue),
    tier: levels.map((level) => best[cuts.length - (level ?? 0)]?.id ?? best.at(-1)!.id),
    tiers: best.map(({ id }) => id),
    cuts: cuts.toReversed(),
  };
}

/** Revenue less cost where the orders tell costs, else the share of revenue that the rules call margin. */
function marginOf({ facts, rules }: FigureTask, row: number): number {
  const revenue = facts.customers.revenue[row] ?? 0;
  const cost = facts.orders?.customers.cost[row] ?? NaN;
  const hasCost = facts.orders?.has.has("cost") === true && !Number.isNaN(cost);
  return hasCost ? revenue - cost : revenue * rules.clv.margin;
}

function marginRate({ facts }: FigureTask, rows: readonly number[], margin: Float64Array): number {
  const revenue = rows.reduce((sum, row) => sum + (facts.customers.revenue[row] ?? 0), 0);
  return revenue > 0 ? sumOf(margin) / revenue : 0;
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
