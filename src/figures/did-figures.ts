import { dominated } from "../disclosure/dominated.ts";
import { loyaltyQuadrants } from "../metrics/loyalty-quadrants.ts";
import { loyaltyTiers } from "../metrics/loyalty-tiers.ts";
import {
  satisfiedNotReturned,
  type DidGroup,
  type SatisfiedNotReturned,
} from "../metrics/satisfied-not-returned.ts";
import type { Rules } from "../settings/rules.ts";
import { proportion } from "../stats/proportion.ts";
import type { Scale } from "../survey/definition.ts";
import type { CustomerColumns } from "../warehouse/facts.ts";
import { latestPerPerson, type AnswerRow, type Answers } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import type { Figure } from "./figure.ts";
import { inPeriod, periodsOf, score } from "./said-figures.ts";
import { slices } from "./slice.ts";

export interface ReturnWindow {
  /** Whole days after the day of the answer. */
  readonly days: number;
  /** The same at the quantiles 0.5 and 0.75, for the table of other windows. */
  readonly others: readonly number[];
}

/** True or false once the window has passed for a person who can be joined; null otherwise. */
export function hasReturned(row: AnswerRow, days: number, asOfDay: number): boolean | null {
  if (row.customer < 0 || row.answeredDay + days > asOfDay) return null;
  return row.nextPurchaseDay !== null && row.nextPurchaseDay <= row.answeredDay + days;
}

/** The full marks of the period who did not return, for the staff's list and for residual value. */
export function awayRows(
  answers: Answers,
  { period, days, asOfDay }: { period: string; days: number; asOfDay: number },
): readonly AnswerRow[] {
  const top = answers.scales["satisfaction"]?.max;
  if (top === undefined) return [];
  return latestPerPerson(inPeriod(answers.rows, period), ["satisfaction"]).filter(
    (row) => (score(row, "satisfaction") ?? 0) >= top && hasReturned(row, days, asOfDay) === false,
  );
}

/** What was said and what was then done, for each period and slice. */
export function didFigures(
  answers: Answers,
  window: ReturnWindow,
  { asOfDay, k }: { readonly asOfDay: number; readonly k: number },
): readonly Figure[] {
  const satisfaction = answers.scales["satisfaction"];
  if (satisfaction === undefined) return [];
  const measure = (rows: readonly AnswerRow[], days: number) =>
    measureReturns(answers, rows, { days, asOfDay });
  const latest = (period: string) =>
    latestPerPerson(inPeriod(answers.rows, period), ["satisfaction"]);
  const byPeriod = periodsOf(answers.rows).flatMap((period) =>
    slices(latest(period)).flatMap(({ by, rows }) => {
      const away = rows.filter(
        (row) =>
          (score(row, "satisfaction") ?? 0) >= satisfaction.max &&
          hasReturned(row, window.days, asOfDay) === false,
      );
      const suppressed = moneyTells(
        away.map(({ spendBefore }) => spendBefore),
        k,
      )
        ? "dominated"
        : null;
      return returnFigures(measure(rows, window.days), { by, period, suppressed }, rows);
    }),
  );
  const everybody = latest("all");
  const windows = [...window.others, window.days].map((days) =>
    figure("loyalty.not-returned-by-window", measure(everybody, days).fullMarks.notReturned, {
      by: { window: String(days) },
    }),
  );
  return [
    ...byPeriod,
    ...windows,
    ...returnedByScore(everybody, satisfaction, { days: window.days, asOfDay }),
  ];
}

/** A sum of money that fewer than k persons spent, or that one of them dominates. */
function moneyTells(spends: readonly number[], k: number): boolean {
  return spends.length > 0 && (spends.length < k || dominated(spends));
}

function measureReturns(
  { scales }: Answers,
  rows: readonly AnswerRow[],
  { days, asOfDay }: { days: number; asOfDay: number },
): SatisfiedNotReturned {
  return satisfiedNotReturned(
    rows.map((row) => ({
      satisfaction: score(row, "satisfaction"),
      intent: score(row, "loyalty.intent"),
      returned: hasReturned(row, days, asOfDay),
      spend: row.spendBefore,
    })),
    { satisfaction: scales["satisfaction"] as Scale, intent: scales["loyalty.intent"] },
  );
}

function returnFigures(
  did: SatisfiedNotReturned,
  {
    by,
    period,
    suppressed,
  }: {
    readonly by: Figure["by"];
    readonly period: string;
    readonly suppressed: Figure["suppressed"];
  },
  rows: readonly AnswerRow[],
): Figure[] {
  const { fullMarks, others } = did;
  const where = { by, period };
  if (fullMarks.n === 0 && others.n === 0 && rows.length > 0 && Object.keys(where.by).length > 0)
    return [];
  const away = cell(fullMarks, "yes", false);
  const gone = fullMarks.cells
    .filter(({ returned }) => !returned)
    .reduce((sum, { n }) => sum + n, 0);
  const isKnown = fullMarks.n > 0;
  return [
    figure("loyalty.satisfied-not-returned", fullMarks.notReturned, where),
    figure("loyalty.said-yes-not-returned", fullMarks.saidYesNotReturned, where),
    figure("loyalty.others-not-returned", others.notReturned, where),
    counted("value.revenue-at-risk", isKnown ? did.revenueAtRisk : null, gone, {
      ...where,
      suppressed,
    }),
    counted("value.away", isKnown ? gone : null, fullMarks.n, where),
    counted(
      "value.said-yes-at-risk",
      fullMarks.saidYesNotReturned.n > 0 ? away.spend : null,
      away.n,
      { ...where, suppressed },
    ),
    counted(
      "value.said-yes-away",
      fullMarks.saidYesNotReturned.n > 0 ? away.n : null,
      fullMarks.saidYesNotReturned.n,
      where,
    ),
    ...(Object.keys(where.by).length === 0 ? outcomeFigures(fullMarks, where.period) : []),
  ];
}

/** The four groups of word and deed among those who answered both. */
function outcomeFigures(group: DidGroup, period: string): Figure[] {
  const outcomes = [
    ["yes-came", cell(group, "yes", true)],
    ["yes-away", cell(group, "yes", false)],
    ["no-came", cell(group, "other", true)],
    ["no-away", cell(group, "other", false)],
  ] as const;
  const n = outcomes.reduce((sum, [, each]) => sum + each.n, 0);
  if (n === 0) return [];
  return outcomes.flatMap(([outcome, each]) => [
    figure("loyalty.said-and-did", proportion(each.n, n), { by: { outcome }, period }),
    counted("loyalty.said-and-did-spend", each.spend, each.n, { by: { outcome }, period }),
  ]);
}

function cell(
  group: DidGroup,
  said: "yes" | "other",
  returned: boolean,
): { n: number; spend: number } {
  return (
    group.cells.find((each) => each.said === said && each.returned === returned) ?? {
      n: 0,
      spend: 0,
    }
  );
}

/** The share that came back at each whole score: loyalty over satisfaction. */
function returnedByScore(
  rows: readonly AnswerRow[],
  scale: Scale,
  { days, asOfDay }: { days: number; asOfDay: number },
): Figure[] {
  const scores = Array.from({ length: scale.max - scale.min + 1 }, (_, index) => scale.min + index);
  return scores.flatMap((each) => {
    const outcomes = rows
      .filter((row) => Math.round(score(row, "satisfaction") ?? Number.NaN) === each)
      .map((row) => hasReturned(row, days, asOfDay))
      .filter((returned) => returned !== null);
    if (outcomes.length === 0) return [];
    return [
      figure(
        "loyalty.returned-by-score",
        proportion(outcomes.filter(Boolean).length, outcomes.length),
        { by: { score: String(each) } },
      ),
    ];
  });
}

/** Quadrants and the eight tiers, by period. */
export function tierFigures(
  answers: Answers,
  rules: Rules,
  customers: CustomerColumns,
): readonly Figure[] {
  const { scales, rows } = answers;
  const satisfaction = scales["satisfaction"];
  const intent = scales["loyalty.intent"];
  if (satisfaction === undefined || intent === undefined) return [];
  const referrals = referralCounts(customers);
  const hundred = (value: number | null, { min, max }: Scale) =>
    value === null ? null : ((value - min) / (max - min)) * 100;
  const recommend = scales["loyalty.recommend"];
  const isNps = recommend?.min === 0 && recommend.max === 10;
  return periodsOf(rows).flatMap((period) => {
    const persons = latestPerPerson(inPeriod(rows, period), ["satisfaction"]).map((row) => ({
      satisfaction: hundred(score(row, "satisfaction"), satisfaction),
      intent: hundred(score(row, "loyalty.intent"), intent),
      loyalty: hundred(score(row, "loyalty.intent"), intent),
      recommend: isNps ? score(row, "loyalty.recommend") : null,
      referrals: row.customer < 0 ? 0 : (referrals.get(customers.id[row.customer] ?? "") ?? 0),
    }));
    const four = loyaltyQuadrants(persons, rules.quadrants);
    const eight = loyaltyTiers(persons, rules.tiers);
    return [
      ...four.quadrants.map(({ quadrant, share }) =>
        figure("loyalty.quadrant", share, { by: { quadrant }, period }),
      ),
      ...eight.tiers.map(({ id, share }) =>
        figure("loyalty.tier", share, { by: { tier: id }, period }),
      ),
      counted("loyalty.unclassified", eight.unclassified, persons.length, { period }),
    ];
  });
}

function referralCounts({ referrer }: CustomerColumns): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of referrer) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
