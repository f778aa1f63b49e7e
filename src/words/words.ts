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

/** A message that is text and nothing else; most are, and a formatter takes longer to make than to use. */
const PLAIN = /^[^{}<>']*$/u;

export function openWords(locale: string, dictionary: Dictionary): Words {
  const messages = new Map<string, string | IntlMessageFormat>();
  const messageOf = (key: string): string | IntlMessageFormat => {
    const known = messages.get(key);
    if (known !== undefined) return known;
    const text = dictionary[key];
    if (text === undefined) throw new Error(`unknown key of words: ${key} (${locale})`);
    const made = PLAIN.test(text) ? text : new IntlMessageFormat(text, locale);
    messages.set(key, made);
    return made;
  };
  return {
    locale,
    has: (key) => dictionary[key] !== undefined,
    t: (key, values = {}) => {
      const message = messageOf(key);
      if (typeof message === "string") return message;
      const b = (chunks: string[]) => chunks.join("");
      return [message.format({ ...values, b })].flat().join("");
    },
    rich: (key, values = {}) => {
      const message = messageOf(key);
      if (typeof message === "string") return [message];
      const b = (chunks: (string | { strong: string })[]) => ({ strong: chunks.join("") });
      return [message.format<string | { strong: string }>({ ...values, b })].flat();
    },
  };
}

/** Text of the page's locale, else of the first locale that has one. */
export function localisedText(texts: Readonly<Record<string, string>>, locale: string): string {
  return texts[locale] ?? Object.values(texts)[0] ?? "";
}
