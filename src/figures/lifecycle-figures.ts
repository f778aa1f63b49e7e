import { lifecycleStage, type LifecycleStage } from "../metrics/lifecycle-stage.ts";
import { nextPurchase } from "../metrics/next-purchase.ts";
import { purchaseCount } from "../metrics/purchase-count.ts";
import { referralChains } from "../metrics/referral-chains.ts";
import { repeatRateWithin } from "../metrics/repeat-rate.ts";
import { mean } from "../stats/mean.ts";
import { medianInterval } from "../stats/median-interval.ts";
import { poissonRate } from "../stats/poisson.ts";
import { proportion } from "../stats/proportion.ts";
import type { CustomerColumns, Facts } from "../warehouse/facts.ts";
import { levelOf } from "./answer-rows.ts";
import { pick, repeatDays } from "./behaviour-figures.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { buyersOf } from "./steps-parts.ts";
import { waveOfDay } from "./wave.ts";
import { codesOf } from "./codes-of.ts";

/** Purchases up to which the share that bought again is told. */
const upTo = 6;
/** A chain of this many steps or more is one group. */
const deepest = 3;

/** Six stages and the ways between them, referrals, leads, and who that is overdue was written to. */
export function lifecycleFigures(task: FigureTask): readonly Figure[] {
  const { facts } = task;
  if (!facts.tables.has("transactions")) return [];
  return [
    ...nextFigures(facts.customers),
    ...stageFigures(task),
    ...flowFigures(task),
    ...overdueFigures(task),
    ...(facts.tables.has("customers")
      ? [...referralFigures(task), ...chainFigures(facts.customers), ...leadFigures(task)]
      : []),
  ];
}

/** Rows of persons whose first purchase lies in the last 12 months. */
export function newBuyers({ customers, asOfDay }: Facts): readonly number[] {
  return buyersOf(customers).filter((row) => isRecent(customers.firstDay[row], asOfDay));
}

/** Rows of persons who bought in the last 12 months. */
export function recentBuyers({ customers, asOfDay }: Facts): readonly number[] {
  return buyersOf(customers).filter((row) => isRecent(customers.lastDay[row], asOfDay));
}

function isRecent(day: number | undefined, asOfDay: number): boolean {
  return day !== undefined && day > asOfDay - 365 && day <= asOfDay;
}

function nextFigures({ purchases }: CustomerColumns): Figure[] {
  return nextPurchase(purchases, upTo).flatMap((share, at) =>
    share.n === 0
      ? []
      : [figure("lifecycle.next-purchase", share, { by: { purchases: String(at + 1) } })],
  );
}

/** What a person of each stage brought so far, and how long they have stood in it. */
function stageFigures({ facts, rules, window }: FigureTask): Figure[] {
  const { customers, asOfDay } = facts;
  const windowDays = window?.days ?? null;
  const { stage } = lifecycleStage(customers, {
    asOfDay,
    windowDays,
    care: rules.purchases.care,
  });
  const since = stageStart(customers, windowDays);
  return [...Map.groupBy(stage.keys(), (row) => stage[row] ?? "left")].flatMap(([name, found]) => {
    const rows = Int32Array.from(found);
    const by = { stage: name };
    const days = Array.from(rows, (row) => asOfDay - since(name, row)).filter((each) => each >= 0);
    const isBuyer = name !== "target" && name !== "potential" && name !== "unclassified";
    return [
      ...(isBuyer
        ? [figure("lifecycle.stage-value", mean(pick(customers.revenue, rows)), { by })]
        : []),
      ...(days.length === 0 ? [] : [figure("lifecycle.stage-days", medianInterval(days), { by })]),
    ];
  });
}

/** The day on which a stage began; NaN where no column knows it: when the fifth purchase was. */
function stageStart(
  { id, firstDay, secondDay, lastDay, leftDay, firstSeenDay, referrer }: CustomerColumns,
  windowDays: number | null,
): (stage: LifecycleStage, row: number) => number {
  const firstBrought = new Map<string, number>();
  for (const [row, name] of referrer.entries()) {
    const day = Math.min(orEver(firstSeenDay[row]), orEver(firstDay[row]));
    if (name !== null) firstBrought.set(name, Math.min(day, firstBrought.get(name) ?? Infinity));
  }
  return (stage, row) => {
    const starts: Readonly<Record<LifecycleStage, number | undefined>> = {
      target: firstSeenDay[row],
      potential: firstSeenDay[row],
      unclassified: NaN,
      "first-time": firstDay[row],
      repeat: secondDay[row],
      "die-hard": NaN,
      advocate: Math.max(firstBrought.get(id[row] ?? "") ?? NaN, firstDay[row] ?? NaN),
      sleeping: (lastDay[row] ?? NaN) + (windowDays ?? NaN),
      left: leftDay[row],
    };
    return starts[stage] ?? NaN;
  };
}

function orEver(day: number | undefined): number {
  return day === undefined || Number.isNaN(day) ? Infinity : day;
}

/** Where everybody stands today, by where they stood at the end of the calibration part. */
function flowFigures({ facts, rules, site, window }: FigureTask): Figure[] {
  const { customers, asOfDay, calibrationDay } = facts;
  if (!(calibrationDay < asOfDay)) return [];
  const options = { windowDays: window?.days ?? null, care: rules.purchases.care };
  const now = lifecycleStage(customers, { ...options, asOfDay }).stage;
  const before = stageBefore(customers, { ...options, asOfDay: calibrationDay });
  const rows = [...now.keys()].filter((row) => before[row] !== "left");
  return [
    counted("lifecycle.flow-days", asOfDay - calibrationDay, facts.transactions.rows),
    ...[...Map.groupBy(rows, (row) => before[row] ?? "new")].flatMap(([from, own]) =>
      foldSmall(
        [...Map.groupBy(own, (row) => now[row] ?? "")].map(([to, there]) => [to, there.length]),
        site.k.customer,
      ).map(([to, n]) => figure("lifecycle.flow", proportion(n, own.length), { by: { from, to } })),
    ),
  ];
}

/**
 * Parts of fewer than k persons as one part "other" of k or more, which takes in the next smallest
 * until it is: one hidden part of a row would be what the others leave of it.
 */
export function foldSmall(
  parts: readonly (readonly [name: string, n: number])[],
  k: number,
): readonly (readonly [name: string, n: number])[] {
  const rising = parts.toSorted(([, a], [, b]) => a - b);
  let taken = 0;
  let other = 0;
  while (taken < rising.length && (rising[taken]![1] < k || (other > 0 && other < k))) {
    other += rising[taken]![1];
    taken += 1;
  }
  return taken === 0 ? parts : [...rising.slice(taken), ["other", other]];
}

/** The stage at an earlier day; "new" for who was not known then. */
function stageBefore(
  customers: CustomerColumns,
  options: Parameters<typeof lifecycleStage>[1],
): readonly (LifecycleStage | "new")[] {
  const { calibrationPurchases, calibrationLastDay, firstSeenDay, firstDay, referrer } = customers;
  const day = options.asOfDay;
  const { stage } = lifecycleStage(
    {
      ...customers,
      purchases: calibrationPurchases,
      lastDay: calibrationLastDay,
      referrer: referrer.map((name, row) =>
        Math.min(orEver(firstSeenDay[row]), orEver(firstDay[row])) <= day ? name : null,
      ),
    },
    options,
  );
  return stage.map((name, row) =>
    (calibrationPurchases[row] ?? 0) >= 1 || (firstSeenDay[row] ?? NaN) <= day ? name : "new",
  );
}

/** Of those overdue: who may be written to, and who of these was. */
function overdueFigures({ facts, rules }: FigureTask): Figure[] {
  const { customers, touchpoints, asOfDay, tables } = facts;
  const { purchases, optIn, optOutDay } = customers;
  if (!tables.has("customers")) return [];
  const late = purchaseCount(customers, asOfDay, {
    ...rules.purchases,
    overdueFactor: rules.overdueFactor,
  });
  const overdue = [...purchases.keys()].filter((row) => late.overdue[row] === 1);
  const written = writtenTo(facts, rules);
  return [
    ...Map.groupBy(overdue, (row) =>
      (purchases[row] ?? 0) >= rules.purchases.care ? "care" : "watch",
    ),
  ].flatMap(([list, rows]) => {
    const reachable = rows.filter(
      (row) => optIn[row] === 1 && !((optOutDay[row] ?? NaN) <= asOfDay),
    );
    const reached = reachable.filter((row) => written.has(row));
    const by = { list };
    return [
      figure("lifecycle.overdue-reachable", proportion(reachable.length, rows.length), { by }),
      ...(touchpoints.n === 0 || reachable.length === 0
        ? []
        : [
            figure("lifecycle.overdue-contacted", proportion(reached.length, reachable.length), {
              by,
            }),
          ]),
    ];
  });
}

/** Rows of persons with a message of the company in the last days, when they were already overdue. */
function writtenTo(
  { customers, touchpoints, asOfDay }: Facts,
  { touchpoints: names, lifecycle, overdueFactor }: FigureTask["rules"],
): ReadonlySet<number> {
  const messages = codesOf(touchpoints.touchpoint, names.messages);
  const { firstDay, lastDay, purchases } = customers;
  const written = new Set<number>();
  for (let event = 0; event < touchpoints.n; event += 1) {
    const row = touchpoints.customer[event] ?? -1;
    const day = touchpoints.day[event] ?? NaN;
    if (row < 0 || !messages.has(touchpoints.touchpoint.codes[event] ?? -1)) continue;
    const gap = (lastDay[row]! - firstDay[row]!) / (purchases[row]! - 1);
    const due = lastDay[row]! + overdueFactor * gap;
    if (day > due && day > asOfDay - lifecycle.contactDays && day <= asOfDay) written.add(row);
  }
  return written;
}

/** Newcomers who were brought by others, and how many a customer brings in a year. */
function referralFigures({ facts, rules }: FigureTask): Figure[] {
  const { customers, touchpoints, asOfDay } = facts;
  const ways = codesOf(customers.acquiredBy, rules.lifecycle.referral);
  const isReferred = (row: number): boolean =>
    customers.referrer[row] !== null || ways.has(customers.acquiredBy.codes[row] ?? -1);
  const isKnown = (row: number): boolean =>
    isReferred(row) || (customers.acquiredBy.codes[row] ?? -1) >= 0;
  const known = newBuyers(facts).filter(isKnown);
  const referred = known.filter(isReferred).length;
  const active = recentBuyers(facts).length;
  if (known.length === 0 || active === 0) return [];
  const shares = codesOf(touchpoints.touchpoint, rules.lifecycle.invites);
  const invites = [...touchpoints.touchpoint.codes.keys()].filter(
    (event) =>
      shares.has(touchpoints.touchpoint.codes[event] ?? -1) &&
      isRecent(touchpoints.day[event], asOfDay),
  );
  const sharers = new Set(invites.map((event) => touchpoints.customer[event] ?? -1));
  return [
    figure("lifecycle.referred-share", proportion(referred, known.length)),
    figure("lifecycle.k-factor", { ...poissonRate(referred, active), n: active }),
    ...(invites.length === 0
      ? []
      : [
          figure("lifecycle.invites", { ...poissonRate(invites.length, active), n: active }),
          counted("lifecycle.per-invite", referred / invites.length, sharers.size),
        ]),
  ];
}

/** How far from the first of a chain buyers stand, as far as referrers are named. */
function chainFigures(customers: CustomerColumns): Figure[] {
  const buyers = buyersOf(customers);
  const { nodes, referred } = referralChains(
    buyers.map((row) => ({
      id: customers.id[row] ?? "",
      referredBy: customers.referrer[row] ?? null,
      value: null,
    })),
  );
  if (referred === 0) return [];
  const bringers = nodes.filter(({ direct }) => direct > 0).length;
  const byDepth = Map.groupBy(nodes, ({ depth }) => Math.min(depth, deepest));
  return [
    figure("lifecycle.bringers", proportion(bringers, nodes.length)),
    ...[...byDepth]
      .toSorted(([a], [b]) => a - b)
      .map(([depth, own]) =>
        counted("lifecycle.chain-depth", own.length / nodes.length, nodes.length, {
          by: { depth: String(depth) },
        }),
      ),
  ];
}

/** Of those first heard of in the last 12 months, by the way they came: who bought, and again. */
function leadFigures(task: FigureTask): Figure[] {
  const { customers, asOfDay } = task.facts;
  const { firstSeenDay, purchases, optIn } = customers;
  const heard = [...purchases.keys()].filter((row) => isRecent(firstSeenDay[row], asOfDay));
  if (heard.length === 0) return [];
  const ways = Map.groupBy(heard, (row) => levelOf(customers.acquiredBy, row));
  const slices = [
    { by: {}, rows: heard },
    ...[...ways]
      .filter(([way]) => way !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([way, rows]) => ({ by: { way }, rows })),
  ];
  return [
    ...slices.flatMap(({ by, rows }) => {
      const bought = Int32Array.from(rows.filter((row) => (purchases[row] ?? 0) >= 1));
      const leads = rows.filter((row) => !((purchases[row] ?? 0) >= 1));
      const again = repeatRateWithin(
        {
          firstDay: pick(customers.firstDay, bought),
          secondDay: pick(customers.secondDay, bought),
        },
        { days: repeatDays, asOfDay },
      );
      const qualified = leads.filter((row) => optIn[row] === 1).length;
      return [
        counted("lifecycle.heard", rows.length, rows.length, { by }),
        figure("lifecycle.first-order", proportion(bought.length, rows.length), { by }),
        ...(again.n === 0 ? [] : [figure("lifecycle.first-then-again", again, { by })]),
        ...(leads.length === 0
          ? []
          : [figure("lifecycle.qualified", proportion(qualified, leads.length), { by })]),
      ];
    }),
    ...leadCosts(task, heard.length),
  ];
}

/** Cost of winning customers in the last twelve whole months, for each heard of and each who bought. */
function leadCosts({ facts, rules }: FigureTask, heard: number): Figure[] {
  const months = lastMonths(facts);
  const spent = costsOf(facts, rules.equity.acquisitionCosts, months);
  const bought = newBuyers(facts).length;
  if (spent === null || bought === 0) return [];
  return [
    counted("lifecycle.cost-per-lead", spent / heard, heard),
    counted("lifecycle.cost-per-new", spent / bought, bought),
  ];
}

/** The twelve months that end with the last one that is over. */
export function lastMonths({ asOfDay }: Pick<Facts, "asOfDay">): ReadonlySet<string> {
  const isOver = waveOfDay(asOfDay, "month") !== waveOfDay(asOfDay + 1, "month");
  const last = waveOfDay(asOfDay, "month");
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5))];
  const end = year * 12 + month - 1 - Number(!isOver);
  return new Set(
    Array.from({ length: 12 }, (_, back) => {
      const at = end - back;
      return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    }),
  );
}

/** Sum of costs of these kinds in these months; null where there is none. */
export function costsOf(
  { costs }: Pick<Facts, "costs">,
  kinds: readonly string[],
  months: ReadonlySet<string>,
): number | null {
  const own = costs.filter(({ kind, period }) => kinds.includes(kind) && months.has(period));
  return own.length === 0 ? null : own.reduce((sum, { amount }) => sum + amount, 0);
}
