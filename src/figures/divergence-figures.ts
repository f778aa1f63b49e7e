import { expectationRatchet } from "../metrics/expectation-ratchet.ts";
import { standardTicks, tickNames } from "../metrics/standard-ticks.ts";
import { spearman } from "../stats/correlation.ts";
import { mean } from "../stats/mean.ts";
import { poissonRate } from "../stats/poisson.ts";
import { proportion } from "../stats/proportion.ts";
import { quantileInterval } from "../stats/quantile-interval.ts";
import type { CampaignRow, OrderFacts, SkuRow } from "../warehouse/facts.ts";
import { latestPerPerson, type AnswerRow } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { isComplaint } from "./case-kinds.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { inPeriod, periodsOf } from "./said-figures.ts";
import { scoreOf } from "./score-of.ts";
import {
  expectedStandards,
  latestStandards,
  measuredStandards,
  percentBetter,
} from "./standard-rows.ts";
import { DAY_MS } from "../tables/local-time.ts";

/** Where price, standards, marketing and speed part from what customers value. */
export function divergenceFigures(task: FigureTask): readonly Figure[] {
  const { facts } = task;
  return [
    ...saidDivergences(task),
    ...(facts.orders === null ? [] : [...priceFigures(facts.orders), ...skuFigures(facts.orders)]),
    ...standardFigures(task),
    ...campaignFigures(task),
  ];
}

/** What is asked about each divergence. */
export const divergences = {
  price: ["price.fair", "price.clear"],
  standard: ["promise.kept"],
  marketing: ["marketing.honest"],
  efficiency: ["speed.saved-time"],
} as const;

function saidDivergences({ customers }: FigureTask): Figure[] {
  return Object.entries(divergences).flatMap(([divergence, constructs]) => {
    const asked = constructs.filter((construct) => construct in customers.scales);
    if (asked.length === 0) return [];
    return periodsOf(customers.rows).flatMap((period) => {
      const scores = latestPerPerson(inPeriod(customers.rows, period), asked).flatMap((row) => {
        const own = asked.flatMap((construct) => scoreOf(customers, row, construct) ?? []);
        return own.length === 0 ? [] : [own.reduce((sum, each) => sum + each, 0) / own.length];
      });
      return scores.length === 0
        ? []
        : [figure("divergence.score", mean(scores), { by: { divergence }, period })];
    });
  });
}

/** How much one unit of a product costs different customers in a month. */
function priceFigures({ skuMonths }: OrderFacts): Figure[] {
  const shared = skuMonths.filter(({ customers, meanPrice }) => customers >= 5 && meanPrice > 0);
  if (shared.length === 0) return [];
  const lines = shared.reduce((sum, row) => sum + row.lines, 0);
  const discount = shared.reduce((sum, row) => sum + row.discountedLines, 0);
  const unexplained = shared.reduce((sum, row) => sum + row.unexplainedLines, 0);
  const share = (why: string, count: number) =>
    figure("divergence.price-lines", proportion(Math.max(0, count), lines), { by: { why } });
  return [
    figure(
      "divergence.price-spread",
      quantileInterval(
        shared.map(({ sdPrice, meanPrice }) => (100 * sdPrice) / meanPrice),
        0.5,
      ),
    ),
    figure(
      "divergence.price-ratio",
      quantileInterval(
        shared.map(({ p10, p90 }) => (p10 > 0 ? p90 / p10 : null)),
        0.5,
      ),
    ),
    share("list", lines - discount - unexplained),
    share("discount", discount),
    share("unexplained", unexplained),
  ];
}

/** The best tenth of products by revenue beside the worst half. */
function skuFigures({ skus }: OrderFacts): Figure[] {
  if (skus.length < 10) return [];
  const ranked = skus.toSorted((a, b) => b.revenue - a.revenue || (a.sku < b.sku ? -1 : 1));
  const top = Math.ceil(ranked.length / 10);
  const half = Math.floor(ranked.length / 2);
  const groups: Readonly<Record<string, readonly SkuRow[]>> = {
    hero: ranked.slice(0, top),
    middle: ranked.slice(top, ranked.length - half),
    tail: ranked.slice(-half),
  };
  return Object.entries(groups).flatMap(([group, own]) => {
    const sum = (of: (row: SkuRow) => number) => own.reduce((all, row) => all + of(row), 0);
    const revenue = sum((row) => row.revenue);
    const lines = sum((row) => row.lines);
    const isCosted = own.length > 0 && own.every(({ cost }) => cost !== null) && revenue > 0;
    const margin = (100 * (revenue - sum((row) => row.cost ?? 0))) / revenue;
    const where = { by: { group } };
    if (lines === 0) return [];
    return [
      ...(isCosted ? [counted("divergence.sku-margin", margin, own.length, where)] : []),
      counted("divergence.sku-lines", Math.round(lines / own.length), own.length, where),
      figure(
        "divergence.sku-campaign",
        proportion(
          sum((row) => row.campaignLines),
          lines,
        ),
        where,
      ),
    ];
  });
}

/** Published against delivered against expected, three ticks, and how expectation follows a raise. */
function standardFigures({ facts, rules }: FigureTask): Figure[] {
  const measured = measuredStandards(facts.standards);
  if (measured.length === 0) return [];
  const periods = (standard: string) =>
    facts.standards.filter(({ standardId }) => standardId === standard).length;
  const gaps = measured.flatMap((own) => {
    const gap = (against: string, value: number) =>
      counted(
        "divergence.standard-gap",
        percentBetter(own, own.delivered, value),
        periods(own.standard),
        {
          by: { standard: own.standard, against },
        },
      );
    return [gap("published", own.published), gap("expected", own.expected)];
  });
  const over = measured.filter((own) => percentBetter(own, own.delivered, own.published) < 0);
  const promised = latestStandards(facts.standards).filter(({ published }) => published !== null);
  const ticked = standardTicks(promised, rules.standards);
  const slope = expectationRatchet(expectedStandards(facts.standards)).slope;
  return [
    ...gaps,
    counted("divergence.over-promised", over.length / measured.length, measured.length),
    ...tickNames.flatMap((tick) => {
      const known = ticked.flatMap(({ ticks }) => ticks[tick] ?? []);
      const passed = known.filter(Boolean).length;
      return known.length === 0
        ? []
        : [counted("divergence.tick", passed / known.length, known.length, { by: { tick } })];
    }),
    ...ticked.map(({ standard, passed }) =>
      counted("divergence.ticks", passed, periods(standard), { by: { standard } }),
    ),
    ...(slope.value === null ? [] : [figure("divergence.ratchet", slope)]),
  ];
}

/** What a campaign puts in the middle, beside what came of it. */
function campaignFigures(task: FigureTask): Figure[] {
  const { campaigns } = task.facts;
  const centres = Map.groupBy(campaigns, ({ centre }) => centre ?? "");
  const named = [...centres]
    .filter(([centre]) => centre !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...named.flatMap(([centre, own]) => [
      ...rulesOf(centre, own),
      ...soldIn(task, centre, own),
      ...saidIn(task, centre, own),
    ]),
    ...outsideCampaigns(task),
    ...rulesAgainstHonesty(task),
  ];
}

function rulesOf(centre: string, own: readonly CampaignRow[]): Figure[] {
  const rules = mean(own.map(({ rulesCount }) => rulesCount)).value;
  return rules === null
    ? []
    : [counted("divergence.campaign-rules", rules, own.length, { by: { centre } })];
}

const during = ({ startDay, endDay }: CampaignRow, day: number) => day >= startDay && day <= endDay;

function soldIn(
  { facts, rules }: FigureTask,
  centre: string,
  own: readonly CampaignRow[],
): Figure[] {
  if (facts.orders === null) return [];
  const { days, campaigns } = facts.orders;
  const by = { centre };
  const ids = new Set(own.map(({ campaignId }) => campaignId));
  const sold = campaigns.filter(({ campaignId }) => ids.has(campaignId));
  const orders = sold.reduce((sum, each) => sum + each.orders, 0);
  const refunded = sold.reduce((sum, each) => sum + each.refundedOrders, 0);
  const uplift = mean(own.map((each) => upliftOf(each, facts)));
  const inDays = days.filter(({ day }) => own.some((each) => during(each, day)));
  const allOrders = inDays.reduce((sum, each) => sum + each.orders, 0);
  const complaints = facts.cases.filter(
    (each) =>
      isComplaint(each, rules) &&
      own.some((campaign) => during(campaign, Math.floor(each.openedAt / DAY_MS))),
  ).length;
  return [
    ...(uplift.value === null ? [] : [figure("divergence.campaign-uplift", uplift, { by })]),
    ...(orders === 0
      ? []
      : [figure("divergence.campaign-refunds", proportion(refunded, orders), { by })]),
    ...(allOrders === 0 || !facts.tables.has("cases")
      ? []
      : [complaintRate(complaints, allOrders, by)]),
  ];
}

/** Complaints for a thousand orders of the same days. */
function complaintRate(complaints: number, orders: number, by: Figure["by"]): Figure {
  const { value, low, high } = poissonRate(complaints, orders / 1000);
  return figure("divergence.campaign-complaints", { value, low, high, n: orders }, { by });
}

/** Revenue a day in it, in per cent above the 28 days before that lie in no campaign. */
function upliftOf(own: CampaignRow, { orders, campaigns }: FigureTask["facts"]): number | null {
  const days = orders?.days ?? [];
  const inside = days.filter(({ day }) => during(own, day));
  const before = days.filter(
    ({ day }) =>
      day >= own.startDay - 28 &&
      day < own.startDay &&
      !campaigns.some((other) => during(other, day)),
  );
  const daily = (some: typeof days) =>
    some.reduce((sum, { revenue }) => sum + revenue, 0) / some.length;
  return inside.length < 7 || before.length < 7 ? null : 100 * (daily(inside) / daily(before) - 1);
}

const honesty = "marketing.honest";

function honestScores({ customers }: FigureTask, isIn: (day: number) => boolean): number[] {
  const rows = customers.rows.filter(
    (row: AnswerRow) => isIn(row.answeredDay) && row.scores[honesty] !== undefined,
  );
  return latestPerPerson(rows, [honesty]).flatMap((row) => scoreOf(customers, row, honesty) ?? []);
}

function saidIn(task: FigureTask, centre: string, own: readonly CampaignRow[]): Figure[] {
  const scores = honestScores(task, (day) => own.some((each) => during(each, day)));
  return scores.length === 0
    ? []
    : [figure("divergence.campaign-honest", mean(scores), { by: { centre } })];
}

function outsideCampaigns(task: FigureTask): Figure[] {
  const { campaigns } = task.facts;
  if (campaigns.length === 0) return [];
  const scores = honestScores(task, (day) => !campaigns.some((each) => during(each, day)));
  return scores.length === 0
    ? []
    : [figure("divergence.campaign-honest", mean(scores), { by: { centre: "none" } })];
}

/** Of each person the rules of the campaign on the day of the answer, none where there was none. */
function rulesAgainstHonesty({ customers, facts }: FigureTask): Figure[] {
  if (facts.campaigns.every(({ rulesCount }) => rulesCount === null)) return [];
  const rows = latestPerPerson(customers.rows, [honesty]);
  const rules = rows.map(({ answeredDay }) => {
    const own = facts.campaigns.filter((each) => during(each, answeredDay));
    return own.length === 0 ? 0 : Math.max(...own.map(({ rulesCount }) => rulesCount ?? 0));
  });
  const related = spearman(
    rules,
    rows.map((row) => scoreOf(customers, row, honesty)),
  );
  return related.value === null ? [] : [figure("divergence.rules-honest", related)];
}
