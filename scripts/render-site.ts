import { existsSync, renameSync, rmSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { addresses } from "../src/layouts/addresses.ts";
import { siteContent } from "../src/layouts/site-content.ts";
import type { Folders } from "../src/settings/folders.ts";
import { openFileWriter } from "./file-writer.ts";
import { openKeptPages } from "./kept-pages.ts";
import { copyFiles, entryOf, type PageBundle } from "./page-bundle.ts";
import { renderPages, writeTables } from "./render-pages.ts";
import { sitePlaces } from "./site-places.ts";

/**
 * Renders what changed of the company that was handed over beside the site that stands, and moves
 * the new one in its place. Tables need no bundle and are written before there is one.
 */
export async function renderSite(
  folders: Folders,
  bundling: Promise<PageBundle>,
  base: string,
): Promise<void> {
  const { beside: dist, old } = sitePlaces(folders);
  const writer = openFileWriter();
  const place = { dist, base, writer };
  await writeTables(place);
  await makeUntil(bundling, base);
  const bundle = await bundling;
  copyFiles(bundle, dist);
  const kept = openKeptPages(folders, { code: bundle.code, beside: dist });
  await renderPages(entryOf(bundle), place, kept);
  await writer.done();
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folders.dist)) renameSync(folders.dist, old);
  renameSync(dist, folders.dist);
  kept.record();
}

/** Makes what pages are made of beside Astro's part, as long as there is no bundle. */
async function makeUntil(bundling: Promise<unknown>, base: string): Promise<void> {
  let isBundled = false;
  const end = () => void (isBundled = true);
  bundling.then(end, end);
  await setImmediate();
  if (isBundled) return;
  // Node loads what is behind the name when it is first read, for a twentieth of a second.
  void Request;
  const { makeBefore } = await import("../src/components/made-before.ts");
  for (const report of (await siteContent()).reports) {
    makeBefore(report, addresses(base, report.locale).href);
    await setImmediate();
    if (isBundled) return;
  }
}
