/** A thread beside the one that builds, for work that needs nothing but what it is sent. */
import type { Jobs } from "./jobs.ts";
import { openThread } from "./open-thread.ts";

export interface SecondThread {
  /** Runs a job there; what goes and comes is cloned. */
  readonly run: <Name extends keyof Jobs>(
    name: Name,
    input: Parameters<Jobs[Name]>[0],
  ) => ReturnType<Jobs[Name]>;
  readonly close: () => Promise<void>;
}

export interface Request {
  readonly id: number;
  readonly name: keyof Jobs;
  readonly input: unknown;
}

export type Reply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: unknown };

/** Opens a thread; it is ready some hundred milliseconds later, and takes jobs before that. */
export function openSecondThread(): SecondThread {
  const worker = openThread(new URL("work.ts", import.meta.url));
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let sent = 0;
  let gone: unknown = null;
  worker.on("message", (reply: Reply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("error" in reply) asked?.reject(reply.error);
    else asked?.resolve(reply.output);
  });
  worker.on("error", (error) => {
    gone = error;
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
  });
  return {
    run: ((name, input) => {
      if (gone !== null) return Promise.reject(gone);
      const asked = Promise.withResolvers<unknown>();
      sent += 1;
      waiting.set(sent, asked);
      worker.postMessage({ id: sent, name, input } satisfies Request);
      return asked.promise;
    }) as SecondThread["run"],
    close: async () => {
      await worker.terminate();
    },
  };
}
