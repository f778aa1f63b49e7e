import mdx from "@astrojs/mdx";
import { join } from "node:path";
import { companySite } from "./scripts/company-site.ts";
import { leanPages } from "./scripts/lean-pages.ts";
import { sitePages } from "./scripts/site-pages.ts";
import { openFolders } from "./src/settings/folders.ts";
import { readProse } from "./src/settings/read-prose.ts";
import { readSettings, readSite } from "./src/settings/read-settings.ts";

const folders = openFolders();
const site = readSite(folders.content);

/** For a dev server. A build asks for prose alone and renders its pages elsewhere, see `scripts/build-site.ts`. */
const handed = {
  settings: () => readSettings(folders.content),
  content: async () => {
    const { openCompany } = await import("./src/pipeline.ts");
    return openCompany(folders);
  },
  prose: () => readProse(join(folders.content, "reports"), folders.project),
};

/** @type {import("astro").AstroUserConfig} `defineConfig` of astro/config brings 250 modules that no build of ours runs. */
export default {
  base: site.base,
  outDir: folders.dist,
  cacheDir: join(folders.out, "cache", "astro"),
  build: { format: "directory", concurrency: 4, inlineStylesheets: "never" },
  trailingSlash: "always",
  compressHTML: true,
  devToolbar: { enabled: false },
  markdown: { syntaxHighlight: false },
  integrations: [
    mdx(),
    leanPages(site.brand),
    ...sitePages(),
    companySite(handed, [folders.data, folders.content]),
  ],
  vite: {
    build: {
      // The waking of charts is under a kilobyte and the survey's script is read once: both stand in
      // their page. Chart.js is imported on demand and stays a file.
      assetsInlineLimit: (file) => file.endsWith(".js"),
      rolldownOptions: {
        // Astro marks each .mdx file with a directive that the bundler does not know.
        onLog: (level, log, report) => {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
        },
      },
    },
  },
};
