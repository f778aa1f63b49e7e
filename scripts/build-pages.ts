import type { AstroIntegration } from "astro";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { handOver, type SiteContent } from "../src/layouts/site-content.ts";
import type { Folders } from "../src/settings/folders.ts";
import { readProse } from "../src/settings/read-prose.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { openKeptPages } from "./kept-pages.ts";
import { proseProblem } from "./prose-problem.ts";
import { sitePages } from "./site-pages.ts";

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
  const beside = `${folders.dist}-building`;
  const kept = openKeptPages(folders, beside);
  // Whoever awaits it is told; until then Node must not take it for a fault that nobody handles.
  const ended = content.then(
    () => undefined,
    () => undefined,
  );
  try {
    const settings = readSettings(folders.content);
    const prose = readProse(join(folders.content, "reports"), folders.project);
    handOver({ content: () => content, settings: () => settings, prose: () => prose });
    process.env["ASTRO_TELEMETRY_DISABLED"] = "1";
    const { build } = await import("astro");
    // Types are made by `npm run types`; to make them here starts another Vite.
    const options: Parameters<typeof build>[1] & { readonly sync: boolean } = { sync: false };
    await build(
      {
        root: folders.project,
        outDir: beside,
        logLevel: "warn",
        integrations: [sitePages(kept), bundledAfter(Promise.race([filesRead, ended]))],
      },
      options,
    );
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    await content;
    throw proseProblem(error, folders) ?? error;
  }
  const old = `${folders.dist}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folders.dist)) renameSync(folders.dist, old);
  renameSync(beside, folders.dist);
  rmSync(old, { recursive: true, force: true });
  kept.record();
}

function bundledAfter(moment: Promise<void>): AstroIntegration {
  return { name: "zhike-bundled-after", hooks: { "astro:build:setup": () => moment } };
}
