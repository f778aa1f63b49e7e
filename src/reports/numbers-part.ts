import type { FigureId } from "../figures/registry.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { numberBlock } from "./number-block.ts";
import type { Part } from "./report.ts";
import { numbersSection } from "./satisfaction.ts";
import type { Story } from "./story.ts";

/** Numbers that are known, as a section of blocks with a head of its own. */
export function numbersPart(
  story: Story,
  id: string,
  { ids: own, head, sub }: { ids: readonly FigureId[]; head: string; sub: string },
): readonly Part[] {
  const known = own.filter((each) => story.book.get(each).value !== null);
  if (known.length === 0) return [];
  const part = numbersSection(
    story,
    known.map((each) => numberBlock(story, each, { period: "all" })),
  );
  return [{ ...part, section: { ...part.section, id, head, sub } }];
}

/** Rows of one figure by an attribute, largest first, named as the site names its codes. */
export function namedRows(story: Story, id: FigureId, attribute: string): readonly FigureRow[] {
  return story.book
    .list(id, "all", [attribute])
    .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1))
    .map((figure) => ({ label: levelName(story, figure.by[attribute] ?? ""), figure }));
}
