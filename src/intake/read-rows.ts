/** Rows of a delimited text with the physical line on which each starts. PapaParse cuts cells. */
import Papa from "papaparse";

export interface Dialect {
  /** One character; a blank means that runs of blanks count once. */
  readonly delimiter: string;
}

export type RowFault = "quote-unclosed" | "quote-stray" | "row-long" | "json-unreadable";

export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Set when the row cannot be cut into cells; `cells` then holds the physical line. */
  readonly fault: RowFault | null;
}

const WINDOW = 1 << 16;
/** After a fault little is looked at, so that a file full of faults takes no longer. */
const NARROW = 1 << 8;
/** A row longer than this holds a quote that somebody forgot to close, or no table. */
export const LONGEST_ROW = 1 << 20;

/**
 * Cuts a text into rows. Line ends may be LF, CRLF or CR, mixed; blank lines give no row. After a
 * quote that does not close, the row is given with its fault and reading goes on with the next
 * physical line, so that one fault never swallows the rest of a file.
 */
export async function* readRows(
  text: AsyncIterable<string>,
  dialect: Dialect,
): AsyncGenerator<readonly RawRow[]> {
  let rest = "";
  let line = 1;
  let reach = WINDOW;
  let isTorn = false;
  for await (const piece of withEnd(lineEndsUnified(text))) {
    const isOver = piece === null;
    rest += piece ?? "";
    while (isOver ? rest.length > 0 : rest.length >= reach) {
      if (isTorn) {
        const end = rest.indexOf("\n");
        isTorn = end < 0;
        rest = isTorn ? "" : rest.slice(end + 1);
        if (!isTorn) line += 1;
        continue;
      }
      const isLast = isOver && reach >= rest.length;
      const cut = cutWindow(rest.slice(0, reach), { line, dialect, isLast });
      if (cut.used === 0) {
        reach *= 2;
        continue;
      }
      yield cut.rows;
      ({ nextLine: line, isTorn } = cut);
      rest = rest.slice(cut.used);
      reach = cut.rows.at(-1)?.fault ? NARROW : Math.min(WINDOW, reach * 2);
    }
  }
}

/** The pieces of a text and then null. */
async function* withEnd(pieces: AsyncIterable<string>): AsyncGenerator<string | null> {
  yield* pieces;
  yield null;
}

/** Every line end becomes LF; a CR at the end of a piece waits for what follows it. */
async function* lineEndsUnified(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const piece of text) {
    const whole = held + piece;
    held = whole.endsWith("\r") ? "\r" : "";
    const ready = held === "" ? whole : whole.slice(0, -1);
    yield ready.includes("\r") ? ready.replaceAll(/\r\n?/gu, "\n") : ready;
  }
  if (held !== "") yield "\n";
}

interface WindowPlace {
  readonly line: number;
  readonly dialect: Dialect;
  readonly isLast: boolean;
}

interface WindowCut {
  readonly rows: readonly RawRow[];
  /** Characters that need not be looked at again. */
  readonly used: number;
  readonly nextLine: number;
  /** True when the rest of the last physical line is still to come and says nothing. */
  readonly isTorn: boolean;
}

function cutWindow(text: string, place: WindowPlace): WindowCut {
  if (place.dialect.delimiter === " ") return cutBlanks(text, place);
  const isOverlong = !place.isLast && text.length > LONGEST_ROW;
  const isLast = place.isLast || isOverlong;
  const parser = new Papa.Parser({
    delimiter: place.dialect.delimiter,
    newline: "\n",
    quoteChar: '"',
    escapeChar: '"',
  }) as unknown as PapaParser;
  const { data, errors, meta } = parser.parse(text, 0, !isLast);
  const fault = errors.find(
    ({ row, index }) => isLast || row < data.length || isSureStray(text, index),
  );
  const good = fault === undefined ? data : data.slice(0, fault.row);
  const rows: RawRow[] = [];
  let line = place.line;
  for (const cells of good) {
    if (cells.length > 1 || cells[0] !== "") rows.push({ line, cells, fault: null });
    line += 1 + newlinesIn(cells);
  }
  if (fault === undefined) {
    const isTorn = isOverlong && !text.endsWith("\n");
    if (!isTorn) return { rows, used: isLast ? text.length : meta.cursor, nextLine: line, isTorn };
    const last = rows.pop();
    const at = last?.line ?? line - 1;
    rows.push({
      line: at,
      cells: [last?.cells.join(place.dialect.delimiter) ?? ""],
      fault: "row-long",
    });
    return { rows, used: text.length, nextLine: line - 1, isTorn };
  }
  const isWhole = isLast || text.includes("\n", fault.index);
  if (!isWhole) return { rows: [], used: 0, nextLine: place.line, isTorn: false };
  return cutAtFault(text, { rows, opened: fault.index, line: place.line, isOverlong });
}

/** A quote that is followed by text is no close of a cell, whatever comes after the window. */
function isSureStray(text: string, opened: number): boolean {
  const closing = closingQuote(text, opened);
  return closing >= 0 && /\S/u.test(text.slice(closing + 1, closing + 1 + 64));
}

/** The part of Papa.Parser that its types leave out. */
interface PapaParser {
  parse(
    text: string,
    base: number,
    ignoreLastRow: boolean,
  ): {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly { readonly row: number; readonly index: number }[];
    readonly meta: { readonly cursor: number };
  };
}

interface FaultCut {
  readonly rows: RawRow[];
  /** Just after the opening quote. */
  readonly opened: number;
  readonly line: number;
  readonly isOverlong: boolean;
}

/** Gives up on the physical line whose quote does not close, and goes on after it. */
function cutAtFault(text: string, { rows, opened, line, isOverlong }: FaultCut): WindowCut {
  const lineStart = text.lastIndexOf("\n", opened - 1) + 1;
  const lineEnd = text.indexOf("\n", opened);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const at = line + newlinesBefore(text, lineStart);
  const closing = closingQuote(text, opened);
  const isTorn = lineEnd < 0 && isOverlong;
  const quoteFault = closing >= 0 && closing < end ? "quote-stray" : "quote-unclosed";
  const fault = isTorn ? "row-long" : quoteFault;
  rows.push({ line: at, cells: [text.slice(lineStart, end)], fault });
  const nextLine = lineEnd < 0 ? at : at + 1;
  return { rows, used: Math.min(text.length, end + 1), nextLine, isTorn };
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function newlinesBefore(text: string, end: number): number {
  let n = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) n += 1;
  return n;
}

function newlinesIn(cells: readonly string[]): number {
  let n = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) n += 1;
  }
  return n;
}

const blankCells = /"((?:[^"]|"")*)"(?=[ \t]|$)|[^ \t]+/gu;

/** Lines whose cells are parted by runs of blanks; blanks at both ends count nothing. */
function cutBlanks(text: string, { line, isLast }: WindowPlace): WindowCut {
  const end = isLast ? text.length : text.lastIndexOf("\n") + 1;
  if (end === 0) return { rows: [], used: 0, nextLine: line, isTorn: false };
  const lines = text.slice(0, end).split("\n");
  if (!isLast || text.endsWith("\n")) lines.pop();
  const rows: RawRow[] = [];
  for (const [at, content] of lines.entries()) {
    const found = [...content.matchAll(blankCells)];
    const cells = found.map(([whole, inner]) => inner?.replaceAll('""', '"') ?? whole);
    const isOpen = found.some(([whole, inner]) => inner === undefined && whole.startsWith('"'));
    const fault = isOpen ? "quote-unclosed" : null;
    if (cells.length > 0) rows.push({ line: line + at, cells: isOpen ? [content] : cells, fault });
  }
  return { rows, used: end, nextLine: line + lines.length, isTorn: false };
}
