/**
 * The pages as Astro bundles them: a program that renders the site of any company, with style
 * sheets and scripts beside it. It changes with code, words and own prose alone, so that one
 * bundle serves all builds until one of them does.
 */
import type { AstroIntegration } from "astro";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { filesBelow } from "../src/settings/files-below.ts";
import type { Folders } from "../src/settings/folders.ts";
import type { Prose } from "../src/settings/read-prose.ts";
import type { Site } from "../src/settings/site.ts";
import { asIntegration } from "./vite-plugin.ts";

export interface PageBundle {
  /** Hash of all that it was made of. */
  readonly code: string;
  readonly folder: string;
}

const PROGRAM = "program";
export const ENTRY = "pages.mjs";
/** All files of the bundle with their sizes. */
const LIST = "files.json";

/** What pages are bundled by, read by somebody else meanwhile. */
export interface BundledBy {
  readonly settings: Promise<{ readonly site: Site; readonly prose: readonly Prose[] }>;
  /** All files were read: reading keeps every processor busy. */
  readonly filesRead: Promise<void>;
}

/** Gives the bundle that an earlier build made of the same, or has one made. */
export async function bundlePages(folders: Folders, by: BundledBy): Promise<PageBundle> {
  const code = codeDigest(folders);
  const all = join(folders.project, "out", "cache", "bundles");
  const folder = join(all, code.slice(0, 16));
  if (!isWhole(folder)) {
    mkdirSync(all, { recursive: true });
    const making = join(all, `making-${process.pid}`);
    try {
      await bundleByAstro(folders, making, by);
      noteFiles(making);
      // Another build may have made the same meanwhile.
      if (!isWhole(folder)) {
        rmSync(folder, { recursive: true, force: true });
        renameSync(making, folder);
      }
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  const now = new Date();
  utimesSync(folder, now, now);
  forgetOld(all);
  return { code, folder };
}

/** What the cache holds may be deleted at any time, and in part. */
function isWhole(folder: string): boolean {
  const list = join(folder, PROGRAM, LIST);
  if (!existsSync(list)) return false;
  const files = JSON.parse(readFileSync(list, "utf8")) as readonly (readonly [string, number])[];
  return files.every(
    ([name, size]) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === size,
  );
}

function noteFiles(folder: string): void {
  const files = filesBelow(folder).map((file) => [relative(folder, file), statSync(file).size]);
  writeFileSync(join(folder, PROGRAM, LIST), JSON.stringify(files));
}

/** So many bundles stay, those that were used last: a checkout may serve several companies. */
const STAYING = 6;

function forgetOld(all: string): void {
  const byUse = readdirSync(all)
    .map((name) => ({ name, used: statSync(join(all, name)).mtimeMs }))
    .toSorted((a, b) => b.used - a.used);
  for (const { name } of byUse.slice(STAYING))
    rmSync(join(all, name), { recursive: true, force: true });
}

/** The program of a bundle, see `page-entry.ts`. */
export function entryOf({ folder }: PageBundle): string {
  return join(folder, PROGRAM, ENTRY);
}

/** Puts style sheets, scripts and public files into a site. */
export function copyFiles({ folder }: PageBundle, dist: string): void {
  const filter = (path: string) => path !== join(folder, PROGRAM);
  cpSync(folder, dist, { recursive: true, filter });
}

async function bundleByAstro(
  folders: Folders,
  outDir: string,
  { settings, filesRead }: BundledBy,
): Promise<void> {
  process.env["ASTRO_TELEMETRY_DISABLED"] = "1";
  const { build } = await import("astro");
  const { astroSettings } = await import("./astro-settings.ts");
  const { ownProse } = await import("./company-site.ts");
  const { site, prose } = await settings;
  // Types are made by `npm run types`; to make them here starts another Vite.
  const options: Parameters<typeof build>[1] & { readonly sync: boolean } = { sync: false };
  const hooks = [pageEntry(), ownProse(() => prose), bundleOnly(), bundledAfter(filesRead)];
  const config = { ...astroSettings(folders, site, hooks), outDir };
  const inline = { root: folders.project, configFile: false, logLevel: "warn" } as const;
  await build({ ...config, ...inline }, options);
}

/** The program gets a door of our own beside Astro's. */
export function pageEntry(): AstroIntegration {
  return asIntegration({
    name: "zhike-page-entry",
    apply: "build",
    buildStart() {
      if (this.environment.name !== "prerender") return;
      const id = join(import.meta.dirname, "page-entry.ts");
      this.emitFile({ type: "chunk", id, fileName: ENTRY });
    },
  });
}

/**
 * Lets `work` do what Astro would do once the program stands, in `program` until then: Astro
 * removes it afterwards. Of several, the last one is asked.
 */
export function insteadOfRendering(
  name: string,
  work: (site: {
    readonly dist: string;
    readonly base: string;
    readonly program: string;
  }) => unknown,
): AstroIntegration {
  let site = { dist: "", base: "/" };
  return {
    name,
    hooks: {
      "astro:config:done": ({ config: { outDir, base } }) =>
        void (site = { dist: fileURLToPath(outDir), base }),
      "astro:build:start": ({ setPrerenderer }) =>
        setPrerenderer({
          name,
          getStaticPaths: async () => {
            await work({ ...site, program: join(site.dist, ".prerender") });
            return [];
          },
          render: () => Promise.reject(new Error("pages are rendered by the program")),
        }),
    },
  };
}

/** The program is kept, and nothing rendered. */
function bundleOnly(): AstroIntegration {
  return insteadOfRendering("zhike-bundle-only", ({ dist, program }) =>
    renameSync(program, join(dist, PROGRAM)),
  );
}

function bundledAfter(moment: Promise<void>): AstroIntegration {
  return { name: "zhike-bundled-after", hooks: { "astro:build:setup": () => moment } };
}

/** Hash of what all pages are made by: code, packages, settings of the site, words, own prose. */
function codeDigest({ project, content }: Folders): string {
  const hash = createHash("sha256").update(process.version);
  const scripts = [
    "astro-settings",
    "company-site",
    "lean-pages",
    "page-bundle",
    "page-entry",
    "render-pages",
    "site-pages",
    "vite-plugin",
    "write-files",
  ];
  const roots = [
    join(project, "src"),
    ...scripts.map((name) => join(project, "scripts", `${name}.ts`)),
    join(project, "public"),
    join(project, "package-lock.json"),
    join(project, "content", "words"),
    join(content, "words"),
    join(content, "site.yaml"),
    join(content, "reports"),
  ];
  for (const file of roots.flatMap(filesAt)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** A file, all files of a folder, or nothing where neither is. */
function filesAt(root: string): readonly string[] {
  const found = statSync(root, { throwIfNoEntry: false });
  if (found === undefined) return [];
  return found.isFile() ? [root] : filesBelow(root);
}
