/** Which language of a source is which of the site's. */

const NAMES: ReadonlyMap<string, string> = new Map([
  ["english", "en"],
  ["chinese", "zh"],
  ["中文", "zh"],
  ["简体中文", "zh-hans"],
  ["繁體中文", "zh-hant"],
  ["german", "de"],
  ["deutsch", "de"],
  ["french", "fr"],
  ["français", "fr"],
  ["spanish", "es"],
  ["español", "es"],
  ["japanese", "ja"],
  ["日本語", "ja"],
]);
const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["cn", "hans"],
  ["sg", "hans"],
  ["tw", "hant"],
  ["hk", "hant"],
  ["mo", "hant"],
]);

/**
 * The language that a source means for a locale of the site.
 *
 * Takes    the site's locale and the languages of the source as it writes them: "zh-cn",
 *          "English (en)", "zh-Hans", "中文".
 * Gives    the best of them: the same, else the same language and script; null when there is none.
 *
 * @example languageFor("zh-CN", ["default", "zh-Hans"]) // => "zh-Hans"
 */
export function languageFor(locale: string, languages: readonly string[]): string | null {
  const wanted = partsOf(locale);
  const known = languages.map((language) => ({ language, parts: partsOf(language) }));
  const same = known.find(({ parts }) => parts.tag === wanted.tag);
  const close = known.find(
    ({ parts }) => parts.base === wanted.base && parts.script === wanted.script,
  );
  return (same ?? close)?.language ?? null;
}

interface Parts {
  readonly tag: string;
  readonly base: string;
  readonly script: string;
}

function partsOf(language: string): Parts {
  const written = /\((?<code>[\w-]+)\)\s*$/u.exec(language)?.groups?.["code"] ?? language;
  const plain = written.trim().toLowerCase().replaceAll("_", "-");
  const tag = NAMES.get(plain) ?? plain;
  const [base = "", ...rest] = tag.split("-");
  const named = rest.find((part) => part === "hans" || part === "hant");
  const script = named ?? rest.map((part) => SCRIPTS.get(part)).find((each) => each !== undefined);
  // Chinese without more is simplified; elsewhere a script says nothing.
  return { tag, base, script: base === "zh" ? (script ?? "hans") : "" };
}
