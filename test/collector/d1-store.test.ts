import type { Miniflare } from "miniflare";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answersSchema } from "../../src/collector/sqlite-schema.ts";
import type { Store } from "../../src/collector/store.ts";
import { bundled, openWorker, wranglerFolder } from "../support/worker.ts";
import { storeContract } from "./store-contract.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-d1-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let script = "";
let places = 0;
beforeAll(async () => {
  script = await bundled(join(import.meta.dirname, "d1-worker.ts"));
});

interface Call {
  readonly name: keyof Store;
  readonly given: readonly unknown[];
}

async function call(miniflare: Miniflare, calls: readonly Call[]): Promise<readonly unknown[]> {
  const init = { method: "POST", body: JSON.stringify(calls) };
  const reply = await miniflare.dispatchFetch("http://worker.example/", init);
  if (!reply.ok) throw new Error(await reply.text());
  return (await reply.json()) as readonly unknown[];
}

const MOST_IN_REQUEST = 100;

/** The store inside the runtime, from without; what is asked at once goes in few requests. */
function storeBehind(miniflare: Miniflare): Store {
  let waiting: { readonly asked: Call; readonly settle: (result: Promise<unknown>) => void }[] = [];
  const send = () => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += MOST_IN_REQUEST) {
      const some = all.slice(at, at + MOST_IN_REQUEST);
      const asked = some.map((each) => each.asked);
      const replies = call(miniflare, asked);
      some.forEach(({ settle }, index) => settle(replies.then((results) => results[index])));
    }
  };
  const one =
    (name: keyof Store) =>
    (...given: readonly unknown[]) =>
      new Promise((settle) => {
        if (waiting.length === 0) setImmediate(send);
        waiting.push({ asked: { name, given }, settle });
      });
  const names = [
    "append",
    "has",
    "quarantine",
    "count",
    "countOf",
    "between",
    "keepConsent",
    "isReady",
  ] as const;
  const owners = ["read", "consents", "forget", "letGo", "close"] as const;
  const entries = [...names, ...owners].map((name) => [name, one(name)]);
  return Object.fromEntries(entries) as unknown as Store;
}

storeContract("Cloudflare D1", async () => {
  const folder = join(root, `${(places += 1)}`);
  let miniflare = await openWorker({ script, folder });
  const store = storeBehind(miniflare);
  return {
    store,
    beside: async () => storeBehind(miniflare),
    quarantineAll: async (posts) => {
      // A transaction each takes half a minute: only the last go through the store.
      const d1 = await miniflare.getD1Database("DB");
      const rows = posts.slice(0, -200).map((post) => Object.values(post));
      const seed = `INSERT INTO quarantine (survey, received_at, reason, body)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`;
      await d1.prepare(seed).bind(JSON.stringify(rows)).run();
      await Promise.all(posts.slice(-200).map(store.quarantine));
    },
    killed: async () => {
      await miniflare.dispose();
      miniflare = await openWorker({ script, folder });
      return storeBehind(miniflare);
    },
    end: () => miniflare.dispose(),
  };
});

describe("migrations of D1", () => {
  it("make the tables of the file of a collector", () => {
    const file = join(wranglerFolder, "migrations", "0001_answers.sql");
    expect(readFileSync(file, "utf8")).toBe(answersSchema);
  });
});
