import { spearman } from "../stats/correlation.ts";
import type { Estimate } from "../stats/estimate.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { variationCoefficient } from "../stats/variation-coefficient.ts";
import type { Category, StandardRow } from "../warehouse/facts.ts";
import { latestPerPerson } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { attitudeOf, isComplaint } from "./case-kinds.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { scoreOf } from "./score-of.ts";
import { latestStandards } from "./standard-rows.ts";
import { waveOfDay } from "./wave.ts";
import { DAY_MS } from "../tables/local-time.ts";

/** What service is, what is wrongly counted as service, and the five elements of good service. */
export function elementsFigures(task: FigureTask): readonly Figure[] {
  return [
    ...inventoryFigures(task),
    ...costFigures(task),
    ...refusalFigures(task),
    ...complianceFigures(task),
    ...continuityFigures(task),
    ...qualityContinuity(task),
    ...replyFigures(task),
  ];
}

/** By the article only what is free and no part of the product is service. */
function classOf({ priced, partOfProduct }: StandardRow): "service" | "priced" | "part-of-product" {
  if (partOfProduct === true) return "part-of-product";
  return priced === true ? "priced" : "service";
}

function inventoryFigures({ facts }: FigureTask): Figure[] {
  const items = latestStandards(facts.standards).filter(
    ({ kind, priced, partOfProduct }) =>
      (kind === "service" || kind === "guarantee") && (priced !== null || partOfProduct !== null),
  );
  if (items.length === 0) return [];
  const classes = ["service", "priced", "part-of-product"] as const;
  const wrong = items.filter((item) => classOf(item) !== "service").length;
  return [
    ...classes.map((kind) =>
      counted(
        "elements.inventory",
        items.filter((item) => classOf(item) === kind).length / items.length,
        items.length,
        { by: { class: kind } },
      ),
    ),
    ...(["pre", "in", "after"] as const).map((stage) =>
      counted(
        "elements.inventory-stage",
        items.filter((item) => item.stage === stage && classOf(item) === "service").length,
        items.length,
        { by: { stage } },
      ),
    ),
    counted("elements.miscounted", wrong / items.length, items.length),
  ];
}

/** What entertaining costs, what too much service costs, and whether dearer service is liked better. */
function costFigures(task: FigureTask): Figure[] {
  const { facts, customers } = task;
  const service = facts.costs.filter(({ kind }) => kind === "service");
  const sum = (rows: typeof service) => rows.reduce((all, { amount }) => all + amount, 0);
  const entertained = sum(facts.costs.filter(({ kind }) => kind === "hospitality"));
  const all = entertained + sum(service);
  const hospitality =
    all > 0 && entertained > 0
      ? [counted("elements.hospitality", entertained / all, facts.costs.length)]
      : [];
  const months = [...new Set(service.map(({ period }) => period))].toSorted().slice(-12);
  const year = sum(service.filter(({ period }) => months.includes(period)));
  const chosen = latestPerPerson(customers.rows, ["service.fit"]).flatMap(
    (row) => row.choices["service.fit"]?.[0] ?? [],
  );
  const tooMuch = proportion(chosen.filter((each) => each === "too-much").length, chosen.length);
  const over =
    year > 0 && tooMuch.value !== null
      ? [figure("elements.over-service", scaled(tooMuch, year))]
      : [];
  return [...hospitality, ...over, ...costAgainstScore(task)];
}

function scaled({ value, low, high, n }: Estimate, by: number): Estimate {
  const times = (end: number | null) => (end === null ? null : end * by);
  return { value: times(value), low: times(low), high: times(high), n };
}

/** Service cost an order beside satisfaction, of each segment in each wave. */
function costAgainstScore({ facts, customers, site }: FigureTask): Figure[] {
  const wave = (month: string) =>
    waveOfDay(Math.round(Date.parse(`${month}-01T00:00:00Z`) / DAY_MS), site.wave);
  const cells = new Map<string, { cost: number; orders: number; scores: number[] }>();
  const cell = (segment: string, period: string) => {
    const key = `${segment} ${period}`;
    const known = cells.get(key) ?? { cost: 0, orders: 0, scores: [] };
    cells.set(key, known);
    return known;
  };
  for (const { kind, segment, period, amount } of facts.costs) {
    if (kind === "service" && segment !== null && /^\d{4}-\d{2}$/u.test(period)) {
      cell(segment, wave(period)).cost += amount;
    }
  }
  for (const { dimension, level, month, orders } of facts.orders?.series ?? []) {
    if (dimension === "segment") cell(level, wave(month)).orders += orders;
  }
  for (const row of customers.rows) {
    const score = scoreOf(customers, row, "satisfaction");
    if (score !== null && row.segment !== "") cell(row.segment, row.wave).scores.push(score);
  }
  const full = [...cells.values()].filter(
    ({ cost, orders, scores }) => cost > 0 && orders > 0 && scores.length >= site.k.customer,
  );
  const related = spearman(
    full.map(({ cost, orders }) => cost / orders),
    full.map(({ scores }) => mean(scores).value),
  );
  return related.value === null || full.length < 10 ? [] : [figure("elements.cost-score", related)];
}

/** Complaints that were not granted, and whether the manners were good all the same. */
function refusalFigures({ facts, rules }: FigureTask): Figure[] {
  const refused = facts.cases
    .filter((each) => isComplaint(each, rules) && each.resolved === false)
    .flatMap((each) => attitudeOf(each, rules) ?? []);
  const polite = refused.filter((attitude) => attitude === "good").length;
  return refused.length === 0
    ? []
    : [figure("elements.refused-politely", proportion(polite, refused.length))];
}

/** How often what is laid down is done, of each standard and of all in each period. */
function complianceFigures({ facts }: FigureTask): Figure[] {
  const due = facts.standards.filter(
    ({ kept, due: times }) => kept !== null && times !== null && times > 0,
  );
  if (due.length === 0) return [];
  const share = (rows: readonly StandardRow[]) => {
    const times = rows.reduce((sum, row) => sum + (row.due ?? 0), 0);
    const kept = rows.reduce((sum, row) => sum + (row.kept ?? 0), 0);
    return proportion(Math.min(kept, times), times);
  };
  const standards = [...Map.groupBy(due, ({ standardId }) => standardId)];
  const periods = [...Map.groupBy(due, ({ period }) => period ?? "")];
  return [
    ...standards
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([standard, rows]) => figure("elements.kept", share(rows), { by: { standard } })),
    figure("elements.compliance", share(due)),
    ...periods
      .filter(([period]) => period !== "")
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([period, rows]) => figure("elements.compliance", share(rows), { period })),
  ];
}

const levelAt = ({ codes, levels }: Category, at: number) => levels[codes[at] ?? -1] ?? "";

/** How much service differs over time, between equal customers, and from one occasion to the next. */
function continuityFigures({ facts }: FigureTask): Figure[] {
  const { touchpoints: events, asOfDay, customers } = facts;
  const rows = Array.from({ length: events.n }, (_, at) => at).filter(
    (at) => (events.day[at] ?? NaN) <= asOfDay,
  );
  const waiting = rows.filter((at) => (events.wait[at] ?? NaN) >= 0);
  const timed = rows.filter((at) => (events.duration[at] ?? NaN) > 0);
  const months = means(waiting, {
    key: (at) => String(Math.floor((events.day[at] ?? 0) / 28)),
    value: (at) => events.wait[at] ?? NaN,
  });
  const known = waiting.filter((at) => (events.customer[at] ?? -1) >= 0);
  const persons = means(known, {
    key: (at) => String(events.customer[at]),
    value: (at) => events.wait[at] ?? NaN,
  });
  const segmentOf = (person: string) => levelAt(customers.segment, Number(person));
  const sides = {
    time: [...months.values()],
    persons: relative([...persons], ([person]) => segmentOf(person)),
    content: relative(
      timed.map((at) => [levelAt(events.touchpoint, at), events.duration[at] ?? NaN] as const),
      ([touchpoint]) => touchpoint,
    ),
  };
  return Object.entries(sides).flatMap(([side, values]) => {
    const own = percent(variationCoefficient(values));
    return own.value === null ? [] : [figure("elements.continuity", own, { by: { side } })];
  });
}

function percent(estimate: Estimate): Estimate {
  return scaled(estimate, 100);
}

function means(
  rows: readonly number[],
  { key, value }: { readonly key: (at: number) => string; readonly value: (at: number) => number },
): ReadonlyMap<string, number> {
  const groups = Map.groupBy(rows, key);
  return new Map(
    [...groups].map(([name, own]) => [
      name,
      own.reduce((sum, at) => sum + value(at), 0) / own.length,
    ]),
  );
}

/** Each value as a part of the mean of its group, so that groups may differ among themselves. */
function relative(
  rows: readonly (readonly [string, number])[],
  group: (row: readonly [string, number]) => string,
): number[] {
  return [...Map.groupBy(rows, group).values()].flatMap((own) => {
    const average = own.reduce((sum, [, value]) => sum + value, 0) / own.length;
    return average > 0 && own.length > 1 ? own.map(([, value]) => value / average) : [];
  });
}

/** How much a store's satisfaction differs from wave to wave. */
function qualityContinuity({ customers, site }: FigureTask): Figure[] {
  const cells = Map.groupBy(
    customers.rows.filter(({ location }) => location !== ""),
    ({ location, wave }) => `${location}\u0000${wave}`,
  );
  const scores = [...cells].flatMap(([key, rows]) => {
    const own = rows.flatMap((row) => scoreOf(customers, row, "satisfaction") ?? []);
    const value = mean(own).value;
    return value === null || own.length < site.k.customer ? [] : [[key, value] as const];
  });
  const parts = relative(scores, ([key]) => key.split("\u0000")[0] ?? "");
  const own = percent(variationCoefficient(parts));
  return own.value === null ? [] : [figure("elements.quality-continuity", own)];
}

/** The article's two hours and two days. */
const replies = [
  { name: "0-2", hours: 2 },
  { name: "2-48", hours: 48 },
  { name: "over-48", hours: Infinity },
] as const;

/** Satisfaction after a complaint, by how long the first reply took. */
function replyFigures({ facts, customers, rules }: FigureTask): Figure[] {
  const complaints = facts.cases.filter(
    (each) => isComplaint(each, rules) && each.customerId !== null && each.firstReplyAt !== null,
  );
  const ofPerson = Map.groupBy(complaints, ({ customerId }) => `customer ${customerId}`);
  const within = rules.experience.afterCaseDays * DAY_MS;
  const told = customers.rows.flatMap((row) => {
    const score = scoreOf(customers, row, "satisfaction");
    const last = (ofPerson.get(row.person) ?? [])
      .filter(
        ({ firstReplyAt }) =>
          firstReplyAt !== null &&
          firstReplyAt < row.answeredAt &&
          row.answeredAt - firstReplyAt <= within,
      )
      .toSorted((a, b) => b.openedAt - a.openedAt)[0];
    if (score === null || last === undefined || last.firstReplyAt === null) return [];
    return [{ person: row.person, score, hours: (last.firstReplyAt - last.openedAt) / 3_600_000 }];
  });
  const latest = [...new Map(told.map((each) => [each.person, each])).values()];
  return replies.flatMap(({ name, hours }, at) => {
    const from = replies[at - 1]?.hours ?? -Infinity;
    const own = latest.filter((each) => each.hours > from && each.hours <= hours);
    return own.length === 0
      ? []
      : [
          figure("elements.score-by-reply", mean(own.map(({ score }) => score)), {
            by: { reply: name },
          }),
        ];
  });
}
