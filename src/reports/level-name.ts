import type { Story } from "./story.ts";

/** What people call a segment, a store, a channel or a team: `names` of site.yaml, else the value itself. */
export function levelName({ words, site, locale }: Story, level: string): string {
  if (level === "") return words.t("reports.not-stated");
  return site.names?.[level]?.[locale] ?? level;
}
