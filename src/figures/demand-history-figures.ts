import { demandForecast } from "../metrics/demand-forecast.ts";
import { priceElasticity } from "../metrics/price-elasticity.ts";
import { classicalDecomposition } from "../stats/classical-decomposition.ts";
import { noEstimate, type Estimate } from "../stats/estimate.ts";
import type { Facts, OrderFacts, SeriesRow, SkuMonthRow } from "../warehouse/facts.ts";
import { counted, figure } from "./book.ts";
import type { By, Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";

const yearMonths = 12;
const horizonMonths = 3;
/** Of fewer orders the hours of the week are mostly empty. */
const leastMix = 200;
/** Below three cycles a season is one or two values, and chance looks like a rhythm. */
const leastCycles = 3;
/** A product whose price stayed this near its mean, in logarithms, tells nothing of prices. */
const leastPriceMove = 0.02;

/** What was ordered, by whom and at what price, and what comes next. */
export function historyFigures({ facts, site }: FigureTask): readonly Figure[] {
  const { orders } = facts;
  if (orders === null) return [];
  const months = completeMonths(orders, facts.transactions.lastCompleteMonth);
  const whole = seriesOf(orders, months, { dimension: "", level: "" });
  const segments = safeSegments(facts, site.k.customer);
  const bySegment = segments.map(
    (level) => [level, seriesOf(orders, months, { dimension: "segment", level })] as const,
  );
  return [
    ...months.map((month, at) =>
      counted("demand.orders", whole[at]?.orders ?? 0, whole[at]?.orders ?? 0, { by: { month } }),
    ),
    ...growthFigures(whole, {}),
    ...bySegment.flatMap(([segment, series]) => [
      ...growthFigures(series, { segment }),
      ...shareOfSegment(series, whole, segment),
      ...forecastFigures(series, months, { segment }),
    ]),
    ...forecastFigures(whole, months, {}),
    ...elasticityFigures(facts),
    ...cycleFigures(orders, whole),
    ...mixFigures(orders),
  ];
}

/**
 * Segments whose orders may stand beside those of the whole: of at least k buyers, and without the
 * next smallest where the difference to the whole would tell of fewer.
 */
function safeSegments({ customers, orders }: Facts, k: number): readonly string[] {
  const buyers = new Map<string, number>();
  for (let row = 0; row < customers.n; row += 1) {
    if (!((customers.purchases[row] ?? 0) > 0)) continue;
    const level = customers.segment.levels[customers.segment.codes[row] ?? -1] ?? "";
    buyers.set(level, (buyers.get(level) ?? 0) + 1);
  }
  const rising = [...buyers].toSorted(([, a], [, b]) => a - b);
  const hidden = rising.filter(([, count]) => count < k);
  const seen = () => hidden.reduce((sum, [, count]) => sum + count, 0);
  for (const next of rising.slice(hidden.length)) {
    if (hidden.length === 0 || (hidden.length > 1 && seen() >= k)) break;
    hidden.push(next);
  }
  const named = new Set(
    (orders?.series ?? []).flatMap(({ dimension, level }) =>
      dimension === "segment" ? [level] : [],
    ),
  );
  const isHidden = new Set(hidden.map(([level]) => level));
  return [...buyers.keys()].filter((level) => named.has(level) && !isHidden.has(level)).toSorted();
}

/** From the first month with orders to the last that is over, without gaps. */
function completeMonths({ series }: OrderFacts, last: string | null): readonly string[] {
  const seen = series
    .filter(({ dimension }) => dimension === "")
    .map(({ month }) => month)
    .toSorted();
  const first = seen[0];
  const end = last ?? seen.at(-1);
  if (first === undefined || end === undefined) return [];
  const months: string[] = [];
  for (let month = first; month <= end; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

type MonthSums = Pick<SeriesRow, "orders" | "revenue" | "cost" | "discount">;

const noOrders: MonthSums = { orders: 0, revenue: 0, cost: null, discount: 0 };

function seriesOf(
  { series }: OrderFacts,
  months: readonly string[],
  { dimension, level }: Pick<SeriesRow, "dimension" | "level">,
): readonly MonthSums[] {
  const own = new Map(
    series
      .filter((row) => row.dimension === dimension && row.level === level)
      .map((row) => [row.month, row]),
  );
  return months.map((month) => own.get(month) ?? noOrders);
}

function ordersOf(series: readonly MonthSums[]): number {
  return series.reduce((sum, { orders }) => sum + orders, 0);
}

/** The last 12 months against the 12 before, and what an order leaves above its own cost. */
function growthFigures(series: readonly MonthSums[], by: By): Figure[] {
  const year = series.slice(-yearMonths);
  const now = ordersOf(year);
  const before = ordersOf(series.slice(-2 * yearMonths, -yearMonths));
  const costs = year.filter(({ cost }) => cost !== null);
  const margin = costs.reduce((sum, { revenue, cost }) => sum + revenue - (cost ?? 0), 0);
  return [
    ...(series.length >= 2 * yearMonths && before > 0
      ? [counted("demand.growth", now / before - 1, now, { by })]
      : []),
    ...(ordersOf(costs) > 0
      ? [counted("demand.order-margin", margin / ordersOf(costs), ordersOf(costs), { by })]
      : []),
  ];
}

function shareOfSegment(
  series: readonly MonthSums[],
  whole: readonly MonthSums[],
  segment: string,
): Figure[] {
  const all = ordersOf(whole.slice(-yearMonths));
  const own = ordersOf(series.slice(-yearMonths));
  return all === 0 ? [] : [counted("demand.segment-share", own / all, all, { by: { segment } })];
}

function forecastFigures(
  series: readonly MonthSums[],
  months: readonly string[],
  by: By,
): Figure[] {
  const forecast = demandForecast(
    series.map(({ orders }) => orders),
    { period: yearMonths, horizon: horizonMonths },
  );
  const last = months.at(-1);
  if (forecast === null || last === undefined) return [];
  let month = last;
  return [
    ...forecast.steps.map((step) => {
      month = nextMonth(month);
      const where = { by: { ...by, month }, method: forecast.model };
      return figure("demand.forecast", { ...step, n: series.length }, where);
    }),
    ...(forecast.mape === null
      ? []
      : [counted("demand.forecast-miss", forecast.mape, forecast.origins, { by })]),
    ...(Number.isFinite(forecast.relativeError)
      ? [counted("demand.forecast-gain", forecast.relativeError, forecast.origins, { by })]
      : []),
  ];
}

/** Price response from list prices that moved, and from what was really paid. */
function elasticityFigures(facts: Facts): Figure[] {
  const list = listElasticity(facts);
  const paid = elasticityOf(facts.orders?.skuMonths ?? [], ({ meanPrice }) => meanPrice);
  return [
    ...(list.value === null ? [] : [figure("demand.elasticity", list)]),
    ...(paid.value === null ? [] : [figure("demand.paid-elasticity", paid)]),
  ];
}

export function listElasticity({ orders, transactions }: Facts): Estimate {
  const last = transactions.lastCompleteMonth ?? "9999";
  const rows = (orders?.skuMonths ?? []).filter(({ month }) => month <= last);
  return elasticityOf(rows, ({ listPrice }) => listPrice);
}

/**
 * Price and quantity of each product against its own geometric mean, the quantity as a part of the
 * month's: what all products share (season, growth) stands on both sides.
 */
function elasticityOf(
  rows: readonly SkuMonthRow[],
  priceOf: (row: SkuMonthRow) => number,
): Estimate {
  const known = rows.filter((row) => priceOf(row) > 0 && row.quantity > 0);
  const months = Map.groupBy(known, ({ month }) => month);
  const sold = new Map(
    [...months].map(([month, own]) => [month, logMean(own, ({ quantity }) => quantity)]),
  );
  const prices: number[] = [];
  const quantities: number[] = [];
  for (const own of Map.groupBy(known, ({ sku }) => sku).values()) {
    const share = (row: SkuMonthRow) => row.quantity / Math.exp(sold.get(row.month) ?? 0);
    const [price, quantity] = [logMean(own, priceOf), logMean(own, share)];
    const moved = own.some((row) => Math.abs(Math.log(priceOf(row)) - price) > leastPriceMove);
    if (!moved) continue;
    for (const row of own) {
      prices.push(priceOf(row) / Math.exp(price));
      quantities.push(share(row) / Math.exp(quantity));
    }
  }
  return prices.length === 0 ? noEstimate : priceElasticity({ prices, quantities }).elasticity;
}

function logMean<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + Math.log(of(row)), 0) / rows.length;
}

/** How much of the ups and downs the year and the week carry. */
function cycleFigures(orders: OrderFacts, whole: readonly MonthSums[]): Figure[] {
  const days = dailyOrders(orders);
  const cycles = [
    ["year", whole.map(({ orders: own }) => own), yearMonths],
    ["week", days, 7],
  ] as const;
  return cycles.flatMap(([cycle, values, period]) => {
    const parts =
      values.length < leastCycles * period ? null : classicalDecomposition(values, period);
    if (parts === null || parts.shares === null) return [];
    const n = values.length;
    return [
      ...Object.entries(parts.shares).map(([part, share]) =>
        counted("demand.cycle", share, n, { by: { cycle, part } }),
      ),
      counted("demand.cycle-strength", parts.strength.season, n, { by: { cycle } }),
    ];
  });
}

function dailyOrders({ days }: OrderFacts): readonly number[] {
  const own = new Map(days.map(({ day, orders }) => [day, orders]));
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => own.get(first + at) ?? 0);
}

/** Which part of a place's orders falls on other hours of the week than those of all places. */
function mixFigures({ weekHours }: OrderFacts): Figure[] {
  const named = weekHours.filter(({ location }) => location !== "");
  const places = [...Map.groupBy(named, ({ location }) => location)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  if (places.length < 2) return [];
  const mixOf = (rows: typeof named) => {
    const sum = rows.reduce((all, { orders }) => all + orders, 0);
    const mix = new Map<string, number>();
    for (const { weekday, hour, orders } of rows) {
      const slot = `${weekday} ${hour}`;
      mix.set(slot, (mix.get(slot) ?? 0) + orders / sum);
    }
    return { mix, sum };
  };
  const whole = mixOf(named).mix;
  return places.flatMap(([location, rows]) => {
    const { mix, sum } = mixOf(rows);
    if (sum < leastMix) return [];
    const distance = [...whole].reduce(
      (all, [slot, share]) => all + Math.abs(share - (mix.get(slot) ?? 0)) / 2,
      0,
    );
    return [counted("demand.mix-distance", distance, sum, { by: { location } })];
  });
}
