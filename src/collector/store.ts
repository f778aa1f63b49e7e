/**
 * Where answers are kept. Every store promises the same (one suite of tests holds them to it):
 * an id is stored once; what is acknowledged is still there after the process is killed, in a
 * store that outlives a restart; what is read comes in the order in which it was stored.
 */
import type { Answers } from "../survey/answers.ts";

export interface ContactDetail {
  readonly question: string;
  readonly value: string;
}

export interface NewAnswer {
  /** Response id. */
  readonly id: string;
  readonly survey: string;
  readonly surveyVersion: number;
  readonly lang: string;
  /** ISO instant, by the collector's clock. */
  readonly receivedAt: string;
  /** As the respondent's device says; a remark, never a key. */
  readonly startedAt: string | null;
  readonly token: string | null;
  /** Whose answer it is and for which wave, by a personal link; null without one. */
  readonly customerId: string | null;
  readonly wave: string | null;
  /** Names the text that the person agreed to by answering, in words of that day. */
  readonly consentVersion: string;
  /** Why this may not be a person or not be new, or else how it came; null when there is nothing to say. */
  readonly suspect: Suspicion | Arrival | null;
  /** Of the content: the same id with another hash is another answer. */
  readonly hash: string;
  readonly answers: Answers;
  /** Kept apart, never in a row of answers. */
  readonly contacts: readonly ContactDetail[];
}

export type Suspicion = "trap" | "repeat" | "rate" | "token";

/** After the close, or beyond the quota; such an answer counts like any other. */
export const arrivals = ["late", "over-quota"] as const;
export type Arrival = (typeof arrivals)[number];

export function isArrival(mark: unknown): mark is Arrival {
  return (arrivals as readonly unknown[]).includes(mark);
}

export type Appended =
  | { readonly kind: "stored" }
  | { readonly kind: "had"; readonly storedAt: string }
  | { readonly kind: "differs"; readonly storedAt: string }
  | Refused;

/** Nothing was written: the disk is full, or the store cannot write now. */
export interface Refused {
  readonly kind: "refused";
  readonly why: "full" | "busy";
}

/** A post that could not be taken, as it came, so that nothing said is lost. */
export interface Quarantined {
  readonly survey: string;
  readonly receivedAt: string;
  readonly reason: string;
  readonly body: string;
}

/** A text that people agreed to by answering. */
export interface Consent {
  /** As in `NewAnswer.consentVersion`. */
  readonly version: string;
  readonly lang: string;
  readonly text: string;
  /** ISO instant, by the collector's clock. */
  readonly firstAt: string;
}

export interface Having {
  readonly question: string;
  readonly value: string;
}

/** What an answer says, without whose it is. */
export type Said = Pick<NewAnswer, "survey" | "surveyVersion" | "answers">;

/** An answer and its place in the log. Places rise and are never given twice. */
export interface Logged {
  readonly seq: number;
  readonly answer: NewAnswer;
}

export interface Removed {
  /** Ids of the answers that were removed. */
  readonly responses: readonly string[];
  readonly contacts: number;
  readonly quarantined: number;
}

/** What the owner of the answers asks of a store. */
export interface Keep {
  /** Answers after a place in the log, at most so many; what is stored later comes later. */
  readonly read: (after: number, most: number) => Promise<readonly Logged[]>;
  /** All texts that answers name, whether or not the answers are still there. */
  readonly consents: () => Promise<readonly Consent[]>;
  /** Removes whatever names one of these response or customer ids. */
  readonly forget: (ids: readonly string[]) => Promise<Removed>;
  /**
   * Removes answers from before an instant up to a place in the log, and what has waited in
   * quarantine since before it; gives how many answers these were.
   */
  readonly letGo: (before: string, upTo: number) => Promise<number>;
  /** Writes what waits, then lets go. */
  readonly close: () => Promise<void>;
}

export interface Store extends Keep {
  /** Resolves once the answer is safe, or was already. */
  readonly append: (answer: NewAnswer) => Promise<Appended>;
  readonly has: (id: string) => Promise<boolean>;
  readonly quarantine: (post: Quarantined) => Promise<void>;
  readonly count: () => Promise<number>;
  /** Unsuspected answers to a survey; with `having`, those in which a question has this text. */
  readonly countOf: (survey: string, having: Having | null) => Promise<number>;
  /** Answers whose ids lie between two UUIDs, both included: two at most. */
  readonly between: (first: string, last: string) => Promise<readonly Said[]>;
  /** Resolves once the text is safe. What was first kept under a version stays. */
  readonly keepConsent: (consent: Consent) => Promise<Appended>;
  /** Whether a write would succeed; it writes to find out. */
  readonly isReady: () => Promise<boolean>;
}

/** No more posts than this wait in quarantine; the oldest make room. */
export const QUARANTINE_LIMIT = 10_000;
