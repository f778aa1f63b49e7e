import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** The sample company of the project itself. */
export function openSample(name: string): Promise<Company> {
  return openTestCompany(name, {
    data: join(projectFolder, "data"),
    content: join(projectFolder, "content"),
  });
}

/** One of the real drops; `name` says for which test file, since files run side by side. */
export function openDrop(drop: string, name: string): Promise<Company> {
  const folder = join(dropsFolder, drop);
  return openTestCompany(`${name}-${drop}`, {
    data: join(folder, "data"),
    content: join(folder, "content"),
  });
}
