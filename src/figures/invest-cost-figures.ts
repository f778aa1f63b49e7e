import type { Facts } from "../warehouse/facts.ts";
import { counted } from "./book.ts";
import type { By, Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { waveOfDay } from "./wave.ts";

export interface Spend {
  readonly perNew: number | null;
  readonly newCustomers: number;
  readonly perRetained: number | null;
  readonly retained: number;
}

/** Costs of the last 12 full months over the customers won and kept in them; null without costs. */
export function spendOf({ facts }: Pick<FigureTask, "facts">): Spend | null {
  const months = lastYear(facts);
  if (facts.costs.length === 0 || months.size === 0) return null;
  const newCustomers = newIn(facts, months, null);
  const retained = facts.transactions.yearRetention?.again ?? 0;
  const [won, kept] = [sumOf(facts, "acquisition", months), sumOf(facts, "retention", months)];
  return {
    perNew: won === null || newCustomers === 0 ? null : won / newCustomers,
    newCustomers,
    perRetained: kept === null || kept === 0 || retained === 0 ? null : kept / retained,
    retained,
  };
}

/** What a new customer costs, what one kept costs, and how many times more. */
export function costFigures({ facts }: FigureTask): readonly Figure[] {
  const spend = spendOf({ facts });
  if (spend === null) return [];
  const { perNew, perRetained, newCustomers, retained } = spend;
  return [
    ...(perNew === null ? [] : [counted("invest.cost-per-new", perNew, newCustomers)]),
    ...(perRetained === null ? [] : [counted("invest.cost-per-retained", perRetained, retained)]),
    ...(perNew === null || perRetained === null
      ? []
      : [counted("invest.acquisition-ratio", perNew / perRetained, retained)]),
    ...[...newCosts(facts)].map(([segment, { cost, n }]) =>
      counted("invest.cost-per-new", cost, n, { by: { segment } }),
    ),
  ];
}

/** What a new customer of each segment costs, where costs are written by segment. */
export function newCosts(
  facts: Facts,
): ReadonlyMap<string, { readonly cost: number; readonly n: number }> {
  const months = lastYear(facts);
  const segments = [...new Set(facts.costs.map(({ segment }) => segment))];
  return new Map(
    segments.toSorted().flatMap((segment) => {
      if (segment === null) return [];
      const [won, n] = [
        sumOf(facts, "acquisition", months, segment),
        newIn(facts, months, segment),
      ];
      return won === null || n === 0 ? [] : [[segment, { cost: won / n, n }] as const];
    }),
  );
}

/** The last 12 months that are over. */
function lastYear({ transactions: { lastCompleteMonth } }: Facts): ReadonlySet<string> {
  if (lastCompleteMonth === null) return new Set();
  const [year = 0, month = 0] = lastCompleteMonth.split("-").map(Number);
  return new Set(
    Array.from({ length: 12 }, (_, back) => {
      const at = year * 12 + month - 1 - back;
      return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    }),
  );
}

/** Sum of a kind of costs in these months; null where none is written. */
function sumOf(
  { costs }: Facts,
  kind: string,
  months: ReadonlySet<string>,
  segment?: string,
): number | null {
  const own = costs.filter(
    (row) =>
      row.kind === kind &&
      (segment === undefined || row.segment === segment) &&
      monthsOf(row.period).every((month) => months.has(month)),
  );
  return own.length === 0 ? null : own.reduce((sum, { amount }) => sum + amount, 0);
}

/** 2026-Q2 and 2026 as their months. */
function monthsOf(period: string): readonly string[] {
  const [, year, quarter] = /^(\d{4})(?:-Q([1-4]))?$/u.exec(period) ?? [];
  if (year === undefined) return [period.slice(0, 7)];
  const first = quarter === undefined ? 1 : 3 * Number(quarter) - 2;
  const count = quarter === undefined ? 12 : 3;
  return Array.from({ length: count }, (_, at) => `${year}-${String(first + at).padStart(2, "0")}`);
}

/** Customers of a segment (null: all) whose first purchase lies in these months. */
function newIn({ customers }: Facts, months: ReadonlySet<string>, segment: By[string] | null) {
  let count = 0;
  for (let row = 0; row < customers.n; row += 1) {
    const day = customers.firstDay[row] ?? Number.NaN;
    if (Number.isNaN(day) || !months.has(waveOfDay(day, "month"))) continue;
    const level = customers.segment.levels[customers.segment.codes[row] ?? -1] ?? "";
    if (segment === null || level === segment) count += 1;
  }
  return count;
}
