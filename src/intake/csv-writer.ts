/** Writes rows as CSV beside the target and moves the file in when it is complete. */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { quotedRow } from "../tables/csv-cell.ts";

export interface CsvWriter {
  readonly write: (cells: readonly (string | null)[]) => void;
  /** Moves the file to its name. */
  readonly finish: () => void;
  /** Leaves nothing behind. */
  readonly discard: () => void;
}

const FLUSH = 1 << 18;
let made = 0;

/** A name beside `target` that no other process uses. */
export function besideName(target: string): string {
  made += 1;
  return `${target}.${process.pid}-${made}.part`;
}

/** Opens a writer; `rowText` writes a row. */
export function csvWriter(
  target: string,
  rowText: (cells: readonly (string | null)[]) => string = quotedRow,
): CsvWriter {
  mkdirSync(dirname(target), { recursive: true });
  const part = besideName(target);
  const handle = openSync(part, "w");
  let pending: string[] = [];
  let length = 0;
  const flush = () => {
    writeSync(handle, pending.join(""));
    pending = [];
    length = 0;
  };
  return {
    write: (cells) => {
      const row = rowText(cells);
      pending.push(row, "\n");
      length += row.length;
      if (length > FLUSH) flush();
    },
    finish: () => {
      flush();
      closeSync(handle);
      renameSync(part, target);
    },
    discard: () => {
      closeSync(handle);
      rmSync(part, { force: true });
    },
  };
}
