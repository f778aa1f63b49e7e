import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openCompany, type Company } from "../../src/pipeline.ts";
import type { Folders } from "../../src/settings/folders.ts";

export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Real drops lie beside the project on the machines that have them. */
export const dropsFolder = join(projectFolder, "..", "shared", "drops");

/** True where the drop is there; tests that need it are skipped by name elsewhere. */
export function hasDrop(name: string): boolean {
  return existsSync(join(dropsFolder, name, "data"));
}

/** Opens data and content with an out folder of the test's own, kept between runs for its cache. */
export function openTestCompany(
  name: string,
  { data, content }: { readonly data: string; readonly content: string },
): Promise<Company> {
  const out = join(projectFolder, "out", "test", name);
  mkdirSync(out, { recursive: true });
  const folders: Folders = { project: projectFolder, data, content, dist: join(out, "dist"), out };
  return openCompany(folders);
}

/** The sample company of the project itself; the first test file that asks works it out for all. */
export function openSample(): Promise<Company> {
  return openShared("sample", projectFolder);
}

/** One of the real drops, worked out once for all test files. */
export function openDrop(drop: string): Promise<Company> {
  return openShared(drop, join(dropsFolder, drop));
}

/** One test file at a time: whoever waited finds in the cache what the other has worked out. */
async function openShared(name: string, folder: string): Promise<Company> {
  const lock = join(projectFolder, "out", "test", `${name}.lock`);
  while (!taken(lock)) await setTimeout(100);
  try {
    return await openTestCompany(name, {
      data: join(folder, "data"),
      content: join(folder, "content"),
    });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** A run that was killed leaves its lock behind. */
const STALE_MS = 300_000;

function taken(lock: string): boolean {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - since > STALE_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}
