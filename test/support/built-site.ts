/** The sample company's site as the set-up of this run built it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    readonly site: string;
  }
}

/** Folder of the built sample. */
export function builtSite(): string {
  return inject("site");
}

/** Every file of a folder, with forward slashes, in order. */
export function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .toSorted();
}

/** Addresses of all pages, `/` first. */
export function pagesOf(site: string): readonly string[] {
  return filesOf(site)
    .filter((file) => file.endsWith(".html"))
    .map((file) => `/${file.replace(/(?:^|(?<=\/))index\.html$/u, "")}`)
    .toSorted();
}

export function readSite(site: string, file: string): string {
  return readFileSync(join(site, file), "utf8");
}
