import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "../src/errors.ts";
import type { Folders } from "../src/settings/folders.ts";

/**
 * Where a site is made before it moves in, and where the one that stands moves to: both are
 * removed, and have names that nobody gives to a copy.
 */
export function sitePlaces({ dist }: Pick<Folders, "dist">) {
  return { beside: `${dist}-zhike-building`, old: `${dist}-zhike-old` };
}

/**
 * Makes an empty place beside the site.
 *
 * Throws   folder-not-site where the site would replace what is not one; path-unusable where there
 *          can be none
 */
export function clearPlace({ dist }: Pick<Folders, "dist">): void {
  const { beside } = sitePlaces({ dist });
  try {
    if (existsSync(dist) && readdirSync(dist).length > 0 && !existsSync(join(dist, "index.html")))
      throw new Problem("folder-not-site", dist);
    rmSync(beside, { recursive: true, force: true });
    makeFolder(beside);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { code = "" } = error as { readonly code?: string };
    throw new Problem("path-unusable", dist, { reason: code });
  }
}

/** Node's own way to make all folders of a path never ends below /proc, where each is refused as missing. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
