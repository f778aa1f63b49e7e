import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { handOver, type SiteContent } from "../src/layouts/site-content.ts";
import type { Folders } from "../src/settings/folders.ts";
import { readProse } from "../src/settings/read-prose.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { openKeptPages } from "./kept-pages.ts";
import { bundlePages } from "./page-bundle.ts";
import { proseProblem } from "./prose-problem.ts";
import { renderPages } from "./render-pages.ts";

/**
 * Renders what changed beside the site that stands, and moves the new one in its place. Pages are
 * bundled while the company is still worked out, once its files were read: reading keeps all cores
 * busy, and what follows does not. What stops the company stops the pages.
 */
export async function buildPages(
  folders: Folders,
  content: Promise<SiteContent>,
  filesRead: Promise<void> = Promise.resolve(),
): Promise<void> {
  const dist = `${folders.dist}-building`;
  rmSync(dist, { recursive: true, force: true });
  // Whoever awaits it is told; until then Node must not take it for a fault that nobody handles.
  const ended = content.then(
    () => undefined,
    () => undefined,
  );
  try {
    const settings = readSettings(folders.content);
    const prose = readProse(join(folders.content, "reports"), folders.project);
    handOver({ content: () => content, settings: () => settings, prose: () => prose });
    const bundle = await bundlePages(folders, Promise.race([filesRead, ended]));
    const kept = openKeptPages(folders, { code: bundle.code, beside: dist });
    await content;
    bundle.copyFiles(dist);
    await renderPages({ entry: bundle.entry, dist, base: settings.site.base }, kept);
    standIn(dist, folders.dist);
    kept.record();
  } catch (error) {
    rmSync(dist, { recursive: true, force: true });
    await content;
    throw proseProblem(error, folders) ?? error;
  }
}

function standIn(dist: string, place: string): void {
  const old = `${place}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(dist, place);
  rmSync(old, { recursive: true, force: true });
}
