import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { levelOf } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { isComplaint } from "./case-kinds.ts";
import { sumOf, type EquityValues } from "./equity-values.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { costsOf, lastMonths, recentBuyers } from "./lifecycle-figures.ts";
import { DAY_MS } from "../tables/local-time.ts";
import { codesOf } from "./codes-of.ts";

const hourMs = 3_600_000;

/** What service costs and who gets it: by tier, by segment, and outside of those the company is for. */
export function equityServiceFigures(task: FigureTask, values: EquityValues): readonly Figure[] {
  const contacts = staffedContacts(task);
  return [
    ...tierServiceFigures(task, values, contacts),
    ...tierReplyFigures(task, values),
    ...serveCostFigures(task),
    ...targetFigures(task, values, contacts),
  ];
}

interface Contacts {
  /** By row of the customers: contacts with staff in the last 12 months. */
  readonly counts: ReadonlyMap<number, number>;
  /** Minutes of each wait that was written down, by row. */
  readonly waits: ReadonlyMap<number, readonly number[]>;
  readonly total: number;
}

function staffedContacts({ facts, rules }: FigureTask): Contacts {
  const { touchpoints, asOfDay } = facts;
  const staffed = codesOf(touchpoints.encounter, rules.equity.staffed);
  const counts = new Map<number, number>();
  const waits = new Map<number, number[]>();
  let total = 0;
  for (let event = 0; event < touchpoints.n; event += 1) {
    const row = touchpoints.customer[event] ?? -1;
    const day = touchpoints.day[event] ?? NaN;
    if (row < 0 || !(day > asOfDay - 365 && day <= asOfDay)) continue;
    if (!staffed.has(touchpoints.encounter.codes[event] ?? -1)) continue;
    total += 1;
    counts.set(row, (counts.get(row) ?? 0) + 1);
    const wait = (touchpoints.wait[event] ?? NaN) / 60;
    if (!Number.isNaN(wait)) waits.set(row, [...(waits.get(row) ?? []), wait]);
  }
  return { counts, waits, total };
}

/** Of the contacts of buyers, the share of each tier; what each costs; how long its people wait. */
function tierServiceFigures(
  { facts, rules }: FigureTask,
  { rows, tier, tiers }: EquityValues,
  { counts, waits }: Contacts,
): Figure[] {
  const ofBuyers = sumOf(rows.map((row) => counts.get(row) ?? 0));
  if (ofBuyers === 0) return [];
  const spent = costsOf(facts, rules.equity.serviceCosts, lastMonths(facts));
  return tiers.flatMap((name) => {
    const own = rows.filter((_, at) => tier[at] === name);
    const share = sumOf(own.map((row) => counts.get(row) ?? 0)) / ofBuyers;
    const waited = own.flatMap((row) => {
      const minutes = waits.get(row);
      return minutes === undefined ? [] : [sumOf(minutes) / minutes.length];
    });
    const by = { tier: name };
    return [
      counted("equity.tier-contacts", share, own.length, { by }),
      ...(spent === null || own.length === 0
        ? []
        : [counted("equity.tier-cost", (spent * share) / own.length, own.length, { by })]),
      ...(waited.length === 0 ? [] : [figure("equity.tier-wait", mean(waited), { by })]),
    ];
  });
}

/** Complaints of the last 12 months whose time is over: answered in time, by tier. */
function tierReplyFigures(
  { facts, rules }: FigureTask,
  { rows, tier, tiers }: EquityValues,
): Figure[] {
  const tierOf = new Map(rows.map((row, at) => [row, tier[at] ?? ""]));
  const end = (facts.asOfDay + 1) * DAY_MS;
  const due = facts.cases.filter(
    (each) =>
      isComplaint(each, rules) &&
      each.openedAt > end - 365 * DAY_MS &&
      each.openedAt + rules.reply.hours * hourMs <= end,
  );
  const byTier = Map.groupBy(due, ({ customer }) => tierOf.get(customer) ?? "");
  return tiers.flatMap((name) => {
    const own = byTier.get(name) ?? [];
    const inTime = own.filter(
      ({ openedAt, firstReplyAt }) =>
        firstReplyAt !== null && firstReplyAt - openedAt <= rules.reply.hours * hourMs,
    );
    return own.length === 0
      ? []
      : [
          figure("equity.tier-reply", proportion(inTime.length, own.length), {
            by: { tier: name },
          }),
        ];
  });
}

/** Service costs for an order of the last twelve whole months: of all, and of each segment. */
function serveCostFigures({ facts, rules }: FigureTask): Figure[] {
  const months = lastMonths(facts);
  const costs = facts.costs.filter(
    ({ kind, period }) => rules.equity.serviceCosts.includes(kind) && months.has(period),
  );
  const series = (facts.orders?.series ?? []).filter(({ month }) => months.has(month));
  const buyers = recentBuyers(facts);
  const bySegment = Map.groupBy(costs, ({ segment }) => segment ?? "");
  const ordersOf = (dimension: string, level: string) =>
    sumOf(
      series
        .filter((each) => each.dimension === dimension && each.level === level)
        .map(({ orders }) => orders),
    );
  const whole = ordersOf("", "");
  if (costs.length === 0 || whole === 0) return [];
  const spent = (own: typeof costs) => sumOf(own.map(({ amount }) => amount));
  return [
    counted("equity.serve-cost", spent(costs) / whole, buyers.length),
    ...[...bySegment]
      .filter(([name]) => name !== "" && ordersOf("segment", name) > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([segment, own]) => {
        const people = buyers.filter(
          (row) => levelOf(facts.customers.segment, row) === segment,
        ).length;
        return counted("equity.serve-cost", spent(own) / ordersOf("segment", segment), people, {
          by: { segment },
        });
      }),
  ];
}

/** Customers outside of the segments that the rules name: how many, what they take and bring. */
function targetFigures(
  { facts, rules }: FigureTask,
  { rows, total }: EquityValues,
  { counts }: Contacts,
): Figure[] {
  const wanted = new Set(rules.equity.targetSegments);
  if (wanted.size === 0) return [];
  const places = [...rows.keys()].filter(
    (at) => levelOf(facts.customers.segment, rows[at] ?? -1) !== "",
  );
  const others = places.filter(
    (at) => !wanted.has(levelOf(facts.customers.segment, rows[at] ?? -1)),
  );
  const outside = new Set(others);
  const targets = places.filter((at) => !outside.has(at));
  if (others.length === 0 || targets.length === 0) return [];
  const worth = (own: readonly number[]) => sumOf(own.map((at) => Math.max(0, total[at] ?? 0)));
  const taken = (own: readonly number[]) => sumOf(own.map((at) => counts.get(rows[at] ?? -1) ?? 0));
  return [
    figure("equity.off-target", proportion(others.length, places.length)),
    counted("equity.off-target-value", worth(others) / worth(places), others.length),
    ...(taken(places) === 0
      ? []
      : [counted("equity.off-target-contacts", taken(others) / taken(places), others.length)]),
    ...(
      [
        ["target", targets],
        ["other", others],
      ] as const
    ).map(([fit, own]) =>
      figure("equity.fit-value", mean(own.map((at) => total[at] ?? NaN)), { by: { fit } }),
    ),
  ];
}
