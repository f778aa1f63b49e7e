import type { Appended } from "./store.ts";

const MOST_IN_BATCH = 1000;
/** Beyond this many that wait, the collector says so instead of making people wait. */
const MOST_WAITING = 20_000;

export interface GroupCommit<T> {
  /** Resolves when the batch that holds this write is safe, or was refused. */
  readonly write: (write: T) => Promise<Appended>;
  /** Resolves when nothing waits. */
  readonly drained: () => Promise<void>;
}

/**
 * Group commit: one flush of the disk for all that came since the last one.
 *
 * Takes    commit: writes a batch in one transaction and never throws; a result a write, in order.
 */
export function groupCommit<T>(
  commit: (batch: readonly T[]) => readonly Appended[] | Promise<readonly Appended[]>,
): GroupCommit<T> {
  let waiting: { readonly write: T; readonly settle: (result: Appended) => void }[] = [];
  let running: Promise<void> | null = null;
  const run = async () => {
    // Whatever came in the same turn goes into the first batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_IN_BATCH);
      waiting = waiting.slice(MOST_IN_BATCH);
      const results = await commit(batch.map(({ write }) => write));
      batch.forEach(({ settle }, index) => settle(results[index] as Appended));
    }
    running = null;
  };
  return {
    write: (write) =>
      new Promise((settle) => {
        if (waiting.length >= MOST_WAITING) {
          settle({ kind: "refused", why: "busy" });
          return;
        }
        waiting.push({ write, settle });
        running ??= run();
      }),
    drained: async () => {
      while (running !== null) await running;
    },
  };
}
