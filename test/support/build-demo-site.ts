/**
 * A site of demonstration pages, built by Astro from the project's own pages and
 * components: what a browser test needs without reading any data.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const CONFIG = `
import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";
import { demoFigures, demoReports, demoSite } from "../test/support/demo-reports.ts";

const made = (name, entries) => ({
  name,
  load: async ({ store, generateDigest }) => {
    store.clear();
    for (const [id, data] of entries()) store.set({ id, data, digest: generateDigest(data) });
  },
});

export const collections = {
  reports: defineCollection({
    loader: made("reports", () => demoReports().map((report) => [report.locale + "/" + report.path, report])),
  }),
  build: defineCollection({
    loader: made("build", () => [["site", demoSite], ["figures", { figures: demoFigures }]]),
  }),
  prose: defineCollection({
    loader: glob({ base: "./prose", pattern: "**/*.mdx" }),
    schema: z.object({
      locale: z.string(),
      title: z.string(),
      report: z.string().optional(),
      order: z.number().default(0),
    }),
  }),
};
`;

const PROSE = {
  "how-to-read.en.mdx": "---\nlocale: en\ntitle: How to read this\n---\nFirst the **heading**.\n",
  "note.en.mdx": "---\nlocale: en\ntitle: A note\nreport: loyalty\n---\nOrder ahead since July.\n",
};

/** Builds into `out/<name>` and gives the folder of the site. */
export async function buildDemoSite(name: string, base = "/"): Promise<string> {
  const root = resolve("out", name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, "prose"), { recursive: true });
  cpSync("src", join(root, "src"), {
    recursive: true,
    // Surveys have their own tests; data is not read here.
    filter: (path) => !/content\.config\.ts$|pages\/\[locale\]\/s$/u.test(path),
  });
  mkdirSync(join(root, "test"));
  cpSync("test/support/demo-reports.ts", join(root, "test/support/demo-reports.ts"));
  cpSync("public", join(root, "public"), { recursive: true });
  symlinkSync(resolve("tsconfig.json"), join(root, "tsconfig.json"));
  writeFileSync(join(root, "src/content.config.ts"), CONFIG);
  for (const [file, text] of Object.entries(PROSE)) writeFileSync(join(root, "prose", file), text);
  writeFileSync(join(root, "astro.config.mjs"), settings(base));
  // In a process of its own: the test runner's BASE_URL, MODE and DEV would reach the pages.
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const astro = resolve("node_modules/astro/bin/astro.mjs");
  await promisify(execFile)(process.execPath, [astro, "build", "--root", root], {
    env: { PATH, HOME, TMPDIR, TZ: "UTC", ASTRO_TELEMETRY_DISABLED: "1" },
  });
  return join(root, "dist");
}

function settings(base: string): string {
  return `
import mdx from "@astrojs/mdx";
export default {
  base: ${JSON.stringify(base)},
  build: { format: "directory", inlineStylesheets: "never" },
  trailingSlash: "always",
  markdown: { syntaxHighlight: false },
  integrations: [mdx()],
  security: { csp: true },
  vite: { build: { assetsInlineLimit: (file) => file.endsWith(".js") } },
};
`;
}
