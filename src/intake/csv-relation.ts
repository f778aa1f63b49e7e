import { quoted, quotedPath } from "./engine.ts";

/** A CSV file of our own as a table expression of text columns. */
export function csvRelation(path: string, columns: readonly string[]): string {
  const types = columns.map((name) => `${quoted(name)}: 'VARCHAR'`).join(", ");
  return (
    `read_csv(${quotedPath(path)}, columns = {${types}}, auto_detect = false, header = true, ` +
    `delim = ',', quote = '"', escape = '"', max_line_size = 4194304)`
  );
}
