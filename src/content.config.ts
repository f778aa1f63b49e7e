import { defineCollection } from "astro:content";
import { glob, type Loader } from "astro/loaders";
import { z } from "astro/zod";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Company } from "./pipeline.ts";
import { openFolders } from "./settings/folders.ts";

const folders = openFolders();
const proseFolder = join(folders.content, "reports");
let company: Promise<Company> | null = null;

/** Both collections of one build come from one run of the pipeline. */
function thisCompany(): Promise<Company> {
  return (company ??= openedInNode());
}

/** The pipeline runs in plain Node: through Vite each of its files would be transformed once more. */
function openedInNode(): Promise<Company> {
  const require = createRequire(join(folders.project, "package.json"));
  const { openCompany } = require("./src/pipeline.ts") as typeof import("./pipeline.ts");
  return openCompany(folders);
}

const reports: Loader = {
  name: "zhike-reports",
  load: async ({ store, generateDigest, watcher }) => {
    watcher?.add([folders.data, folders.content]);
    const { reports } = await thisCompany();
    const ids = new Set<string>();
    for (const report of reports) {
      const id = `${report.locale}/${report.path}`;
      const data = { ...report } as Record<string, unknown>;
      ids.add(id);
      store.set({ id, data, digest: generateDigest(data) });
    }
    for (const id of store.keys()) if (!ids.has(id)) store.delete(id);
    watcher?.on("change", () => (company = null));
  },
};

const build: Loader = {
  name: "zhike-build",
  load: async ({ store, generateDigest }) => {
    const { site, figures, systems } = await thisCompany();
    const entries = {
      site: { ...site, hasProse: existsSync(proseFolder) },
      figures: { figures },
      systems: { systems },
    };
    for (const [id, data] of Object.entries(entries)) {
      store.set({ id, data: data as Record<string, unknown>, digest: generateDigest(data) });
    }
  },
};

const prose = defineCollection({
  loader: existsSync(proseFolder)
    ? glob({ base: proseFolder, pattern: "**/*.mdx" })
    : { name: "zhike-no-prose", load: async () => undefined },
  schema: z.object({
    locale: z.string(),
    title: z.string(),
    report: z.string().optional(),
    order: z.number().default(0),
  }),
});

export const collections = {
  reports: defineCollection({ loader: reports }),
  build: defineCollection({ loader: build }),
  prose,
};
