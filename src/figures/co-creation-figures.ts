import { proportion } from "../stats/proportion.ts";
import { PAIN_POINT, topicOf } from "../survey/topic.ts";
import { counted, figure } from "./book.ts";
import { isComplaint, isIdea } from "./case-kinds.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";
import { waveOfDay } from "./wave.ts";
import { DAY_MS } from "../tables/local-time.ts";
import { boughtAgain } from "./bought-again.ts";
import { firstTouchDays } from "./first-touch-days.ts";
import { inPoints } from "./in-points.ts";

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
  const from = facts.asOfDay - yearDays;
  const raised = new Map<string, Set<string>>();
  const raise = (code: string | null, person: string) => {
    const topic = code === null ? null : topicOf(code, rules.coCreation);
    if (topic === null) return;
    raised.set(topic, (raised.get(topic) ?? new Set()).add(person));
  };
  for (const each of facts.cases) {
    if (each.openedAt / DAY_MS <= from) continue;
    const person = each.customerId === null ? `case ${each.caseId}` : `customer ${each.customerId}`;
    if (isComplaint(each, rules)) raise(each.type, person);
    else if (isIdea(each, rules)) raise(each.cause, person);
  }
  for (const { person, answeredDay, choices } of customers.rows) {
    if (answeredDay > from) for (const code of choices[PAIN_POINT] ?? []) raise(code, person);
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
  const { customers, tables, asOfDay } = facts;
  if (!["cases", "touchpoints", "transactions"].every((table) => tables.has(table))) return [];
  const firstDay = firstMakingDay(task);
  if (firstDay.size === 0) return [];
  const recent = [...customers.lastDay.keys()].filter(
    (row) => (customers.lastDay[row] ?? NaN) > asOfDay - yearDays,
  );
  const compared = boughtAgain(facts, firstDay);
  const share = (who: string, value: number | null, n: number) =>
    value === null
      ? []
      : [
          figure("co-creation.return", proportion(Math.round(value * n), n), {
            by: { who },
          }),
        ];
  return [
    figure(
      "co-creation.contributors",
      proportion(recent.filter((row) => firstDay.has(row)).length, recent.length),
    ),
    ...share("makers", compared.treatedMean, compared.matchedTreated),
    ...share("others", compared.othersMean, compared.matchedOthers),
    figure("co-creation.return-difference", inPoints(compared.difference)),
  ];
}

/** First day on which a customer gave an idea or tried something out. */
function firstMakingDay({ facts, rules }: FigureTask): ReadonlyMap<number, number> {
  const first = firstTouchDays(facts, rules.coCreation.tests);
  for (const each of facts.cases) {
    const day = Math.floor(each.openedAt / DAY_MS);
    if (!isIdea(each, rules) || each.customer < 0 || day > facts.asOfDay) continue;
    first.set(each.customer, Math.min(first.get(each.customer) ?? Infinity, day));
  }
  return first;
}
