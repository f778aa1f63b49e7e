import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Paths of all files of a folder and of those below it, in order. Throws what the disk says. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
