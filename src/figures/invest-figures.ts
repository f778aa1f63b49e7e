import { worthOf } from "./customer-worth.ts";
import { referralCounts } from "./referral-counts.ts";
import { tierOf } from "../metrics/loyalty-tiers.ts";
import { tierGains, type TierMembers } from "../metrics/tier-investment.ts";
import { clusteredShare, type Tally } from "../stats/clustered-share.ts";
import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { latestPerPerson, type AnswerRow } from "./answer-rows.ts";
import { figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { costFigures, spendOf } from "./invest-cost-figures.ts";
import { newCustomerFigures } from "./invest-new-figures.ts";
import { tenureFigures } from "./invest-tenure-figures.ts";
import { score } from "./said-figures.ts";
import { scoreOf } from "./score-of.ts";

/** Lifetime value and where to invest: tenure, tiers in money, both orders, new against present. */
export function investFigures(task: FigureTask): readonly Figure[] {
  return [
    ...tenureFigures(task),
    ...costFigures(task),
    ...tierFigures(task),
    ...leftFigures(task),
    ...newCustomerFigures(task),
  ];
}

/** Tier of an answer, referrals of the person counted; null without satisfaction or intent. */
function tierReader({ customers, rules, facts }: FigureTask): (row: AnswerRow) => string | null {
  const referrals = referralCounts(facts.customers);
  const recommend = customers.scales["loyalty.recommend"];
  const isNps = recommend?.min === 0 && recommend.max === 10;
  return (row) =>
    tierOf(
      {
        satisfaction: scoreOf(customers, row, "satisfaction"),
        intent: scoreOf(customers, row, "loyalty.intent"),
        recommend: isNps ? score(row, "loyalty.recommend") : null,
        referrals:
          row.customer < 0 ? 0 : (referrals.get(facts.customers.id[row.customer] ?? "") ?? 0),
      },
      rules.tiers,
    );
}

function tierFigures(task: FigureTask): Figure[] {
  const { customers, rules, facts } = task;
  if (!facts.tables.has("transactions")) return [];
  const readTier = tierReader(task);
  const referrals = referralCounts(facts.customers);
  const people = latestPerPerson(customers.rows, ["satisfaction"]).flatMap((row) => {
    const [tier, worth] = [readTier(row), worthOf(task, row)];
    const brought = referrals.get(facts.customers.id[row.customer] ?? "") ?? 0;
    return tier === null || worth === null ? [] : [{ tier, worth, brought }];
  });
  const tiers = rules.tiers.flatMap(({ id }) => {
    const own = people.filter(({ tier }) => tier === id);
    return own.length === 0
      ? []
      : [
          {
            tier: id,
            values: own.map(({ worth }) => worth),
            brought: mean(own.map(({ brought }) => brought)),
          },
        ];
  });
  return [
    ...tiers.flatMap(({ tier, values, brought }) => [
      figure("invest.tier-value", mean(values), { by: { tier } }),
      ...(referrals.size === 0 ? [] : [figure("invest.tier-referrals", brought, { by: { tier } })]),
    ]),
    ...gainFigures(
      task,
      tiers.map(({ tier, values, brought }) => ({
        tier,
        values,
        referrals: brought.value ?? 0,
        isBadMouth: rules.invest.badMouths.includes(tier),
      })),
    ),
  ];
}

/** What a move is worth, over what keeping one customer costs, and for every thousand customers. */
function gainFigures(task: FigureTask, tiers: readonly TierMembers[]): Figure[] {
  const { moves, keeps, deterred } = task.rules.invest;
  const spend = spendOf(task);
  if (spend === null || spend.perRetained === null || tiers.length === 0) return [];
  const perRetained = spend.perRetained;
  const people = tiers.reduce((sum, { values }) => sum + values.length, 0);
  const worth = tiers.flatMap(({ values }) => values);
  const meanWorth = worth.reduce((sum, each) => sum + each, 0) / worth.length;
  const listed = [
    ...Object.entries(moves).map(([tier, to]) => ({ tier, to, keeps: false })),
    ...Object.entries(keeps).map(([tier, to]) => ({ tier, to, keeps: true })),
  ];
  const gains = tierGains(tiers, listed, {
    referral: spend.perNew ?? 0,
    deterred: deterred * meanWorth,
  });
  return gains.flatMap(({ tier, gain }) => {
    const by = { tier };
    const members = tiers.find((each) => each.tier === tier)?.values.length ?? 0;
    return [
      figure("invest.tier-gain", gain, { by }),
      figure("invest.tier-return", times(gain, 1 / perRetained), { by }),
      figure("invest.tier-stake", times(gain, (1000 * members) / people), { by }),
    ];
  });
}

function times({ value, low, high, n }: Estimate, factor: number): Estimate {
  const by = (end: number | null) => (end === null ? null : end * factor);
  return { value: by(value), low: by(low), high: by(high), n };
}

interface Step {
  readonly person: string;
  readonly tier: string;
  readonly left: boolean;
  /** One of the person's complaints was settled between the two answers. */
  readonly settled: boolean;
}

/** Of those in a tier, who stood in another at the next answer; of the worst, with and without help. */
function leftFigures(task: FigureTask): Figure[] {
  const steps = tierSteps(task);
  const share = (own: readonly Step[]) =>
    clusteredShare(
      [...Map.groupBy(own, ({ person }) => person).values()].map((each): Tally => ({
        successes: each.filter(({ left }) => left).length,
        events: each.length,
      })),
    );
  const worst = steps.filter(({ tier }) => task.rules.invest.badMouths.includes(tier));
  return [
    ...[...Map.groupBy(steps, ({ tier }) => tier)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([tier, own]) => figure("invest.tier-left", share(own), { by: { tier } })),
    ...(task.facts.cases.length === 0
      ? []
      : ([true, false] as const).flatMap((settled) => {
          const own = worst.filter((each) => each.settled === settled);
          const by = { action: settled ? "settled" : "none" };
          return own.length === 0 ? [] : [figure("invest.worst-left", share(own), { by })];
        })),
  ];
}

function tierSteps(task: FigureTask): readonly Step[] {
  const readTier = tierReader(task);
  const settledAt = Map.groupBy(
    task.facts.cases.filter(
      ({ customer, resolved, closedAt }) => customer >= 0 && resolved === true && closedAt !== null,
    ),
    ({ customer }) => customer,
  );
  const persons = Map.groupBy(task.customers.rows, ({ person }) => person);
  return [...persons].flatMap(([person, rows]) => {
    const known = rows.flatMap((row) => {
      const tier = readTier(row);
      return tier === null ? [] : [{ row, tier }];
    });
    return known.slice(1).map(({ row, tier }, at) => {
      const before = known[at]!;
      const settled = (settledAt.get(row.customer) ?? []).some(
        ({ closedAt }) =>
          (closedAt ?? 0) > before.row.answeredAt && (closedAt ?? 0) <= row.answeredAt,
      );
      return { person, tier: before.tier, left: tier !== before.tier, settled };
    });
  });
}
