import { criticalT } from "../stats/student-t.ts";
import type { Estimate } from "../stats/estimate.ts";
import type { TenureYearRow } from "../warehouse/facts.ts";
import { figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";

/** What a customer leaves in each year since the first purchase: of all who came, and of those who still buy. */
export function tenureFigures({ facts }: FigureTask): readonly Figure[] {
  return (facts.orders?.tenureYears ?? []).flatMap((row) => {
    const by = { year: String(row.year) };
    return [
      figure("invest.tenure-profit", meanProfit(row, row.customers), { by }),
      figure("invest.tenure-buyer", meanProfit(row, row.buyers), { by }),
    ];
  });
}

/**
 * Those who did not buy add nothing to either sum, so that both means come from the same two. The
 * interval is that of revenue, scaled by the margin of the year.
 */
function meanProfit({ revenue, revenueSquares, cost }: TenureYearRow, n: number): Estimate {
  if (n === 0) return { value: null, low: null, high: null, n };
  const margin = cost === null || revenue <= 0 ? 1 : (revenue - cost) / revenue;
  const value = (margin * revenue) / n;
  if (n < 2) return { value, low: null, high: null, n };
  const variance = Math.max(0, (revenueSquares - revenue ** 2 / n) / (n - 1));
  const half = Math.abs(margin) * criticalT(0.95, n - 1) * Math.sqrt(variance / n);
  return { value, low: value - half, high: value + half, n };
}
