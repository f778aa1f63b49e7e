const NAMES: Readonly<Record<string, string>> = {
  "zh-CN": "简体",
  "zh-TW": "繁體",
  en: "English",
};

/** A language in its own words. */
export function languageName(locale: string): string {
  return NAMES[locale] ?? new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
}
