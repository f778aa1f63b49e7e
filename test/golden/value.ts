/** Golden cases of behaviour, value and disclosure: each runner reads a case and gives what it expects. */
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { anonymityClasses } from "../../src/disclosure/anonymity-classes.ts";
import { attackIntervals } from "../../src/disclosure/attack-intervals.ts";
import { suppressTable } from "../../src/disclosure/suppress-table.ts";
import type { RepeatHistory } from "../../src/metrics/bg-nbd-likelihood.ts";
import {
  bgNbdExpectedPurchases,
  bgNbdFit,
  bgNbdProbabilityAlive,
  repeatHistory,
  type BgNbdParameters,
} from "../../src/metrics/bg-nbd.ts";
import { cohortRetention } from "../../src/metrics/cohort-retention.ts";
import {
  gammaGammaExpectedValue,
  gammaGammaFit,
  type GammaGammaParameters,
} from "../../src/metrics/gamma-gamma.ts";
import { lifecycleByYear } from "../../src/metrics/lifecycle-stage.ts";
import { marginMultiple, outlooks } from "../../src/metrics/lifetime-value.ts";
import {
  customersWithinShare,
  gini,
  herfindahl,
  lorenzAsymmetry,
  ranked,
} from "../../src/metrics/pareto.ts";
import {
  paretoNbdProbabilityAlive,
  type ParetoNbdParameters,
} from "../../src/metrics/pareto-nbd.ts";
import { repeatRate } from "../../src/metrics/repeat-rate.ts";
import { quantileScores, rankScores } from "../../src/metrics/rfm.ts";
import { pearson } from "../../src/stats/correlation.ts";
import { quantile } from "../../src/stats/quantile.ts";
import { moments } from "../../src/stats/mean.ts";
import type { GoldenRunners } from "../support/golden-case.ts";

const data = new URL("../../../shared/data/", import.meta.url);

export const runners: GoldenRunners = {
  kanon_sdcmicro: ({ params }) => {
    const { A, B, C } = params as Record<"A" | "B" | "C", number[]>;
    const fk = anonymityClasses([A, B, C]);
    const ofSize = (size: number): number => fk.filter((each) => each === size).length;
    return { fk, unique: ofSize(1), in_classes_of_two: ofSize(2) };
  },
  sdc_primary: () => {
    const table = regionByGender();
    const { reasons } = suppressTable(table, 3);
    const primary = table.rows.flatMap((row, i) =>
      table.columns.flatMap((column, j) =>
        reasons[i]![j] === "small-group" ? [`${row}/${column}`] : [],
      ),
    );
    const row = table.rows.indexOf("A");
    const column = table.columns.indexOf("female");
    return {
      primary,
      count: primary.length,
      A_female: table.counts[row]![column],
      row_A_total: table.counts[row]!.reduce((sum, count) => sum + count, 0),
    };
  },
  sdc_differencing: () => {
    const table = regionByGender();
    const row = table.rows.indexOf("A");
    const column = table.columns.indexOf("female");
    const hidden = table.counts.map((cells, i) => cells.map((_, j) => i === row && j === column));
    const { low, high } = attackIntervals(table, hidden)[row]![column]!;
    return { recoverable: low === high, value: low, interval: [low, high] };
  },
  rfm_readme: ({ params }) => rfmReadme(params as unknown as Rectangles),
  rfm_retail_open: () => {
    const asOf = dayOf("2011-12-10");
    const customers = byCustomer(
      csv("online_retail/online_retail.csv").map((row) => ({
        id: row["CustomerID"]!,
        day: dayOf(row["InvoiceDate"]!),
        amount: Number(row["TotalPrice"]),
      })),
    );
    const column = (value: (lines: readonly Line[]) => number): Float64Array =>
      Float64Array.from(customers, ([, lines]) => value(lines));
    const last = column((lines) => Math.max(...lines.map(({ day }) => day)));
    const frequency = column((lines) => lines.length);
    const sums = column((lines) => lines.reduce((sum, { amount }) => sum + amount, 0));
    const scores = [last, frequency, sums].map(rankScores);
    return Object.fromEntries(
      customers.map(([id], i) => [
        id,
        [...scores.map((each) => each[i]!), asOf - last[i]!, frequency[i]!, sums[i]!],
      ]),
    );
  },
  gini_ineq: ({ params }) => {
    const values = ranked(Float64Array.from((params as { x: number[] }).x));
    return { gini: gini(values), herfindahl: herfindahl(values) };
  },
  gini_damgaard: () => {
    const x = ranked(Float64Array.from([...Array<number>(9).fill(50 / 9), 50]));
    const y = ranked(
      Float64Array.from([...Array<number>(5).fill(2), ...Array<number>(5).fill(18)]),
    );
    return {
      x: gini(x, { corrected: true }),
      y: gini(y, { corrected: true }),
      lorenz_asymmetry_x: lorenzAsymmetry(x),
      lorenz_asymmetry_y: lorenzAsymmetry(y),
    };
  },
  pareto_preppin: () => {
    const sales = Map.groupBy(csv("preppin/case_164/input_01.csv"), (row) => row["Customer ID"]!);
    const values = Float64Array.from(sales.values(), (rows) =>
      rows.reduce((sum, row) => sum + Number(row["Sales"]), 0),
    );
    const in80 = customersWithinShare(ranked(values), 0.8)!;
    const percent = Math.round((100 * in80) / values.length);
    return {
      customers: values.length,
      in_80: in80,
      sentence: `${percent}% of Customers account for 80% of Sales`,
    };
  },
  cdnow_master: () => {
    const rows = blankSeparated("cdnow/CDNOW_master.txt").slice(1);
    return {
      customers: new Set(rows.map(([id]) => id)).size,
      rows: rows.length,
      spend: rows.reduce((sum, row) => sum + Math.round(100 * Number(row[3])), 0) / 100,
      cds: rows.reduce((sum, row) => sum + Number(row[2]), 0),
    };
  },
  cdnow_summary: () => {
    const lines = blankSeparated("cdnow/CDNOW_sample.txt").map(([, id, date, , amount]) => ({
      id: id!,
      day: dayOf(date!.replace(/(\d{4})(\d\d)(\d\d)/u, "$1-$2-$3")),
      amount: Number(amount),
    }));
    const customers = byCustomer(lines.filter(({ day }) => day <= dayOf("1997-09-30")));
    const purchases = Float64Array.from(customers, ([, own]) => byDay(own).length);
    const spend = customers.flatMap(([, own]) => {
      const repeats = byDay(own).slice(1);
      return repeats.length === 0
        ? []
        : [repeats.reduce((sum, { amount }) => sum + amount, 0) / repeats.length];
    });
    const again = Math.round(repeatRate({ purchases }).value! * customers.length);
    const { mean, squares, n } = moments(spend);
    return {
      customers: customers.length,
      repeaters: again,
      zero_repeat: customers.length - again,
      mean,
      sd: Math.sqrt(squares / (n - 1)),
      median: quantile(spend, 0.5),
      min: Math.min(...spend),
      max: Math.max(...spend),
    };
  },
  lt_summary_daily: ({ params }) => {
    const { rows } = params as { rows: readonly (readonly [number, string])[] };
    const customers = byCustomer(
      rows.map(([id, date]) => ({ id: String(id), day: dayOf(date), amount: 1 })),
    );
    const column = (value: (days: readonly number[]) => number): Float64Array =>
      Float64Array.from(customers, ([, own]) => value(byDay(own).map(({ day }) => day)));
    const { x, tx, T } = repeatHistory(
      {
        purchases: column((days) => days.length),
        firstDay: column((days) => days[0]!),
        lastDay: column((days) => days.at(-1)!),
      },
      dayOf("2015-02-07"),
      1,
    );
    return Object.fromEntries(customers.map(([id], i) => [id, [x[i], tx[i], T[i]]]));
  },
  lifecycle_2019: () => {
    const active = csv("preppin/case_160/input_01.csv").map((row) => ({
      customer: row["Customer ID"]!,
      year: Number(row["Order Date"]!.slice(0, 4)),
    }));
    const { 2018: first, 2019: second } = lifecycleByYear(active);
    return { 2018: first, 2019: second };
  },
  cohort_retail_201012: () => {
    const months = csv("online_retail/online_retail.csv").map((row) => ({
      id: row["CustomerID"]!,
      month: Number(row["InvoiceDate"]!.slice(0, 4)) * 12 + Number(row["InvoiceDate"]!.slice(5, 7)),
    }));
    const own = [...Map.groupBy(months, ({ id }) => id).values()].map((rows) =>
      [...new Set(rows.map(({ month }) => month))].toSorted((a, b) => a - b),
    );
    const started = own.filter(([first]) => first === 2010 * 12 + 12);
    const cells = Array.from({ length: 13 }, (_, offset) => ({
      cohort: "2010-12",
      offset,
      customers: started.filter((each) => each.includes(2010 * 12 + 12 + offset)).length,
    }));
    const open = cohortRetention(cells, "2011-11")[0]!;
    if (open.customers[12] !== null) throw new Error("2011-12 was not over, so it is masked");
    return { counts: cohortRetention(cells, "2011-12")[0]!.customers };
  },
  bgnbd_cdnow: () => {
    const { r, alpha, a, b, logLikelihood } = bgNbdFit(cdnowHistory())!;
    return { r, alpha, a, b, LL: logLikelihood };
  },
  bgnbd_cond: ({ params }) => ({
    value: bgNbdExpectedPurchases(
      params as unknown as BgNbdParameters,
      { x: 2, tx: 30.43, T: 38.86 },
      39,
    ),
  }),
  bgnbd_palive: ({ params }) => ({
    values: [
      { x: 0, tx: 0, T: 38.86 },
      { x: 2, tx: 30.43, T: 38.86 },
      { x: 1, tx: 1.71, T: 38.86 },
      { x: 26, tx: 30.86, T: 31 },
    ].map((customer) => bgNbdProbabilityAlive(params as unknown as BgNbdParameters, customer)),
  }),
  pnbd_palive: ({ params }) => ({
    value: paretoNbdProbabilityAlive(params as unknown as ParetoNbdParameters, {
      x: 26,
      tx: 30.86,
      T: 31,
    }),
  }),
  gg_cdnow: () => {
    const { x, meanValue } = cdnowSpend();
    const { p, q, v, logLikelihood, customers } = gammaGammaFit({ x, meanValue })!;
    return { n: customers, p, q, v, LL: logLikelihood };
  },
  gg_corr: () => {
    const { x, meanValue } = cdnowSpend();
    return {
      r: pearson(
        x.map((each) => (each > 0 ? each : NaN)),
        meanValue,
      ).value,
    };
  },
  clv_correct_units: ({ params }) => {
    const { bgnbd, gammaGamma, months, monthlyDiscount } = params as {
      readonly bgnbd: BgNbdParameters;
      readonly gammaGamma: GammaGammaParameters;
      readonly months: number;
      readonly monthlyDiscount: number;
    };
    const { x, tx, T, meanValue } = cdnowSpend();
    const ahead = outlooks(bgnbd, { x, T }, { months, monthlyDiscount, unitsPerMonth: 52 / 12 });
    const values = Array.from({ length: 10 }, (_, i) => {
      const customer = { x: x[i]!, tx: tx[i]!, T: T[i]! };
      const worth = gammaGammaExpectedValue(gammaGamma, x[i]!, meanValue[i]!);
      return worth * bgNbdProbabilityAlive(bgnbd, customer) * ahead.discounted[i]!;
    });
    return { values };
  },
  clv_margin_multiple: () => ({
    values: [marginMultiple(0.6, 0.1), marginMultiple(0.9, 0.1), marginMultiple(0.8, 0.12)],
  }),
  olist_customers: () => {
    const orders = csv("olist/olist_orders_dataset.csv");
    const customers = csv("olist/olist_customers_dataset.csv");
    const person = new Map(
      customers.map((row) => [row["customer_id"]!, row["customer_unique_id"]!]),
    );
    const own = Map.groupBy(orders, (row) => person.get(row["customer_id"]!));
    const purchases = Float64Array.from(own.values(), (rows) => rows.length);
    const { value, n } = repeatRate({ purchases });
    return {
      orders: orders.length,
      customer_ids: new Set(orders.map((row) => row["customer_id"])).size,
      unique_customers: n,
      repeat: Math.round(value! * n),
    };
  },
};

type Row = Readonly<Record<string, string>>;

interface Line {
  readonly id: string;
  readonly day: number;
  readonly amount: number;
}

function text(path: string): string {
  return readFileSync(new URL(path, data), "utf8");
}

function csv(path: string): readonly Row[] {
  return Papa.parse<Row>(text(path), { header: true, skipEmptyLines: true }).data;
}

function blankSeparated(path: string): readonly (readonly string[])[] {
  return text(path)
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.trim().split(/\s+/u));
}

function dayOf(date: string): number {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000;
}

function byCustomer(lines: readonly Line[]): readonly (readonly [string, readonly Line[]])[] {
  return [...Map.groupBy(lines, ({ id }) => id)];
}

/** Lines of one day are one purchase. */
function byDay(lines: readonly Line[]): readonly Line[] {
  return [...Map.groupBy(lines, ({ day }) => day)]
    .toSorted(([a], [b]) => a - b)
    .map(([day, own]) => ({
      id: own[0]!.id,
      day,
      amount: own.reduce((sum, { amount }) => sum + amount, 0),
    }));
}

function cdnowHistory(): RepeatHistory {
  const rows = csv("cdnow/cdnow_customers_summary.csv");
  const column = (name: string): Float64Array =>
    Float64Array.from(rows, (row) => Number(row[name]));
  return { x: column("frequency"), tx: column("recency"), T: column("T") };
}

function cdnowSpend(): RepeatHistory & { readonly meanValue: Float64Array } {
  const rows = csv("cdnow/cdnow_customers_summary_with_transactions.csv");
  const column = (name: string): Float64Array =>
    Float64Array.from(rows, (row) => Number(row[name]));
  return { x: column("x"), tx: column("t_x"), T: column("T"), meanValue: column("zbar") };
}

function regionByGender(): {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly counts: readonly (readonly number[])[];
} {
  const records = csv("sdc/microdata1.csv");
  const rows = [...new Set(records.map((row) => row["region"]!))].toSorted();
  const columns = [...new Set(records.map((row) => row["gender"]!))].toSorted();
  const counts = rows.map((region) =>
    columns.map(
      (gender) =>
        records.filter((row) => row["region"] === region && row["gender"] === gender).length,
    ),
  );
  return { rows, columns, counts };
}

interface Rectangles {
  readonly segment_names: readonly string[];
  readonly bounds: Readonly<Record<"rl" | "ru" | "fl" | "fu" | "ml" | "mu", readonly number[]>>;
}

/** Rule (a) and the overlapping rectangles of the R package, first match first. */
function rfmReadme({ segment_names, bounds }: Rectangles): object {
  const asOf = dayOf("2006-12-31");
  const customers = byCustomer(
    csv("rfm_orders/rfm_data_orders.csv").map((row) => ({
      id: row["customer_id"]!,
      day: dayOf(row["order_date"]!),
      amount: Number(row["revenue"]),
    })),
  );
  const column = (value: (lines: readonly Line[]) => number): Float64Array =>
    Float64Array.from(customers, ([, lines]) => value(lines));
  const recency = column((lines) => asOf - Math.max(...lines.map(({ day }) => day)));
  const r = quantileScores(recency).map((score) => 6 - score);
  const f = quantileScores(column((lines) => lines.length));
  const m = quantileScores(column((lines) => lines.reduce((sum, { amount }) => sum + amount, 0)));
  const segment = (i: number): string => {
    const fits = segment_names.findIndex(
      (_, s) =>
        r[i]! >= bounds.rl[s]! &&
        r[i]! <= bounds.ru[s]! &&
        f[i]! >= bounds.fl[s]! &&
        f[i]! <= bounds.fu[s]! &&
        m[i]! >= bounds.ml[s]! &&
        m[i]! <= bounds.mu[s]!,
    );
    return segment_names[fits] ?? "Others";
  };
  const byName = <T>(value: (i: number) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(customers.map(([id], i) => [id, value(i)]));
  return {
    customers: customers.length,
    scores: byName((i) => 100 * r[i]! + 10 * f[i]! + m[i]!),
    recency: byName((i) => recency[i]!),
    segments: byName(segment),
  };
}
