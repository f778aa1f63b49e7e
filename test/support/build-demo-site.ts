/**
 * A site of demonstration pages, built by Astro from the project's own pages and
 * components: what a browser test needs without reading any data.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

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
    filter: (path) => !/pages\/\[locale\]\/s$/u.test(path),
  });
  cpSync("public", join(root, "public"), { recursive: true });
  symlinkSync(resolve("tsconfig.json"), join(root, "tsconfig.json"));
  for (const [file, text] of Object.entries(PROSE)) writeFileSync(join(root, "prose", file), text);
  writeFileSync(join(root, "astro.config.mjs"), settings(root, base));
  // In a process of its own: the test runner's BASE_URL, MODE and DEV would reach the pages.
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const astro = resolve("node_modules/astro/bin/astro.mjs");
  await promisify(execFile)(process.execPath, [astro, "build", "--root", root], {
    env: { PATH, HOME, TMPDIR, TZ: "UTC", ASTRO_TELEMETRY_DISABLED: "1" },
  });
  return join(root, "dist");
}

/** The project's own way of handing a company to the pages, with the demonstration as the company. */
function settings(root: string, base: string): string {
  const own = (path: string) => JSON.stringify(resolve(path));
  return `
import mdx from "@astrojs/mdx";
import { companySite } from ${own("scripts/company-site.ts")};
import { sitePages } from ${own("scripts/site-pages.ts")};
import { readProse } from ${own("src/settings/read-prose.ts")};
import { readSettings } from ${own("src/settings/read-settings.ts")};
import { demoFigures, demoReports, demoSite } from ${own("test/support/demo-reports.ts")};

const handed = {
  settings: () => readSettings(${own("content")}, ${own(".")}),
  content: async () => ({
    site: demoSite,
    figures: demoFigures,
    reports: demoReports(),
    systems: [],
  }),
  prose: () => readProse(${JSON.stringify(join(root, "prose"))}, ${own(".")}),
};

export default {
  base: ${JSON.stringify(base)},
  build: { format: "directory", inlineStylesheets: "never" },
  trailingSlash: "always",
  markdown: { syntaxHighlight: false },
  integrations: [mdx(), ...sitePages(), companySite(handed, [])],
  vite: { build: { assetsInlineLimit: (file) => file.endsWith(".js") } },
};
`;
}
