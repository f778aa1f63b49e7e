import type { Story } from "./story.ts";

/** What a tier of the rules is called; its id where no words name it. */
export function tierName({ words }: Story, tier: string): string {
  const key = `reports.tier.${tier}`;
  return words.has(key) ? words.t(key) : tier;
}
