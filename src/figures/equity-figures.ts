import { crossSellGap } from "../metrics/cross-sell-gap.ts";
import { customerReferralValue } from "../metrics/customer-referral-value.ts";
import { rfm } from "../metrics/rfm.ts";
import { tierStability } from "../metrics/tier-stability.ts";
import { valueLevels } from "../metrics/value-levels.ts";
import { cohenKappa } from "../stats/cohen-kappa.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { levelOf } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { equityCareFigures } from "./equity-care-figures.ts";
import { equityServiceFigures } from "./equity-service-figures.ts";
import { equityValues, sumOf, type EquityValues } from "./equity-values.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { costsOf, foldSmall, lastMonths, newBuyers, recentBuyers } from "./lifecycle-figures.ts";

/** Customer value management: three values, tiers, what goes into them, and what comes of mending. */
export function equityFigures(task: FigureTask): readonly Figure[] {
  const values = equityValues(task);
  return [
    ...(values === null
      ? []
      : [
          ...totalFigures(task, values),
          ...categoryFigures(task, values),
          ...tierFigures(values),
          ...agreementFigures(task, values),
          ...mixFigures(task, values),
          ...groupFigures(task, values),
          ...equityServiceFigures(task, values),
        ]),
    ...equityCareFigures(task, values),
  ];
}

/** The three values of the article in money, and the margin wave by wave. */
function totalFigures(task: FigureTask, values: EquityValues): Figure[] {
  const n = values.rows.length;
  const bringers = values.influence.filter((each) => each > 0);
  return [
    counted("equity.existing", sumOf(values.existing), n),
    ...(values.potential === null
      ? []
      : [counted("equity.potential", sumOf(values.potential.filter((each) => each >= 0)), n)]),
    ...(bringers.length === 0
      ? []
      : [counted("equity.influence", sumOf(bringers), bringers.length)]),
    ...referralValue(task),
    ...marginFigures(task),
  ];
}

/** Saved cost of winning those who were brought in the last 12 months; nobody was asked whether they would have come. */
function referralValue({ facts, rules }: FigureTask): Figure[] {
  const spent = costsOf(facts, rules.equity.acquisitionCosts, lastMonths(facts));
  const fresh = newBuyers(facts);
  const brought = fresh.filter((row) => facts.customers.referrer[row] !== null);
  const paid = fresh.length - brought.length;
  if (spent === null || brought.length === 0 || paid === 0) return [];
  const { value } = customerReferralValue(
    brought.map((row) => ({
      margin: 0,
      month: (facts.asOfDay - (facts.customers.firstDay[row] ?? facts.asOfDay)) / (365.25 / 12),
      wouldHaveCome: null,
    })),
    {
      acquisitionCost: spent / paid,
      discount: (1 + rules.clv.monthlyDiscount) ** 12 - 1,
      horizonMonths: 12.01,
    },
  );
  return [counted("equity.referral-value", value, brought.length)];
}

/** Margin of each wave that is over, and of the last twelve months against the twelve before. */
function marginFigures({ facts, rules, site }: FigureTask): Figure[] {
  const months = (facts.orders?.series ?? [])
    .filter(({ dimension }) => dimension === "")
    .map(({ month, revenue, cost }) => ({
      month,
      margin: cost === null ? revenue * rules.clv.margin : revenue - cost,
    }));
  const complete = facts.transactions.byWave.filter((wave) => wave.complete);
  const waves = Map.groupBy(months, ({ month }) => waveOfMonth(month, site.wave));
  const last = lastMonths(facts);
  const before = lastMonths({ asOfDay: facts.asOfDay - 365 });
  const inYear = (names: ReadonlySet<string>) => months.filter(({ month }) => names.has(month));
  const [now, then] = [inYear(last), inYear(before)];
  const [sum, earlier] = [now, then].map((own) => sumOf(own.map(({ margin }) => margin)));
  return [
    ...complete.flatMap(({ wave, buyers }) => {
      const own = waves.get(wave);
      return own === undefined
        ? []
        : [
            counted("equity.margin", sumOf(own.map(({ margin }) => margin)), buyers, {
              period: wave,
            }),
          ];
    }),
    ...(now.length === 12 && then.length === 12 && (earlier ?? 0) > 0
      ? [
          counted(
            "equity.margin-growth",
            (sum ?? 0) / (earlier ?? 1) - 1,
            recentBuyers(facts).length,
          ),
        ]
      : []),
  ];
}

function waveOfMonth(month: string, kind: FigureTask["site"]["wave"]): string {
  if (kind === "month") return month;
  const [year = "", of = "1"] = month.split("-");
  return kind === "year" ? year : `${year}-Q${Math.ceil(Number(of) / 3)}`;
}

/** Who buys in which category, and what segments leave unbought that others buy. */
function categoryFigures({ facts }: FigureTask, { rows }: EquityValues): Figure[] {
  const categories = facts.orders?.categories ?? [];
  if (categories.length === 0) return [];
  const byCategory = Map.groupBy(categories, ({ category }) => category);
  const segments = Map.groupBy(rows, (row) => levelOf(facts.customers.segment, row));
  const named = new Map(
    [...segments].filter(([name]) => name !== "").map(([name, own]) => [name, own.length]),
  );
  const gaps =
    named.size < 2
      ? []
      : crossSellGap(
          categories.filter(({ segment }) => named.has(segment)),
          named,
        );
  return [
    ...[...byCategory].map(([category, own]) =>
      figure(
        "equity.category-share",
        proportion(sumOf(own.map(({ customers }) => customers)), rows.length),
        { by: { category } },
      ),
    ),
    ...gaps.map(({ segment, customers, gap }) =>
      counted("equity.cross-gap", gap, customers, { by: { segment } }),
    ),
  ];
}

/** Tiers by value to date and ahead: how many, how much, where they part, and who would stay. */
function tierFigures({ total, tier, tiers, cuts }: EquityValues): Figure[] {
  const n = total.length;
  const worth = total.map((each) => Math.max(0, each));
  const all = sumOf(worth);
  const stability = tierStability(total, { cuts, seed: "equity.tier" });
  const rising = tiers.toReversed();
  return [
    ...tiers.flatMap((name) => {
      const own = worth.filter((_, at) => tier[at] === name);
      const by = { tier: name };
      return [
        counted("equity.tier", own.length / n, n, { by }),
        ...(all > 0 ? [counted("equity.tier-value", sumOf(own) / all, own.length, { by })] : []),
      ];
    }),
    ...stability.cutValues.map((cut, at) =>
      figure("equity.tier-cut", cut, { by: { tier: rising[at + 1] ?? "" } }),
    ),
    figure("equity.tier-kept", stability.kept),
    ...stability.byTier.flatMap(({ tier: at, kept, n: own }) =>
      kept === null
        ? []
        : [counted("equity.tier-kept", kept, own, { by: { tier: rising[at] ?? "" } })],
    ),
  ];
}

/** Whether four ways to rank customers put them into the same tiers: kappa, weighted by squared steps. */
function agreementFigures({ facts }: FigureTask, values: EquityValues): Figure[] {
  const pick = (column: Float64Array) =>
    Float64Array.from(values.rows, (row) => column[row] ?? NaN);
  const { customers } = facts;
  const scores = rfm({
    purchases: pick(customers.purchases),
    lastDay: pick(customers.lastDay),
    revenue: pick(customers.revenue),
  });
  const level = (column: Float64Array) =>
    valueLevels(column, values.cuts).map((each) => (each === null ? null : String(each)));
  const ways: Readonly<Record<string, readonly (string | null)[] | null>> = {
    rfm:
      scores === null
        ? null
        : level(
            Float64Array.from(
              values.rows,
              (_, at) => scores.recency[at]! + scores.frequency[at]! + scores.monetary[at]!,
            ),
          ),
    existing: level(values.existing),
    potential: values.potential === null ? null : level(values.potential),
    influence: values.influence.some((each) => each > 0) ? level(values.influence) : null,
  };
  const levels = [...values.cuts.keys(), values.cuts.length].map(String);
  const names = Object.keys(ways);
  return names.flatMap((first, at) =>
    names.slice(at + 1).flatMap((second) => {
      const [a, b] = [ways[first], ways[second]];
      if (a === null || a === undefined || b === null || b === undefined) return [];
      const { kappa } = cohenKappa(a, b, { levels, weights: "quadratic" });
      return [figure("equity.agreement", kappa, { by: { ways: `${first}-${second}` } })];
    }),
  );
}

/** High in which of the three values: the best part by each, and anybody brought for influence. */
function mixFigures({ site }: FigureTask, values: EquityValues): Figure[] {
  const { existing, potential, influence, cuts } = values;
  const top = cuts.slice(-1);
  if (potential === null || top.length === 0) return [];
  const [now, ahead] = [valueLevels(existing, top), valueLevels(potential, top)];
  const mix = Map.groupBy(values.rows.keys(), (at) =>
    [
      ...(now[at] === 1 ? ["existing"] : []),
      ...(ahead[at] === 1 ? ["potential"] : []),
      ...((influence[at] ?? 0) > 0 ? ["influence"] : []),
    ].join("-"),
  );
  const parts = [...mix].map(([name, own]) => [name === "" ? "none" : name, own.length] as const);
  const n = values.rows.length;
  return foldSmall(parts, site.k.customer).map(([name, own]) =>
    counted("equity.mix", own / n, n, { by: { mix: name } }),
  );
}

/** Mean value of a person, of all and by segment and type; those with a plan beside the others. */
function groupFigures({ facts, rules }: FigureTask, { rows, total }: EquityValues): Figure[] {
  const { customers, touchpoints } = facts;
  const of = (own: readonly number[]) => mean(own.map((at) => total[at] ?? NaN));
  const places = [...rows.keys()];
  const groups = (["segment", "type"] as const).flatMap((dimension) =>
    [...Map.groupBy(places, (at) => levelOf(customers[dimension], rows[at] ?? -1))]
      .filter(([name]) => name !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, own]) => figure("equity.mean-value", of(own), { by: { [dimension]: name } })),
  );
  const planned = new Set<number>();
  for (let event = 0; event < touchpoints.n; event += 1) {
    const name = touchpoints.touchpoint.levels[touchpoints.touchpoint.codes[event] ?? -1];
    if (name !== undefined && rules.touchpoints.plans.includes(name))
      planned.add(touchpoints.customer[event] ?? -1);
  }
  const plans = Map.groupBy(places, (at) => (planned.has(rows[at] ?? -1) ? "plan" : "each-time"));
  return [
    figure("equity.mean-value", of(places)),
    ...groups,
    ...(plans.size < 2
      ? []
      : [...plans].map(([payment, own]) =>
          figure("equity.plan-value", of(own), { by: { payment } }),
        )),
  ];
}
