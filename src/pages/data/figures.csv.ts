/** Every number of the build, for spreadsheets. */
import type { APIRoute } from "astro";
import { figuresCsv } from "../../components/csv.ts";
import { publishedFigures } from "../../layouts/site.ts";

export const GET: APIRoute = async () =>
  new Response(figuresCsv(await publishedFigures()), {
    headers: { "content-type": "text/csv; charset=utf-8" },
  });
