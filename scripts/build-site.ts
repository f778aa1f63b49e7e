import { build } from "astro";
import { existsSync, renameSync, rmSync } from "node:fs";
import { openFolders } from "../src/settings/folders.ts";
import { checkCompany } from "./check-company.ts";
import { proseProblem } from "./prose-problem.ts";

/** Checks, then builds the site beside the old one and moves it in when it is complete. */
export async function buildSite(): Promise<void> {
  const folders = openFolders();
  await checkCompany(folders);
  const beside = `${folders.dist}-building`;
  rmSync(beside, { recursive: true, force: true });
  try {
    await build({ root: folders.project, outDir: beside, logLevel: "warn" });
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw proseProblem(error, folders) ?? error;
  }
  const old = `${folders.dist}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folders.dist)) renameSync(folders.dist, old);
  renameSync(beside, folders.dist);
  rmSync(old, { recursive: true, force: true });
}
