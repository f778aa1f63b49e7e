import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Dictionary } from "../words/words.ts";

export interface WordFile {
  readonly path: string;
  /** As printed in a problem. */
  readonly name: string;
  /** First part of its keys: `reports` of `reports.yaml` and of `reports.trust.yaml`. */
  readonly area: string;
}

/** The dictionaries of one locale below a content folder, by name. */
export function wordFiles(root: string, locale: string): readonly WordFile[] {
  const folder = join(root, "words", locale);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .toSorted()
    .map((file) => ({
      path: join(folder, file),
      name: `content/words/${locale}/${file}`,
      area: file.slice(0, file.indexOf(".")),
    }));
}

/** Words read before from the same bytes; YAML takes a quarter of a second a locale, several times a build. */
export function keptWords(
  files: readonly WordFile[],
  cache: string,
  read: () => Dictionary,
): Dictionary {
  const hash = createHash("sha256");
  for (const { path, area } of files) hash.update(`${area}\0`).update(readFileSync(path));
  const file = join(cache, `${hash.digest("hex").slice(0, 32)}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Dictionary;
  } catch {
    rmSync(file, { force: true });
  }
  const words = read();
  keep(file, cache, words);
  return words;
}

/** A folder that cannot be written costs time only. */
function keep(file: string, cache: string, words: Dictionary): void {
  const beside = `${file}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(beside, JSON.stringify(words));
    renameSync(beside, file);
  } catch {
    return;
  }
}
