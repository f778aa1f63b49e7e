/** As `scripts/build.ts`, but the company is read from a file instead of worked out from data. */
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import type { SiteContent } from "../../src/layouts/site-content.ts";

enableCompileCache();
const { openFolders } = await import("../../src/settings/folders.ts");
const { buildPages } = await import("../build-pages.ts");
const folders = openFolders();
const company = JSON.parse(readFileSync("content.json", "utf8")) as SiteContent;
await buildPages(folders, Promise.resolve(company));
