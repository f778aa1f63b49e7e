/** How pages and tables of a build come to the disk. */
import type { AstroIntegration, AstroPrerenderer } from "astro";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableCsv } from "../src/components/csv.ts";
import { tableFiles } from "../src/components/table-files.ts";
import { siteContent } from "../src/layouts/site-content.ts";
import type { Report } from "../src/reports/report.ts";
import { openFileWriter, type FileWriter } from "./file-writer.ts";
import type { KeptPages } from "./kept-pages.ts";
import { withOwnPolicy } from "./lean-pages.ts";

/** Pages that are as before are placed by `kept`, where a build knows the site that stands. */
export function sitePages(kept: Pick<KeptPages, "place"> | null = null): AstroIntegration {
  let site = { dist: "", base: "/" };
  return {
    name: "zhike-site-pages",
    hooks: {
      "astro:config:done": ({ config }) => {
        site = { dist: fileURLToPath(config.outDir), base: config.base };
      },
      // Tables are written while pages are bundled: Vite must not empty the folder after that.
      "astro:config:setup": ({ updateConfig }) =>
        void updateConfig({ vite: { build: { emptyOutDir: false } } }),
      "astro:build:start": ({ setPrerenderer }) => {
        rmSync(site.dist, { recursive: true, force: true });
        const writer = openFileWriter();
        // Whoever awaits the company is told of its problems.
        const tables = siteContent().then(
          ({ reports }) => writeTables(reports, { writer, dist: site.dist }),
          () => undefined,
        );
        setPrerenderer((astro) => sitePrerenderer(astro, { ...site, writer, tables }, kept));
      },
    },
  };
}

function writeTables(reports: readonly Report[], { writer, dist }: Place): void {
  for (const { locale, id, table } of tableFiles(reports))
    writer.write(join(dist, "data", "tables", locale, `${id}.csv`), tableCsv(table));
}

interface Place {
  readonly writer: FileWriter;
  readonly dist: string;
}

/**
 * Renders the reports in one go and leaves their writing, and that of all tables, to another
 * thread. Astro makes a request, a queue and three promises for each page that it writes, which
 * takes longer than to render it; the few other pages are left to it.
 */
function sitePrerenderer(
  astro: AstroPrerenderer,
  { dist, base, writer, tables }: Place & { readonly base: string; readonly tables: Promise<void> },
  kept: Pick<KeptPages, "place"> | null,
): AstroPrerenderer {
  return {
    ...astro,
    getStaticPaths: async () => {
      const { site } = await siteContent();
      await tables;
      const others = [];
      for (const path of await astro.getStaticPaths()) {
        const { pathname, route, cacheKey } = path;
        const page = join(pathname, "index.html");
        if (cacheKey === undefined || route.type !== "page") others.push(path);
        else if (kept?.place(page, cacheKey, site) !== true) {
          const url = new URL(join("/", base, pathname, "/"), "http://localhost");
          const { response } = given(await astro.render(new Request(url), { routeData: route }));
          writer.write(join(dist, page), withOwnPolicy(await response.text()));
        }
      }
      return others;
    },
    render: async (request, options) => {
      const rendered = given(await astro.render(request, options));
      const { status, headers } = rendered.response;
      if (!headers.get("content-type")?.startsWith("text/html")) return rendered;
      const page = withOwnPolicy(await rendered.response.text());
      return { ...rendered, response: new Response(page, { status, headers }) };
    },
    teardown: async () => {
      await writer.done();
      await astro.teardown?.();
    },
  };
}

type Rendered = Awaited<ReturnType<AstroPrerenderer["render"]>>;

function given(rendered: Rendered): Exclude<Rendered, Response> {
  return rendered instanceof Response ? { response: rendered } : rendered;
}
