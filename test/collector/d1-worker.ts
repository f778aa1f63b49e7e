/** A store in D1 inside Cloudflare's runtime, calls of one request at once. */
import { d1Store, type D1 } from "../../src/collector/d1-store.ts";
import type { Store } from "../../src/collector/store.ts";

type Call = (...given: readonly unknown[]) => Promise<unknown>;

export default {
  fetch: async (request: Request, { DB }: { readonly DB: D1 }): Promise<Response> => {
    const calls = (await request.json()) as readonly {
      readonly name: keyof Store;
      readonly given: readonly unknown[];
    }[];
    const store = d1Store(DB);
    const results = calls.map(({ name, given }) => (store[name] as Call)(...given));
    return Response.json((await Promise.all(results)).map((result) => result ?? null));
  },
};
