import type { Context } from "hono";

/** Brotli; "smallest" is for pages that few can ask for: a phone pays for every byte. */
export type PackPage = (
  page: string,
  effort: "quick" | "smallest",
) => Promise<Uint8Array<ArrayBuffer>>;

/** A page that was made for one request. Without `pack` the host packs it, as Workers do. */
export async function madePage(
  context: Context,
  page: string,
  { pack, effort = "quick" }: { readonly pack?: PackPage; readonly effort?: "quick" | "smallest" },
): Promise<Response> {
  context.header("cache-control", "no-store");
  if (pack === undefined) return context.html(page);
  context.header("vary", "accept-encoding");
  if (!/\bbr\b/u.test(context.req.header("accept-encoding") ?? "")) return context.html(page);
  context.header("content-type", "text/html; charset=utf-8");
  context.header("content-encoding", "br");
  return context.body(await pack(page, effort));
}
