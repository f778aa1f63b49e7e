import { rmSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { openFolders } from "../src/settings/folders.ts";
import { bundlePages } from "./page-bundle.ts";
import { proseProblem } from "./prose-problem.ts";
import { openSiteBeside } from "./site-beside.ts";
import { clearPlace, sitePlaces } from "./site-places.ts";

/** Most code of a build runs for a moment: V8 compiles less of it, and collects garbage less often. */
const BRIEF = ["--efficiency-mode", "--max-semi-space-size=64", "--min-semi-space-size=16"];

/**
 * Checks, then builds the site beside the old one and moves it in when it is complete.
 *
 * One thread works out the company and renders its site; this one bundles the pages meanwhile,
 * once the files were read: reading keeps all cores busy, and what follows does not. What stops
 * the company is told at once, and before what stops the pages.
 *
 * Takes    company: a file with it as JSON, in place of the drops
 * Throws   Problems
 */
export async function buildSite({ company = null }: { readonly company?: string | null } = {}) {
  for (const flag of BRIEF) setFlagsFromString(flag);
  const folders = openFolders();
  const { beside, old } = sitePlaces(folders);
  clearPlace(folders);
  const site = openSiteBeside({ folders, company, isTTY: process.stdout.isTTY });
  try {
    const [bundle] = await Promise.all([bundlePages(folders, site), site.checked]);
    await site.render(bundle);
    rmSync(old, { recursive: true, force: true });
    await site.ended;
  } catch (error) {
    await site.checked;
    throw proseProblem(error, folders) ?? error;
  } finally {
    // A server that follows runs longer.
    setFlagsFromString("--no-efficiency-mode");
    await site.close();
    rmSync(beside, { recursive: true, force: true });
  }
}
