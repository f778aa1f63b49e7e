/** Every system of the articles: its page, whether it is computed, and the figures that answer it. */
import { getEntry } from "astro:content";
import type { APIRoute } from "astro";
import type { SystemStatus } from "../../reports/system-status.ts";

export const GET: APIRoute = async () => {
  const entry = await getEntry("build", "systems");
  const { systems } = entry?.data as unknown as { systems: readonly SystemStatus[] };
  return new Response(`${JSON.stringify(systems, null, 2)}\n`, {
    headers: { "content-type": "application/json" },
  });
};
