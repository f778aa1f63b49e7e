import { once } from "node:events";
import { openThread } from "../src/threads/open-thread.ts";

export interface FileWriter {
  /** Folders on the way are made. A page gets its own policy. */
  readonly write: (path: string, body: FileBody) => void;
  /** Resolves once all files stand; rejects with what the disk said. */
  readonly done: () => Promise<void>;
}

export type FileBody = string | Uint8Array;

/** As it is sent to the thread. */
export type Batch = readonly (readonly [path: string, body: FileBody])[];

/** Waking the thread for each file would cost more than the file. */
const BATCH = 64;

/** Writes files in a thread of its own: thousands of small ones keep a disk busy, not a processor. */
export function openFileWriter(): FileWriter {
  const worker = openThread(new URL("write-files.ts", import.meta.url));
  const ended = once(worker, "exit");
  ended.catch(() => undefined);
  // A build that fails before it asks for its files must not wait for the thread.
  worker.unref();
  let batch: [path: string, body: FileBody][] = [];
  const send = () => {
    worker.postMessage(batch satisfies Batch);
    batch = [];
  };
  return {
    write: (path, body) => {
      batch.push([path, body]);
      if (batch.length === BATCH) send();
    },
    done: async () => {
      worker.ref();
      send();
      worker.postMessage(null);
      await ended;
    },
  };
}
