/** Builds the sample once a run, for all tests of the site. `ZHIKE_SITE` names one that is built already. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { testFolder } from "./project.ts";
import { runBuild } from "./run-build.ts";

export default async function setUp(project: TestProject): Promise<() => void> {
  const built = process.env["ZHIKE_SITE"];
  const site = built ?? join(testFolder, `site-${process.pid}`);
  project.provide("site", site);
  if (built !== undefined) return () => undefined;
  mkdirSync(testFolder, { recursive: true });
  const { code, stdout, stderr } = await runBuild({ ZHIKE_OUT: site });
  if (code !== 0) throw new Error(`the sample company cannot be built:\n${stdout}\n${stderr}`);
  return () => rmSync(site, { recursive: true, force: true });
}
