import { poissonRate } from "../stats/poisson.ts";
import { proportion } from "../stats/proportion.ts";
import type { ActionRow } from "../warehouse/facts.ts";
import { latestPerPerson } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { isComplaint, isIdea } from "./case-kinds.ts";
import { sumOf, type EquityValues } from "./equity-values.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { newBuyers, recentBuyers } from "./lifecycle-figures.ts";
import { score } from "./said-figures.ts";
import { buyersOf } from "./steps-parts.ts";
import { DAY_MS } from "../tables/local-time.ts";

/** What customers give besides money, who profits from a mended cause, and what is kept up. */
export function equityCareFigures(
  task: FigureTask,
  values: EquityValues | null,
): readonly Figure[] {
  return [
    ...socialFigures(task, values),
    ...stanceFigures(task),
    ...proactiveFigures(task),
    ...sustainFigures(task),
  ];
}

/** Referrals, adopted ideas and praise of the last 12 months, and who of the buyers gave any. */
function socialFigures({ facts, rules }: FigureTask, values: EquityValues | null): Figure[] {
  const { customers, asOfDay } = facts;
  const rowOf = new Map(customers.id.map((id, row) => [id, row]));
  const recent = facts.cases.filter(({ openedAt }) => openedAt / DAY_MS > asOfDay - 364);
  const referrers = newBuyers(facts).flatMap((row) => {
    const name = customers.referrer[row];
    return name === null || name === undefined ? [] : [rowOf.get(name) ?? -1];
  });
  const ideas = recent.filter((each) => isIdea(each, rules) && each.preventedBy !== null);
  const praise = recent.filter(({ type }) => type !== null && rules.cases.praise.includes(type));
  const gifts = {
    referrals: referrers,
    ideas: ideas.map(({ customer }) => customer),
    praise: praise.map(({ customer }) => customer),
  };
  const givers = new Set(Object.values(gifts).flat());
  const active = recentBuyers(facts);
  const tierOf = new Map((values?.rows ?? []).map((row, at) => [row, values?.tier[at] ?? ""]));
  const share = (rows: readonly number[]) =>
    proportion(rows.filter((row) => givers.has(row)).length, rows.length);
  if (active.length === 0 || givers.size === 0) return [];
  return [
    ...Object.entries(gifts)
      .filter(([, rows]) => rows.length > 0)
      .map(([gift, rows]) =>
        counted("equity.social", rows.length, new Set(rows).size, { by: { gift } }),
      ),
    figure("equity.social-givers", share(active)),
    ...(values?.tiers ?? []).flatMap((tier) => {
      const own = active.filter((row) => tierOf.get(row) === tier);
      return own.length === 0 ? [] : [figure("equity.social-givers", share(own), { by: { tier } })];
    }),
  ];
}

/** Customers brought for a hundred promoters, passives and detractors; what detractors spent. */
function stanceFigures({ facts, customers }: FigureTask): Figure[] {
  const scale = customers.scales["loyalty.recommend"];
  if (scale?.min !== 0 || scale.max !== 10 || !facts.tables.has("transactions")) return [];
  const rated = latestPerPerson(customers.rows, ["loyalty.recommend"]).filter(
    ({ customer }) => customer >= 0,
  );
  const stances = Map.groupBy(rated, (row) => {
    const said = score(row, "loyalty.recommend") ?? 0;
    return said >= 9 ? "promoter" : said >= 7 ? "passive" : "detractor";
  });
  const brought = new Map<string, number>();
  for (const row of buyersOf(facts.customers)) {
    const name = facts.customers.referrer[row];
    if (name !== null && name !== undefined) brought.set(name, (brought.get(name) ?? 0) + 1);
  }
  const detractors = stances.get("detractor") ?? [];
  return [
    ...(brought.size === 0
      ? []
      : (["promoter", "passive", "detractor"] as const).flatMap((stance) => {
          const own = stances.get(stance) ?? [];
          if (own.length === 0) return [];
          const events = sumOf(
            own.map(({ customer }) => brought.get(facts.customers.id[customer] ?? "") ?? 0),
          );
          const rate = { ...poissonRate(events, own.length / 100), n: own.length };
          return [figure("equity.brought", rate, { by: { stance } })];
        })),
    ...(detractors.length === 0
      ? []
      : [
          counted(
            "equity.detractor-stake",
            sumOf(detractors.map(({ spendBefore }) => spendBefore)),
            detractors.length,
          ),
        ]),
  ];
}

interface Mended {
  readonly action: ActionRow;
  readonly topic: string;
  readonly doneDay: number;
  /** Persons who had complained of it before it was mended. */
  readonly complained: ReadonlySet<number>;
}

/** Done improvements that complaints name as their remedy, or that mend what complaints are about. */
function mendedCauses({ facts, rules }: FigureTask): readonly Mended[] {
  const complaints = facts.cases.filter((each) => isComplaint(each, rules));
  return facts.actions.flatMap((action): Mended[] => {
    const { actionId, kind, topic, doneDay } = action;
    if (doneDay === null || doneDay > facts.asOfDay || topic === null) return [];
    if (kind === null || !rules.equity.mending.includes(kind)) return [];
    if (!complaints.some(({ preventedBy }) => preventedBy === actionId)) return [];
    const own = complaints.filter(
      ({ preventedBy, type, openedAt }) =>
        (preventedBy === actionId || type === topic) && openedAt / DAY_MS <= doneDay + 1,
    );
    return [
      {
        action,
        topic,
        doneDay,
        complained: new Set(own.flatMap(({ customer }) => (customer >= 0 ? [customer] : []))),
      },
    ];
  });
}

/** Who bought after a cause was mended profits; of these, who had never complained of it. */
function proactiveFigures(task: FigureTask): Figure[] {
  const { facts } = task;
  const mended = mendedCauses(task);
  if (mended.length === 0 || !facts.tables.has("transactions")) return [];
  const { lastDay, location } = facts.customers;
  const profits = (row: number, { action, doneDay }: Mended): boolean =>
    (lastDay[row] ?? NaN) > doneDay &&
    (action.location === null || location.levels[location.codes[row] ?? -1] === action.location);
  const of = (causes: readonly Mended[]) => {
    const gainers = buyersOf(facts.customers).filter((row) =>
      causes.some((cause) => profits(row, cause)),
    );
    const untouched = gainers.filter(
      (row) => !causes.some((cause) => profits(row, cause) && cause.complained.has(row)),
    );
    const complained = new Set(causes.flatMap((cause) => [...cause.complained]));
    return { gainers, untouched, complained };
  };
  const all = of(mended);
  if (all.gainers.length === 0) return [];
  return [
    counted("equity.mended", mended.length, mended.length),
    figure("equity.proactive-untouched", proportion(all.untouched.length, all.gainers.length)),
    ...(all.complained.size === 0
      ? []
      : [
          counted(
            "equity.proactive-reach",
            all.gainers.length / all.complained.size,
            all.gainers.length,
          ),
        ]),
    ...[...Map.groupBy(mended, ({ topic }) => topic)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([topic, causes]) => {
        const { gainers, untouched } = of(causes);
        return gainers.length === 0
          ? []
          : [
              figure("equity.proactive-untouched", proportion(untouched.length, gainers.length), {
                by: { topic },
              }),
            ];
      }),
  ];
}

/** Reviews and meetings that were due, held in time; what customers were saved. */
function sustainFigures({ facts, rules }: FigureTask): Figure[] {
  const { actions, asOfDay } = facts;
  const reviews = actions.filter(
    ({ kind, dueDay }) =>
      kind !== null && rules.equity.reviews.includes(kind) && dueDay !== null && dueDay <= asOfDay,
  );
  const meetings = reviews.filter(
    ({ topic }) => topic !== null && rules.equity.meetings.includes(topic),
  );
  const inTime = (own: readonly ActionRow[]) =>
    proportion(
      own.filter(({ doneDay, dueDay }) => doneDay !== null && doneDay <= (dueDay ?? 0)).length,
      own.length,
    );
  const saved = actions.filter(
    ({ kind, doneDay, amount }) =>
      kind !== null &&
      rules.equity.savings.includes(kind) &&
      amount !== null &&
      doneDay !== null &&
      doneDay <= asOfDay,
  );
  return [
    ...(reviews.length === 0 ? [] : [figure("equity.reviews-on-time", inTime(reviews))]),
    ...(meetings.length === 0 ? [] : [figure("equity.meetings-on-time", inTime(meetings))]),
    ...(saved.length === 0
      ? []
      : [counted("equity.savings", sumOf(saved.map(({ amount }) => amount ?? 0)), saved.length)]),
  ];
}
