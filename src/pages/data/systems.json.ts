/** Every system of the articles: its page, whether it is computed, and the figures that answer it. */
import type { APIRoute } from "astro";
import { siteContent } from "../../layouts/site-content.ts";

export const GET: APIRoute = async () => {
  const { systems } = await siteContent();
  return new Response(`${JSON.stringify(systems, null, 2)}\n`, {
    headers: { "content-type": "application/json" },
  });
};
