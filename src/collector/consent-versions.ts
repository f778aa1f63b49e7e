/** Which texts people agreed to, each under a short name of its own that stands with the answers. */
import { consentText } from "../survey/consent.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { Words } from "../words/words.ts";
import { sha256 } from "./content-hash.ts";

export interface ConsentText {
  /** Of the text: the same words have the same version, whatever survey they stand in. */
  readonly version: string;
  readonly lang: string;
  readonly text: string;
}

/** Names the text of a survey and language; `keep` gets each text once, before it counts. */
export function consentVersions(
  words: (locale: string) => Words,
  keep: (consent: ConsentText) => void,
): (survey: SurveyDefinition, lang: string) => string {
  const known = new WeakMap<SurveyDefinition, Map<string, string>>();
  return (survey, lang) => {
    const versions = known.get(survey) ?? new Map<string, string>();
    known.set(survey, versions);
    const seen = versions.get(lang);
    if (seen !== undefined) return seen;
    const text = consentText(survey, words(lang));
    const version = sha256(`${lang}\n${text}`).slice(0, 12);
    keep({ version, lang, text });
    versions.set(lang, version);
    return version;
  };
}
