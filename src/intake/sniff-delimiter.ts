/** The delimiter of a text: the one that gives the header most known names. */
import Papa from "papaparse";
import { trimmed } from "../tables/cell.ts";

const candidates = [",", "\t", ";", "|", " "] as const;

/** Looks at the beginning of a text; `known` are names that its header may hold. */
export function sniffDelimiter(head: string, known: ReadonlySet<string>): string {
  let best = ",";
  let most = -1;
  for (const delimiter of candidates) {
    const score = scoreOf(head, delimiter, known);
    if (score > most) {
      most = score;
      best = delimiter;
    }
  }
  return best;
}

/** Known names count most, then rows that are as wide as the first; blanks come last. */
function scoreOf(head: string, delimiter: string, known: ReadonlySet<string>): number {
  const rows = sampleRows(head, delimiter);
  const header = rows[0] ?? [];
  if (header.length < 2) return -1;
  const names = header.filter((name) => known.has(trimmed(name))).length;
  const alike = rows.filter((row) => row.length === header.length).length / rows.length;
  return names * 10 + alike * (delimiter === " " ? 1 : 2);
}

function sampleRows(head: string, delimiter: string): readonly (readonly string[])[] {
  const lines = head.replaceAll(/\r\n?/gu, "\n");
  if (delimiter === " ") {
    return lines
      .split("\n", 20)
      .map((line) => line.trim().split(/[ \t]+/u))
      .filter(([first]) => first !== "");
  }
  const parsed = Papa.parse<string[]>(lines, { delimiter, newline: "\n", preview: 20 });
  return parsed.data.filter((row) => row.length > 1 || row[0] !== "");
}
