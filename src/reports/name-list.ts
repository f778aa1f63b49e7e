import type { Words } from "../words/words.ts";

/** "A", "A and B", "A, B and C": names as a sentence of the locale lists them. */
export function nameList(words: Words, names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  if (names.length < 2) return last;
  return words.t("reports.list-and", {
    all: names.slice(0, -1).join(words.t("reports.list-gap")),
    last,
  });
}
