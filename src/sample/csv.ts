export type Cell = string | number | null;

/** One line of CSV (or TSV) with its line end; null is an empty cell. */
export function csvLine(cells: readonly Cell[], delimiter = ","): string {
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\n`;
}

function quoted(cell: Cell, delimiter: string): string {
  if (cell === null) return "";
  const text = String(cell);
  return text.includes(delimiter) || text.includes('"') || text.includes("\n")
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** Decimal text from cents, exact. */
export function moneyText(cents: number): string {
  const whole = Math.trunc(Math.abs(cents) / 100);
  const rest = String(Math.abs(cents) % 100).padStart(2, "0");
  return `${cents < 0 ? "-" : ""}${whole}.${rest}`;
}
