/** A thread that writes the files it is sent; the last message is `null`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { dirname } from "node:path";
import { parentPort } from "node:worker_threads";
import { withOwnPolicy } from "./lean-pages.ts";
import type { Batch, FileBody } from "./file-writer.ts";

// What waits for a processor is the rendering. Elsewhere a priority is of the whole process.
if (process.platform === "linux") setPriority(10);

const made = new Set<string>();
const utf8 = new TextDecoder();
const textOf = (body: FileBody) => (typeof body === "string" ? body : utf8.decode(body));

parentPort?.on("message", (batch: Batch | null) => {
  if (batch === null) parentPort?.close();
  for (const [path, body] of batch ?? []) {
    const folder = dirname(path);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(path, path.endsWith(".html") ? withOwnPolicy(textOf(body)) : body);
  }
});
