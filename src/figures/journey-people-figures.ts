import { matchedComparison } from "../metrics/matched-comparison.ts";
import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { twoProportions } from "../stats/two-proportions.ts";
import { welch } from "../stats/welch.ts";
import { latestPerPerson, levelOf } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { contactsOf } from "./contacts.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { inPoints } from "./in-points.ts";
import { scoreOf } from "./score-of.ts";
import { waveOfDay } from "./wave.ts";

/** Who the customers are, what membership and being brought go with, and what a new one costs. */
export function journeyPeopleFigures(task: FigureTask): readonly Figure[] {
  return [
    ...groupFigures(task),
    ...memberFigures(task),
    ...sourceFigures(task),
    ...trustFigures(task),
    ...costFigures(task),
  ];
}

/** Segments by revenue, with customers and those only heard of; the needs of the largest. */
function groupFigures({ facts, customers: answers }: FigureTask): Figure[] {
  const { customers, tables } = facts;
  if (!tables.has("transactions") || !tables.has("customers")) return [];
  const people = Array.from({ length: customers.n }, (_, row) => ({
    segment: levelOf(customers.segment, row),
    bought: (customers.purchases[row] ?? 0) >= 1,
    revenue: customers.revenue[row] ?? 0,
  }));
  const buyers = people.filter(({ bought }) => bought);
  const total = buyers.reduce((sum, { revenue }) => sum + revenue, 0);
  const segments = [...Map.groupBy(people, ({ segment }) => segment)]
    .filter(([segment]) => segment !== "")
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([segment, own]) => {
      const bought = own.filter((each) => each.bought);
      return {
        segment,
        existing: bought.length,
        potential: own.length - bought.length,
        share: total > 0 ? bought.reduce((sum, { revenue }) => sum + revenue, 0) / total : 0,
      };
    });
  const main = segments.toSorted((a, b) => b.share - a.share)[0];
  if (main === undefined || !(total > 0)) return [];
  return [
    ...segments.flatMap(({ segment, existing, potential, share }) => {
      const by = { segment };
      return [
        counted("journey.segment-revenue", share, existing, { by }),
        counted("journey.existing", existing, existing, { by }),
        counted("journey.potential", potential, potential, { by }),
      ];
    }),
    ...needFigures(answers, main.segment),
  ];
}

const need = "need.stated";

function needFigures(answers: FigureTask["customers"], segment: string): Figure[] {
  const chosen = latestPerPerson(answers.rows, [need])
    .filter((row) => row.segment === segment)
    .flatMap(({ choices }) => [choices[need] ?? []])
    .filter(({ length }) => length > 0);
  return [...new Set(chosen.flat())].toSorted().map((option) => {
    const n = chosen.filter((own) => own.includes(option)).length;
    return figure("journey.main-need", proportion(n, chosen.length), { by: { option } });
  });
}

/** Bands of purchases and of days since the last one, so that the compared were alike before. */
function cellOf(segment: string, purchases: number, silentDays: number): string {
  const band = [1, 2, 4, 8].filter((edge) => purchases > edge).length;
  const silence = [30, 90, 180].filter((edge) => silentDays > edge).length;
  return `${segment} ${band} ${silence}`;
}

/**
 * Members with a digital experience before a day, beside buyers without one who were alike up to
 * that day; what they did after it. The day is the one that the hold-out of lifetime value uses.
 */
function memberFigures(task: FigureTask): Figure[] {
  const { facts, rules } = task;
  const { customers, calibrationDay: day, tables } = facts;
  const contacts = contactsOf(task);
  if (!tables.has("customers") || contacts.length === 0) return [];
  const { digital, shares } = rules.journey;
  const used = new Set<number>();
  const ever = new Set<number>();
  const shared = new Set<number>();
  for (const { customer, touchpoint, day: met } of contacts) {
    if (customer < 0) continue;
    if (digital.includes(touchpoint)) ever.add(customer);
    if (digital.includes(touchpoint) && met <= day) used.add(customer);
    if (shares.includes(touchpoint) && met > day) shared.add(customer);
  }
  const rows = Array.from({ length: customers.n }, (_, row) => row);
  const members = rows.filter((row) => levelOf(customers.memberTier, row) !== "");
  const idle = members.filter((row) => !ever.has(row));
  const bought = rows.filter((row) => (customers.calibrationPurchases[row] ?? 0) >= 1);
  const treated = bought.map((row) => levelOf(customers.memberTier, row) !== "" && used.has(row));
  const cells = bought.map((row) =>
    cellOf(
      levelOf(customers.segment, row),
      customers.calibrationPurchases[row] ?? 0,
      day - (customers.calibrationLastDay[row] ?? Number.NaN),
    ),
  );
  const compared = (outcome: readonly (number | null)[]) =>
    matchedComparison({ treated, cells, outcome }).difference;
  const isMatched = tables.has("transactions") && treated.includes(true) && treated.includes(false);
  return [
    ...(members.length === 0
      ? []
      : [figure("journey.member-idle", proportion(idle.length, members.length))]),
    ...(isMatched
      ? [
          figure(
            "journey.member-frequency",
            compared(
              bought.map(
                (row) =>
                  (customers.purchases[row] ?? 0) - (customers.calibrationPurchases[row] ?? 0),
              ),
            ),
          ),
          figure(
            "journey.member-basket",
            compared(bought.map((row) => observed(customers.repeatValue[row]))),
          ),
          figure(
            "journey.member-shares",
            inPoints(compared(bought.map((row) => Number(shared.has(row))))),
          ),
          ...memberSatisfaction(task, bought, compared),
        ]
      : []),
  ];
}

function memberSatisfaction(
  { customers: answers, facts }: FigureTask,
  bought: readonly number[],
  compared: (outcome: readonly (number | null)[]) => Parameters<typeof figure>[1],
): Figure[] {
  const after = answers.rows.filter(({ answeredDay }) => answeredDay > facts.calibrationDay);
  const scores = new Map(
    latestPerPerson(after, ["satisfaction"])
      .filter(({ customer }) => customer >= 0)
      .map((row) => [row.customer, scoreOf(answers, row, "satisfaction")] as const),
  );
  if (scores.size === 0) return [];
  const difference = compared(bought.map((row) => scores.get(row) ?? null));
  return difference.value === null ? [] : [figure("journey.member-satisfaction", difference)];
}

function observed(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Of everybody heard of, who came to buy: brought by others, and by another way. */
function sourceFigures({ facts, rules }: FigureTask): Figure[] {
  const { customers, tables } = facts;
  if (!tables.has("transactions") || !tables.has("customers")) return [];
  const known = Array.from({ length: customers.n }, (_, row) => ({
    source: levelOf(customers.acquiredBy, row),
    bought: (customers.purchases[row] ?? 0) >= 1,
  })).filter(({ source }) => source !== "");
  const of = (came: "friend" | "other") => {
    const own = known.filter(
      ({ source }) => rules.journey.referred.includes(source) === (came === "friend"),
    );
    return { successes: own.filter(({ bought }) => bought).length, n: own.length };
  };
  const [friend, other] = [of("friend"), of("other")];
  if (friend.n === 0 || other.n === 0) return [];
  const { difference, low, high } = twoProportions(friend, other);
  return [
    figure("journey.first-order", proportion(friend.successes, friend.n), {
      by: { came: "friend" },
    }),
    figure("journey.first-order", proportion(other.successes, other.n), { by: { came: "other" } }),
    figure(
      "journey.first-order-gap",
      inPoints({ value: difference, low, high, n: friend.n + other.n }),
    ),
  ];
}

const trustParts = ["trust.reliability", "trust.competence", "trust.closeness"] as const;

/** Trust of those who were brought by others, and of the rest. */
function trustFigures({ facts, rules, customers: answers }: FigureTask): Figure[] {
  if (!facts.tables.has("customers") || !trustParts.every((name) => name in answers.scales)) {
    return [];
  }
  const rows = latestPerPerson(answers.rows, trustParts).flatMap((row) => {
    const source = row.customer < 0 ? "" : levelOf(facts.customers.acquiredBy, row.customer);
    const parts = trustParts.flatMap((name) => scoreOf(answers, row, name) ?? []);
    if (source === "" || parts.length < trustParts.length) return [];
    const score = parts.reduce((sum, each) => sum + each, 0) / parts.length;
    return [{ score, isFriend: rules.journey.referred.includes(source) }];
  });
  const of = (isFriend: boolean) =>
    rows.flatMap((row) => (row.isFriend === isFriend ? [row.score] : []));
  const [friend, other] = [of(true), of(false)];
  const { difference, low, high } = welch(friend, other);
  if (difference === null || low === null) return [];
  return [
    figure("journey.referred-trust", mean(friend), { by: { came: "friend" } }),
    figure("journey.referred-trust", mean(other), { by: { came: "other" } }),
    figure("journey.referred-trust-gap", { value: difference, low, high, n: rows.length }),
  ];
}

/** What was spent to win customers in a wave, for each who first bought in it. */
function costFigures({ facts, site }: FigureTask): Figure[] {
  const { customers, costs, transactions, tables } = facts;
  if (!tables.has("costs") || !tables.has("transactions")) return [];
  const complete = new Set(
    transactions.byWave.flatMap(({ wave, complete: isOver }) => (isOver ? [wave] : [])),
  );
  const firsts = new Map<string, number>();
  for (const day of customers.firstDay) {
    if (Number.isNaN(day)) continue;
    const wave = waveOfDay(day, site.wave);
    firsts.set(wave, (firsts.get(wave) ?? 0) + 1);
  }
  const spent = new Map<string, number>();
  for (const { period, kind, amount } of costs) {
    const wave = kind === "acquisition" ? waveOfCost(period, site.wave) : null;
    if (wave !== null) spent.set(wave, (spent.get(wave) ?? 0) + amount);
  }
  return [...spent]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([period, amount]) => {
      const n = firsts.get(period) ?? 0;
      return n === 0 || !complete.has(period)
        ? []
        : [counted("journey.cost-per-new", amount / n, n, { period })];
    });
}

/** The wave of a month of costs; null for a period longer than a wave. */
function waveOfCost(period: string, wave: FigureTask["site"]["wave"]): string | null {
  const month = /^(\d{4})-(\d{2})$/u.exec(period);
  if (month !== null) {
    const quarter = `${month[1]}-Q${Math.ceil(Number(month[2]) / 3)}`;
    return wave === "month" ? period : wave === "quarter" ? quarter : (month[1] ?? null);
  }
  const quarter = /^(\d{4})-Q\d$/u.exec(period);
  if (quarter !== null)
    return wave === "quarter" ? period : wave === "year" ? (quarter[1] ?? null) : null;
  return /^\d{4}$/u.test(period) && wave === "year" ? period : null;
}
