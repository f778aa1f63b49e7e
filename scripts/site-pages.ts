import type { AstroIntegration } from "astro";
import { fileURLToPath } from "node:url";
import { openFileWriter } from "./file-writer.ts";
import { pageEntry, programOf } from "./page-bundle.ts";
import { renderPages, writeTables } from "./render-pages.ts";

/** For `astro build` alone: pages and tables as `npm run build` makes them. */
export function sitePages(): readonly AstroIntegration[] {
  return [pageEntry(), renderedByProgram()];
}

function renderedByProgram(): AstroIntegration {
  let site = { outDir: new URL("file:///"), base: "/" };
  return {
    name: "zhike-site-pages",
    hooks: {
      "astro:config:done": ({ config: { outDir, base } }) => void (site = { outDir, base }),
      "astro:build:start": ({ setPrerenderer }) =>
        setPrerenderer({
          name: "zhike-site-pages",
          getStaticPaths: async () => {
            const writer = openFileWriter();
            const place = { dist: fileURLToPath(site.outDir), base: site.base, writer };
            await writeTables(place);
            await renderPages(programOf(site.outDir), place);
            await writer.done();
            return [];
          },
          render: () => Promise.reject(new Error("pages are rendered by the program")),
        }),
    },
  };
}
