import { expectationLevers } from "../metrics/expectation-levers.ts";
import { painBoard } from "../metrics/pain-board.ts";
import { dominated } from "../disclosure/dominated.ts";
import { mean } from "../stats/mean.ts";
import { ols } from "../stats/ols.ts";
import { welch } from "../stats/welch.ts";
import { latestPerPerson, type AnswerRow } from "./answer-rows.ts";
import { figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { inPeriod, periodsOf } from "./said-figures.ts";
import { scoreOf } from "./score-of.ts";

/** What customers say of their experience: pairs, tenure, pain points, parts and rivals. */
export function experienceFigures(task: FigureTask): readonly Figure[] {
  return [
    ...indexFigures(task),
    ...pairFigures(task),
    ...tenureFigures(task),
    ...painFigures(task),
    ...rivalFigures(task),
  ];
}

const indexes = {
  "experience.cx-index": { of: ["cx.effective", "cx.ease", "cx.feeling"], least: 2 },
  "experience.web-index": { of: ["web.easy", "web.reliable", "web.fast", "web.secure"], least: 3 },
  "experience.total-index": {
    of: ["total.brand", "total.product", "total.service", "total.money", "total.time"],
    least: 4,
  },
} as const;

/** The mean of a person's parts, then of persons; who answered too few of them counts nowhere. */
function indexFigures({ customers }: FigureTask): Figure[] {
  const ids = Object.keys(indexes) as (keyof typeof indexes)[];
  return ids.flatMap((id) => {
    const { of, least } = indexes[id];
    const asked = of.filter((construct) => construct in customers.scales);
    if (asked.length < least) return [];
    return periodsOf(customers.rows).flatMap((period) => {
      const persons = latestPerPerson(inPeriod(customers.rows, period), asked);
      const means = persons.flatMap((row) => {
        const own = asked.flatMap((construct) => scoreOf(customers, row, construct) ?? []);
        return own.length < least ? [] : [own.reduce((sum, each) => sum + each, 0) / own.length];
      });
      return means.length === 0 ? [] : [figure(id, mean(means), { period })];
    });
  });
}

/** Both sides of each pair alone, and the two levers of expectation. */
function pairFigures({ customers }: FigureTask): Figure[] {
  const constructs = new Set(customers.rows.flatMap(({ pairs }) => Object.keys(pairs)));
  const sides = [...constructs].toSorted().flatMap((construct) => {
    const pairs = latestPerPerson(customers.rows, [construct]).flatMap(
      (row) => row.pairs[construct] ?? [],
    );
    return (["expected", "perceived"] as const).map((side) =>
      figure("experience.pair", mean(pairs.map((pair) => pair[side])), {
        by: { construct, side },
      }),
    );
  });
  const first = [...constructs].toSorted()[0];
  if (first === undefined) return sides;
  const rows = latestPerPerson(customers.rows, [first, "satisfaction"]).flatMap((row) => {
    const pair = row.pairs[first];
    const satisfaction = scoreOf(customers, row, "satisfaction");
    return pair === undefined || satisfaction === null ? [] : [{ ...pair, satisfaction }];
  });
  const levers = expectationLevers(rows);
  if (levers.deliver.value === null) return sides;
  return [
    ...sides,
    figure("experience.lever", levers.deliver, { by: { lever: "deliver" } }),
    figure("experience.lever", levers.promise, { by: { lever: "promise" } }),
  ];
}

const tenures = [
  { name: "0-3", months: 3 },
  { name: "3-6", months: 6 },
  { name: "6-12", months: 12 },
  { name: "12-24", months: 24 },
  { name: "24+", months: Infinity },
] as const;

const daysPerMonth = 365.25 / 12;

/** Satisfaction by how long the person had been a customer, and by whether it was the first visit. */
function tenureFigures({ customers, facts }: FigureTask): Figure[] {
  const { firstDay, secondDay } = facts.customers;
  const rows = latestPerPerson(customers.rows, ["satisfaction"]).flatMap((row) => {
    const first = firstDay[row.customer] ?? NaN;
    const score = scoreOf(customers, row, "satisfaction");
    if (score === null || !(first <= row.answeredDay)) return [];
    const second = secondDay[row.customer] ?? NaN;
    const stage = second <= row.answeredDay ? "repeat" : "first";
    return [{ score, stage, months: (row.answeredDay - first) / daysPerMonth }];
  });
  if (rows.length === 0) return [];
  const scores = (own: typeof rows) => mean(own.map(({ score }) => score));
  const bands = tenures.flatMap(({ name, months }, at) => {
    const from = tenures[at - 1]?.months ?? 0;
    const own = rows.filter((row) => row.months >= from && row.months < months);
    return own.length === 0
      ? []
      : [figure("experience.by-tenure", scores(own), { by: { tenure: name } })];
  });
  const stages = (["first", "repeat"] as const).flatMap((stage) => {
    const own = rows.filter((row) => row.stage === stage);
    return own.length === 0 ? [] : [figure("experience.by-stage", scores(own), { by: { stage } })];
  });
  const fit = ols(
    rows.map(({ score }) => score),
    { years: rows.map(({ months }) => months / 12) },
  );
  const slope = fit?.coefficients[1];
  if (fit === null || slope === undefined) return [...bands, ...stages];
  const { value, low, high } = slope;
  return [...bands, ...stages, figure("experience.tenure-slope", { value, low, high, n: fit.n })];
}

const painConstruct = "pain.point";

/** Which trouble is frequent, deep, and met by those who spend much. */
function painFigures({ customers, facts, site }: FigureTask): Figure[] {
  const isNothing = exclusiveOptions(facts);
  const hasOrders = facts.tables.has("transactions");
  const persons = latestPerPerson(customers.rows, [painConstruct, "satisfaction"]).flatMap(
    (row: AnswerRow) => {
      const chosen = row.choices[painConstruct];
      const score = scoreOf(customers, row, "satisfaction");
      if (chosen === undefined || score === null) return [];
      const spend = hasOrders && row.customer >= 0 ? row.spendBefore : null;
      return [{ hit: chosen.filter((option) => !isNothing.has(option)), score, spend }];
    },
  );
  const board = painBoard(persons, { seed: "experience.pain-weight" });
  return board.flatMap(({ name, severity, spend, weight }) => {
    const by = { option: name };
    const spends = persons.flatMap(({ hit, spend: own }) =>
      hit.includes(name) && own !== null ? [own] : [],
    );
    const isTold = spends.length >= site.k.customer && !dominated(spends);
    return [
      figure("experience.pain-severity", severity, { by }),
      ...(hasOrders && isTold
        ? [
            figure("experience.pain-spend", spend, { by }),
            figure("experience.pain-weight", weight, { by }),
          ]
        : []),
    ];
  });
}

/** Options that say that nothing got in the way. */
function exclusiveOptions({ answers }: FigureTask["facts"]): ReadonlySet<string> {
  return new Set(
    answers
      .flatMap(({ survey }) => survey.questions)
      .filter(({ construct }) => construct === painConstruct)
      .flatMap(({ options }) => options ?? [])
      .filter(({ exclusive }) => exclusive === true)
      .map(({ id }) => id),
  );
}

/** How far the own scores of the four kinds of experience lie from a rival's. */
function rivalFigures({ customers }: FigureTask): Figure[] {
  return Object.keys(customers.scales)
    .filter((construct) => construct.startsWith("kind."))
    .toSorted()
    .flatMap((construct) => {
      const scores = (rows: readonly AnswerRow[]) =>
        latestPerPerson(rows, [construct]).flatMap(
          (row) => scoreOf(customers, row, construct) ?? [],
        );
      const own = scores(customers.rows);
      const rival = scores(customers.rivals);
      if (own.length < 2 || rival.length < 2) return [];
      const { difference, low, high } = welch(own, rival);
      return [
        figure(
          "experience.rival-gap",
          { value: difference, low, high, n: rival.length },
          { by: { construct } },
        ),
      ];
    });
}
