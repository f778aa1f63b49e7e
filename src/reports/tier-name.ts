import type { Story } from "./story.ts";

/** Tiers from the worst to the best; the rules test those that ask for referrals before the rest. */
export function tierOrder({ rules }: Story): readonly string[] {
  return rules.tiers
    .toSorted((a, b) => (a.referrals ?? 0) - (b.referrals ?? 0))
    .map(({ id }) => id);
}

/** What a tier of the rules is called; its id where no words name it. */
export function tierName({ words }: Story, tier: string): string {
  const key = `reports.tier.${tier}`;
  return words.has(key) ? words.t(key) : tier;
}
