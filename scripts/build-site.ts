import { openFolders } from "../src/settings/folders.ts";
import { buildPages } from "./build-pages.ts";
import { checkCompany } from "./check-company.ts";
import { companyBeside } from "./company-beside.ts";

/** Checks, then builds the site beside the old one and moves it in when it is complete. */
export async function buildSite(): Promise<void> {
  const folders = openFolders();
  const { promise: filesRead, resolve } = Promise.withResolvers<void>();
  const company = checkCompany(folders, (given, progress) =>
    companyBeside(given, (done, total, path) => {
      if (done === total) resolve();
      progress(done, total, path);
    }),
  );
  await buildPages(folders, company, filesRead);
}
