import type { Figure } from "../figures/figure.ts";
import { constructFigure } from "../figures/kinds/constructs.ts";
import type { FigureId } from "../figures/registry.ts";
import { figureStrips, type FigureRow } from "./group-strips.ts";
import type { Block, Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { crossTable, figureTable, keyOf, told, type CrossTable } from "./tables.ts";

export interface StripWords {
  readonly head: string;
  readonly sub: string | null;
  /** Head of the first column. */
  readonly column: string;
}

/** A section of one table with a picture column; none where no row says anything. */
export function stripSection(
  story: Story,
  id: string,
  {
    rows,
    head,
    sub,
    column,
    more = [],
  }: StripWords & {
    readonly rows: readonly FigureRow[];
    /** What stands below the table, and its figures. */
    readonly more?: readonly { readonly block: Block; readonly keys: readonly string[] }[];
  },
): readonly Part[] {
  const strips = figureStrips(story, id, { rows, head: column });
  if (strips === null) return [];
  return [
    {
      section: { id, head, sub, blocks: [strips.block, ...more.map(({ block }) => block)] },
      keys: [...strips.keys, ...more.flatMap(({ keys }) => keys)],
    },
  ];
}

/** The scores of constructs in all of time, lowest first; those that nobody was asked are left out. */
export function scoreRows(
  story: Story,
  constructs: readonly string[],
  family: "score" | "top2" = "score",
): readonly FigureRow[] {
  return constructs
    .map((construct) => ({
      label: constructName(story, construct),
      figure: story.book.get(constructFigure(family, construct)),
    }))
    .filter(({ figure }) => figure.value !== null)
    .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
}

/** What a construct is called; its id where `content/constructs.yaml` does not list it. */
export function constructName({ words }: Story, construct: string): string {
  const key = `figures.${constructFigure("score", construct)}.name`;
  return words.has(key) ? words.t(key) : construct;
}

/** The end of an order that stands apart: its whole range lies beyond that of the next. */
export function apart(rows: readonly FigureRow[], end: "lowest" | "highest"): FigureRow | null {
  const [first, next] = end === "lowest" ? [rows[0], rows[1]] : [rows.at(-1), rows.at(-2)];
  if (first === undefined || next === undefined) return null;
  const [low, high] = end === "lowest" ? [first, next] : [next, first];
  const isApart =
    low.figure.high !== null && high.figure.low !== null && low.figure.high < high.figure.low;
  return isApart ? first : null;
}

/** Who scores lowest, and how much; where several cannot be told apart, the first two of them by name. */
export function lowestHead(story: Story, what: string, rows: readonly FigureRow[]): string {
  const { words } = story;
  const [first, second] = rows;
  const lowest = second === undefined ? first : apart(rows, "lowest");
  if (lowest === undefined || lowest === null) {
    return words.t("reports.experience.head.together", {
      what,
      first: first?.label ?? "",
      second: second?.label ?? "",
      value: first === undefined ? "" : print(story, first.figure).text,
    });
  }
  return words.t("reports.experience.head.lowest", {
    what,
    label: lowest.label,
    value: print(story, lowest.figure).text,
  });
}

/** Rows of one figure by an attribute, in the order of `levels`. */
export function levelRows(
  figures: readonly Figure[],
  attribute: string,
  name: (level: string) => string,
): readonly FigureRow[] {
  return figures.map((figure) => ({ label: name(figure.by[attribute] ?? ""), figure }));
}

export function keysOf(figures: readonly Figure[]): readonly string[] {
  return figures.filter(told).map(keyOf);
}

/** A table of the figures that have a value, to stand below a picture. */
export function tableOf(
  story: Story,
  id: string,
  rows: readonly FigureRow[],
): readonly { readonly block: Block; readonly keys: readonly string[] }[] {
  const known = rows.filter(({ figure }) => figure.value !== null);
  return known.length === 0
    ? []
    : [
        {
          block: { kind: "table", table: figureTable(story, id, known) },
          keys: known.map(({ figure }) => keyOf(figure)),
        },
      ];
}

/** Things by their figures, without rows and columns in which nothing is known. */
export function crossTableOf(
  story: Story,
  id: string,
  { what, columns, rows }: CrossTable,
): readonly { readonly block: Block; readonly keys: readonly string[] }[] {
  const known = rows.filter(({ figures }) => figures.some(told));
  if (known.length === 0) return [];
  const isTold = columns.map((_, at) => known.some(({ figures }) => figures[at]?.value !== null));
  const table = crossTable(story, id, {
    what,
    columns: columns.filter((_, at) => isTold[at]),
    rows: known.map(({ label, figures }) => ({
      label,
      figures: figures.filter((_, at) => isTold[at]),
    })),
  });
  return [
    { block: { kind: "table", table }, keys: keysOf(known.flatMap(({ figures }) => figures)) },
  ];
}

/** A figure of the whole under its own name. */
export function named(story: Story, id: FigureId): FigureRow {
  return { label: story.words.t(`figures.${id}.name`), figure: story.book.get(id) };
}
