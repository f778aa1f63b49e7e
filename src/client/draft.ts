/** Answers not sealed yet, kept after every one. Storage may be refused: then nothing is said to be kept. */
import type { Answers } from "../survey/answers.ts";

export interface Draft {
  /** The response id that these answers will be sent under. */
  readonly id: string;
  readonly version: number;
  readonly answers: Answers;
  /** Where the person stopped. */
  readonly step: string | null;
  readonly startedAt: string;
}

const keyOf = (survey: string) => `zhike:draft:${survey}`;

export function readDraft(survey: string): Draft | null {
  try {
    const text = localStorage.getItem(keyOf(survey));
    const draft = text === null ? null : (JSON.parse(text) as Draft);
    return draft !== null && typeof draft.id === "string" ? draft : null;
  } catch {
    return null;
  }
}

/** True when it is really kept. */
export function keepDraft(survey: string, draft: Draft): boolean {
  try {
    localStorage.setItem(keyOf(survey), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(survey: string): void {
  try {
    localStorage.removeItem(keyOf(survey));
  } catch {
    // Nothing was kept.
  }
}
