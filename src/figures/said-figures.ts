import { customerSatisfaction } from "../metrics/customer-satisfaction.ts";
import { expectationGap } from "../metrics/expectation-gap.ts";
import { netPromoterScore, recommendShare } from "../metrics/net-promoter-score.ts";
import { satisfiedNotLoyal } from "../metrics/satisfied-not-loyal.ts";
import { trustFactors, trustIndex } from "../metrics/trust-index.ts";
import { proportion } from "../stats/proportion.ts";
import type { Scale } from "../survey/definition.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { oncePer } from "./once-per.ts";
import { counted, figure, type Where } from "./book.ts";
import type { Figure } from "./figure.ts";
import { slices } from "./slice.ts";

export const trustConstructs = {
  reliability: "trust.reliability",
  competence: "trust.competence",
  closeness: "trust.closeness",
} as const;

/** Rows of one period: a wave, or "all". */
export function inPeriod(rows: readonly AnswerRow[], period: string): readonly AnswerRow[] {
  return period === "all" ? rows : (byWave(rows).get(period) ?? []);
}

export function periodsOf(rows: readonly AnswerRow[]): readonly string[] {
  return ["all", ...[...byWave(rows).keys()].toSorted()];
}

/** Most figures divide the same rows by wave. */
const byWave = oncePer((rows: readonly AnswerRow[]) => Map.groupBy(rows, ({ wave }) => wave));

/** Everything that is only said: satisfaction, expectation, recommendation, intent, trust. */
export function saidFigures(answers: Answers): readonly Figure[] {
  return periodsOf(answers.rows).flatMap((period) => {
    const rows = inPeriod(answers.rows, period);
    return [
      ...satisfactionFigures(answers, rows, period),
      ...aspectFigures(answers, rows, period),
      ...gapFigures(rows, period),
      ...recommendFigures(answers, rows, period),
      ...intentFigures(answers, rows, period),
      ...trustFigures(answers, rows, period),
    ];
  });
}

export function score(row: AnswerRow, construct: string): number | null {
  return row.scores[construct] ?? null;
}

function satisfactionFigures(
  { scales }: Answers,
  rows: readonly AnswerRow[],
  period: string,
): Figure[] {
  const scale = scales["satisfaction"];
  if (scale === undefined) return [];
  const persons = latestPerPerson(rows, ["satisfaction"]);
  const figures = slices(persons).flatMap(({ by, rows: members }) => {
    const where: Where = { by, period };
    const { top2, mean, fullMarks } = measured(members, "satisfaction", scale);
    return [
      figure("satisfaction.csat", top2, where),
      figure("satisfaction.mean", mean, where),
      figure("satisfaction.full-marks", fullMarks, where),
    ];
  });
  const { distribution, n } = measured(persons, "satisfaction", scale);
  const scores = distribution.map(({ score: value, count }) =>
    figure("satisfaction.score-share", proportion(count, n), {
      by: { score: String(value) },
      period,
    }),
  );
  return [...figures, ...scores];
}

function measured(
  rows: readonly AnswerRow[],
  construct: string,
  scale: Scale,
): ReturnType<typeof customerSatisfaction> {
  return customerSatisfaction(
    rows.map((row) => score(row, construct)),
    { scale, weights: weightsOf(rows) },
  );
}

/** Weights when any row has one of its own; else none, so that plain counts stay exact. */
export function weightsOf(rows: readonly AnswerRow[]): number[] | undefined {
  return rows.some(({ weight }) => weight !== 1) ? rows.map(({ weight }) => weight) : undefined;
}

function aspectFigures({ scales }: Answers, rows: readonly AnswerRow[], period: string): Figure[] {
  return Object.keys(scales)
    .filter((construct) => construct.startsWith("aspect."))
    .toSorted()
    .flatMap((construct) => {
      const persons = latestPerPerson(rows, [construct]);
      const { top2 } = measured(persons, construct, scales[construct] as Scale);
      return [
        figure("satisfaction.aspect", top2, {
          by: { aspect: construct.slice("aspect.".length) },
          period,
        }),
      ];
    });
}

function gapFigures(rows: readonly AnswerRow[], period: string): Figure[] {
  const persons = latestPerPerson(rows, ["pair"]).filter(
    ({ expected, perceived }) => expected !== null && perceived !== null,
  );
  if (persons.length === 0) return [];
  return slices(persons).flatMap(({ by, rows: members }) => {
    const { gap, missed } = expectationGap(members);
    return [
      figure("satisfaction.expectation-gap", gap, { by, period }),
      figure("satisfaction.below-expectation", missed, { by, period }),
    ];
  });
}

function recommendFigures(
  { scales }: Answers,
  rows: readonly AnswerRow[],
  period: string,
): Figure[] {
  const scale = scales["loyalty.recommend"];
  if (scale === undefined) return [];
  const persons = latestPerPerson(rows, ["loyalty.recommend"]);
  return slices(persons).flatMap(({ by, rows: members }) => {
    const scores = members.map((row) => score(row, "loyalty.recommend"));
    const options = { scale, weights: weightsOf(members) };
    const net = netPromoterScore(scores, options);
    if (net === null)
      return [figure("loyalty.recommend-share", recommendShare(scores, options), { by, period })];
    const { counts, n } = net;
    return [
      figure("loyalty.nps", net.nps, { by, period }),
      figure("loyalty.promoters", proportion(counts.promoters, n), { by, period }),
      figure("loyalty.passives", proportion(counts.passives, n), { by, period }),
      figure("loyalty.detractors", proportion(counts.detractors, n), { by, period }),
    ];
  });
}

function intentFigures({ scales }: Answers, rows: readonly AnswerRow[], period: string): Figure[] {
  const satisfaction = scales["satisfaction"];
  const intent = scales["loyalty.intent"];
  if (satisfaction === undefined || intent === undefined) return [];
  const persons = latestPerPerson(rows, ["satisfaction"]);
  const said = (members: readonly AnswerRow[]) =>
    satisfiedNotLoyal(
      members.map((row) => ({
        satisfaction: score(row, "satisfaction"),
        intent: score(row, "loyalty.intent"),
      })),
      { satisfaction, intent },
    );
  const figures = slices(persons).flatMap(({ by, rows: members }) => {
    const { fullMarks, others } = said(members);
    return [
      figure("loyalty.said-yes", fullMarks.saidYes, { by, period }),
      figure("loyalty.satisfied-not-loyal", fullMarks.notLoyal, { by, period }),
      figure("loyalty.others-said-yes", others.saidYes, { by, period }),
      figure("loyalty.others-not-loyal", others.notLoyal, { by, period }),
    ];
  });
  if (period !== "all") return figures;
  const cuts = said(persons).sensitivity.map(({ satisfactionFrom, notLoyalBelow, notLoyal }) =>
    figure("loyalty.not-loyal-by-cut", notLoyal, {
      by: { satisfied: String(satisfactionFrom), intent: String(Math.ceil(notLoyalBelow) - 1) },
      period,
    }),
  );
  return [...figures, ...cuts];
}

function trustFigures({ scales }: Answers, rows: readonly AnswerRow[], period: string): Figure[] {
  const known = Object.values(trustConstructs).every(
    (construct) => scales[construct] !== undefined,
  );
  if (!known) return [];
  const persons = latestPerPerson(rows, Object.values(trustConstructs)).filter((row) =>
    Object.values(trustConstructs).every((construct) => score(row, construct) !== null),
  );
  const { index, factors, zeros } = trustIndex(
    persons.map((row) => ({
      reliability: score(row, trustConstructs.reliability),
      competence: score(row, trustConstructs.competence),
      closeness: score(row, trustConstructs.closeness),
    })),
    {
      scales: {
        reliability: scales[trustConstructs.reliability] as Scale,
        competence: scales[trustConstructs.competence] as Scale,
        closeness: scales[trustConstructs.closeness] as Scale,
      },
      seed: `trust.index@${period}`,
    },
  );
  return [
    figure("trust.index", index, { period }),
    ...trustFactors.map((factor) =>
      figure("trust.factor", factors[factor], { by: { factor }, period }),
    ),
    figure("trust.zero-share", zeros, { period }),
  ];
}

/**
 * Employees: satisfaction, eNPS and intention to stay, by team. Their answers bear no names, so the
 * same few people stand in every wave: a team that is below k in each wave is so over all of them.
 */
export function employeeFigures(employees: Answers, k: number): readonly Figure[] {
  const { scales, rows } = employees;
  const job = ["employee.satisfaction", "satisfaction"].find(
    (construct) => scales[construct] !== undefined,
  );
  const recommend = ["employee.recommend", "loyalty.recommend"].find(
    (construct) => scales[construct] !== undefined,
  );
  const stay = ["employee.intent", "loyalty.intent"].find(
    (construct) => scales[construct] !== undefined,
  );
  return periodsOf(rows).flatMap((period) => {
    return teams(inPeriod(rows, period)).flatMap(({ by, members }) => {
      const where = {
        by,
        period,
        suppressed: isSmallTeam(members, k) ? "small-group" : null,
      } as const;
      const share = (
        id: "employee.satisfaction" | "employee.stay",
        construct: string | undefined,
      ) =>
        construct === undefined
          ? []
          : [figure(id, measured(members, construct, scales[construct] as Scale).top2, where)];
      return [
        ...share("employee.satisfaction", job),
        ...share("employee.stay", stay),
        ...employeeNps(members, { recommend, scales, where }),
      ];
    });
  });
}

/** True for some, but fewer than k in every wave. */
export function isSmallTeam(members: readonly AnswerRow[], k: number): boolean {
  const waves = Map.groupBy(members, ({ wave }) => wave);
  return members.length > 0 && [...waves.values()].every(({ length }) => length < k);
}

function employeeNps(
  members: readonly AnswerRow[],
  {
    recommend,
    scales,
    where,
  }: { recommend: string | undefined; scales: Answers["scales"]; where: Where },
): Figure[] {
  if (recommend === undefined) return [];
  const net = netPromoterScore(
    members.map((row) => score(row, recommend)),
    { scale: scales[recommend] as Scale },
  );
  return net === null ? [] : [figure("employee.nps", net.nps, where)];
}

export function teams(
  rows: readonly AnswerRow[],
): readonly { by: Figure["by"]; members: readonly AnswerRow[] }[] {
  const persons = latestPerPerson(rows, []);
  const groups = [...Map.groupBy(persons, ({ team }) => team)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const named = groups.length === 1 && groups[0]?.[0] === "" ? [] : groups;
  return [
    { by: {}, members: persons },
    ...named.map(([team, members]) => ({ by: { team }, members })),
  ];
}

export function answerCounts(
  customers: Answers,
  employees: Answers,
  unjoined: number,
  anonymous: number,
): readonly Figure[] {
  const rows = [customers, employees].reduce(
    (sum, { rows: own, suspect, rival }) => sum + own.length + suspect + rival,
    0,
  );
  const suspect = customers.suspect + employees.suspect;
  return [
    counted("data.responses.rows", rows, rows),
    counted("data.responses.suspect", suspect, rows),
    counted("data.responses.unjoined", unjoined, rows),
    counted("data.responses.anonymous", anonymous, rows),
  ];
}
