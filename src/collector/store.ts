/**
 * Where answers are kept. Every store promises the same (one suite of tests holds them to it):
 * an id is stored once; what is acknowledged is still there after the process is killed, in a
 * store that outlives a restart.
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
  /** Nothing was written: the disk is full, or the store cannot write now. */
  | { readonly kind: "refused"; readonly why: "full" | "busy" };

/** A post that could not be taken, as it came, so that nothing said is lost. */
export interface Quarantined {
  readonly survey: string;
  readonly receivedAt: string;
  readonly reason: string;
  readonly body: string;
}

export interface Having {
  readonly question: string;
  readonly value: string;
}

export interface Store {
  /** Resolves once the answer is safe, or was already. */
  readonly append: (answer: NewAnswer) => Promise<Appended>;
  readonly has: (id: string) => Promise<boolean>;
  readonly quarantine: (post: Quarantined) => Promise<void>;
  readonly count: () => Promise<number>;
  /** Unsuspected answers to a survey; with `having`, those in which a question has this text. */
  readonly countOf: (survey: string, having: Having | null) => Promise<number>;
  /** Whether a write would succeed; it writes to find out. */
  readonly isReady: () => Promise<boolean>;
  /** Writes what waits, then lets go. */
  readonly close: () => Promise<void>;
}

/** No more posts than this wait in quarantine; the oldest make room. */
export const QUARANTINE_LIMIT = 10_000;
