import { build } from "astro";
import { existsSync, renameSync, rmSync } from "node:fs";
import { handOver, shownDigest, type SiteContent } from "../src/layouts/site-content.ts";
import type { Folders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { openKeptPages } from "./kept-pages.ts";
import { proseProblem } from "./prose-problem.ts";

/** Renders what changed beside the site that stands, and moves the new one in its place. */
export async function buildPages(folders: Folders, content: SiteContent): Promise<void> {
  const beside = `${folders.dist}-building`;
  rmSync(beside, { recursive: true, force: true });
  const pages = openKeptPages(folders, shownDigest(content.site));
  const settings = readSettings(folders.content);
  handOver({ content: async () => content, settings: () => settings });
  try {
    await build({
      root: folders.project,
      outDir: beside,
      logLevel: "warn",
      integrations: [pages.integration(beside)],
    });
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw proseProblem(error, folders) ?? error;
  }
  const old = `${folders.dist}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folders.dist)) renameSync(folders.dist, old);
  renameSync(beside, folders.dist);
  rmSync(old, { recursive: true, force: true });
  pages.record();
}
