/** From a bundle and a company to the files of a site. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tableCsv } from "../src/components/csv.ts";
import { tableFiles } from "../src/components/table-files.ts";
import { siteContent } from "../src/layouts/site-content.ts";
import type { FileWriter } from "./file-writer.ts";
import type { KeptPages } from "./kept-pages.ts";
import type * as Program from "./page-entry.ts";

export interface SitePlace {
  /** Folder of the new site. */
  readonly dist: string;
  /** Address of the site's root. */
  readonly base: string;
  readonly writer: Pick<FileWriter, "write">;
}

/** Writes all tables of the company that was handed over. */
export async function writeTables({ dist, writer }: SitePlace): Promise<void> {
  const { reports } = await siteContent();
  for (const { locale, id, table } of tableFiles(reports))
    writer.write(join(dist, "data", "tables", locale, `${id}.csv`), tableCsv(table));
}

/**
 * Writes all pages of the company that was handed over; those that are as before are placed by
 * `kept`. `entry` is the program of the bundle, see `page-entry.ts`.
 *
 * Throws where a page cannot be rendered; Astro has said why.
 */
export async function renderPages(
  entry: string,
  { dist, base, writer }: SitePlace,
  kept: Pick<KeptPages, "place"> | null = null,
): Promise<void> {
  const { site } = await siteContent();
  const program = pathToFileURL(entry).href;
  const { paths, render } = (await import(/* @vite-ignore */ program)) as typeof Program;
  for (const { pathname, route, cacheKey } of await paths()) {
    const file = fileOf(pathname, route);
    if (cacheKey !== undefined && kept?.place(file, cacheKey, site)) continue;
    const isPage = route.type === "page";
    const url = new URL(join("/", base, pathname, isPage ? "/" : ""), "http://localhost");
    const response = await render(new Request(url), route);
    if (response.status >= 500) throw new Error(`cannot render ${pathname}`);
    writer.write(join(dist, file), await response.bytes());
  }
}

/** The file of a page or of an endpoint; servers look for that of the page 404 at the root. */
function fileOf(pathname: string, { type, route }: Program.Route): string {
  if (type !== "page") return pathname;
  return route === "/404" ? "404.html" : join(pathname, "index.html");
}
