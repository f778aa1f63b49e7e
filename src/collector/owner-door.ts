/** What the owner of the answers may ask of a collector elsewhere: `npm run pull`, `npm run forget`. */
import { Hono, type Context } from "hono";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Keep } from "./store.ts";

/** A shorter key could be guessed. */
export const SHORTEST_KEY = 32;
const MOST_AT_ONCE = 500;

/**
 * Routes below `/api/owner` that ask for `authorization: Bearer <key>`; 401 without it.
 *
 * Takes    a key of at least `SHORTEST_KEY` characters, the same on the owner's machine.
 */
export function ownerDoor(keep: Keep, key: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header("cache-control", "no-store");
    return isOwner(context, key) ? next() : context.json({ code: "key-refused" }, 401);
  });
  app.get("/answers", async (context) => {
    const after = Number(context.req.query("after") ?? 0);
    return context.json(await keep.read(Number.isSafeInteger(after) ? after : 0, MOST_AT_ONCE));
  });
  app.get("/consents", async (context) => context.json(await keep.consents()));
  app.post("/forget", async (context) => {
    const { ids } = await context.req.json<{ ids: readonly string[] }>();
    return context.json(await keep.forget(ids));
  });
  app.post("/let-go", async (context) => {
    const { before, upTo } = await context.req.json<{ before: string; upTo: number }>();
    return context.json(await keep.letGo(before, upTo));
  });
  return app;
}

/** In a time that tells nothing about the key. */
function isOwner(context: Context, key: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const given = context.req.header("authorization") ?? "";
  return timingSafeEqual(digest(given), digest(`Bearer ${key}`));
}
