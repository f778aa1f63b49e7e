/** Every number of the build. */
import type { APIRoute } from "astro";
import { publishedFigures } from "../../layouts/site.ts";

export const GET: APIRoute = async () => {
  const figures = await publishedFigures();
  const lines = figures.map((figure) => JSON.stringify(figure)).join(",\n");
  return new Response(`[\n${lines}\n]\n`, { headers: { "content-type": "application/json" } });
};
