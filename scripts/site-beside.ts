import { Problem, Problems } from "../src/errors.ts";
import type { Folders } from "../src/settings/folders.ts";
import { openThread } from "../src/threads/open-thread.ts";
import type { BundledBy, PageBundle } from "./page-bundle.ts";

/** What the thread is given at its start. */
export interface SiteTask {
  readonly folders: Folders;
  /** A file with the company as JSON; null: it is worked out from drops. */
  readonly company: string | null;
  /** Whether somebody looks at the terminal. */
  readonly isTTY: boolean;
}

/** What the thread tells; in the end it exits. */
export type Told =
  | { readonly write: string }
  | { readonly settings: Awaited<BundledBy["settings"]> }
  | { readonly done: "files" | "company" | "site" }
  | { readonly problems: readonly Pick<Problem, "code" | "where" | "values">[] };

/** Settings and files are read by the thread; where that fails, `settings` may reject. */
export interface SiteBeside extends BundledBy {
  /** Rejects with Problems when something stops the build. */
  readonly checked: Promise<void>;
  /** Renders the site by a bundle and moves it in the place of the one that stands. */
  readonly render: (bundle: PageBundle) => Promise<void>;
  /** The thread has kept what a later build can use. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

/** A thread that works out the company and renders its site, so that pages can be bundled meanwhile. */
export function openSiteBeside(task: SiteTask): SiteBeside {
  const settings = Promise.withResolvers<Awaited<BundledBy["settings"]>>();
  const files = Promise.withResolvers<void>();
  const company = Promise.withResolvers<void>();
  const site = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const steps = { files, company, site };
  // Whoever awaits a step is told; until then Node must not take it for a fault that nobody handles.
  for (const { promise } of [settings, files, company, site, ended]) promise.catch(() => undefined);
  const fail = (error: unknown) => {
    settings.reject(error);
    files.resolve();
    company.reject(error);
    site.reject(error);
    ended.reject(error);
  };
  const worker = openThread(new URL("site-thread.ts", import.meta.url), task);
  worker.on("message", (told: Told) => {
    if ("write" in told) process.stdout.write(told.write);
    else if ("settings" in told) settings.resolve(told.settings);
    else if ("done" in told) steps[told.done].resolve();
    else fail(new Problems(told.problems.map(problemOf)));
  });
  worker.on("error", fail);
  worker.on("exit", (code) => {
    if (code === 0) ended.resolve();
    fail(new Error("the thread ended before there was a site"));
  });
  return {
    settings: settings.promise,
    filesRead: Promise.race([files.promise, company.promise]),
    checked: company.promise,
    render: (bundle) => {
      worker.postMessage(bundle);
      return site.promise;
    },
    ended: ended.promise,
    close: async () => {
      await worker.terminate();
    },
  };
}

function problemOf({ code, where, values }: Pick<Problem, "code" | "where" | "values">): Problem {
  return new Problem(code, where, values);
}
