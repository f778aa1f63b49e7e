/** `npm run check`: reads and checks every drop, survey and report; exit 1 when something would stop a build. */
import { openCompany } from "../src/pipeline.ts";
import { openFolders } from "../src/settings/folders.ts";
import { checkCompany } from "./check-company.ts";
import { endWithProblems } from "./end-with-problems.ts";

await endWithProblems(async () => {
  const folders = openFolders();
  await checkCompany(folders, (progress) => openCompany(folders, progress));
});
