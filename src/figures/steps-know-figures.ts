import { keyDrivers } from "../metrics/key-drivers.ts";
import { ranked, topShare } from "../metrics/pareto.ts";
import { twoProportions } from "../stats/two-proportions.ts";
import { welch } from "../stats/welch.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { buyersOf, differenceInPoints, from100 } from "./steps-parts.ts";
import { score } from "./said-figures.ts";

/** Steps 1 to 3: who brings the money, whether the company fits them, and what makes them loyal. */
export function stepsKnowFigures(task: FigureTask): readonly Figure[] {
  return [...concentrationFigures(task), ...checkFigures(task), ...factorFigures(task)];
}

/** Share of revenue, and of margin where costs are known, of the best tenth of customers and products. */
function concentrationFigures({ facts }: FigureTask): Figure[] {
  const { orders, customers } = facts;
  if (orders === null) return [];
  const rows = buyersOf(customers);
  const share = (values: number[], of: string, measure: string) => {
    const value = topShare(ranked(Float64Array.from(values)), 0.1);
    return value === null
      ? []
      : [counted("steps.top-decile", value, values.length, { by: { of, measure } })];
  };
  const revenue = rows.map((row) => customers.revenue[row] ?? 0);
  const margin = rows.map(
    (row) => (customers.revenue[row] ?? 0) - (orders.customers.cost[row] ?? NaN),
  );
  const hasCost = margin.some((each) => !Number.isNaN(each));
  const products = orders.skus.map((sku) => sku.revenue);
  const best = topShare(ranked(Float64Array.from(products)), 0.2);
  return [
    ...share(revenue, "customers", "revenue"),
    ...(hasCost
      ? share(
          margin.filter((each) => !Number.isNaN(each)),
          "customers",
          "margin",
        )
      : []),
    ...(best === null ? [] : [counted("steps.top-products", best, products.length)]),
  ];
}

/** Self-check: satisfaction of the best customers, how many markets, how lasting the revenue is. */
function checkFigures(task: FigureTask): Figure[] {
  const { facts } = task;
  const { customers, orders } = facts;
  if (orders === null) return [];
  const rows = buyersOf(customers);
  return [...fitFigure(task, rows), ...marketFigure(task, rows), ...lastingFigure(task)];
}

/** CSAT of the fifth of buyers with most revenue less that of the others. */
function fitFigure({ facts, customers }: FigureTask, buyers: readonly number[]): Figure[] {
  const scale = customers.scales["satisfaction"];
  if (scale === undefined) return [];
  const { revenue } = facts.customers;
  const sorted = buyers.toSorted((a, b) => (revenue[b] ?? 0) - (revenue[a] ?? 0) || a - b);
  const best = new Set(sorted.slice(0, Math.ceil(sorted.length / 5)));
  const rated = latestPerPerson(customers.rows, ["satisfaction"]).filter(
    (row) => row.customer >= 0 && score(row, "satisfaction") !== null,
  );
  const group = (isBest: boolean) => {
    const own = rated.filter(({ customer }) => best.has(customer) === isBest);
    const pleased = own.filter((row) => (score(row, "satisfaction") ?? 0) >= scale.max - 1);
    return { successes: pleased.length, n: own.length };
  };
  return differenceInPoints(
    "steps.check-fit",
    twoProportions(group(true), group(false)),
    rated.length,
  );
}

/** How many equally large segments would be as concentrated as the revenue of the own ones. */
function marketFigure({ facts }: FigureTask, buyers: readonly number[]): Figure[] {
  const { segment, revenue } = facts.customers;
  const known = buyers.filter((row) => (segment.codes[row] ?? -1) >= 0);
  if (known.length === 0) return [];
  const sums = new Float64Array(segment.levels.length);
  for (const row of known) sums[segment.codes[row] ?? 0]! += Math.max(0, revenue[row] ?? 0);
  const shares = Array.from(sums).filter((sum) => sum > 0);
  const total = shares.reduce((sum, each) => sum + each, 0);
  const index = shares.reduce((sum, each) => sum + (each / total) ** 2, 0);
  return index > 0 ? [counted("steps.check-markets", 1 / index, known.length)] : [];
}

/** Share of the revenue of tenure years after the first. */
function lastingFigure({ facts }: FigureTask): Figure[] {
  const years = facts.orders?.tenureYears ?? [];
  const all = years.reduce((sum, { revenue }) => sum + revenue, 0);
  if (years.length < 2 || all <= 0) return [];
  const later = years.filter(({ year }) => year > 1).reduce((sum, { revenue }) => sum + revenue, 0);
  const n = years.find(({ year }) => year === 1)?.customers ?? 0;
  return [counted("steps.check-lasting", later / all, n)];
}

/** What goes with the wish to return, and how the company stands beside a rival on each. */
function factorFigures(task: FigureTask): Figure[] {
  const { customers } = task;
  const aspects = Object.keys(customers.scales)
    .filter((name) => name.startsWith("aspect."))
    .toSorted();
  return [...factorShares(customers, aspects), ...rivalGaps(customers)];
}

function factorShares(customers: Answers, aspects: readonly string[]): Figure[] {
  if (customers.scales["loyalty.intent"] === undefined || aspects.length < 2) return [];
  const persons = latestPerPerson(customers.rows, ["loyalty.intent", ...aspects]);
  const column = (name: string) => persons.map((row) => score(row, name));
  const drivers = keyDrivers(
    column("loyalty.intent"),
    Object.fromEntries(aspects.map((name) => [name, column(name)])),
    { seed: "steps.factor" },
  );
  if (drivers.kind !== "drivers") return [];
  return drivers.drivers.map(({ name, ofExplained }) =>
    figure("steps.factor", ofExplained, { by: { factor: name.replace("aspect.", "") } }),
  );
}

/** Own mean less the rival's, 0 to 100, of every construct rated for both, the panel apart; ranges widened for their number. */
function rivalGaps({ rows, rivals, scales }: Answers): Figure[] {
  const asked = new Set(rivals.flatMap(({ scores }) => Object.keys(scores)));
  const confidence = 1 - 0.05 / Math.max(1, asked.size);
  return [...asked].toSorted().flatMap((construct) => {
    const own = pointsOf(latestPerPerson(rows, [construct]), construct, scales);
    const by = { factor: construct.replaceAll(".", "-") };
    const gap = (id: "steps.rival-gap" | "steps.rival-gap-panel", others: readonly AnswerRow[]) => {
      const other = pointsOf(others, construct, scales);
      const { difference, low, high } = welch(own, other, confidence);
      return difference === null || other.length < 2
        ? []
        : [figure(id, { value: difference, low, high, n: other.length }, { by })];
    };
    return [
      ...gap(
        "steps.rival-gap",
        rivals.filter(({ customer }) => customer >= 0),
      ),
      ...gap(
        "steps.rival-gap-panel",
        rivals.filter(({ customer }) => customer < 0),
      ),
    ];
  });
}

function pointsOf(
  rows: readonly AnswerRow[],
  construct: string,
  scales: Answers["scales"],
): readonly number[] {
  return rows.flatMap((row) => from100(row, construct, scales) ?? []);
}
