import { Problem } from "../errors.ts";
import type { Consent, Keep, Logged, Removed } from "./store.ts";

/**
 * The other side of `ownerDoor`: a store behind a collector at `address`.
 *
 * Throws   store-key-refused, store-unreachable, from each of its functions.
 */
export function ownerClient(address: string, key: string): Keep {
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const url = new URL(`/api/owner/${path}`, address);
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${key}` };
    const reply = await fetch(url, { ...init, headers, redirect: "error" }).catch(
      (error: Error & { cause?: Error }) => {
        throw unreachable(address, error.cause?.message ?? error.message);
      },
    );
    if (reply.status === 401)
      throw new Problem("store-key-refused", "ZHIKE_STORE_KEY", { address });
    const type = reply.headers.get("content-type") ?? "";
    if (reply.ok && type.startsWith("application/json")) return (await reply.json()) as T;
    throw unreachable(address, `${reply.status} ${(await reply.text()).slice(0, 200)}`);
  };
  return {
    // The door says itself how many it hands out at once.
    read: (after, most) =>
      ask<readonly Logged[]>(`answers?after=${after}`).then((page) => page.slice(0, most)),
    consents: () => ask<readonly Consent[]>("consents"),
    forget: (ids) => ask<Removed>("forget", { ids }),
    letGo: (before, upTo) => ask<number>("let-go", { before, upTo }),
    close: async () => {},
  };
}

function unreachable(address: string, reason: string): Problem {
  return new Problem("store-unreachable", "ZHIKE_STORE", { address, reason });
}
