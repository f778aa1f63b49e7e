/** Who is asked in one wave of a survey, noted so that nobody is asked too often. */
import type { DatabaseSync } from "node:sqlite";
import type { Recipient } from "./recipients.ts";

export interface Wave {
  readonly survey: string;
  readonly wave: string;
}

export interface MailingOptions extends Wave {
  readonly now: Date;
  /** Nobody is asked twice within so many days, whatever the survey; 0 for no such rule. */
  readonly contactDays: number;
}

export interface Mailing {
  readonly customers: readonly string[];
  readonly optedOut: number;
  readonly askedLately: number;
}

const DAY_MS = 86_400_000;

/**
 * Notes whom this wave asks.
 *
 * For      `npm run links`.
 * Gives    who gets a link. Run again, whoever got one gets the same again, and only the new
 *          ones are measured by the rule of days.
 */
export function planMailing(
  database: DatabaseSync,
  recipients: readonly Recipient[],
  { survey, wave, now, contactDays }: MailingOptions,
): Mailing {
  const since = new Date(now.getTime() - contactDays * DAY_MS).toISOString();
  const has = database.prepare(
    "SELECT 1 FROM links WHERE survey = ? AND wave = ? AND customer_id = ?",
  );
  const lately = database.prepare(
    "SELECT 1 FROM links WHERE customer_id = ? AND made_at > ? LIMIT 1",
  );
  const note = database.prepare(
    "INSERT INTO links (survey, wave, customer_id, made_at) VALUES (?, ?, ?, ?)",
  );
  const customers: string[] = [];
  let askedLately = 0;
  const asked = recipients.filter(({ mayAsk }) => mayAsk);
  database.exec("BEGIN IMMEDIATE");
  for (const { customerId } of asked) {
    if (has.get(survey, wave, customerId) === undefined) {
      if (contactDays > 0 && lately.get(customerId, since) !== undefined) {
        askedLately += 1;
        continue;
      }
      note.run(survey, wave, customerId, now.toISOString());
    }
    customers.push(customerId);
  }
  database.exec("COMMIT");
  return { customers, optedOut: recipients.length - asked.length, askedLately };
}

/**
 * Who got a link in this wave and has not answered, in the order of their ids.
 *
 * For      reminders, `npm run links -- --unanswered`.
 * Takes    the rule of days: whoever was since asked by another survey or wave, within so many
 *          days, is left alone.
 */
export function unanswered(
  database: DatabaseSync,
  { survey, wave, now, contactDays }: MailingOptions,
): readonly string[] {
  const since = new Date(now.getTime() - contactDays * DAY_MS).toISOString();
  return database
    .prepare(
      `SELECT customer_id FROM links AS link WHERE survey = ? AND wave = ? AND answered_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM answers WHERE answers.customer_id = link.customer_id
         AND answers.survey = link.survey AND coalesce(answers.wave, '') = link.wave)
       AND NOT EXISTS (SELECT 1 FROM links AS other WHERE other.customer_id = link.customer_id
         AND (other.survey <> link.survey OR other.wave <> link.wave) AND other.made_at > ?)
       ORDER BY customer_id`,
    )
    .all(survey, wave, contactDays > 0 ? since : "9999")
    .map((row) => String(row.customer_id));
}
