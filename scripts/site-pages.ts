import type { AstroIntegration } from "astro";
import { join } from "node:path";
import { openFileWriter } from "./file-writer.ts";
import { ENTRY, insteadOfRendering, pageEntry } from "./page-bundle.ts";
import { renderPages, writeTables } from "./render-pages.ts";

/** For `astro build` alone: pages and tables as `npm run build` makes them. */
export function sitePages(): readonly AstroIntegration[] {
  const rendered = insteadOfRendering("zhike-site-pages", async ({ dist, base, program }) => {
    const writer = openFileWriter();
    const place = { dist, base, writer };
    await writeTables(place);
    await renderPages(join(program, ENTRY), place);
    await writer.done();
  });
  return [pageEntry(), rendered];
}
