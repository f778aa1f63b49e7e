import { productIndex } from "../metrics/product-index.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { twoProportions } from "../stats/two-proportions.ts";
import { latestPerPerson, levelOf, type AnswerRow } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { differenceInPoints, from100 } from "./steps-parts.ts";
import { score } from "./said-figures.ts";

/** Days of answers before and after an action that are compared. */
const span = 91;

/** Steps 4 and 5: what was done in time, what came of it, and how close customers feel. */
export function stepsActFigures(task: FigureTask): readonly Figure[] {
  return [
    ...actionFigures(task),
    ...effectFigures(task),
    ...bondFigures(task),
    ...needFigures(task),
    ...impressionFigures(task),
  ];
}

/** Actions that are due: done at all, and done in time; days since the last new benefit. */
function actionFigures({ facts }: FigureTask): Figure[] {
  const { actions, asOfDay } = facts;
  const due = actions.filter(({ dueDay }) => dueDay !== null && dueDay <= asOfDay);
  const done = due.filter(({ doneDay }) => doneDay !== null && doneDay <= asOfDay);
  const inTime = done.filter(({ doneDay, dueDay }) => (doneDay ?? 0) <= (dueDay ?? 0));
  const benefits = actions.flatMap(({ kind, doneDay }) =>
    kind === "benefit" && doneDay !== null && doneDay <= asOfDay ? [doneDay] : [],
  );
  return [
    ...(due.length === 0
      ? []
      : [
          counted("steps.done", done.length / due.length, due.length),
          counted("steps.on-time", inTime.length / due.length, due.length),
        ]),
    ...(benefits.length === 0
      ? []
      : [counted("steps.benefit-age", asOfDay - Math.max(...benefits), benefits.length)]),
  ];
}

/**
 * Top-2 share of what an action was to move, in the 91 days after it less the 91 days before; the
 * ranges are widened for the number of actions that are looked at.
 */
function effectFigures({ facts, customers }: FigureTask): Figure[] {
  const known = Object.keys(customers.scales);
  const measured = facts.actions.flatMap(({ actionId, metric, doneDay }) => {
    const construct = metric === null ? null : constructOf(metric, known);
    return construct === null || doneDay === null ? [] : [{ actionId, construct, doneDay }];
  });
  const confidence = 1 - 0.05 / Math.max(1, measured.length);
  return measured.flatMap(({ actionId, construct, doneDay }) => {
    const top = (customers.scales[construct]?.max ?? NaN) - 1;
    const group = (from: number, to: number) => {
      const rows = customers.rows.filter(
        ({ answeredDay }) => answeredDay >= from && answeredDay < to,
      );
      const scores = latestPerPerson(rows, [construct]).flatMap(
        (row) => score(row, construct) ?? [],
      );
      return { successes: scores.filter((each) => each >= top).length, n: scores.length };
    };
    const after = group(doneDay + 1, doneDay + 1 + span);
    const before = group(doneDay - span, doneDay);
    return differenceInPoints(
      "steps.effect",
      twoProportions(after, before, confidence),
      after.n + before.n,
      {
        by: { action: actionId, construct: construct.replaceAll(".", "-") },
      },
    );
  });
}

/** The construct that a metric of an action measures. */
function constructOf(metric: string, known: readonly string[]): string | null {
  if (metric === "satisfaction.csat" || metric === "satisfaction.mean") return "satisfaction";
  const [family, slug] = metric.split(".", 2);
  if (family !== "score" && family !== "top2") return null;
  return known.find((construct) => construct.replaceAll(".", "-") === slug) ?? null;
}

/** Promise and mutual benefit as one; identification by the way people came; personal service. */
function bondFigures({ facts, customers }: FigureTask): Figure[] {
  const { scales, rows } = customers;
  const pair = ["promise.kept", "relationship.benefit"];
  const figures: Figure[] = [];
  if (pair.every((construct) => scales[construct] !== undefined)) {
    const persons = latestPerPerson(rows, pair);
    const { index } = productIndex(
      pair.map((construct) => persons.map((row) => score(row, construct))),
      { scales: pair.map((construct) => scales[construct]!), seed: "steps.relationship" },
    );
    figures.push(figure("steps.relationship", index));
  }
  const identified = latestPerPerson(rows, ["brand.identification"]).filter(
    ({ customer, scores }) => customer >= 0 && "brand.identification" in scores,
  );
  const routes = Map.groupBy(identified, ({ customer }) =>
    levelOf(facts.customers.acquiredBy, customer),
  );
  for (const [route, own] of [...routes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (route === "") continue;
    const scores = own.map((row) => from100(row, "brand.identification", scales));
    figures.push(figure("steps.identification", mean(scores), { by: { route } }));
  }
  return [...figures, ...personalLift(rows, scales)];
}

/** Intent to return, top two: with personal service less without. */
function personalLift(
  rows: readonly AnswerRow[],
  scales: FigureTask["customers"]["scales"],
): Figure[] {
  const top = (scales["loyalty.intent"]?.max ?? NaN) - 1;
  const answered = latestPerPerson(rows, ["personal.service", "loyalty.intent"]).filter(
    (row) => "personal.service" in row.choices && score(row, "loyalty.intent") !== null,
  );
  const group = (option: string) => {
    const own = answered.filter(({ choices }) => choices["personal.service"]?.includes(option));
    const eager = own.filter((row) => (score(row, "loyalty.intent") ?? 0) >= top);
    return { successes: eager.length, n: own.length };
  };
  return differenceInPoints(
    "steps.personal-lift",
    twoProportions(group("yes"), group("no")),
    answered.length,
  );
}

/** People all of whose stated needs something is offered for in the last period. */
function needFigures({ facts, customers }: FigureTask): Figure[] {
  const offers = facts.standards.filter(({ kind, shown }) => kind === "offer" && shown !== false);
  if (offers.length === 0) return [];
  const last = offers.reduce(
    (latest, { period }) => ((period ?? "") > latest ? (period ?? "") : latest),
    "",
  );
  const offered = new Set(
    offers.filter(({ period }) => (period ?? "") === last).map(({ standardId }) => standardId),
  );
  const stated = latestPerPerson(customers.rows, ["need.stated"])
    .flatMap(({ choices }) => [choices["need.stated"] ?? []])
    .filter(({ length }) => length > 0);
  const covered = stated.filter((needs) => needs.every((need) => offered.has(need)));
  return stated.length === 0
    ? []
    : [figure("steps.need-coverage", proportion(covered.length, stated.length))];
}

/** Second purchase within 90 days of those whose first answer came within a week of the first purchase. */
function impressionFigures({ facts, customers }: FigureTask): Figure[] {
  const scale = customers.scales["satisfaction"];
  if (scale === undefined || !facts.tables.has("transactions")) return [];
  const { firstDay, secondDay } = facts.customers;
  const seen = new Set<number>();
  const first = customers.rows.filter((row) => {
    const { customer, answeredDay } = row;
    if (customer < 0 || seen.has(customer) || score(row, "satisfaction") === null) return false;
    seen.add(customer);
    const day = firstDay[customer] ?? NaN;
    const second = secondDay[customer] ?? NaN;
    const isFirst = answeredDay >= day && answeredDay <= day + 7 && !(second <= answeredDay);
    return isFirst && day + 90 <= facts.asOfDay;
  });
  const group = (isPleased: boolean) => {
    const own = first.filter(
      (row) => (score(row, "satisfaction") ?? 0) >= scale.max - 1 === isPleased,
    );
    const back = own.filter(
      ({ customer }) => (secondDay[customer] ?? Infinity) <= (firstDay[customer] ?? 0) + 90,
    );
    return { successes: back.length, n: own.length };
  };
  const [pleased, others] = [group(true), group(false)];
  if (pleased.n === 0 || others.n === 0) return [];
  return [
    figure("steps.second-purchase", proportion(pleased.successes, pleased.n), {
      by: { impression: "satisfied" },
    }),
    figure("steps.second-purchase", proportion(others.successes, others.n), {
      by: { impression: "others" },
    }),
    ...differenceInPoints("steps.first-impression", twoProportions(pleased, others), first.length),
  ];
}
