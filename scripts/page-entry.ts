/** The door of the bundled pages: all paths of the site, and what stands at each. */
import type { AstroPrerenderer } from "astro";
import { FetchState, pages } from "astro/fetch";
import { StaticPaths } from "astro:static-paths";
// Chart.js takes as long as all else together: the bundler shall not come upon it last.
import "../src/client/chart.ts?worker&url";

const { manifest } = new FetchState(new Request("http://localhost/"));
rememberModules(manifest.pageMap);

export type Paths = Awaited<ReturnType<AstroPrerenderer["getStaticPaths"]>>;
export type Route = Paths[number]["route"];

export function paths(): Promise<Paths> {
  return new StaticPaths({ manifest }).getAll();
}

/** What stands at a path; without what serves visitors, as middleware, sessions and actions. */
export function render(request: Request, routeData: Route): Promise<Response> {
  return pages(Object.assign(new FetchState(request), { routeData, streaming: false }));
}

/** Astro asks for the module of a template for each page that is made of it. */
function rememberModules(modules: typeof manifest.pageMap): void {
  for (const [template, load] of modules ?? []) {
    let loaded: ReturnType<typeof load> | null = null;
    modules?.set(template, () => (loaded ??= load()));
  }
}
