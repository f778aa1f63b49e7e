/** Whether a survey takes answers: its days, and whether there are enough. */
import type { SurveyDefinition } from "./definition.ts";

export type SurveyState = "open" | "early" | "closed" | "full";

/** For so long after the close what was begun before it is taken: an outbox may wait for a network. */
const GRACE_DAYS = 14;

type Hours = Pick<SurveyDefinition, "opensAt" | "closesAt">;

/**
 * What a survey's days say.
 *
 * Takes    an instant as `Date.toISOString` writes it.
 *
 * @example stateAt({ closesAt: "2026-07-31T16:00:00.000Z" }, "2026-07-31T15:59:59.999Z") // => "open"
 */
export function stateAt({ opensAt, closesAt }: Hours, now: string): Exclude<SurveyState, "full"> {
  if (opensAt !== undefined && now < opensAt) return "early";
  return closesAt !== undefined && now >= closesAt ? "closed" : "open";
}

/**
 * Whether an answer that comes after the close is still taken, and marked.
 *
 * Takes    when it was begun, as its sender says; null where nobody says.
 */
export function isInGrace(
  { closesAt = "" }: Hours,
  startedAt: string | null,
  now: string,
): boolean {
  const end = Date.parse(closesAt) + GRACE_DAYS * 86_400_000;
  return (startedAt ?? "") < closesAt && Date.parse(now) < end;
}

/** Whether a page has to ask at all. */
export function hasState({ opens, closes, quota }: SurveyDefinition): boolean {
  return opens !== undefined || closes !== undefined || quota !== undefined;
}
