import { customerSatisfaction } from "../../src/metrics/customer-satisfaction.ts";
import { independence } from "../../src/stats/chi-square.ts";
import { spearman } from "../../src/stats/correlation.ts";
import { proportion, shareOf } from "../../src/stats/proportion.ts";
import {
  numbersOf,
  tableOf,
  type GoldenCase,
  type GoldenRunners,
  type Row,
} from "../support/golden-case.ts";

const reviewsFile = "olist/olist_order_reviews_dataset.csv";
const ordersFile = "olist/olist_orders_dataset.csv";
const dayMs = 86_400_000;

function reviews({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const { distribution, top2 } = customerSatisfaction(numbersOf(rows, "review_score"), {
    scale: { min: 1, max: 5 },
  });
  const dist = Object.fromEntries(distribution.map(({ score, count }) => [score, count]));
  return { rows: rows.length, dist, t2b: top2.value };
}

/** Reviews of each order, earliest first. */
function byOrder(): ReadonlyMap<string, readonly Row[]> {
  const rows = tableOf(reviewsFile).toSorted((a, b) =>
    a["review_answer_timestamp"]! < b["review_answer_timestamp"]! ? -1 : 1,
  );
  return Map.groupBy(rows, (row) => row["order_id"]!);
}

function scoreOf(row: Row | undefined): number {
  return Number(row!["review_score"]);
}

function manyReviews(): object {
  const orders = [...byOrder().values()];
  const latest = orders.map((rows) => scoreOf(rows.at(-1)));
  return {
    orders: orders.length,
    multi: orders.filter((rows) => rows.length > 1).length,
    changed: orders.filter((rows) => scoreOf(rows[0]) !== scoreOf(rows.at(-1))).length,
    t2b_latest: customerSatisfaction(latest, { scale: { min: 1, max: 5 } }).top2.value,
  };
}

function delay(): object {
  const latest = byOrder();
  const instant = (text: string): number => Date.parse(`${text.replace(" ", "T")}Z`);
  const pairs = tableOf(ordersFile).flatMap((order) => {
    const delivered = order["order_delivered_customer_date"]!;
    const rows = latest.get(order["order_id"]!);
    if (delivered === "" || rows === undefined) return [];
    const days = (instant(delivered) - instant(order["order_estimated_delivery_date"]!)) / dayMs;
    return [{ days, score: scoreOf(rows.at(-1)) }];
  });
  const days = pairs.map((pair) => pair.days);
  const { n, value } = spearman(
    days,
    pairs.map((pair) => pair.score),
  );
  return { n, rho: value, late_share: shareOf(days, (late) => late > 0).value };
}

function attrition({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const scores = numbersOf(rows, "JobSatisfaction");
  const { n, top2, mean } = customerSatisfaction(scores, { scale: { min: 1, max: 4 } });
  const levels = [1, 2, 3, 4].map((level) => {
    const same = rows.filter((row) => Number(row["JobSatisfaction"]) === level);
    return [same.filter((row) => row["Attrition"] === "Yes").length, same.length] as const;
  });
  const { statistic, df, p } = independence(levels.map(([left, all]) => [left, all - left]));
  return {
    t2b: {
      n,
      top2: Math.round(top2.value! * n),
      share: top2.value,
      wilson95: [top2.low, top2.high],
      mean: mean.value,
    },
    attrition: Object.fromEntries(
      levels.map(([left, all], i) => [i + 1, proportion(left, all).value]),
    ),
    chi2: statistic,
    df,
    p,
  };
}

export const runners: GoldenRunners = {
  olist_reviews: reviews,
  olist_multi_reviews: manyReviews,
  olist_delay_spearman: delay,
  hr_jobsat_attrition: attrition,
};
