/** Answers as one JSON object a line; its keys are the columns. */
import type { FileRows } from "./file-rows.ts";
import { LONGEST_ROW, type RawRow } from "./read-rows.ts";

/** So many lines tell which keys there are. */
const HEAD = 1000;

/**
 * Rows of an NDJSON text. Every known name is a column that any line may fill; a key that is not
 * known makes a column of its own when it stands near the beginning, so that it can be remarked on.
 * Where the whole text is near the beginning, names that no line has are no columns.
 */
export async function ndjsonRows(
  text: AsyncIterable<string>,
  known: ReadonlySet<string>,
): Promise<FileRows> {
  const lines = jsonLines(text);
  const head: JsonLine[] = [];
  const keys = new Set<string>();
  let isOver = false;
  while (head.length < HEAD && !isOver) {
    const next = await lines.next();
    isOver = next.done === true;
    if (next.done) break;
    head.push(next.value);
    for (const key of cellsOf(next.value.text)?.keys() ?? []) keys.add(key);
  }
  const isWhole = isOver && keys.size > 0;
  const names = [...known].filter((name) => !isWhole || keys.has(name));
  const columns = [...names, ...[...keys].filter((key) => !known.has(key))];
  const rows = async function* (): AsyncGenerator<readonly RawRow[]> {
    yield head.map((line) => rowOf(line, columns));
    for await (const line of lines) yield [rowOf(line, columns)];
  };
  return { header: { line: 1, cells: columns, fault: null }, rows: rows() };
}

interface JsonLine {
  readonly line: number;
  readonly text: string;
}

async function* jsonLines(text: AsyncIterable<string>): AsyncGenerator<JsonLine> {
  let rest = "";
  let line = 0;
  for await (const piece of text) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const content of lines) {
      line += 1;
      if (content.trim() !== "") yield { line, text: content };
    }
  }
  if (rest.trim() !== "") yield { line: line + 1, text: rest };
}

function rowOf({ line, text }: JsonLine, columns: readonly string[]): RawRow {
  if (text.length > LONGEST_ROW) return { line, cells: [text], fault: "row-long" };
  const cells = cellsOf(text);
  if (cells === null) return { line, cells: [text], fault: "json-unreadable" };
  return { line, cells: columns.map((name) => cells.get(name) ?? ""), fault: null };
}

/** Numbers keep the digits that the file shows: an id of twenty digits stays itself. */
function cellsOf(text: string): Map<string, string> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/u, ""), keepDigits);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const cells = new Map<string, string>();
    for (const [key, inner] of Object.entries(value)) flatten(key, inner, cells);
    return cells;
  } catch {
    return null;
  }
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" ? (context?.source ?? String(value)) : value;
}

/** Arrays are joined by `|`; the items of an object become columns of their own. */
function flatten(key: string, value: unknown, cells: Map<string, string>): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) cells.set(key, value.map(String).join("|"));
  else if (typeof value === "object") {
    for (const [item, inner] of Object.entries(value)) flatten(`${key}_${item}`, inner, cells);
  } else cells.set(key, String(value));
}
