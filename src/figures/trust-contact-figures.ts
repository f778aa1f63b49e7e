import { mean } from "../stats/mean.ts";
import { poissonRate } from "../stats/poisson.ts";
import { proportion } from "../stats/proportion.ts";
import { DAY_MS } from "../tables/local-time.ts";
import { figure } from "./book.ts";
import { attitudeOf, isComplaint } from "./case-kinds.ts";
import { contactsOf, type Contact } from "./contacts.ts";
import type { Figure } from "./figure.ts";
import type { FigureTask } from "./figure-task.ts";

/** What contacts with customers say of trust: talks, answers, assurances, bad manners. */
export function trustContactFigures(task: FigureTask): readonly Figure[] {
  const contacts = contactsOf(task);
  if (contacts.length === 0) return [];
  return [
    ...talkFigures(task, contacts),
    ...assuranceFigures(task, contacts),
    ...incidentFigures(task, contacts),
  ];
}

const months = 12;

/** Contacts of buyers in the last 12 months, by customer. */
function recent({ facts: { asOfDay, customers } }: FigureTask, contacts: readonly Contact[]) {
  const own = contacts.filter(
    ({ customer, day }) => (customers.purchases[customer] ?? 0) >= 1 && day > asOfDay - 365,
  );
  return Map.groupBy(own, ({ customer }) => customer);
}

function talkFigures(task: FigureTask, contacts: readonly Contact[]): Figure[] {
  const { spoken, replied } = task.rules.touchpoints;
  const isTalk = ({ touchpoint, outcome }: Contact) =>
    spoken.includes(touchpoint) && replied.includes(outcome);
  const talks = [...recent(task, contacts).values()].map(
    (own) => (100 * own.filter(isTalk).length) / months,
  );
  const asked = contacts.filter(({ touchpoint }) => spoken.includes(touchpoint));
  return [
    ...(talks.length === 0 ? [] : [figure("trust.contacts-a-month", mean(talks))]),
    figure("trust.reply-share", proportion(asked.filter(isTalk).length, asked.length)),
  ];
}

function assuranceFigures(task: FigureTask, contacts: readonly Contact[]): Figure[] {
  const { guarantees } = task.rules.touchpoints;
  const people = [...recent(task, contacts).values()];
  if (people.length === 0) return [];
  return ["pre", "in", "after"].map((stage) => {
    const met = people.filter((own) =>
      own.some((each) => each.stage === stage && guarantees.includes(each.touchpoint)),
    );
    return figure("trust.assured", proportion(met.length, people.length), { by: { stage } });
  });
}

/** Complaints of each bad manner since contacts are written down, for 1,000 of them. */
function incidentFigures({ facts, rules }: FigureTask, contacts: readonly Contact[]): Figure[] {
  if (!facts.tables.has("cases")) return [];
  const first = contacts.reduce((least, { day }) => Math.min(least, day), Infinity);
  const met = facts.cases
    .filter((each) => isComplaint(each, rules) && Math.floor(each.openedAt / DAY_MS) >= first)
    .flatMap((each) => attitudeOf(each, rules) ?? []);
  const poor = ["broken-promise", "arrogant", "late", "passing-the-buck"] as const;
  return poor.map((attitude) => {
    const events = met.filter((own) => own === attitude).length;
    return figure("trust.incidents", poissonRate(events, contacts.length / 1000), {
      by: { attitude },
    });
  });
}
