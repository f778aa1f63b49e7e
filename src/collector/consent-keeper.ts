/** Which texts people agreed to, each under a short name of its own that stands with the answers. */
import { consentText } from "../survey/consent.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { Words } from "../words/words.ts";
import { sha256 } from "./content-hash.ts";
import type { Refused, Store } from "./store.ts";

export interface KeptConsent {
  /** Of the text: the same words have the same version, whatever survey they stand in. */
  readonly version: string;
  /** What the store said instead of keeping it. */
  readonly refused: Refused | null;
}

export type ConsentKeeper = (
  survey: SurveyDefinition,
  lang: string,
  now: Date,
) => Promise<KeptConsent>;

/** Names the text of a survey and language, which the store then has; it is asked once a text. */
export function consentKeeper(
  store: Pick<Store, "keepConsent">,
  words: (locale: string) => Words,
): ConsentKeeper {
  const known = new WeakMap<SurveyDefinition, Map<string, string>>();
  return async (survey, lang, now) => {
    const versions = known.get(survey) ?? new Map<string, string>();
    known.set(survey, versions);
    const seen = versions.get(lang);
    if (seen !== undefined) return { version: seen, refused: null };
    const text = consentText(survey, words(lang));
    const version = sha256(`${lang}\n${text}`).slice(0, 12);
    const kept = await store.keepConsent({ version, lang, text, firstAt: now.toISOString() });
    if (kept.kind === "refused") return { version, refused: kept };
    versions.set(lang, version);
    return { version, refused: null };
  };
}
