/** A table as a spreadsheet or a text file gives it: a head, and rows that know their line. */
import Papa from "papaparse";

export interface Sheet {
  /** Names of columns in small letters, as written otherwise. */
  readonly head: readonly string[];
  readonly rows: readonly SheetRow[];
  /** Where a row stands: what the sheet is called, then its line. */
  readonly place: string;
}

export interface SheetRow {
  /** Counted from 1, the head included. */
  readonly line: number;
  /** The cell of a column, trimmed; "" where it is empty or there is no such column. */
  readonly cell: (column: string) => string;
}

/** The first row with anything in it is the head; of two columns with one name the first counts. */
export function sheetOf(
  lines: readonly { readonly line: number; readonly cells: readonly string[] }[],
  place: string,
): Sheet | null {
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const [first, ...rest] = filled;
  if (first === undefined) return null;
  const head = first.cells.map((cell) => cell.trim());
  const places = new Map<string, number>();
  head.forEach((name, index) => {
    const key = name.toLowerCase();
    if (!places.has(key)) places.set(key, index);
  });
  return {
    head,
    place,
    rows: rest.map(({ line, cells }) => ({
      line,
      cell: (column) => (cells[places.get(column.toLowerCase()) ?? -1] ?? "").trim(),
    })),
  };
}

export interface SheetText {
  readonly delimiter: "," | "\t";
  readonly place: string;
}

/**
 * A table of delimited text.
 *
 * Gives    null where it is empty; a fault, with its line, where a quote is left open. A row stands
 *          on the line where it begins: a quoted cell may hold line breaks.
 */
export function textSheet(
  text: string,
  { delimiter, place }: SheetText,
): Sheet | { readonly line: number; readonly reason: string } | null {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const fault = errors.find(({ type }) => type === "Quotes");
  let line = 1;
  const lines = data.map((cells) => {
    const row = { line, cells };
    line += 1 + cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
    return row;
  });
  if (fault === undefined) return sheetOf(lines, place);
  return { line: lines[fault.row ?? 0]?.line ?? 1, reason: fault.message };
}
