/** Texts of another tool in the languages of the site: plain, whole, and honest about what is not translated. */
import type { Localised } from "../survey/definition.ts";
import type { Words } from "../words/words.ts";
import { brief, type LossList, type Texts } from "./foreign-survey.ts";
import { languageFor } from "./languages.ts";
import { plainText } from "./plain-text.ts";

const LONGEST = 2000;

export interface TextCarrier {
  /** Null where the source says nothing in any language. */
  readonly text: (texts: Texts | undefined, at: TextPlace) => Localised | null;
  /** The locales of a text in which another language stands. */
  readonly untranslated: ReadonlyMap<Localised, readonly string[]>;
  /** Tells that a text was replaced by another, which is translated as far as it was. */
  readonly replaced: (text: Localised, by: Localised) => void;
  /** Texts whose formatting was dropped. */
  readonly formatted: () => number;
}

export interface TextPlace {
  readonly place: string;
  /** What has this text, as the source calls it. */
  readonly name: string;
}

interface Source {
  readonly locales: readonly string[];
  readonly words: (locale: string) => Words;
  /** The language that stands in for others. */
  readonly language: string;
  readonly losses: LossList;
}

/**
 * What turns texts of the source into ours.
 *
 * Gives    each locale's own text; where the source has none, the text of the source's main
 *          language, which `untranslated` tells of.
 */
export function textCarrier(source: Source): TextCarrier {
  const untranslated = new Map<Localised, readonly string[]>();
  let formatted = 0;
  return {
    untranslated,
    formatted: () => formatted,
    replaced: (text, by) => {
      const missing = untranslated.get(text);
      if (missing !== undefined) untranslated.set(by, missing);
    },
    text: (texts, at) => {
      if (texts === undefined) return null;
      if ("word" in texts) return ownWord(texts.word, source);
      const plain = new Map<string, string>();
      let isFormatted = false;
      for (const [language, text] of texts) {
        const { media, ...rest } = plainText(text);
        isFormatted ||= rest.isFormatted;
        for (const what of media) source.losses.add("media-left-out", at.place, { ...at, what });
        if (rest.text !== "") plain.set(language, shortened(rest.text, at, source.losses));
      }
      if (plain.size === 0) return null;
      if (isFormatted) formatted += 1;
      const made = inLocales(plain, source);
      if (made.missing.length > 0) untranslated.set(made.text, made.missing);
      return made.text;
    },
  };
}

function ownWord(word: string, { locales, words }: Source): Localised {
  return Object.fromEntries(
    locales.map((locale) => [locale, words(locale).t(`import.word.${word}`)]),
  );
}

function inLocales(
  plain: ReadonlyMap<string, string>,
  { locales, language }: Source,
): { readonly text: Localised; readonly missing: readonly string[] } {
  // A text without a language is in the main one.
  const known = new Map([...plain].map(([each, text]) => [each === "" ? language : each, text]));
  const fallback = known.get(language) ?? [...known.values()][0] ?? "";
  const missing: string[] = [];
  const entries = locales.map((locale) => {
    const own = languageFor(locale, [...known.keys()]);
    if (own === null) missing.push(locale);
    return [locale, own === null ? fallback : (known.get(own) ?? fallback)];
  });
  return { text: Object.fromEntries(entries), missing };
}

/** Not too long for a page, and without what our own texts would take for an earlier answer. */
function shortened(source: string, { place, name }: TextPlace, losses: LossList): string {
  const text = source.replaceAll("{q:", "{ q:");
  if (text.length <= LONGEST) return text;
  losses.add("text-cut", place, { name, text: brief(text), max: LONGEST });
  return `${text.slice(0, LONGEST - 1)}…`;
}
