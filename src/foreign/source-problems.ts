/** What keeps a file of another tool from being read at all. */
import { Problem } from "../errors.ts";

/** The line and column (from 1) of a place in a text. */
export function placeIn(
  text: string,
  at: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: at - start + 1 };
}

export function unreadable(
  file: string,
  { line, column }: { readonly line: number; readonly column?: number },
  reason: string,
): Problem {
  const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  return new Problem("import-unreadable", place, { reason });
}

/** `JSON.parse` with the place of a fault as line and column. */
export function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const at = /at position (?<at>\d+)/u.exec(message)?.groups?.["at"];
    const reason = message
      .replace(/ \(line \d+ column \d+\)$/u, "")
      .replace(/ in JSON at position \d+$/u, "")
      .replace(/, (?:\.\.\.)?".*" is not valid JSON$/su, "");
    throw unreadable(file, placeIn(text, Number(at ?? unexpectedAt(text))), reason);
  }
}

/** Of an unexpected sign no place is told: it is the last one of the shortest text that has one. */
function unexpectedAt(text: string): number {
  let [low, high] = [0, text.length + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hasUnexpected(text.slice(0, middle))) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

function hasUnexpected(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return (error as Error).message.startsWith("Unexpected token");
  }
}
