import type { Block, Part } from "./report.ts";
import type { Story } from "./story.ts";

export type Step = (Block & { kind: "steps" })["items"][number];

/** What to do next (接下来): who, by when, what, and what the next report is to show. */
export function nextSteps(
  { words }: Story,
  items: readonly Step[],
  keys: readonly string[],
): readonly Part[] {
  return [
    {
      section: {
        id: "next",
        head: words.t("reports.next"),
        sub: null,
        blocks: [{ kind: "steps", items }],
      },
      keys,
    },
  ];
}

/** A task for the first of these actions that site.yaml names an owner of. */
export function ownerStep(
  { words, site, locale }: Story,
  actions: readonly string[],
  what: string,
): Step {
  const owner = actions.map((action) => site.owners[action]).find((each) => each !== undefined);
  return {
    who: owner?.who[locale] ?? words.t("reports.owner.none"),
    when: owner?.when?.[locale] ?? "",
    what,
  };
}

/** What the next report is to show. */
export function reportStep(
  { words, site }: Story,
  what: string,
  who = words.t("reports.loyalty.next.report"),
): Step {
  return { who, when: words.t(`reports.next-wave.${site.wave}`), what };
}
