import { Worker } from "node:worker_threads";
import { Problem, Problems } from "../src/errors.ts";
import type { Company, Progress } from "../src/pipeline.ts";
import type { Folders } from "../src/settings/folders.ts";

/** What the thread sends: how far it is, and in the end a company as JSON, or its problems. */
export type Told =
  | { readonly progress: Parameters<Progress> }
  | { readonly company: string }
  | { readonly problems: readonly Pick<Problem, "code" | "where" | "values">[] };

/** As `openCompany`, in a thread of its own, so that pages can be bundled meanwhile. */
export function companyBeside(folders: Folders, progress: Progress): Promise<Company> {
  const worker = new Worker(new URL("company-thread.ts", import.meta.url), { workerData: folders });
  return new Promise((done, fail) => {
    worker.on("message", (told: Told) => {
      if ("progress" in told) progress(...told.progress);
      else if ("company" in told) done(JSON.parse(told.company) as Company);
      else {
        fail(
          new Problems(
            told.problems.map(({ code, where, values }) => new Problem(code, where, values)),
          ),
        );
      }
    });
    worker.on("error", fail);
    worker.on("exit", () => fail(new Error("the thread ended before there was a company")));
  });
}
