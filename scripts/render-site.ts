import { existsSync, renameSync, rmSync } from "node:fs";
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
  rmSync(dist, { recursive: true, force: true });
  const writer = openFileWriter();
  const place = { dist, base, writer };
  await writeTables(place);
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
