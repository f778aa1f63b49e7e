import { matchedComparison } from "../metrics/matched-comparison.ts";
import { proportion } from "../stats/proportion.ts";
import type { CaseRow } from "../warehouse/facts.ts";
import { counted, figure } from "./book.ts";
import { isComplaint, isIdea } from "./case-kinds.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { waveOfDay } from "./wave.ts";

const dayMs = 86_400_000;
const yearDays = 365;

/** What customers said, what was done about it, and who makes things together with the company. */
export function coCreationFigures(task: FigureTask): readonly Figure[] {
  return [...topicFigures(task), ...adoptedFigures(task), ...makerFigures(task)];
}

/** Persons who raised a topic in the last 12 months, and actions done about it. */
function topicFigures(task: FigureTask): Figure[] {
  const { facts, site } = task;
  const raised = raisedTopics(task);
  const done = facts.actions.filter(
    ({ topic, doneDay }) => topic !== null && doneDay !== null && doneDay <= facts.asOfDay,
  );
  const groups = Map.groupBy(done, ({ topic, kind, doneDay }) =>
    JSON.stringify([topic, kind ?? "", waveOfDay(doneDay ?? 0, site.wave)]),
  );
  const actions = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => {
      const [topic = "", kind = "", period = ""] = JSON.parse(key) as string[];
      return counted("co-creation.action", own.length, own.length, { by: { topic, kind }, period });
    });
  if (raised.size === 0) return actions;
  const answered = [...raised.keys()].filter((topic) => done.some((each) => each.topic === topic));
  return [
    ...[...raised]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([topic, persons]) =>
        counted("co-creation.topic", persons.size, persons.size, { by: { topic } }),
      ),
    ...actions,
    ...(facts.tables.has("actions")
      ? [counted("co-creation.answered", answered.length / raised.size, raised.size)]
      : []),
  ];
}

/** Topic → the persons who raised it, by a complaint, an idea or a pain point. */
function raisedTopics({ facts, customers, rules }: FigureTask): Map<string, Set<string>> {
  const { topics, none } = rules.coCreation;
  const from = facts.asOfDay - yearDays;
  const raised = new Map<string, Set<string>>();
  const raise = (code: string | null, person: string) => {
    if (code === null || none.includes(code)) return;
    const topic = topics[code] ?? code;
    raised.set(topic, (raised.get(topic) ?? new Set()).add(person));
  };
  for (const each of facts.cases) {
    if (each.openedAt / dayMs <= from) continue;
    const person = each.customerId === null ? `case ${each.caseId}` : `customer ${each.customerId}`;
    if (isComplaint(each, rules)) raise(each.type, person);
    else if (isIdea(each, rules)) raise(each.cause, person);
  }
  for (const { person, answeredDay, choices } of customers.rows) {
    if (answeredDay > from) for (const code of choices["pain.point"] ?? []) raise(code, person);
  }
  return raised;
}

/** Ideas that an action that is done took up. */
function adoptedFigures({ facts, rules }: FigureTask): Figure[] {
  const ideas = facts.cases.filter((each) => isIdea(each, rules));
  if (ideas.length === 0 || !facts.tables.has("actions")) return [];
  const done = new Set(
    facts.actions
      .filter(({ doneDay }) => doneDay !== null && doneDay <= facts.asOfDay)
      .map(({ actionId }) => actionId),
  );
  const adopted = ideas.filter(({ preventedBy }) => preventedBy !== null && done.has(preventedBy));
  return [figure("co-creation.adopted", proportion(adopted.length, ideas.length))];
}

/** Customers who gave an idea or tried something out, beside others alike who did not. */
function makerFigures(task: FigureTask): Figure[] {
  const { facts } = task;
  const { customers, tables, asOfDay, calibrationDay } = facts;
  if (!["cases", "touchpoints", "transactions"].every((table) => tables.has(table))) return [];
  const firstDay = firstMakingDay(task);
  if (firstDay.size === 0) return [];
  const recent = [...customers.lastDay.keys()].filter(
    (row) => (customers.lastDay[row] ?? NaN) > asOfDay - yearDays,
  );
  const known = [...customers.purchases.keys()].filter(
    (row) => (customers.calibrationPurchases[row] ?? 0) > 0,
  );
  const isMaker = (row: number) => (firstDay.get(row) ?? Infinity) <= calibrationDay;
  const isBack = (row: number) =>
    (customers.purchases[row] ?? 0) > (customers.calibrationPurchases[row] ?? 0);
  const compared = matchedComparison({
    treated: known.map(isMaker),
    cells: known.map((row) => cellOf(task, row)),
    outcome: known.map((row) => Number(isBack(row))),
  });
  const share = (who: string, value: number | null, n: number) =>
    value === null
      ? []
      : [
          figure("co-creation.return", proportion(Math.round(value * n), n), {
            by: { who },
          }),
        ];
  const { value, low, high, n } = compared.difference;
  const scaled = (end: number | null) => (end === null ? null : 100 * end);
  return [
    figure(
      "co-creation.contributors",
      proportion(recent.filter((row) => firstDay.has(row)).length, recent.length),
    ),
    ...share("makers", compared.treatedMean, compared.matchedTreated),
    ...share("others", compared.othersMean, compared.matchedOthers),
    figure("co-creation.return-difference", {
      value: scaled(value),
      low: scaled(low),
      high: scaled(high),
      n,
    }),
  ];
}

/** First day on which a customer gave an idea or tried something out. */
function firstMakingDay({ facts, rules }: FigureTask): Map<number, number> {
  const { touchpoint, customer, day } = facts.touchpoints;
  const first = new Map<number, number>();
  const see = (row: number, on: number) => {
    if (row >= 0 && on <= facts.asOfDay) first.set(row, Math.min(first.get(row) ?? Infinity, on));
  };
  for (const each of facts.cases) if (isIdea(each, rules)) see(each.customer, dayOf(each));
  const tests = new Set(rules.coCreation.tests.map((name) => touchpoint.levels.indexOf(name)));
  for (const [at, code] of touchpoint.codes.entries()) {
    if (code >= 0 && tests.has(code)) see(customer[at] ?? -1, day[at] ?? NaN);
  }
  return first;
}

function dayOf({ openedAt }: CaseRow): number {
  return Math.floor(openedAt / dayMs);
}

/** What must be alike: segment, number of purchases and time since the last one at the calibration day. */
function cellOf({ facts }: FigureTask, row: number): string {
  const { segment, calibrationPurchases, calibrationLastDay } = facts.customers;
  const purchases = Math.min(8, calibrationPurchases[row] ?? 0);
  const silent = facts.calibrationDay - (calibrationLastDay[row] ?? NaN);
  return [segment.codes[row], purchases, silent <= 30 ? 0 : silent <= 90 ? 1 : 2].join(" ");
}
