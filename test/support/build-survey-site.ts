/** Survey pages alone, built by Astro from the project's own pages: no data and no report is read. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import type { SurveyDefinition } from "../../src/survey/definition.ts";
import { projectFolder, testFolder } from "./project.ts";

export interface SurveySite {
  readonly dist: string;
  /** Content folder with these surveys. */
  readonly content: string;
}

const SITE = {
  name: { "zh-CN": "山泉", en: "Shanquan" },
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  wave: "quarter",
  locales: ["zh-CN", "en"],
  brand: { light: "#3b6b3a", dark: "#8fbf7f" },
};

/** Builds into `out/test/<name>`. */
export async function buildSurveySite(
  name: string,
  surveys: readonly SurveyDefinition[],
): Promise<SurveySite> {
  const root = join(testFolder, name);
  const content = join(root, "content");
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(content, "surveys"), { recursive: true });
  writeFileSync(join(content, "site.yaml"), stringify(SITE));
  for (const survey of surveys) {
    writeFileSync(join(content, "surveys", `${survey.id}.yaml`), stringify(survey));
  }
  for (const room of ["client", "layouts", "pages", "styles", "survey", "words"]) {
    cpSync(join(projectFolder, "src", room), join(root, "src", room), {
      recursive: true,
      filter: (path) => !/src\/pages\/(?!\[locale\](?:\/s(?:\/.*)?)?$)/u.test(path),
    });
  }
  for (const file of ["errors.ts"]) {
    cpSync(join(projectFolder, "src", file), join(root, "src", file));
  }
  cpSync(join(projectFolder, "public"), join(root, "public"), { recursive: true });
  symlinkSync(join(projectFolder, "tsconfig.json"), join(root, "tsconfig.json"));
  writeFileSync(join(root, "astro.config.mjs"), CONFIG);
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const astro = join(projectFolder, "node_modules/astro/bin/astro.mjs");
  await promisify(execFile)(process.execPath, [astro, "build", "--root", root], {
    cwd: root,
    env: { PATH, HOME, TMPDIR, TZ: "UTC", ASTRO_TELEMETRY_DISABLED: "1", ZHIKE_CONTENT: content },
  });
  return { dist: join(root, "dist"), content };
}

const own = (path: string) => JSON.stringify(join(projectFolder, path));
const CONFIG = `
import { leanPages } from ${JSON.stringify(join(projectFolder, "scripts/lean-pages.ts"))};
import { sitePages } from ${JSON.stringify(join(projectFolder, "scripts/site-pages.ts"))};
import { companySite } from ${own("scripts/company-site.ts")};
import { readSettings } from ${own("src/settings/read-settings.ts")};

const handed = {
  settings: () => readSettings(process.env.ZHIKE_CONTENT, ${own("")}),
  content: async () => ({ reports: [] }),
};

export default {
  integrations: [leanPages(handed.settings().site.brand), ...sitePages(), companySite(handed, [])],
  build: { format: "directory", inlineStylesheets: "never" },
  trailingSlash: "always",
  compressHTML: true,
  vite: { build: { assetsInlineLimit: (file) => file.endsWith(".js") } },
};
`;
