/** `npm run build`: check, then build the site beside the old one and move it in when it is complete. */
import { build } from "astro";
import { existsSync, renameSync, rmSync } from "node:fs";
import { openFolders } from "../src/settings/folders.ts";
import { checkCompany } from "./check-company.ts";
import { endWithProblems } from "./end-with-problems.ts";

export async function buildSite(): Promise<void> {
  const folders = openFolders();
  await checkCompany(folders);
  const beside = `${folders.dist}-building`;
  rmSync(beside, { recursive: true, force: true });
  await build({ root: folders.project, outDir: beside, logLevel: "warn" });
  const old = `${folders.dist}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folders.dist)) renameSync(folders.dist, old);
  renameSync(beside, folders.dist);
  rmSync(old, { recursive: true, force: true });
}

if (import.meta.main) await endWithProblems(buildSite);
