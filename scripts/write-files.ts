/** A thread that writes the files it is sent; the last message is `null`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parentPort } from "node:worker_threads";
import { withOwnPolicy } from "./lean-pages.ts";
import type { Batch } from "./file-writer.ts";

const made = new Set<string>();

parentPort?.on("message", (batch: Batch | null) => {
  if (batch === null) parentPort?.close();
  for (const [path, body] of batch ?? []) {
    const folder = dirname(path);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    const isPage = typeof body === "string" && path.endsWith(".html");
    writeFileSync(path, isPage ? withOwnPolicy(body) : body);
  }
});
