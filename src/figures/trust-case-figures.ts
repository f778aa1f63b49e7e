import { failureTolerance } from "../metrics/failure-tolerance.ts";
import { stratifiedDifference } from "../metrics/stratified-difference.ts";
import { proportion } from "../stats/proportion.ts";
import { quantile } from "../stats/quantile.ts";
import { twoProportions, type Successes } from "../stats/two-proportions.ts";
import { DAY_MS } from "../tables/local-time.ts";
import type { CaseRow } from "../warehouse/facts.ts";
import { latestPerPerson, type AnswerRow } from "./answer-rows.ts";
import { counted, figure } from "./book.ts";
import { attitudeOf, isComplaint, isFailure, isIdea } from "./case-kinds.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { score } from "./said-figures.ts";
import { inPoints } from "./in-points.ts";

/** What complaints, ideas and how they were met say of trust. */
export function trustCaseFigures(task: FigureTask): readonly Figure[] {
  if (task.facts.cases.length === 0) return [];
  return [
    ...rootFigures(task),
    ...toleranceFigures(task),
    ...forgivenessFigures(task),
    ...ideaFigures(task),
    ...recoveryFigures(task),
  ];
}

const dayOf = ({ openedAt }: CaseRow) => Math.floor(openedAt / DAY_MS);

/** The same name as in the rows of answers: joined by id, whatever other tables there are. */
const personOf = ({ customerId }: CaseRow) => `customer ${customerId}`;

/** Broken promise, arrogance, and the rest, among complaints whose manners are written down. */
function rootFigures({ facts, rules }: FigureTask): Figure[] {
  const met = facts.cases
    .filter((each) => isComplaint(each, rules))
    .flatMap((each) => attitudeOf(each, rules) ?? []);
  if (met.length === 0) return [];
  const two = met.filter((each) => each === "broken-promise" || each === "arrogant");
  return [
    figure("trust.root-two", proportion(two.length, met.length)),
    ...[...Map.groupBy(met, (attitude) => attitude)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([attitude, own]) =>
        figure("trust.root", proportion(own.length, met.length), { by: { attitude } }),
      ),
  ];
}

/** Repeat buyers, kept or lost after each failure. */
function toleranceFigures({ facts, rules, window }: FigureTask): Figure[] {
  if (window === null) return [];
  const { customers, asOfDay } = facts;
  const failures = Map.groupBy(
    facts.cases.filter((each) => each.customer >= 0 && isFailure(each, rules)),
    ({ customer }) => customer,
  );
  const persons = Array.from({ length: customers.n }, (_, row) => row)
    .filter((row) => (customers.purchases[row] ?? 0) >= 2)
    .map((row) => {
      const last = customers.lastDay[row] ?? asOfDay;
      return {
        start: customers.secondDay[row] ?? last,
        left: asOfDay - last > window.days ? last : null,
        failures: (failures.get(row) ?? []).map(dayOf).toSorted((a, b) => a - b),
      };
    });
  return failureTolerance(persons, { asOfDay, days: window.days }).map(
    ({ failures: count, kept }) =>
      figure("trust.kept-after", kept, { by: { failures: String(count) } }),
  );
}

/** Good manners beside poor ones: who came again, of the same kind of failure. */
function forgivenessFigures(task: FigureTask): Figure[] {
  const { facts, rules, window } = task;
  const met = facts.cases.flatMap((each) => {
    const attitude = attitudeOf(each, rules);
    const isKnown = attitude !== null && each.customerId !== null && isFailure(each, rules);
    return isKnown ? [{ each, isGood: attitude === "good" }] : [];
  });
  const satisfied = satisfiedAfter(task, met);
  if (window === null || !facts.tables.has("transactions")) return satisfied;
  const passed = met
    .filter(({ each }) => each.customer >= 0 && dayOf(each) + window.days <= facts.asOfDay)
    .map(({ each, isGood }) => ({
      stratum: each.type ?? "",
      first: isGood,
      success: each.nextPurchaseDay !== null && each.nextPurchaseDay <= dayOf(each) + window.days,
    }));
  const shares = ([true, false] as const).map((good) => {
    const own = passed.filter(({ first }) => first === good);
    const came = own.filter(({ success }) => success).length;
    return figure("trust.forgiven", proportion(came, own.length), { by: mannersOf(good) });
  });
  return [
    ...shares,
    figure("trust.forgiveness", inPoints(stratifiedDifference(passed))),
    ...satisfied,
  ];
}

const mannersOf = (isGood: boolean) => ({ manners: isGood ? "good" : "poor" });

/** The first answer after the complaint: who is satisfied then. */
function satisfiedAfter(
  { customers }: FigureTask,
  met: readonly { readonly each: CaseRow; readonly isGood: boolean }[],
): Figure[] {
  const scale = customers.scales["satisfaction"];
  if (scale === undefined) return [];
  const answers = Map.groupBy(
    customers.rows.filter((row) => score(row, "satisfaction") !== null),
    ({ person }) => person,
  );
  const firsts = met.flatMap(({ each, isGood }) => {
    const next = (answers.get(personOf(each)) ?? []).find(
      ({ answeredAt }) => answeredAt > each.openedAt,
    );
    return next === undefined ? [] : [{ next, isGood }];
  });
  return ([true, false] as const).map((good) => {
    const own = firsts.filter(({ isGood }) => isGood === good);
    const pleased = own.filter(
      ({ next }) => (score(next, "satisfaction") ?? 0) >= scale.max - 1,
    ).length;
    return figure("trust.forgiven-satisfied", proportion(pleased, own.length), {
      by: mannersOf(good),
    });
  });
}

/** Ideas of customers: heard, handed to a department, adopted, and how long that took. */
function ideaFigures({ facts, rules }: FigureTask): Figure[] {
  const ideas = facts.cases.filter((each) => isIdea(each, rules));
  if (ideas.length === 0) return [];
  const routed = ideas.filter(({ owner }) => owner !== null);
  const adopted = ideas.filter(({ preventedBy }) => preventedBy !== null);
  const done = new Map(facts.actions.map(({ actionId, doneDay }) => [actionId, doneDay]));
  const days = adopted.flatMap((each) => {
    const day = done.get(each.preventedBy ?? "") ?? null;
    return day === null ? [] : [Math.max(0, day - dayOf(each))];
  });
  return [
    counted("trust.ideas", ideas.length, ideas.length),
    figure("trust.ideas-routed", proportion(routed.length, ideas.length)),
    ...[...Map.groupBy(routed, ({ owner }) => owner ?? "")]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([department, own]) =>
        figure("trust.ideas-by-department", proportion(own.length, routed.length), {
          by: { department },
        }),
      ),
    figure("trust.ideas-adopted", proportion(adopted.length, ideas.length)),
    ...(days.length === 0 ? [] : [counted("trust.idea-days", quantile(days, 0.5), days.length)]),
  ];
}

/** Satisfaction of those without a failure, with one made good, and with one that was not. */
function recoveryFigures({ facts, rules, customers }: FigureTask): Figure[] {
  const scale = customers.scales["satisfaction"];
  if (scale === undefined) return [];
  const failures = Map.groupBy(
    facts.cases.filter((each) => each.customerId !== null && isFailure(each, rules)),
    personOf,
  );
  const persons = latestPerPerson(customers.rows, ["satisfaction"]).filter(
    ({ person, scores }) => person.startsWith("customer ") && scores["satisfaction"] !== undefined,
  );
  const days = rules.experience.afterCaseDays;
  const groups = Map.groupBy(persons, (row) =>
    recoveryOf(row, failures.get(row.person) ?? [], days),
  );
  const pleased = (name: string): Successes => {
    const own = groups.get(name) ?? [];
    return {
      successes: own.filter((row) => (score(row, "satisfaction") ?? 0) >= scale.max - 1).length,
      n: own.length,
    };
  };
  const names = ["recovered", "none", "unrecovered"];
  return names.flatMap((recovery) => {
    const { successes, n } = pleased(recovery);
    const { difference, low, high } = twoProportions(pleased("recovered"), { successes, n });
    const total = n + pleased("recovered").n;
    return [
      figure("trust.recovery-satisfied", proportion(successes, n), { by: { recovery } }),
      ...(recovery === "recovered"
        ? []
        : [
            figure(
              "trust.recovery-difference",
              inPoints({ value: difference, low, high, n: total }),
              { by: { against: recovery } },
            ),
          ]),
    ];
  });
}

/** By the last failure on an earlier day, if it is recent; made good when it was resolved by then. */
function recoveryOf(row: AnswerRow, failures: readonly CaseRow[], days: number): string {
  const last = failures
    .filter((each) => dayOf(each) < row.answeredDay && row.answeredDay - dayOf(each) <= days)
    .toSorted((a, b) => a.openedAt - b.openedAt)
    .at(-1);
  if (last === undefined) return "none";
  const isClosed = last.closedAt === null || last.closedAt <= row.answeredAt;
  return last.resolved === true && isClosed ? "recovered" : "unrecovered";
}
