/** The door of the bundled pages: all paths of the site, and what stands at each. */
import type { AstroPrerenderer } from "astro";
import { createApp } from "astro/app/entrypoint";
import { StaticPaths } from "astro:static-paths";

const app = createApp({ streaming: false });

export type Paths = Awaited<ReturnType<AstroPrerenderer["getStaticPaths"]>>;
export type Route = Paths[number]["route"];

export function paths(): Promise<Paths> {
  return new StaticPaths(app).getAll();
}

export function render(request: Request, routeData: Route): Promise<Response> {
  return app.render(request, { routeData });
}
