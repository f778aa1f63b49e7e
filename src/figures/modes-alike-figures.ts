import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { rescaled } from "../stats/rescale.ts";
import { spreadInterval, variationInterval } from "../stats/spread-interval.ts";
import { welch } from "../stats/welch.ts";
import { latestPerPerson, levelOf, type AnswerRow } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { score } from "./said-figures.ts";

/** Alike between customers, channels and times. */
export function alikeFigures(task: FigureTask): readonly Figure[] {
  return [
    ...waitFigures(task),
    ...priceFigures(task),
    ...scoreFigures(task),
    ...channelFigures(task),
    ...steadinessFigures(task),
  ];
}

/** Mean wait of each customer, spread within a tier. */
function waitFigures({ facts: { touchpoints, customers } }: FigureTask): Figure[] {
  const waits = new Map<number, number[]>();
  for (let row = 0; row < touchpoints.n; row += 1) {
    const [customer, wait] = [touchpoints.customer[row] ?? -1, touchpoints.wait[row] ?? Number.NaN];
    if (customer < 0 || Number.isNaN(wait) || levelOf(touchpoints.step, row) !== "act") continue;
    const own = waits.get(customer);
    if (own === undefined) waits.set(customer, [wait]);
    else own.push(wait);
  }
  const means = [...waits].map(([customer, own]) => ({
    tier: levelOf(customers.memberTier, customer),
    wait: mean(own).value,
  }));
  return byTier(means).map(([tier, own]) =>
    figure("modes.wait-spread", variationInterval(own.map(({ wait }) => wait)), { by: { tier } }),
  );
}

function byTier<T extends { readonly tier: string }>(rows: readonly T[]) {
  return [...Map.groupBy(rows, ({ tier }) => tier)]
    .filter(([tier]) => tier !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Spread of what customers paid for one product in one month. */
function priceFigures({ facts }: FigureTask): Figure[] {
  const spreads = (facts.orders?.skuMonths ?? [])
    .filter(({ customers, meanPrice }) => customers >= 2 && meanPrice > 0)
    .map(({ sdPrice, meanPrice }) => sdPrice / meanPrice);
  return spreads.length === 0 ? [] : [figure("modes.price-spread", mean(spreads))];
}

/** Scores of customers of one tier, from 0 to 100. */
function scoreFigures({ customers, facts }: FigureTask): Figure[] {
  const scale = customers.scales["satisfaction"];
  if (scale === undefined) return [];
  const rows = latestPerPerson(customers.rows, ["satisfaction"]).flatMap((row) => {
    const own = score(row, "satisfaction");
    if (own === null || row.customer < 0) return [];
    const tier = levelOf(facts.customers.memberTier, row.customer);
    return [{ tier, score: 100 * rescaled(own, scale) }];
  });
  return byTier(rows).map(([tier, own]) =>
    figure("modes.score-spread", spreadInterval(own.map((each) => each.score)), { by: { tier } }),
  );
}

/** What stands for each consistency of article 000: quality, price, content, standard, whole cycle. */
const dimensions = {
  quality: "satisfaction",
  price: "price.fair",
  content: "transparency.clarity",
  standard: "fairness",
  cycle: "loyalty.intent",
} as const;

/** Best channel less worst, from 0 to 100, with the interval of the widest of all pairs. */
function channelFigures({ customers, facts, site }: FigureTask): Figure[] {
  const gaps = Object.entries(dimensions).flatMap(([dimension, construct]) => {
    const scale = customers.scales[construct];
    if (scale === undefined) return [];
    const persons = latestPerPerson(customers.rows, [construct]).filter(
      (row) => score(row, construct) !== null && row.channel !== "",
    );
    const groups = [...Map.groupBy(persons, ({ channel }) => channel).values()]
      .filter(({ length }) => length >= site.k.customer)
      .map((own) => own.map((row) => 100 * rescaled(score(row, construct) ?? 0, scale)))
      .toSorted((a, b) => (mean(b).value ?? 0) - (mean(a).value ?? 0));
    const [best, worst] = [groups.at(0), groups.at(-1)];
    if (best === undefined || worst === undefined || groups.length < 2) return [];
    const pairs = (groups.length * (groups.length - 1)) / 2;
    const { difference, low, high } = welch(best, worst, 1 - 0.05 / pairs);
    const n = best.length + worst.length;
    return [
      figure("modes.channel-gap", { value: difference, low, high, n }, { by: { dimension } }),
    ];
  });
  return [...gaps, ...severalChannels({ facts })];
}

function severalChannels({ facts }: Pick<FigureTask, "facts">): Figure[] {
  const channels = facts.orders?.customers.channels;
  if (channels === undefined) return [];
  const repeaters = [...facts.customers.purchases.keys()].filter(
    (row) => (facts.customers.purchases[row] ?? 0) >= 2 && !Number.isNaN(channels[row]),
  );
  const several = repeaters.filter((row) => (channels[row] ?? 0) >= 2);
  return repeaters.length === 0
    ? []
    : [figure("modes.two-channels", proportion(several.length, repeaters.length))];
}

/** How far satisfied shares of a location swing from wave to wave, and waves beyond three sigma. */
function steadinessFigures({ customers, site }: FigureTask): Figure[] {
  const scale = customers.scales["satisfaction"];
  if (scale === undefined) return [];
  const isPleased = (row: AnswerRow) => (score(row, "satisfaction") ?? 0) >= scale.max - 1;
  const rated = customers.rows.filter(
    (row) => score(row, "satisfaction") !== null && row.location !== "",
  );
  const charts = [...Map.groupBy(rated, ({ location }) => location)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([location, rows]) => {
      const waves = [...Map.groupBy(rows, ({ wave }) => wave).values()]
        .map((own) => latestPerPerson(own, ["satisfaction"]))
        .filter(({ length }) => length >= site.k.customer)
        .map((own) => ({ n: own.length, share: own.filter(isPleased).length / own.length }));
      return { location, waves, n: latestPerPerson(rows, ["satisfaction"]).length };
    })
    .filter(({ waves }) => waves.length >= 3);
  const signals = charts.reduce((total, { waves }) => total + beyond(waves), 0);
  const points = charts.reduce((total, { waves }) => total + waves.length, 0);
  if (points === 0) return [];
  return [
    ...charts.map(({ location, waves, n }) =>
      figure(
        "modes.swing",
        { ...spreadInterval(waves.map(({ share }) => 100 * share)), n },
        { by: { location } },
      ),
    ),
    counted("modes.signals", signals, points),
  ];
}

/** Waves whose share lies more than three standard errors off the location's own mean. */
function beyond(waves: readonly { readonly n: number; readonly share: number }[]): number {
  const all = waves.reduce((sum, { n }) => sum + n, 0);
  const centre = waves.reduce((sum, { n, share }) => sum + n * share, 0) / all;
  return waves.filter(
    ({ n, share }) => Math.abs(share - centre) > 3 * Math.sqrt((centre * (1 - centre)) / n),
  ).length;
}
