import { periodOf } from "../tables/period.ts";
import type { SeriesRow } from "../warehouse/facts.ts";
import type { FigureTask } from "./figure-task.ts";

export interface YearMoney {
  /** Revenue of the last 12 whole months over that of the 12 before, less 1. */
  readonly growth: number | null;
  /** Revenue less cost of goods, as a share of revenue, in the last 12 whole months. */
  readonly margin: number | null;
}

export interface LocationMoney {
  /** Of the whole; undefined without orders. */
  readonly years: YearMoney | undefined;
  readonly byLocation: ReadonlyMap<
    string,
    { readonly years: YearMoney | undefined; readonly orders: number }
  >;
  /** By wave and location: growth of revenue since the wave before, and margin, in per cent. */
  readonly growthByWave: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly marginByWave: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Growth and margin of each location from the months that are over. */
export function locationMoney({ facts, site }: FigureTask): LocationMoney {
  const last = facts.transactions.lastCompleteMonth ?? "";
  const series = (facts.orders?.series ?? []).filter(({ month }) => month <= last);
  const own = series.filter(({ dimension }) => dimension === "location");
  const levels = Map.groupBy(own, ({ level }) => level);
  const whole = series.filter(({ dimension }) => dimension === "");
  const months = whole.map(({ month }) => month).toSorted();
  const byLocation = new Map(
    [...levels].map(([level, rows]) => [
      level,
      {
        years: yearsOf(rows, months),
        orders: rows.reduce((sum, { orders }) => sum + orders, 0),
      },
    ]),
  );
  return {
    years: whole.length === 0 ? undefined : yearsOf(whole, months),
    byLocation,
    ...wavesOf(levels, months, (month) => periodOf(`${month}-15`, site.wave)),
  };
}

/** A location that was not open in each month of both years did not grow or shrink: it opened or closed. */
function yearsOf(rows: readonly SeriesRow[], months: readonly string[]): YearMoney {
  const recent = new Set(months.slice(-12));
  const before = new Set(months.slice(-24, -12));
  const now = rows.filter(({ month }) => recent.has(month));
  const then = rows.filter(({ month }) => before.has(month));
  const sum = (of: readonly SeriesRow[]) => of.reduce((all, { revenue }) => all + revenue, 0);
  const isWhole = now.length === 12 && then.length === 12 && sum(then) > 0;
  return {
    growth: isWhole ? sum(now) / sum(then) - 1 : null,
    margin: marginOf(now),
  };
}

function marginOf(rows: readonly SeriesRow[]): number | null {
  const revenue = rows.reduce((all, row) => all + row.revenue, 0);
  if (!(revenue > 0) || rows.some(({ cost }) => cost === null)) return null;
  return 1 - rows.reduce((all, { cost }) => all + (cost ?? 0), 0) / revenue;
}

function wavesOf(
  levels: ReadonlyMap<string, readonly SeriesRow[]>,
  months: readonly string[],
  waveOf: (month: string) => string,
): Pick<LocationMoney, "growthByWave" | "marginByWave"> {
  const length = new Map(
    [...Map.groupBy(months, waveOf)].map(([wave, own]) => [wave, own.length] as const),
  );
  const most = Math.max(...length.values());
  const waves = [...length].flatMap(([wave, n]) => (n === most ? [wave] : [])).toSorted();
  const growthByWave = new Map<string, Map<string, number>>(waves.map((wave) => [wave, new Map()]));
  const marginByWave = new Map<string, Map<string, number>>(waves.map((wave) => [wave, new Map()]));
  for (const [level, rows] of levels) {
    const byWave = Map.groupBy(rows, ({ month }) => waveOf(month));
    for (const [at, wave] of waves.entries()) {
      const own = byWave.get(wave) ?? [];
      const before = byWave.get(waves[at - 1] ?? "") ?? [];
      const margin = marginOf(own);
      if (own.length === most && margin !== null) marginByWave.get(wave)?.set(level, 100 * margin);
      if (own.length < most || before.length < most) continue;
      const sum = (of: readonly SeriesRow[]) => of.reduce((all, { revenue }) => all + revenue, 0);
      if (sum(before) > 0) growthByWave.get(wave)?.set(level, 100 * (sum(own) / sum(before) - 1));
    }
  }
  return { growthByWave, marginByWave };
}
