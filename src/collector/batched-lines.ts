/** Lines gathered in memory and written many at a time, so that nobody waits for them. */
import { closeSync, mkdirSync, openSync, write, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Problem } from "../errors.ts";

export interface BatchedLines {
  readonly write: (line: string) => void;
  /** Writes what waits, in one go; what cannot be written then is gone. */
  readonly close: () => void;
}

const BATCH = 8192;
/** What a full disk may make us hold; beyond it lines are left out, and answers never. */
const MOST_WAITING = 1 << 20;
const LONGEST_WAIT_MS = 500;

/** Takes a file, or the open file 1 for what the process prints. Throws log-unusable. */
export function batchedLines(to: string | 1): BatchedLines {
  const handle = to === 1 ? 1 : opened(to);
  let waiting = "";
  let isBusy = false;
  const flush = () => {
    if (isBusy || waiting === "") return;
    const batch = waiting;
    waiting = "";
    isBusy = true;
    // A batch that could not be written is left out: its lines stand in no other's way.
    write(handle, batch, () => {
      isBusy = false;
      if (waiting.length >= BATCH) flush();
    });
  };
  const timer = setInterval(flush, LONGEST_WAIT_MS).unref();
  return {
    write: (line) => {
      if (waiting.length < MOST_WAITING) waiting += line;
      if (waiting.length >= BATCH) flush();
    },
    close: () => {
      clearInterval(timer);
      try {
        if (waiting !== "") writeSync(handle, waiting);
      } catch {
        // The disk is full, or nobody reads what is printed.
      }
      waiting = "";
      if (handle !== 1 && !isBusy) closeSync(handle);
    },
  };
}

function opened(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, "a", 0o600);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem("log-unusable", file, { reason });
  }
}
