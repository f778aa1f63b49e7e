/** Writes rows as CSV beside the target and moves the file in when it is complete. */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { quotedCell } from "../tables/csv-cell.ts";

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

/** Opens a writer; `cellText` writes a cell. */
export function csvWriter(
  target: string,
  cellText: (cell: string) => string = quotedCell,
): CsvWriter {
  mkdirSync(dirname(target), { recursive: true });
  const part = besideName(target);
  const handle = openSync(part, "w");
  let pending = "";
  const flush = () => {
    writeSync(handle, pending);
    pending = "";
  };
  return {
    write: (cells) => {
      let row = "";
      for (const [at, cell] of cells.entries()) {
        if (at > 0) row += ",";
        if (cell !== null) row += cellText(cell);
      }
      pending += `${row}\n`;
      if (pending.length > FLUSH) flush();
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
