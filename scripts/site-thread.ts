/** The thread's end of `site-beside.ts`. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { problemsIn } from "../src/errors.ts";
import { handOver } from "../src/layouts/site-content.ts";
import type { Company, Progress } from "../src/pipeline.ts";
import { readProse } from "../src/settings/read-prose.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { checkCompany } from "./check-company.ts";
import type { PageBundle } from "./page-bundle.ts";
import { renderSite } from "./render-site.ts";
import type { SiteTask, Told } from "./site-beside.ts";

const MANY = 300;

const { folders, company: file, isTTY } = workerData as SiteTask;
const tell = (told: Told) => parentPort?.postMessage(told);
const bundled = once(parentPort!, "message").then(([given]) => given as PageBundle);

try {
  const settings = readSettings(folders.content, folders.project);
  const prose = readProse(join(folders.content, "reports"), folders.project);
  tell({ settings: { site: settings.site, prose } });
  let keep = () => {};
  const open = async (show: Progress) => {
    if (file !== null) return JSON.parse(readFileSync(file, "utf8")) as Company;
    const { openUnkept } = await import("../src/pipeline.ts");
    const opened = await openUnkept(folders, watched(show), settings);
    ({ keep } = opened);
    return opened.company;
  };
  const out = { isTTY, write: (text: string) => tell({ write: text }) };
  const company = await checkCompany(folders, open, out);
  tell({ done: "company" });
  // Pages need them, and there is time until they are bundled.
  for (const locale of settings.site.locales) settings.words(locale);
  handOver({ content: async () => company, settings: () => settings, prose: () => prose });
  const bundling = bundled.then((bundle) => {
    // What renders hundreds of pages is worth compiling, see `build-site.ts`. Not before: modules
    // that are loaded by other flags than in the last run have to be compiled again.
    if (company.reports.length > MANY) setFlagsFromString("--no-efficiency-mode");
    return bundle;
  });
  await renderSite(folders, bundling, settings.site.base);
  tell({ done: "site" });
  keep();
} catch (error) {
  const problems = problemsIn(error);
  if (problems === null) throw error;
  tell({ problems: problems.map(({ code, where, values }) => ({ code, where, values })) });
}
parentPort?.close();

function watched(show: Progress): Progress {
  return (done, total, path) => {
    if (done === total) tell({ done: "files" });
    show(done, total, path);
  };
}
