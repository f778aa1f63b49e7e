import { mean } from "../stats/mean.ts";
import { proportion } from "../stats/proportion.ts";
import { quantile } from "../stats/quantile.ts";
import { counted, figure } from "./book.ts";
import { contactsOf, type Contact } from "./contacts.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";

const eventsOf = (task: FigureTask) => contactsOf(task).filter(({ customer }) => customer >= 0);

/** Days of visits, each once, ascending; somebody who left without buying made none. */
function visitDays(events: readonly Contact[]): readonly number[] {
  const days = events
    .filter(({ step, outcome }) => step === "act" && outcome !== "left")
    .map(({ day }) => day);
  return [...new Set(days)].toSorted((a, b) => a - b);
}

/** The next visit by the own rhythm: the last day plus the median gap; null below two gaps. */
function dueDay(days: readonly number[]): number | null {
  const gaps = days.slice(1).map((day, at) => day - (days[at] ?? day));
  const last = days.at(-1);
  const gap = quantile(gaps, 0.5);
  return gaps.length < 2 || last === undefined || gap === null ? null : last + gap;
}

/** Does the own rhythm tell the next visit, are reminders sent before it, and does a visit follow? */
export function remindFigures(task: FigureTask): readonly Figure[] {
  const { rules, facts } = task;
  const within = rules.modes.remindDays;
  const people = [...Map.groupBy(eventsOf(task), ({ customer }) => customer).values()];
  const forecasts: boolean[] = [];
  const inTime: boolean[] = [];
  const hits: boolean[] = [];
  for (const events of people) {
    const days = visitDays(events);
    const due = dueDay(days.slice(0, -1));
    const last = days.at(-1);
    if (due !== null && last !== undefined) forecasts.push(Math.abs(last - due) <= within);
    const sent = events
      .filter(({ touchpoint }) => rules.touchpoints.reminders.includes(touchpoint))
      .map(({ day }) => day)
      .toSorted((a, b) => a - b)
      .at(-1);
    if (sent === undefined) continue;
    const expected = dueDay(days.filter((day) => day < sent));
    if (expected !== null) inTime.push(sent <= expected);
    if (sent + within <= facts.asOfDay) {
      hits.push(days.some((day) => day >= sent && day <= sent + within));
    }
  }
  const share = (flags: readonly boolean[]) =>
    proportion(flags.filter(Boolean).length, flags.length);
  return [
    ...(forecasts.length === 0 ? [] : [figure("modes.forecast-hit", share(forecasts))]),
    ...(inTime.length === 0 ? [] : [figure("modes.reminder-in-time", share(inTime))]),
    ...(hits.length === 0 ? [] : [figure("modes.reminder-hit", share(hits))]),
  ];
}

/** Who agreed, who left, who is written to all the same, and what is offered to those who leave. */
export function permissionFigures(task: FigureTask): readonly Figure[] {
  return [...agreedFigures(task), ...messageFigures(task), ...planFigures(task)];
}

function agreedFigures({ facts: { customers, asOfDay } }: FigureTask): Figure[] {
  const asked = [...customers.optIn.keys()].filter((row) => !Number.isNaN(customers.optIn[row]));
  if (asked.length === 0) return [];
  const agreed = asked.filter((row) => customers.optIn[row] === 1);
  const left = agreed.filter((row) => (customers.optOutDay[row] ?? Number.NaN) <= asOfDay);
  return [
    figure("modes.opt-in", proportion(agreed.length, asked.length)),
    figure("modes.unsubscribed", proportion(left.length, agreed.length)),
  ];
}

const yearDays = 365;

/** Messages of the last 12 months a customer by permission, and those that nobody had agreed to. */
function messageFigures(task: FigureTask): Figure[] {
  const { facts, rules } = task;
  const { optIn, optOutDay } = facts.customers;
  const messages = eventsOf(task).filter(
    ({ touchpoint, customer }) =>
      rules.touchpoints.messages.includes(touchpoint) && !Number.isNaN(optIn[customer]),
  );
  if (messages.length === 0) return [];
  const isUnwanted = ({ customer, day }: Contact) =>
    optIn[customer] === 0 || (optOutDay[customer] ?? Number.NaN) < day;
  const unwanted = messages.filter(isUnwanted).length;
  const sent = new Map<number, number>();
  for (const { customer, day } of messages) {
    if (day > facts.asOfDay - yearDays) sent.set(customer, (sent.get(customer) ?? 0) + 1);
  }
  const groups = Map.groupBy(
    [...optIn.keys()].filter((row) => !Number.isNaN(optIn[row])),
    (row) => {
      if (optIn[row] === 0) return "never";
      return (optOutDay[row] ?? Number.NaN) <= facts.asOfDay ? "out" : "in";
    },
  );
  return [
    counted("modes.unwanted", unwanted, messages.length),
    figure("modes.unwanted-share", proportion(unwanted, messages.length)),
    ...[...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([permission, rows]) =>
        figure("modes.messages", mean(rows.map((row) => sent.get(row) ?? 0)), {
          by: { permission },
        }),
      ),
  ];
}

/** The latest plan of each customer by its term, and what was offered to those who left a list. */
function planFigures(task: FigureTask): Figure[] {
  const { plans, exits, substitutes } = task.rules.touchpoints;
  const events = eventsOf(task);
  const latest = new Map<number, Contact>();
  const planned = events.filter(({ touchpoint }) => plans.includes(touchpoint));
  for (const event of planned.toSorted((a, b) => a.day - b.day)) latest.set(event.customer, event);
  const left = events.filter(({ touchpoint }) => exits.includes(touchpoint));
  const offered = left.filter(({ outcome }) => substitutes.includes(outcome));
  return [
    ...[...Map.groupBy([...latest.values()], ({ outcome }) => outcome)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([term, own]) =>
        figure("modes.plan", proportion(own.length, latest.size), { by: { term } }),
      ),
    ...(left.length === 0
      ? []
      : [figure("modes.substitute", proportion(offered.length, left.length))]),
  ];
}
