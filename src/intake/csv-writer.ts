/** Writes rows as CSV beside the target and moves the file in when it is complete. */
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

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

/** Opens a writer; a cell for which `quote` says so is put in quotes. */
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

/** A cell as RFC 4180 writes it. */
export function quotedCell(cell: string): string {
  return /[",\n\r]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const formula = /^[\s'"]*[=+\-@＝＋－＠|%\t\r\n]/u;

/** A cell that no spreadsheet takes for a formula. */
export function inertCell(cell: string): string {
  return quotedCell(formula.test(cell) ? `'${cell}` : cell);
}
