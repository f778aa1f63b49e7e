import type { FigureId } from "../figures/registry.ts";
import type { FigureRow } from "./group-strips.ts";
import type { Story } from "./story.ts";

/** What a tier is called; its id where the words have none. */
export function tierName({ words }: Story, tier: string): string {
  const key = `reports.equity.tier.${tier}`;
  return words.has(key) ? words.t(key) : tier;
}

/** The rows of one figure by one attribute, highest first. */
export function rowsBy(
  story: Story,
  id: FigureId,
  { attribute, name }: { readonly attribute: string; readonly name: (level: string) => string },
): readonly FigureRow[] {
  return story.book
    .list(id, "all", [attribute])
    .map((figure) => ({ label: name(figure.by[attribute] ?? ""), figure }))
    .toSorted((a, b) => (b.figure.value ?? -Infinity) - (a.figure.value ?? -Infinity));
}
