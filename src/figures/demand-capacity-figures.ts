import { capacityStates, shiftable, stateOfPeriod, stateSums } from "../metrics/capacity-states.ts";
import type { CapacityRow, Facts } from "../warehouse/facts.ts";
import { counted, figure } from "./book.ts";
import { listElasticity } from "./demand-history-figures.ts";
import type { By, Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";

/** A period whose demand is known. */
export interface KnownPeriod extends CapacityRow {
  readonly demand: number;
}

/** Demand beside capacity: states, money, the week, places, and what could be moved. */
export function capacityFigures({ facts }: FigureTask): readonly Figure[] {
  const rows = knownPeriods(facts);
  if (rows.length === 0) return [];
  const places = [...Map.groupBy(rows, ({ location }) => location)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return [
    ...stateFigures(rows),
    ...useFigures(rows, {}),
    ...(places.length < 2 ? [] : places.flatMap(([location, own]) => placeFigures(location, own))),
    ...weekFigures(rows),
    ...costFigures(rows),
    ...moneyFigures(rows, facts),
    ...leverFigures(rows, facts),
  ];
}

/** Periods up to the day of the data whose demand is written or follows from served and lost. */
export function knownPeriods({ capacity, asOfDay }: Facts): readonly KnownPeriod[] {
  return capacity.flatMap((row) => {
    const demand = row.demand ?? (row.served === null ? null : row.served + (row.lost ?? 0));
    return demand === null || row.max <= 0 || row.day > asOfDay ? [] : [{ ...row, demand }];
  });
}

export function lostOf({ lost, demand, max }: KnownPeriod): number {
  return lost ?? Math.max(0, demand - max);
}

function total(rows: readonly KnownPeriod[], of: (row: KnownPeriod) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function stateFigures(rows: readonly KnownPeriod[]): Figure[] {
  const n = rows.length;
  return stateSums(rows).flatMap(({ state, periods, volume }) => [
    counted("demand.periods", periods / n, n, { by: { state } }),
    ...(state === "well" ? [] : [counted("demand.volume", volume, n, { by: { state } })]),
  ]);
}

function useFigures(rows: readonly KnownPeriod[], by: By): Figure[] {
  const n = rows.length;
  const demand = total(rows, (row) => row.demand);
  const served = demand - total(rows, lostOf);
  return [
    ...(demand === 0 ? [] : [counted("demand.lost-share", 1 - served / demand, n, { by })]),
    counted("demand.utilisation", served / total(rows, ({ max }) => max), n, { by }),
  ];
}

function placeFigures(location: string, rows: readonly KnownPeriod[]): Figure[] {
  const by = { location };
  const days = new Set(rows.map(({ day }) => day)).size;
  const perDay = (of: (row: KnownPeriod) => number) => total(rows, of) / days;
  return [
    ...useFigures(rows, by),
    counted(
      "demand.level",
      perDay((row) => row.demand),
      rows.length,
      { by },
    ),
    counted("demand.lost-day", perDay(lostOf), rows.length, { by }),
  ];
}

/** Means over all weeks of the sums over all places, by weekday (1 Monday) and hour. */
function weekFigures(rows: readonly KnownPeriod[]): Figure[] {
  const slots = Map.groupBy(rows, ({ day, hour }) => `${weekdayOf(day)} ${hour}`);
  return [...slots].toSorted(bySlot).flatMap(([slot, own]) => {
    const [weekday = "", hour = ""] = slot.split(" ");
    const days = new Set(own.map(({ day }) => day)).size;
    const mean = (of: (row: KnownPeriod) => number) => total(own, of) / days;
    const where = { by: { weekday, hour } };
    const n = own.length;
    return [
      counted(
        "demand.week",
        mean((row) => row.demand),
        n,
        where,
      ),
      counted(
        "demand.week-max",
        mean(({ max }) => max),
        n,
        where,
      ),
      counted("demand.week-optimal", mean(bestOf), n, where),
      counted("demand.week-lost", mean(lostOf), n, where),
    ];
  });
}

function bySlot([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const [dayA = 0, hourA = 0] = a.split(" ").map(Number);
  const [dayB = 0, hourB = 0] = b.split(" ").map(Number);
  return dayA - dayB || hourA - hourB;
}

function bestOf({ optimal, max }: CapacityRow): number {
  return Math.min(optimal ?? max, max);
}

/** 1 Monday to 7; day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Money a guest costs more, and what of all costs stays whether anybody comes or not. */
function costFigures(rows: readonly KnownPeriod[]): Figure[] {
  const known = rows.filter(({ fixedCost, varCost }) => fixedCost !== null && varCost !== null);
  const [fixed, variable] = [
    total(known, ({ fixedCost }) => fixedCost ?? 0),
    total(known, ({ varCost }) => varCost ?? 0),
  ];
  const guestCost = guestCostOf(rows);
  const idle = total(known, (row) => {
    const { state, volume } = stateOfPeriod(row);
    return state === "idle" ? ((row.fixedCost ?? 0) * volume) / bestOf(row) : 0;
  });
  if (fixed + variable === 0) return [];
  return [
    counted("demand.fixed-share", fixed / (fixed + variable), known.length),
    ...(guestCost === null ? [] : [counted("demand.guest-cost", guestCost, known.length)]),
    counted("demand.idle-money", idle, known.length),
  ];
}

function guestCostOf(rows: readonly KnownPeriod[]): number | null {
  const known = rows.filter(({ varCost }) => varCost !== null);
  const served = total(known, (row) => row.demand - lostOf(row));
  return served > 0 ? total(known, ({ varCost }) => varCost ?? 0) / served : null;
}

/** What the turned away would have brought above their cost, and what those beyond the best brought. */
function moneyFigures(rows: readonly KnownPeriod[], facts: Facts): Figure[] {
  const price = meanOrder(facts);
  const cost = guestCostOf(rows);
  if (price === null || cost === null) return [];
  const n = rows.length;
  const margin = price - cost;
  const crowded = stateSums(rows).find(({ state }) => state === "crowded")?.volume ?? 0;
  return [
    counted("demand.guest-margin", margin, n),
    counted("demand.lost-money", total(rows, lostOf) * margin, n),
    counted("demand.crowded-money", crowded * margin, n),
  ];
}

/** Net revenue an order in the last 12 months that are over. */
function meanOrder({ orders, transactions }: Facts): number | null {
  if (orders === null) return null;
  const months = orders.series
    .filter(
      ({ dimension, month }) =>
        dimension === "" && month <= (transactions.lastCompleteMonth ?? "9999"),
    )
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
    .slice(-12);
  const count = months.reduce((sum, each) => sum + each.orders, 0);
  return count > 0 ? months.reduce((sum, { revenue }) => sum + revenue, 0) / count : null;
}

/** What each lever of the article could do about the rush, at most. */
function leverFigures(rows: readonly KnownPeriod[], facts: Facts): Figure[] {
  const hours = [...new Set(rows.map(({ hour }) => hour))].toSorted((a, b) => a - b);
  const { lost, elsewhere, otherTime } = shiftable(
    rows.map((row) => ({
      ...row,
      place: row.location,
      slot: row.day * (hours.length + 1) + hours.indexOf(row.hour),
      lost: lostOf(row),
    })),
  );
  const full = rows.filter((row) => stateOfPeriod(row).state === capacityStates[0]);
  if (lost === 0 || full.length === 0) return [];
  const n = Math.round(lost);
  const demand = total(full, (row) => row.demand);
  const excess = total(full, (row) => row.demand - row.max);
  const { value, low, high } = listElasticity(facts);
  const rise = (slope: number | null) =>
    slope === null || slope >= 0 ? null : excess / demand / -slope;
  return [
    counted("demand.lever-place", elsewhere / lost, n),
    counted("demand.lever-time", otherTime / lost, n),
    counted("demand.lever-service", excess / total(full, ({ max }) => max), n),
    ...(value === null || (high ?? 0) >= 0
      ? []
      : [
          figure("demand.lever-price", { value: rise(value), low: rise(low), high: rise(high), n }),
        ]),
  ];
}
