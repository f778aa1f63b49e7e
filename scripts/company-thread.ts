/** The thread's end of `company-beside.ts`: works out the company, tells how far it is, and ends. */
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { Folders } from "../src/settings/folders.ts";
import type { Told } from "./company-beside.ts";

enableCompileCache();
const { companyJson } = await import("../src/pipeline.ts");
const { problemsIn } = await import("../src/errors.ts");
const tell = (told: Told) => parentPort?.postMessage(told);

try {
  tell({ company: await companyJson(workerData as Folders, (...progress) => tell({ progress })) });
} catch (error) {
  const problems = problemsIn(error);
  if (problems === null) throw error;
  tell({ problems: problems.map(({ code, where, values }) => ({ code, where, values })) });
}
