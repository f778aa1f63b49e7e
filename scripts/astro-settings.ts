import mdx from "@astrojs/mdx";
import type { AstroIntegration, AstroUserConfig } from "astro";
import { join } from "node:path";
import type { Folders } from "../src/settings/folders.ts";
import type { Site } from "../src/settings/site.ts";
import { leanPages } from "./lean-pages.ts";

/** How Astro makes the pages of a company, in a build and in a dev server. */
export function astroSettings(
  { dist, out }: Folders,
  { base, brand }: Site,
  integrations: readonly AstroIntegration[],
): AstroUserConfig {
  return {
    base,
    outDir: dist,
    cacheDir: join(out, "cache", "astro"),
    build: { format: "directory", concurrency: 4, inlineStylesheets: "never" },
    trailingSlash: "always",
    compressHTML: true,
    devToolbar: { enabled: false },
    markdown: { syntaxHighlight: false },
    integrations: [mdx(), leanPages(brand), ...integrations],
    vite: {
      build: {
        // The waking of charts is under a kilobyte and the survey's script is read once: both stand
        // in their page. Chart.js is imported on demand and stays a file.
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
}
