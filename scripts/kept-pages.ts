/**
 * Pages of the site that stands, kept where nothing changed that they show. A page is known by
 * its cacheKey and by the file that was written for it; the code behind all pages is one key.
 */
import { createHash } from "node:crypto";
import { copyFileSync, linkSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { shownDigest, type SiteFacts } from "../src/layouts/site-content.ts";
import type { Folders } from "../src/settings/folders.ts";

/** A written page: its key, and what tells that nobody touched the file since. */
interface Written {
  readonly key: string;
  readonly size: number;
  readonly mtimeMs: number;
}

interface Standing {
  readonly code: string;
  /** As every page shows it in its foot. */
  readonly digest: string;
  readonly pages: Readonly<Record<string, Written>>;
}

export interface KeptPages {
  /**
   * Puts a page that is as before below `dist` of the new site; false when it has to be rendered.
   * `site` tells the digest that pages show: it changes with any input and is replaced in a page.
   */
  readonly place: (page: string, key: string, site: SiteFacts) => boolean;
  /** Writes down the pages that stand now. */
  readonly record: () => void;
}

/** The site that stands below `folders.dist`, while another is built `beside` by the same `code`. */
export function openKeptPages(
  folders: Folders,
  { code, beside }: { readonly code: string; readonly beside: string },
): KeptPages {
  const name = createHash("sha256").update(folders.dist).digest("hex").slice(0, 12);
  const file = join(folders.out, "cache", "pages", `${name}.json`);
  const before = readStanding(file, code);
  const keys = new Map<string, string>();
  let digest = "";
  return {
    place: (page, key, site) => {
      digest = shownDigest(site);
      keys.set(page, key);
      const known = before.pages[page];
      const old = join(folders.dist, page);
      if (known?.key !== key || !isUntouched(old, known)) return false;
      keep(old, join(beside, page), [before.digest, digest]);
      return true;
    },
    record: () => {
      const pages = Object.fromEntries(
        [...keys].map(([page, key]) => {
          const { size, mtimeMs } = statSync(join(folders.dist, page));
          return [page, { key, size, mtimeMs }] as const;
        }),
      );
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ code, digest, pages } satisfies Standing));
    },
  };
}

function readStanding(file: string, code: string): Standing {
  const none: Standing = { code, digest: "", pages: {} };
  try {
    const standing = JSON.parse(readFileSync(file, "utf8")) as Standing;
    return standing.code === code ? standing : none;
  } catch {
    return none;
  }
}

function isUntouched(file: string, { size, mtimeMs }: Written): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.size === size && found.mtimeMs === mtimeMs;
}

/** The same file under a second name, unless the digest in its foot is another. */
function keep(old: string, page: string, [was, is]: readonly [string, string]): void {
  mkdirSync(dirname(page), { recursive: true });
  if (was !== is) {
    writeFileSync(page, readFileSync(old, "utf8").replaceAll(was, is));
    return;
  }
  try {
    linkSync(old, page);
  } catch {
    copyFileSync(old, page);
  }
}
