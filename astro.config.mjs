/** For a dev server, for types and for `astro build` alone; `npm run build` does without, see `scripts/page-bundle.ts`. */
import { join } from "node:path";
import { astroSettings } from "./scripts/astro-settings.ts";
import { companySite } from "./scripts/company-site.ts";
import { sitePages } from "./scripts/site-pages.ts";
import { openFolders } from "./src/settings/folders.ts";
import { readProse } from "./src/settings/read-prose.ts";
import { readSettings, readSite } from "./src/settings/read-settings.ts";

const folders = openFolders();

/** Read when pages ask for it. */
const handed = {
  settings: () => readSettings(folders.content),
  content: async () => {
    const { openCompany } = await import("./src/pipeline.ts");
    return openCompany(folders);
  },
  prose: () => readProse(join(folders.content, "reports"), folders.project),
};

export default astroSettings(folders, readSite(folders.content), [
  ...sitePages(),
  companySite(handed, [folders.data, folders.content]),
]);
