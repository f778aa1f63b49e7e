/** The thread's end of `second-thread.ts`: does what it is sent, one after the other. */
import { parentPort } from "node:worker_threads";
import { jobs } from "./jobs.ts";
import type { Reply, Request } from "./second-thread.ts";

parentPort?.on("message", async ({ id, name, input }: Request) => {
  try {
    const output = await (jobs[name] as (given: unknown) => Promise<unknown>)(input);
    parentPort?.postMessage({ id, output } satisfies Reply);
  } catch (error) {
    parentPort?.postMessage({ id, error } satisfies Reply);
  }
});
