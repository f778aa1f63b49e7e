import { figureKey, type Figure } from "../figures/figure.ts";
import type { TableModel, TableRow } from "./report.ts";
import { print, type Story } from "./story.ts";

/** A row for each figure: what it is called, its value, range and base. */
export function figureTable(
  story: Story,
  id: string,
  rows: readonly { readonly label: string; readonly figure: Figure; readonly total?: boolean }[],
): TableModel {
  const { words } = story;
  return {
    id,
    columns: [
      { key: "label", title: words.t("reports.what"), kind: "words" },
      { key: "value", title: words.t("reports.amount"), kind: "number", phone: "main" },
      { key: "range", title: words.t("reports.range"), kind: "number", phone: "aside" },
      { key: "n", title: words.t("reports.people"), kind: "number", phone: "aside" },
    ],
    rows: rows.map(({ label, figure, total }) =>
      figureRow(story, { label, figure, total: total ?? false }),
    ),
  };
}

export interface CrossTable {
  /** What a row is. */
  readonly what: string;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  /** Figures in the order of the columns. */
  readonly rows: readonly { readonly label: string; readonly figures: readonly Figure[] }[];
}

/** A row for each thing and a column for each of its figures, with their ranges. */
export function crossTable(
  story: Story,
  id: string,
  { what, columns, rows }: CrossTable,
): TableModel {
  const of = <T>(make: (key: string, at: number) => readonly (readonly [string, T])[]) =>
    Object.fromEntries(columns.flatMap(({ key }, at) => make(key, at)));
  return {
    id,
    columns: [
      { key: "label", title: what, kind: "words" },
      ...columns.map((column, at) => ({
        ...column,
        kind: "number" as const,
        phone: at === 0 ? ("main" as const) : ("aside" as const),
      })),
    ],
    rows: rows.map(({ label, figures }) => ({
      cells: { label, ...of((key, at) => [[key, crossCell(story, figures[at])]]) },
      raw: {
        label,
        ...of<number | null>((key, at) => [
          [key, figures[at]?.value ?? null],
          [`${key}-low`, figures[at]?.low ?? null],
          [`${key}-high`, figures[at]?.high ?? null],
          [`${key}-n`, figures[at]?.n ?? null],
        ]),
      },
    })),
  };
}

function crossCell(story: Story, figure: Figure | undefined): string {
  if (figure === undefined) return "";
  const { words } = story;
  const { text, range, state } = print(story, figure);
  if (state === "missing") return "";
  const value = state === "thin" ? words.t("reports.state.thin") : text;
  return range === "" ? value : words.t("reports.value-range", { value, range });
}

function figureRow(
  story: Story,
  { label, figure, total }: { label: string; figure: Figure; total: boolean },
): TableRow {
  const printed = print(story, figure);
  const hidden = printed.state === "hidden" || printed.state === "missing";
  return {
    cells: {
      label,
      value: printed.state === "thin" ? story.words.t("reports.state.thin") : printed.text,
      range: printed.range,
      n: printed.n,
    },
    raw: {
      label,
      value: figure.value,
      low: figure.low,
      high: figure.high,
      n: figure.n,
      suppressed: figure.suppressed,
    },
    state: printed.state,
    ...(hidden ? { instead: printed.text } : {}),
    ...(total ? { total: true } : {}),
  };
}

export function keyOf(figure: Figure): string {
  return figureKey(figure.id, figure.period, figure.by);
}

/** "Mon 8: 120, Mon 11: 240": a chart in words. */
export function labelled(
  story: Story,
  rows: readonly { readonly label: string; readonly figure: Figure }[],
): string {
  const { words } = story;
  return rows
    .map(({ label, figure }) =>
      words.t("reports.labelled", { label, value: print(story, figure).text }),
    )
    .join(words.t("reports.list-gap"));
}

export function told({ value }: Figure): boolean {
  return value !== null;
}
