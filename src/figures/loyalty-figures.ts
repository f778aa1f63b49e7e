import { retentionValue } from "../metrics/retention-value.ts";
import {
  satisfactionLoyaltyCurve,
  type SatisfactionAndOutcome,
} from "../metrics/satisfaction-loyalty-curve.ts";
import type { Estimate } from "../stats/estimate.ts";
import { medianInterval } from "../stats/median-interval.ts";
import { proportion } from "../stats/proportion.ts";
import { rescaled } from "../stats/rescale.ts";
import { latestPerPerson, type AnswerRow } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { hasReturned } from "./did-figures.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { linkedFigures } from "./loyalty-linked-figures.ts";
import { loyaltyFlowFigures } from "./loyalty-flow-figures.ts";
import { score, trustConstructs } from "./said-figures.ts";

/** Loyalty beyond the two shares: the curve, who is kept, who moves, rungs, premium, what goes with it. */
export function loyaltyFigures(task: FigureTask): readonly Figure[] {
  return [
    ...curveFigures(task),
    ...retentionFigures(task),
    ...loyaltyFlowFigures(task),
    ...ladderFigures(task),
    ...premiumFigures(task),
    ...linkedFigures(task),
  ];
}

/** Loyalty at each score, and whether level means fit better than a line. */
function curveFigures({ customers, window, facts }: FigureTask): Figure[] {
  const { scales, rows } = customers;
  const intent = scales["loyalty.intent"];
  if (scales["satisfaction"] === undefined || intent === undefined) return [];
  const persons = latestPerPerson(rows, ["satisfaction", "loyalty.intent"]);
  const said = persons.map((row) => ({
    satisfaction: score(row, "satisfaction"),
    loyalty: score(row, "loyalty.intent"),
  }));
  const yes = said.map(({ satisfaction, loyalty }) => ({
    satisfaction,
    loyalty: loyalty === null ? null : Number(loyalty >= intent.max - 1),
  }));
  const points = [...Map.groupBy(yes.filter(isComplete), ({ satisfaction }) => satisfaction)]
    .filter(([level]) => Number.isInteger(level))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([level, own]) =>
      figure(
        "loyalty.said-by-score",
        proportion(own.filter(({ loyalty }) => loyalty === 1).length, own.length),
        { by: { score: String(level) } },
      ),
    );
  return [
    ...points,
    ...bend("loyalty.bend", said),
    ...(window === null
      ? []
      : bend(
          "loyalty.bend-did",
          latestPerPerson(rows, ["satisfaction"]).map((row) => ({
            satisfaction: score(row, "satisfaction"),
            loyalty: asNumber(hasReturned(row, window.days, facts.asOfDay)),
          })),
        )),
  ];
}

function isComplete({ satisfaction, loyalty }: SatisfactionAndOutcome): boolean {
  return satisfaction !== null && loyalty !== null;
}

function asNumber(flag: boolean | null): number | null {
  return flag === null ? null : Number(flag);
}

function bend(
  id: "loyalty.bend" | "loyalty.bend-did",
  rows: readonly SatisfactionAndOutcome[],
): Figure[] {
  const { bend: test, n } = satisfactionLoyaltyCurve(rows);
  return test === null ? [] : [counted(id, test.p, n)];
}

/** Kept from wave to wave and from year to year, and what five points of it are worth. */
function retentionFigures({ facts, rules }: FigureTask): Figure[] {
  const { retention = [], yearRetention = null } = facts.transactions;
  const waves = retention.map(({ wave, buyers, again }) =>
    figure("loyalty.retention", proportion(again, buyers), { period: wave }),
  );
  if (yearRetention === null || yearRetention.buyers === 0) return waves;
  const kept = proportion(yearRetention.again, yearRetention.buyers);
  const discount = (1 + rules.clv.monthlyDiscount) ** 12 - 1;
  const sides = (["fewer", "more"] as const).flatMap((side) => {
    const change = sensitivity(kept, side, discount);
    return change === null
      ? []
      : [figure("loyalty.sensitivity", change, { by: { points: side === "more" ? "5" : "-5" } })];
  });
  return [...waves, figure("loyalty.year-retention", kept), ...sides];
}

/** In per cent of the value; the range takes retention at both ends of its own. */
function sensitivity(kept: Estimate, side: "fewer" | "more", discount: number): Estimate | null {
  const at = (retention: number | null) => {
    const value = retention === null ? null : retentionValue({ margin: 1, retention, discount });
    const change = value?.[side]?.change ?? null;
    return change === null ? null : 100 * change;
  };
  const value = at(kept.value);
  if (value === null) return null;
  const ends = [at(kept.low), value, at(kept.high)].filter((end) => end !== null);
  return { value, low: Math.min(...ends), high: Math.max(...ends), n: kept.n };
}

const rungs = ["satisfied", "delighted", "trusting"] as const;

/** Satisfied, then delighted, then trusting: who stands on each rung, and who came back from it. */
function ladderFigures({ customers, rules, window, facts }: FigureTask): Figure[] {
  const { scales, rows } = customers;
  const trust = Object.values(trustConstructs);
  const asked = ["satisfaction", "emotion.delight", ...trust];
  if (asked.some((construct) => scales[construct] === undefined)) return [];
  const people = latestPerPerson(rows, asked)
    .filter((row) => asked.every((construct) => score(row, construct) !== null))
    .map((row) => ({ row, rung: rungOf(row, { customers, rules }) }));
  const n = people.length;
  const upTo = (least: number) => people.filter(({ rung }) => rung >= least).length;
  return [
    ...rungs.flatMap((rung, at) => [
      figure("loyalty.rung", proportion(upTo(at + 1), n), { by: { rung } }),
      figure("loyalty.rung-step", proportion(upTo(at + 1), at === 0 ? n : upTo(at)), {
        by: { rung },
      }),
    ]),
    ...(window === null
      ? []
      : ["none", ...rungs].map((rung, at) => {
          const back = people
            .filter((each) => each.rung === at)
            .map(({ row }) => hasReturned(row, window.days, facts.asOfDay))
            .filter((returned) => returned !== null);
          return figure(
            "loyalty.rung-returned",
            proportion(back.filter(Boolean).length, back.length),
            { by: { rung } },
          );
        })),
  ];
}

/** 0 below the first rung; a rung counts only with those below it. */
function rungOf(
  row: AnswerRow,
  { customers: { scales }, rules }: Pick<FigureTask, "customers" | "rules">,
): number {
  const place = (construct: string) => {
    const scale = scales[construct];
    const own = score(row, construct);
    return scale === undefined || own === null ? 0 : 100 * rescaled(own, scale);
  };
  const trust = Object.values(trustConstructs);
  const shares = trust.map((construct) => place(construct) / 100);
  const trusting = 100 * Math.cbrt(shares.reduce((product, share) => product * share, 1));
  const reached = [
    place("satisfaction") >= rules.ladder.satisfied,
    place("emotion.delight") >= rules.ladder.delighted,
    trusting >= rules.ladder.trusting - 1e-9,
  ];
  const missing = reached.indexOf(false);
  return missing < 0 ? reached.length : missing;
}

/** What customers would pay more: who accepts each step, and the median of all and of each group. */
function premiumFigures({ customers, rules }: FigureTask): Figure[] {
  const people = latestPerPerson(customers.rows, ["loyalty.premium"]).flatMap((row) => {
    const chosen = Number(row.choices["loyalty.premium"]?.[0] ?? Number.NaN);
    return Number.isFinite(chosen) ? [{ row, uplift: chosen / 100 }] : [];
  });
  if (people.length === 0) return [];
  const steps = [...new Set(people.map(({ uplift }) => uplift))]
    .filter((uplift) => uplift > 0)
    .toSorted((a, b) => a - b);
  const isLoyal = loyalReader(customers.scales, rules.quadrants.loyal);
  const groups = [true, false].map((loyal) => people.filter(({ row }) => isLoyal(row) === loyal));
  const median = (own: typeof people) => medianInterval(own.map(({ uplift }) => uplift));
  return [
    ...steps.map((step) =>
      figure(
        "loyalty.premium-accepts",
        proportion(people.filter(({ uplift }) => uplift >= step).length, people.length),
        { by: { uplift: String(Math.round(100 * step)) } },
      ),
    ),
    figure("loyalty.premium-median", median(people)),
    ...groups.flatMap((own, at) =>
      own.length === 0
        ? []
        : [
            figure("loyalty.premium-median", median(own), {
              by: { intent: at === 0 ? "loyal" : "other" },
            }),
          ],
    ),
  ];
}

function loyalReader(scales: FigureTask["customers"]["scales"], from: number) {
  const scale = scales["loyalty.intent"];
  return (row: AnswerRow) => {
    const own = score(row, "loyalty.intent");
    return scale === undefined || own === null ? null : 100 * rescaled(own, scale) >= from;
  };
}
