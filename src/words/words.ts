/**
 * The words of one locale. Dictionaries are `content/words/<locale>/<area>.yaml`;
 * a key is the area and the path in the file, joined by dots. Messages are ICU
 * MessageFormat; `<b>…</b>` marks what the eye should catch.
 */
import { IntlMessageFormat } from "intl-messageformat";

export type Dictionary = Readonly<Record<string, string>>;
export type WordValues = Readonly<Record<string, string | number>>;

export interface Words {
  readonly locale: string;
  readonly has: (key: string) => boolean;
  /** Plain text of a key. Throws a plain Error for an unknown key: that is a bug. */
  readonly t: (key: string, values?: WordValues) => string;
  /** The same with emphasis kept as `{ strong }`. */
  readonly rich: (
    key: string,
    values?: WordValues,
  ) => readonly (string | { readonly strong: string })[];
}

export function openWords(locale: string, dictionary: Dictionary): Words {
  const formats = new Map<string, IntlMessageFormat>();
  const format = (key: string): IntlMessageFormat => {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const message = dictionary[key];
    if (message === undefined) throw new Error(`unknown key of words: ${key} (${locale})`);
    const made = new IntlMessageFormat(message, locale);
    formats.set(key, made);
    return made;
  };
  return {
    locale,
    has: (key) => dictionary[key] !== undefined,
    t: (key, values = {}) =>
      [format(key).format({ ...values, b: (chunks: string[]) => chunks.join("") })].flat().join(""),
    rich: (key, values = {}) =>
      [
        format(key).format<string | { strong: string }>({
          ...values,
          b: (chunks) => ({ strong: chunks.join("") }),
        }),
      ].flat(),
  };
}

/** Text of the page's locale, else of the first locale that has one. */
export function localisedText(texts: Readonly<Record<string, string>>, locale: string): string {
  return texts[locale] ?? Object.values(texts)[0] ?? "";
}
