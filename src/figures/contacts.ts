import type { Facts } from "../warehouse/facts.ts";
import { levelOf, type AnswerRow } from "./answer-rows.ts";
import type { FigureTask } from "./figure-task.ts";
import { oncePer } from "./once-per.ts";

/** One contact, as the pages of encounters and of the journey read it. */
export interface Contact {
  /** Row in the customer columns, -1 when nobody knows whose it was. */
  readonly customer: number;
  readonly at: number;
  readonly day: number;
  readonly hour: number;
  readonly stage: string;
  readonly step: string;
  readonly touchpoint: string;
  readonly encounter: string;
  readonly outcome: string;
}

const hourMs = 3_600_000;

/** Contacts up to the last day of the data, in order of customer and time. */
export function contactsOf({ facts }: FigureTask): readonly Contact[] {
  return contactsIn(facts);
}

const contactsIn = oncePer(({ touchpoints, asOfDay }: Facts): readonly Contact[] =>
  Array.from({ length: touchpoints.n }, (_, row) => ({
    customer: touchpoints.customer[row] ?? -1,
    at: touchpoints.at[row] ?? Number.NaN,
    day: touchpoints.day[row] ?? Number.NaN,
    hour: Math.floor(((touchpoints.at[row] ?? 0) % (24 * hourMs)) / hourMs),
    stage: levelOf(touchpoints.stage, row),
    step: levelOf(touchpoints.step, row),
    touchpoint: levelOf(touchpoints.touchpoint, row),
    encounter: levelOf(touchpoints.encounter, row),
    outcome: levelOf(touchpoints.outcome, row),
  })).filter(({ day }) => !(day > asOfDay)),
);

/** Of each answer the last contact of its day or of so many days up to it; answers without one are left out. */
export function lastContacts(
  rows: readonly AnswerRow[],
  contacts: readonly Contact[],
  days: number,
): readonly { readonly row: AnswerRow; readonly contact: Contact }[] {
  const own = Map.groupBy(contacts, ({ customer }) => customer);
  own.delete(-1);
  return rows.flatMap((row) => {
    const contact = own
      .get(row.customer)
      ?.findLast(({ at, day }) => at <= row.answeredAt && day >= row.answeredDay - days);
    return contact === undefined ? [] : [{ row, contact }];
  });
}
