import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface FileWriter {
  /** Folders on the way are made. */
  readonly write: (path: string, text: string) => void;
  /** Resolves once all files stand; rejects with what the disk said. */
  readonly done: () => Promise<void>;
}

export type TextFile = readonly [path: string, text: string];

/** As it is sent to the thread. */
export type Batch = readonly TextFile[];

/** Waking the thread for each file would cost more than the file. */
const BATCH = 64;

/** Writes files in a thread of its own: thousands of small ones keep a disk busy, not a processor. */
export function openFileWriter(): FileWriter {
  const worker = new Worker(new URL("write-files.ts", import.meta.url));
  const ended = once(worker, "exit");
  ended.catch(() => undefined);
  // A build that fails before it asks for its files must not wait for the thread.
  worker.unref();
  let batch: TextFile[] = [];
  const send = () => {
    worker.postMessage(batch satisfies Batch);
    batch = [];
  };
  return {
    write: (path, text) => {
      batch.push([path, text]);
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
