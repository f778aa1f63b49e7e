import type { MatchedComparison } from "../metrics/matched-comparison.ts";
import { mean } from "../stats/mean.ts";
import { poissonRate } from "../stats/poisson.ts";
import { proportion } from "../stats/proportion.ts";
import type { Facts } from "../warehouse/facts.ts";
import { levelOf } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { buyersOf } from "./steps-parts.ts";
import { boughtAgain } from "./bought-again.ts";
import { codesOf } from "./codes-of.ts";
import { firstTouchDays } from "./first-touch-days.ts";
import { inPoints } from "./in-points.ts";

const yearDays = 365;

/** Who leaves and why, what the register knows, and what members, messages and discounts do. */
export function stepsMemberFigures(task: FigureTask): readonly Figure[] {
  return [
    ...leaverFigures(task),
    ...registerFigures(task),
    ...addedFigures(task),
    ...noticeFigures(task),
    ...discountFigures(task),
    ...vipFigures(task),
  ];
}

/** Reasons of those who said why they left, and what they had spent. */
function leaverFigures({ facts, rules }: FigureTask): Figure[] {
  const { leaveReason, revenue } = facts.customers;
  const told = [...leaveReason.codes.keys()].filter((row) => (leaveReason.codes[row] ?? -1) >= 0);
  if (told.length === 0) return [];
  const spend = (rows: readonly number[]) =>
    rows.reduce((sum, row) => sum + Math.max(0, revenue[row] ?? 0), 0);
  const all = spend(told);
  const groups = Map.groupBy(told, (row) => levelOf(leaveReason, row));
  const unavoidable = new Set(rules.steps.unavoidable);
  const preventable = told.filter((row) => !unavoidable.has(levelOf(leaveReason, row)));
  return [
    figure("steps.preventable", proportion(preventable.length, told.length)),
    ...[...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([reason, rows]) => [
        figure("steps.leave-reason", proportion(rows.length, told.length), { by: { reason } }),
        ...(all > 0 && facts.tables.has("transactions")
          ? [counted("steps.leave-spend", spend(rows) / all, rows.length, { by: { reason } })]
          : []),
      ]),
  ];
}

/** The regular look at the register of customers. */
function registerFigures({ facts }: FigureTask): Figure[] {
  const { customers, tables } = facts;
  if (!tables.has("customers")) return [];
  const listed = [...customers.listed.keys()].filter((row) => customers.listed[row] === 1);
  const share = (isTrue: (row: number) => boolean) =>
    proportion(listed.filter(isTrue).length, listed.length);
  const isContactable = (row: number) =>
    customers.optIn[row] === 1 && !((customers.optOutDay[row] ?? Infinity) <= facts.asOfDay);
  const buyers = buyersOf(customers);
  const lastDay = customers.lastDay.reduce((last, day) => (day > last ? day : last), -Infinity);
  return [
    figure(
      "steps.segment-known",
      share((row) => (customers.segment.codes[row] ?? -1) >= 0),
    ),
    figure("steps.contactable", share(isContactable)),
    ...(tables.has("transactions")
      ? [
          figure(
            "steps.listed-buyers",
            proportion(buyers.filter((row) => customers.listed[row] === 1).length, buyers.length),
          ),
          counted("steps.days-behind", facts.asOfDay - lastDay, facts.transactions.rows),
        ]
      : []),
  ];
}

/** Value-added services and the community: use, and buying again beside others alike. */
function addedFigures(task: FigureTask): Figure[] {
  const { facts, rules } = task;
  if (!["transactions", "touchpoints"].every((table) => facts.tables.has(table))) return [];
  const added = firstTouchDays(facts, rules.steps.valueAdded);
  const community = firstTouchDays(facts, rules.steps.communities);
  const { lastDay } = facts.customers;
  const recent = [...lastDay.keys()].filter(
    (row) => (lastDay[row] ?? NaN) > facts.asOfDay - yearDays,
  );
  return [
    ...(added.size === 0
      ? []
      : [
          figure(
            "steps.added-use",
            proportion(recent.filter((row) => added.has(row)).length, recent.length),
          ),
        ]),
    ...lift("steps.added-lift", boughtAgain(facts, added)),
    ...lift("steps.community-lift", boughtAgain(facts, community)),
  ];
}

function lift(
  id: "steps.added-lift" | "steps.community-lift",
  { difference }: MatchedComparison,
): Figure[] {
  return difference.value === null || difference.low === null
    ? []
    : [figure(id, inPoints(difference))];
}

/** Notices of delay before the customer asked, messages of service, and complaints about pushes. */
function noticeFigures({ facts, rules }: FigureTask): Figure[] {
  const { touchpoint, outcome, n } = facts.touchpoints;
  if (n === 0) return [];
  const count = (names: readonly string[], outcomes: readonly string[] | null) => {
    const kinds = codesOf(touchpoint, names);
    const ends = outcomes === null ? null : codesOf(outcome, outcomes);
    let sum = 0;
    for (let at = 0; at < touchpoint.codes.length; at += 1) {
      if (kinds.has(touchpoint.codes[at]!) && (ends === null || ends.has(outcome.codes[at] ?? -1)))
        sum += 1;
    }
    return sum;
  };
  const { notices, toldFirst, serviceMessages, broadcasts, complained } = rules.steps;
  const delayed = count(notices, null);
  const service = count(serviceMessages, null);
  const pushes = service + count(broadcasts, null);
  const complaints = count([...serviceMessages, ...broadcasts], complained);
  return [
    ...(delayed === 0
      ? []
      : [figure("steps.told-first", proportion(count(notices, toldFirst), delayed))]),
    ...(pushes === 0
      ? []
      : [
          figure("steps.service-messages", proportion(service, pushes)),
          figure("steps.push-complaints", { ...poissonRate(complaints, pushes / 1000), n: pushes }),
        ]),
  ];
}

const bands = [
  { name: "none", to: 0 },
  { name: "some", to: 0.5 },
  { name: "most", to: 1 },
] as const;

/** Orders on discount a customer, and buying again after the calibration day by that share. */
function discountFigures({ facts }: FigureTask): Figure[] {
  const { orders, customers } = facts;
  if (orders === null || !orders.has.has("discount")) return [];
  const buyers = buyersOf(customers).filter((row) => (orders.customers.orders[row] ?? 0) > 0);
  const dependence = (row: number) =>
    (orders.customers.discountedOrders[row] ?? 0) / (orders.customers.orders[row] ?? 1);
  const repeaters = buyers.filter((row) => (customers.calibrationPurchases[row] ?? 0) >= 2);
  return [
    figure("steps.discounted", mean(buyers.map(dependence))),
    ...bands.flatMap(({ name, to }, at) => {
      const from = bands[at - 1]?.to ?? -1;
      const own = repeaters.filter((row) => dependence(row) > from && dependence(row) <= to);
      const back = own.filter(
        (row) => (customers.purchases[row] ?? 0) > (customers.calibrationPurchases[row] ?? 0),
      );
      return own.length === 0
        ? []
        : [
            figure("steps.return-by-discount", proportion(back.length, own.length), {
              by: { discounts: name },
            }),
          ];
    }),
  ];
}

/** Members of the top tiers: what they bring, whether they earned it, and what they get. */
function vipFigures({ facts, rules }: FigureTask): Figure[] {
  const { customers, orders } = facts;
  if (orders === null) return [];
  const vipCodes = codesOf(customers.memberTier, rules.steps.vipTiers);
  const buyers = buyersOf(customers);
  const vips = buyers.filter((row) => vipCodes.has(customers.memberTier.codes[row] ?? -1));
  if (vips.length === 0) return [];
  const sum = (rows: readonly number[], value: (row: number) => number) =>
    rows.reduce((total, row) => total + (Number.isNaN(value(row)) ? 0 : value(row)), 0);
  const revenue = (row: number) => customers.revenue[row] ?? NaN;
  const margin = (row: number) => revenue(row) - (orders.customers.cost[row] ?? NaN);
  const best = new Set(
    buyers.toSorted((a, b) => revenue(b) - revenue(a) || a - b).slice(0, vips.length),
  );
  const bargain = vips.filter(
    (row) =>
      (orders.customers.discountedOrders[row] ?? NaN) > 0.5 * (orders.customers.orders[row] ?? 0),
  );
  return [
    counted("steps.vip-revenue", sum(vips, revenue) / sum(buyers, revenue), vips.length),
    ...(orders.has.has("cost")
      ? [counted("steps.vip-margin", sum(vips, margin) / sum(buyers, margin), vips.length)]
      : []),
    ...(orders.has.has("discount")
      ? [figure("steps.vip-bargain", proportion(bargain.length, vips.length))]
      : []),
    figure("steps.vip-worthy", proportion(vips.filter((row) => best.has(row)).length, vips.length)),
    ...rewardFigures(facts, rules.steps.benefits, new Set(vips)),
  ];
}

/** Members who used a reward of each kind in the last 12 months. */
function rewardFigures(
  { touchpoints, asOfDay }: Facts,
  names: readonly string[],
  vips: ReadonlySet<number>,
): Figure[] {
  const codes = codesOf(touchpoints.touchpoint, names);
  const users = new Map<string, Set<number>>();
  for (const [at, code] of touchpoints.touchpoint.codes.entries()) {
    const row = touchpoints.customer[at] ?? -1;
    if (!codes.has(code) || !vips.has(row) || !((touchpoints.day[at] ?? 0) > asOfDay - yearDays))
      continue;
    const reward = levelOf(touchpoints.outcome, at);
    users.set(reward, (users.get(reward) ?? new Set()).add(row));
  }
  return [...users]
    .filter(([reward]) => reward !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([reward, own]) =>
      figure("steps.vip-reward", proportion(own.size, vips.size), { by: { reward } }),
    );
}
