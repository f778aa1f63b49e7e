import { customerSatisfaction } from "../../src/metrics/customer-satisfaction.ts";
import { expectationGap } from "../../src/metrics/expectation-gap.ts";
import { loyaltyQuadrants } from "../../src/metrics/loyalty-quadrants.ts";
import { netPromoterScore } from "../../src/metrics/net-promoter-score.ts";
import { mean } from "../../src/stats/mean.ts";
import { netShare } from "../../src/stats/net-share.ts";
import type { Estimate } from "../../src/stats/estimate.ts";
import { numbersOf, tableOf, type GoldenCase, type GoldenRunners } from "../support/golden-case.ts";

const zeroToTen = { min: 0, max: 10 };

function sudzilla({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const scores = numbersOf(rows, Object.keys(rows[0]!)[1]!);
  const { n, counts, nps, wald, variance, se } = netPromoterScore(scores, { scale: zeroToTen })!;
  const { promoters, detractors } = counts;
  return {
    n,
    promoters,
    detractors,
    nps: nps.value,
    variance,
    se,
    wald95: [wald!.low, wald!.high],
    adjusted_wald95: [nps.low, nps.high],
  };
}

/** A 1 to 10 scale has no net promoter score: the arithmetic alone is compared. */
function mobileRecommend({ input }: GoldenCase): object {
  const scores = numbersOf(tableOf(input), "CUSL3").filter((score) => score !== null);
  const promoters = scores.filter((score) => score >= 9).length;
  const detractors = scores.filter((score) => score <= 6).length;
  const n = scores.length;
  const { value, variance, se, low, high, wald } = netShare({
    plus: promoters,
    minus: detractors,
    n,
  })!;
  return {
    n,
    promoters,
    detractors,
    nps: 100 * value,
    variance,
    se: 100 * se,
    wald95: [100 * wald.low, 100 * wald.high],
    adjusted_wald95: [100 * low, 100 * high],
  };
}

function kashmirCounts({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const scores = ["delivery", "food", "speed"].flatMap((name) => numbersOf(rows, name));
  const { distribution } = customerSatisfaction(scores, { scale: { min: 1, max: 5 } });
  return Object.fromEntries(distribution.map(({ score, count }) => [score, count]));
}

function topTwo(input: string, column: string, max: number): object {
  const scores = numbersOf(tableOf(input), column);
  const { n, top2, mean } = customerSatisfaction(scores, { scale: { min: 1, max } });
  return {
    n,
    top2: Math.round(top2.value! * n),
    share: top2.value,
    wilson95: bounds(top2),
    mean: mean.value,
  };
}

function mobileGap({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const expected = numbersOf(rows, "CUEX1");
  const perceived = numbersOf(rows, "PERQ1");
  const pairs = expected.map((score, i) => ({ expected: score, perceived: perceived[i]! }));
  const { n, gap, se, t, p } = expectationGap(pairs);
  return { n, mean: gap.value, se, t, ci: bounds(gap), p };
}

function offices({ input }: GoldenCase): object {
  const rows = tableOf(input);
  const names = Object.keys(rows[0]!).filter((name) => !/StudentId|Importance/u.test(name));
  const items = names.map((item) => {
    const sat = numbersOf(rows, item);
    const imp = numbersOf(rows, `${item} - Importance`);
    const { n, gap } = expectationGap(
      sat.map((perceived, i) => ({ perceived, expected: imp[i]! })),
    );
    return { item, sat: mean(sat).value, imp: mean(imp).value, n_pair: n, gap_pair: gap.value };
  });
  return { items };
}

function mobileQuadrants({ input, params }: GoldenCase): object {
  const rows = tableOf(input);
  const satisfaction = numbersOf(rows, "CUSA1");
  const loyalty = numbersOf(rows, "CUSL1");
  const { n, quadrants, satisfiedNotLoyal } = loyaltyQuadrants(
    satisfaction.map((score, i) => ({ satisfaction: score, loyalty: loyalty[i]! })),
    { satisfied: Number(params!["sat_cut"]), loyal: Number(params!["loy_cut"]) },
  );
  return {
    n,
    ...Object.fromEntries(quadrants.map(({ quadrant, count }) => [quadrant, count])),
    satisfied: satisfiedNotLoyal.n,
    satisfied_not_loyal_share: satisfiedNotLoyal.value,
    wilson95: bounds(satisfiedNotLoyal),
  };
}

function bounds({ low, high }: Estimate): readonly (number | null)[] {
  return [low, high];
}

export const runners: GoldenRunners = {
  // The published value is rounded to one decimal.
  nps_sudzilla: sudzilla,
  nps_sudzilla_ci: sudzilla,
  nps_mobi_rec: mobileRecommend,
  csat_kashmir_counts: kashmirCounts,
  csat_kashmir_delivery: ({ input }) => topTwo(input, "delivery", 5),
  csat7_univer_global: ({ input }) => topTwo(input, "global", 7),
  gap_mobi_overall: mobileGap,
  ipa_offices: offices,
  js_quadrants_mobi: mobileQuadrants,
};
