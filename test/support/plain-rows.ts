import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export type PlainRow = Readonly<Record<string, string>>;

/**
 * Reads delimited text with quotes into one object a row: on purpose not the project's own
 * reader, so that figures can be worked out a second time without it.
 */
export function plainRows(text: string, delimiter = ","): readonly PlainRow[] {
  const records = cellsOf(text.replace(/^\uFEFF/u, ""), delimiter);
  const [head = [], ...rows] = records;
  return rows.map((cells) =>
    Object.fromEntries(head.map((name, column) => [name, cells[column] ?? ""])),
  );
}

/** All rows of all CSV files of a folder, packed or not, in order of name; GB18030 where UTF-8 fails. */
export function plainFolder(folder: string): readonly PlainRow[] {
  return readdirSync(folder)
    .filter((name) => /\.csv(?:\.gz)?$/u.test(name))
    .toSorted()
    .flatMap((name) => {
      const bytes = readFileSync(join(folder, name));
      return plainRows(decoded(name.endsWith(".gz") ? gunzipSync(bytes) : bytes));
    });
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}

function cellsOf(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (isQuoted) {
      if (sign === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') isQuoted = false;
      else cell += sign;
    } else if (sign === '"') isQuoted = true;
    else if (sign === delimiter) {
      record.push(cell);
      cell = "";
    } else if (sign === "\n") {
      records.push([...record, cell.replace(/\r$/u, "")]);
      record = [];
      cell = "";
    } else cell += sign;
  }
  if (cell !== "" || record.length > 0) records.push([...record, cell]);
  return records;
}
