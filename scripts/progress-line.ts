import type { Progress } from "../src/pipeline.ts";
import type { Words } from "../src/words/words.ts";

/** Where a command prints: the process's own output, or another thread's. */
export interface Terminal {
  readonly isTTY: boolean;
  readonly write: (text: string) => unknown;
}

/** A bar on a terminal, plain lines elsewhere. */
export function progressLine(words: Words, out: Terminal): { show: Progress; end: () => void } {
  const width = 24;
  return {
    show: (done, total, path) => {
      const text = words.t("cli.reading", { done, total, path });
      if (!out.isTTY) {
        if (path !== "") out.write(`${text}\n`);
        return;
      }
      const full = total === 0 ? width : Math.round((done / total) * width);
      out.write(`\r\u001B[2K[${"█".repeat(full)}${"·".repeat(width - full)}] ${text}`);
    },
    end: () => {
      if (out.isTTY) out.write("\r\u001B[2K");
    },
  };
}
