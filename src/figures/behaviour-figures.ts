import { cohortRetention } from "../metrics/cohort-retention.ts";
import { lifecycleStage } from "../metrics/lifecycle-stage.ts";
import type { HistoricValue, LifetimeModel } from "../metrics/lifetime-value.ts";
import { concentration, customersForShare, ranked, topShare } from "../metrics/pareto.ts";
import { purchaseCount } from "../metrics/purchase-count.ts";
import { repeatRate, repeatRateWithin } from "../metrics/repeat-rate.ts";
import { rfm, rfmSegment, rfmSegments } from "../metrics/rfm.ts";
import type { Rules } from "../settings/rules.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import type { Category, CustomerColumns, Facts } from "../warehouse/facts.ts";
import { counted, figure } from "./book.ts";
import type { By, Figure } from "./figure.ts";
import { dimensions } from "./slice.ts";
import { waveOfDay, type WaveKind } from "./wave.ts";

/** Days after the first purchase within which the second must come. */
export const repeatDays = 90;

export interface BehaviourOptions {
  readonly rules: Rules;
  readonly wave: WaveKind;
  readonly windowDays: number | null;
}

/** Everything that is done: repeat, concentration, RFM, stages, cohorts. */
export function behaviourFigures(facts: Facts, options: BehaviourOptions): readonly Figure[] {
  if (!facts.tables.has("transactions")) return [];
  return [
    ...totals(facts),
    ...repeatFigures(facts, options),
    ...concentrationFigures(facts.customers),
    ...rfmFigures(facts.customers),
    ...lifecycleFigures(facts, options),
  ];
}

function totals({ transactions }: Facts): Figure[] {
  const { rows, rejected, customers, revenue, byWave } = transactions;
  return [
    counted("data.transactions.rows", rows, rows),
    counted("data.transactions.rejected", rejected, rows + rejected),
    counted("data.transactions.customers", customers, customers),
    counted("data.transactions.revenue", Number(revenue), rows),
    ...byWave.flatMap(({ wave, revenue: amount, buyers }) => [
      counted("value.revenue", amount, buyers, { period: wave }),
      counted("value.buyers", buyers, buyers, { period: wave }),
    ]),
  ];
}

interface RowSet {
  readonly by: By;
  readonly rows: Int32Array;
}

/** Buyers as row numbers: all of them, and every level of each home dimension. */
export function buyerSlices(customers: CustomerColumns): readonly RowSet[] {
  const buyers = Int32Array.from(customers.purchases.keys()).filter(
    (row) => (customers.purchases[row] ?? 0) >= 1,
  );
  return [
    { by: {}, rows: buyers },
    ...dimensions.flatMap((dimension) => {
      const { codes, levels } = customers[dimension];
      const groups = Map.groupBy(buyers, (row) => codes[row] ?? -1);
      if (groups.size === 0 || (groups.size === 1 && groups.has(-1))) return [];
      return [...groups]
        .map(([code, rows]) => ({
          by: { [dimension]: code < 0 ? "" : (levels[code] ?? "") },
          rows: Int32Array.from(rows),
        }))
        .toSorted((a, b) => (Object.values(a.by)[0]! < Object.values(b.by)[0]! ? -1 : 1));
    }),
  ];
}

export function pick(column: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
}

function repeatFigures({ customers, asOfDay }: Facts, { wave }: BehaviourOptions): Figure[] {
  return buyerSlices(customers).flatMap(({ by, rows }) => {
    const purchases = pick(customers.purchases, rows);
    const days = {
      firstDay: pick(customers.firstDay, rows),
      secondDay: pick(customers.secondDay, rows),
    };
    return [
      figure("loyalty.repeat-rate", repeatRate({ purchases }), { by }),
      figure("loyalty.repeat-rate-90d", repeatRateWithin(days, { days: repeatDays, asOfDay }), {
        by,
      }),
      ...repeatByWave(days, { by, wave, asOfDay }),
      figure("value.mean-revenue", mean(pick(customers.revenue, rows)), { by }),
    ];
  });
}

/** Each person stands in the wave in which the 90 days end; all of them are then observed in full. */
function repeatByWave(
  { firstDay, secondDay }: { firstDay: Float64Array; secondDay: Float64Array },
  { by, wave, asOfDay }: { by: By; wave: WaveKind; asOfDay: number },
): Figure[] {
  const counts = new Map<string, { again: number; n: number }>();
  for (let row = 0; row < firstDay.length; row += 1) {
    const due = (firstDay[row] ?? Number.NaN) + repeatDays;
    if (!(due <= asOfDay)) continue;
    const period = waveOfDay(due, wave);
    const seen = counts.get(period) ?? { again: 0, n: 0 };
    seen.n += 1;
    if ((secondDay[row] ?? Number.NaN) <= due) seen.again += 1;
    counts.set(period, seen);
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, { again, n }]) =>
      figure("loyalty.repeat-rate-90d", proportion(again, n), { by, period }),
    );
}

function concentrationFigures(customers: CustomerColumns): Figure[] {
  const [whole] = buyerSlices(customers);
  if (whole === undefined || whole.rows.length === 0) return [];
  const values = ranked(pick(customers.revenue, whole.rows));
  const n = whole.rows.length;
  const { topShare: top, gini } = concentration(values, { seed: "value.pareto" });
  const for80 = customersForShare(values, 0.8);
  const shares = Array.from({ length: 20 }, (_, index) => (index + 1) * 5);
  return [
    figure("value.pareto-top20", top),
    figure("value.gini", gini),
    counted("value.customers-for-80", for80 === null ? null : for80 / n, n),
    ...shares.map((share) =>
      counted("value.lorenz", topShare(values, share / 100), n, { by: { share: String(share) } }),
    ),
  ];
}

function rfmFigures(customers: CustomerColumns): Figure[] {
  const [whole] = buyerSlices(customers);
  if (whole === undefined) return [];
  const rows = whole.rows;
  const columns = {
    purchases: pick(customers.purchases, rows),
    lastDay: pick(customers.lastDay, rows),
    revenue: pick(customers.revenue, rows),
  };
  const scores = rfm(columns);
  if (scores === null) return [];
  const cells = new Map<
    string,
    { people: number; revenue: number; recency: number; frequency: number }
  >();
  const segments = new Map(rfmSegments.map((name) => [name, { people: 0, revenue: 0 }]));
  let total = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const [recency, frequency, monetary] = [
      scores.recency[row]!,
      scores.frequency[row]!,
      scores.monetary[row]!,
    ];
    const amount = Math.max(0, columns.revenue[row]!);
    const key = `${recency}${frequency}`;
    const cell = cells.get(key) ?? { people: 0, revenue: 0, recency, frequency };
    cells.set(key, { ...cell, people: cell.people + 1, revenue: cell.revenue + amount });
    const segment = segments.get(rfmSegment(recency, frequency, monetary))!;
    segment.people += 1;
    segment.revenue += amount;
    total += amount;
  }
  if (total === 0) return [];
  return [
    ...[...cells.values()]
      .toSorted((a, b) => a.recency - b.recency || a.frequency - b.frequency)
      .map(({ people, revenue, recency, frequency }) =>
        counted("value.rfm-revenue", revenue / total, people, {
          by: { recency: String(recency), frequency: String(frequency) },
        }),
      ),
    ...[...segments]
      .filter(([, { people }]) => people > 0)
      .flatMap(([name, { people, revenue }]) => [
        counted("value.rfm-segment", people / rows.length, rows.length, { by: { rfm: name } }),
        counted("value.rfm-segment-revenue", revenue / total, people, { by: { rfm: name } }),
      ]),
  ];
}

function lifecycleFigures(facts: Facts, { rules, windowDays }: BehaviourOptions): Figure[] {
  const { customers, transactions, asOfDay } = facts;
  const { counts } = lifecycleStage(customers, { asOfDay, windowDays, care: rules.purchases.care });
  const late = purchaseCount(customers, asOfDay, {
    ...rules.purchases,
    overdueFactor: rules.overdueFactor,
  });
  const cohorts =
    transactions.lastCompleteMonth === null
      ? []
      : cohortRetention(transactions.cohorts, transactions.lastCompleteMonth);
  return [
    ...Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([stage, count]) =>
        counted("lifecycle.stage", count / customers.n, customers.n, { by: { stage } }),
      ),
    counted("lifecycle.watch", late.counts.watch, late.buyers),
    counted("lifecycle.care", late.counts.care, late.buyers),
    figure("lifecycle.watch-overdue", late.watchOverdue),
    figure("lifecycle.care-overdue", late.careOverdue),
    ...cohorts.flatMap(({ cohort, size, customers: active }) =>
      active.slice(0, 13).flatMap((count, month) =>
        count === null
          ? []
          : [
              figure("lifecycle.retention", proportion(count, size), {
                by: { cohort, month: String(month) },
              }),
            ],
      ),
    ),
  ];
}

/** Lifetime value where the gate lets the model speak; residual value of those who stayed away. */
export function lifetimeFigures(
  lifetime: LifetimeModel | HistoricValue | null,
  away: readonly { readonly period: string; readonly customers: readonly number[] }[],
): readonly Figure[] {
  if (lifetime === null || lifetime.kind === "historic") {
    return lifetime?.holdout
      ? [counted("value.holdout-error", lifetime.holdout.error, lifetime.holdout.customers)]
      : [];
  }
  return [
    figure("value.clv", lifetime.meanClv),
    figure("value.alive", lifetime.meanAlive),
    counted("value.holdout-error", lifetime.holdout.error, lifetime.holdout.customers),
    ...away.map(({ period, customers }) =>
      counted(
        "value.residual-at-risk",
        customers.reduce(
          (sum, row) =>
            sum + (Number.isNaN(lifetime.clv[row] ?? Number.NaN) ? 0 : lifetime.clv[row]!),
          0,
        ),
        customers.length,
        { period },
      ),
    ),
  ];
}

export function levelAt({ codes, levels }: Category, row: number): string {
  const code = codes[row] ?? -1;
  return code < 0 ? "" : (levels[code] ?? "");
}
