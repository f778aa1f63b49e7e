import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/**
 * The checkout that holds `content/` and `src/`, found upwards from `start`.
 * Works in plain node and inside a bundled build, where import.meta.url does not.
 */
export function projectRoot(start = process.cwd()): string {
  let folder = resolve(start);
  for (;;) {
    const file = join(folder, "package.json");
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "zhike") return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no zhike project above ${start}`);
    folder = parent;
  }
}
