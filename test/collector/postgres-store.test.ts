import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../src/collector/open-store.ts";
import { withNul, withoutNul } from "../../src/collector/postgres-statements.ts";
import type { Store } from "../../src/collector/store.ts";
import { makePostgres, postgresPrograms, type Postgres } from "../support/postgres.ts";
import { answer, storeContract } from "./store-contract.ts";

describe("withoutNul(text), withNul(text)", () => {
  it.each(["a\0b", "\\0", "\\\\0\0\\", "plain", "", null])("come back as they went: %j", (text) => {
    expect(withoutNul(text) ?? "").not.toContain("\0");
    expect(withNul(withoutNul(text))).toBe(text);
  });
});

const programs = postgresPrograms();
/** Whoever tests for everybody must have it. */
if (programs === null && process.env["CI"]) throw new Error("PostgreSQL was not installed.");

describe.skipIf(programs === null)("PostgreSQL, which npm or Debian has to bring", () => {
  const folder = mkdtempSync(join(tmpdir(), "zhike-pg-"));
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = makePostgres(programs ?? "", folder);
    await postgres.start();
  });
  afterAll(async () => {
    await postgres.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (address = postgres.address) =>
    openStore(join(folder, "unused"), { ZHIKE_STORE: address });
  async function say(sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = new Client(postgres.address);
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    await client.end();
    return rows;
  }

  storeContract("PostgreSQL", async () => {
    await say("DROP SCHEMA IF EXISTS zhike CASCADE");
    const opened: Store[] = [];
    const another = async () => {
      const store = await open();
      opened.push(store);
      return store;
    };
    return {
      store: await another(),
      beside: another,
      killed: async () => {
        await postgres.kill();
        await postgres.start();
        return open();
      },
      end: async () => {
        for (const store of opened) await store.close().catch(() => undefined);
      },
    };
  });

  describe("postgresStore(address, name)", () => {
    it("says 503 while the server is away, and goes on when it is back", async () => {
      const store = await open();
      await store.append(answer("before"));
      await postgres.kill();
      expect(await store.append(answer("away"))).toEqual({ kind: "refused", why: "busy" });
      expect(await store.isReady()).toBe(false);
      await postgres.start();
      expect(await store.append(answer("away"))).toEqual({ kind: "stored" });
      expect(await store.has("before")).toBe(true);
      await store.close();
    });

    it("loses nothing that it acknowledged and has nothing twice: the server killed amid posts", async () => {
      await say("DROP SCHEMA IF EXISTS zhike CASCADE");
      const store = await open();
      const acknowledged = new Set<string>();
      let isOver = false;
      const lanes = Array.from({ length: 16 }, async (_, lane) => {
        for (let at = 0; !isOver; at += 1) {
          while ((await store.append(answer(`${lane}-${at}`))).kind === "refused") {
            await setTimeout(10);
          }
          acknowledged.add(`${lane}-${at}`);
        }
      });
      for (let round = 0; round < 4; round += 1) {
        await setTimeout(300);
        await postgres.kill();
        await setTimeout(100);
        await postgres.start();
      }
      await setTimeout(300);
      isOver = true;
      await Promise.all(lanes);
      const stored = (await store.read(0, 1_000_000)).map((logged) => logged.answer.id);
      expect(acknowledged.size).toBeGreaterThan(100);
      expect(stored.toSorted()).toEqual([...acknowledged].toSorted());
      await store.close();
    });

    it("flushes what it acknowledges, whatever the database does otherwise", async () => {
      await say("ALTER DATABASE postgres SET synchronous_commit = off");
      await say(`DROP TABLE IF EXISTS seen; CREATE TABLE seen (how text);
        CREATE OR REPLACE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
        CREATE OR REPLACE TRIGGER look AFTER INSERT ON zhike.answers EXECUTE FUNCTION look()`);
      const store = await open();
      await store.append(answer("flushed"));
      await store.close();
      expect(await say("SELECT how FROM seen")).toEqual([{ how: "on" }]);
      await say(
        "ALTER DATABASE postgres RESET synchronous_commit; DROP TRIGGER look ON zhike.answers",
      );
    });

    it("hands out no answer before one with an earlier place that is still being written", async () => {
      await say("DROP SCHEMA IF EXISTS zhike CASCADE");
      const store = await open();
      const slow = new Client(postgres.address);
      await slow.connect();
      await slow.query(`BEGIN; INSERT INTO zhike.answers
        (id, survey, survey_version, lang, received_at, hash, answers)
        VALUES ('early', 'tea', 2, 'en', '', 'h', '{}')`);
      await store.append(answer("late"));
      const reading = store.read(0, 10);
      await setTimeout(300);
      await slow.query("COMMIT");
      await slow.end();
      expect((await reading).map((logged) => logged.answer.id)).toEqual(["early", "late"]);
      await store.close();
    });

    it("writes what comes at once in few transactions", async () => {
      const store = await open();
      const commits = async () =>
        Number((await say("SELECT count(DISTINCT xmin::text) AS n FROM zhike.answers"))[0]?.["n"]);
      const before = await commits();
      await Promise.all(Array.from({ length: 500 }, (_, at) => store.append(answer(`g${at}`))));
      expect((await commits()) - before).toBe(1);
      await store.close();
    });

    it("is made by one of several that begin at once", async () => {
      await say("DROP SCHEMA IF EXISTS zhike CASCADE");
      const stores = await Promise.all([open(), open(), open()]);
      const results = await Promise.all(stores.map((store) => store.append(answer("a"))));
      expect(results.map(({ kind }) => kind).toSorted()).toEqual(["had", "had", "stored"]);
      await Promise.all(stores.map((store) => store.close()));
    });

    it("throws store-unreachable where nobody listens, and names no password", async () => {
      const address = "postgres://zhike:secret@127.0.0.1:1/answers";
      const refused = open(address);
      await expect(refused).rejects.toMatchObject({
        code: "store-unreachable",
        values: { address: "postgres://127.0.0.1:1/answers" },
      });
      await expect(refused).rejects.not.toThrow("secret");
    });
  });
});
