/** `npm run worker`: writes the Worker of the site into out/worker, for scripts/deploy/workers/wrangler.jsonc. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { WorkerCompany } from "../src/collector/worker.ts";
import { Problem } from "../src/errors.ts";
import { openFolders } from "../src/settings/folders.ts";
import { projectRoot } from "../src/settings/project-root.ts";
import { readDictionary, readSettings, type Settings } from "../src/settings/read-settings.ts";
import { endWithProblems } from "./end-with-problems.ts";

/**
 * The Worker's entry and what it knows of the company.
 *
 * Throws   worker-base: static assets stand at the root of their host.
 */
export function writeWorker(
  folder: string,
  { surveys, site, rules }: Pick<Settings, "surveys" | "site" | "rules">,
  content: string,
): void {
  if (site.base !== "/") {
    throw new Problem("worker-base", join(content, "site.yaml"), { base: site.base });
  }
  const project = projectRoot();
  const locales = site.surveyLocales ?? site.locales;
  const words = locales.map((locale) => {
    const all = Object.entries(readDictionary(locale, project, content));
    return [locale, Object.fromEntries(all.filter(([key]) => key.startsWith("survey.")))];
  });
  const company: WorkerCompany = {
    surveys,
    locales,
    words: Object.fromEntries(words),
    topics: { topics: rules.coCreation.topics, none: rules.coCreation.none },
    ...(site.collector === undefined ? {} : { answersTo: new URL(site.collector).origin }),
  };
  const worker = relative(folder, join(project, "src", "collector", "worker.ts"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "company.json"), JSON.stringify(company));
  writeFileSync(
    join(folder, "worker.js"),
    `import { surveyWorker } from ${JSON.stringify(worker)};
import company from "./company.json";
export default surveyWorker(company);
`,
  );
}

if (import.meta.main) {
  await endWithProblems(async () => {
    const { project, content } = openFolders();
    writeWorker(join(project, "out", "worker"), readSettings(content), content);
  });
}
