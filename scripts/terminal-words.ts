import { readDictionary } from "../src/settings/read-settings.ts";
import { openWords, type Words } from "../src/words/words.ts";

/** Words of the terminal: Chinese where the environment says so, else English. */
export function terminalWords(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Words {
  const language =
    environment["ZHIKE_LANG"] ??
    environment["LC_ALL"] ??
    environment["LC_MESSAGES"] ??
    environment["LANG"] ??
    "";
  const locale = language.startsWith("zh") ? "zh-CN" : "en";
  return openWords(locale, readDictionary(locale));
}
