import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { csvLine, type Cell } from "./csv.ts";

export interface TableWriter {
  readonly row: (cells: readonly Cell[]) => void;
  readonly close: () => void;
}

/** A file written in pieces, so that its length does not matter. */
export function createTableWriter(path: string, columns: readonly string[]): TableWriter {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  let waiting = csvLine(columns);
  return {
    row(cells) {
      waiting += csvLine(cells);
      if (waiting.length < 1 << 20) return;
      writeFileSync(file, waiting);
      waiting = "";
    },
    close() {
      writeFileSync(file, waiting);
      closeSync(file);
    },
  };
}

/** A packed file in pieces of some 16 MB, that says nothing of when it was packed. */
export function createPackedWriter(path: string, columns: readonly string[]): TableWriter {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "w");
  let waiting = csvLine(columns);
  const pack = () => writeFileSync(file, gzipSync(waiting, { level: 9 }));
  return {
    row(cells) {
      waiting += csvLine(cells);
      if (waiting.length < 1 << 24) return;
      pack();
      waiting = "";
    },
    close() {
      if (waiting !== "") pack();
      closeSync(file);
    },
  };
}
