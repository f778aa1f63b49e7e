import type { FigureId } from "../figures/registry.ts";
import type { FigureRow } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { numberBlock } from "./number-block.ts";
import type { Block, Part } from "./report.ts";
import { numbersSection } from "./satisfaction.ts";
import type { Story } from "./story.ts";

/** Numbers that are known, as a section of blocks with a head of its own. */
export function numbersPart(
  story: Story,
  id: string,
  {
    ids: own,
    head,
    sub,
    more = [],
  }: {
    readonly ids: readonly FigureId[];
    readonly head: string;
    readonly sub: string;
    /** What stands below the blocks, and its figures. */
    readonly more?: readonly { readonly block: Block; readonly keys: readonly string[] }[];
  },
): readonly Part[] {
  const known = own.filter((each) => story.book.get(each).value !== null);
  if (known.length === 0) return [];
  const part = numbersSection(
    story,
    known.map((each) => numberBlock(story, each, { period: "all" })),
  );
  const blocks = [...part.section.blocks, ...more.map(({ block }) => block)];
  return [
    {
      section: { ...part.section, id, head, sub, blocks },
      keys: [...part.keys, ...more.flatMap(({ keys }) => keys)],
    },
  ];
}

/** Rows of one figure by an attribute, largest first, named as the site names its codes. */
export function namedRows(story: Story, id: FigureId, attribute: string): readonly FigureRow[] {
  return story.book
    .list(id, "all", [attribute])
    .toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1))
    .map((figure) => ({ label: levelName(story, figure.by[attribute] ?? ""), figure }));
}
