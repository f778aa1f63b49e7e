/** Cells of every CSV that people open in a spreadsheet: nothing in them runs as a formula. */

export type CsvCell = string | number | null;

/** Spreadsheets take these for the start of a formula, also behind blanks and quotes and in full width. */
const FORMULA = /^[\s'"]*[=+\-@＝＋－＠|%\t\r\n]/u;

/**
 * A cell that no spreadsheet takes for a formula.
 *
 * For      whoever opens an export: what customers typed stays text.
 * Takes    text, a number or nothing.
 * Gives    text with a leading quote where it could start a formula, also text like "-1"; a number
 *          with every digit; "" for nothing and for what is no finite number.
 * Source   OWASP, CSV Injection; its list and the full-width forms.
 *
 * @example safeCell("＝1+1") // => "'＝1+1"
 * @example safeCell(-0.5) // => "-0.5"
 */
export function safeCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/**
 * The text that `safeCell` was given.
 *
 * @example plainCell("'＝1+1") // => "＝1+1"
 */
export function plainCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** A cell as RFC 4180 writes it. */
export function quotedCell(cell: string): string {
  return /[",\n\r]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A row of cells as RFC 4180 writes it; null is an empty cell.
 *
 * @example quotedRow(["a", null, "b,c"]) // => 'a,,"b,c"'
 */
export function quotedRow(cells: readonly (string | null)[]): string {
  const row = cells.join(",");
  return isPlain(row, cells.length) ? row : cells.map((cell) => quotedCell(cell ?? "")).join(",");
}

/** True when a joined row has no quote, no line end and no comma but those between its cells. */
function isPlain(row: string, cells: number): boolean {
  let commas = 0;
  for (let at = 0; at < row.length; at += 1) {
    const unit = row.charCodeAt(at);
    if (unit === 0x2c) commas += 1;
    else if (unit === 0x22 || unit === 0x0a || unit === 0x0d) return false;
  }
  return commas === cells - 1;
}

/** A safe cell as it stands in a file. */
export function csvCell(cell: CsvCell): string {
  return quotedCell(safeCell(cell));
}

/** Lines of safe cells, each with its end. */
export function csvText(rows: readonly (readonly CsvCell[])[], newline = "\n"): string {
  return rows.map((row) => `${row.map(csvCell).join(",")}${newline}`).join("");
}
