/** Answers not sealed yet, kept after every one. Storage may be refused: then nothing is said to be kept. */
import type { Answers } from "../survey/answers.ts";
import { isPreview } from "./preview.ts";

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
  const key = keyOf(survey);
  const carried = window.name.startsWith(key) ? window.name.slice(key.length) : null;
  window.name = "";
  try {
    const text = carried ?? (isPreview ? null : localStorage.getItem(key));
    const draft = text === null ? null : (JSON.parse(text) as Draft);
    return draft !== null && typeof draft.id === "string" ? draft : null;
  } catch {
    return null;
  }
}

/**
 * True when it is really kept. Where it may not be, a person who goes on in another language
 * carries it there in the name of the tab, which the next page empties.
 */
export function keepDraft(survey: string, draft: Draft, isCarried: boolean): boolean {
  const text = JSON.stringify(draft);
  try {
    if (!isPreview) {
      localStorage.setItem(keyOf(survey), text);
      return true;
    }
  } catch {
    // Refused.
  }
  if (isCarried) window.name = keyOf(survey) + text;
  return false;
}

export function dropDraft(survey: string): void {
  try {
    localStorage.removeItem(keyOf(survey));
  } catch {
    // Nothing was kept.
  }
}
