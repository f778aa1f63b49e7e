import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import type { Store } from "../../src/collector/store.ts";
import { answer, storeContract } from "./store-contract.ts";

const folder = mkdtempSync(join(tmpdir(), "zhike-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(folder, `${(files += 1)}`, "responses.sqlite");

storeContract("memory", async () => {
  const store = memoryStore();
  return { store, beside: async () => store, killed: null, end: async () => {} };
});

storeContract("sqlite", async () => {
  const file = newFile();
  const opened: Store[] = [];
  const open = () => {
    const store = sqliteStore(file);
    opened.push(store);
    return store;
  };
  const store = open();
  return {
    store,
    beside: async () => open(),
    // crash.test.ts kills the process itself.
    killed: async () => sqliteStore(file),
    end: async () => {
      for (const each of opened) await each.close().catch(() => {});
    },
  };
});

describe("sqliteStore(file)", () => {
  it("throws store-unusable where it cannot write, before anybody sends anything", () => {
    const file = newFile();
    mkdirSync(file, { recursive: true });
    expect(() => sqliteStore(file)).toThrow("store-unusable");
    writeFileSync(join(file, "x"), "no database at all, however long one looks at it");
    expect(() => sqliteStore(join(file, "x"))).toThrow("store-unusable");
  });

  it("flushes every commit to the disk: WAL and synchronous FULL", async () => {
    const file = newFile();
    const store = sqliteStore(file);
    const look = new DatabaseSync(file);
    expect(look.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    look.close();
    await store.close();
  });

  it("keeps contact details in a table of their own", async () => {
    const file = newFile();
    const store = sqliteStore(file);
    await store.append(answer("a", { contacts: [{ question: "reach", value: "13800000000" }] }));
    await store.close();
    const look = new DatabaseSync(file);
    expect(JSON.stringify(look.prepare("SELECT * FROM answers").all())).not.toContain("138");
    expect(look.prepare("SELECT response_id, value FROM contacts").get()).toEqual({
      response_id: "a",
      value: "13800000000",
    });
    look.close();
  });

  it("acknowledges nothing of a batch that could not be written", async () => {
    const file = newFile();
    const store = sqliteStore(file);
    const hostile = new DatabaseSync(file);
    hostile.exec(
      "CREATE TRIGGER full BEFORE INSERT ON answers WHEN NEW.id = 'c' BEGIN SELECT RAISE(ROLLBACK, 'no'); END",
    );
    hostile.close();
    const results = await Promise.all(["a", "b", "c"].map((id) => store.append(answer(id))));
    expect(results.map(({ kind }) => kind)).toEqual(["refused", "refused", "refused"]);
    expect(await store.count()).toBe(0);
    expect(await store.append(answer("a"))).toEqual({ kind: "stored" });
    await store.close();
  });
});

describe("openAnswersFile(file)", () => {
  it("takes a file of the first version as it is, and nothing of it is lost", async () => {
    const file = newFile();
    mkdirSync(join(file, ".."), { recursive: true });
    const old = new DatabaseSync(file);
    old.exec(
      `CREATE TABLE answers (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, survey TEXT NOT NULL,
       survey_version INTEGER NOT NULL, lang TEXT NOT NULL, received_at TEXT NOT NULL, started_at TEXT,
       token TEXT, suspect TEXT, hash TEXT NOT NULL, answers TEXT NOT NULL) STRICT;
       INSERT INTO answers (id, survey, survey_version, lang, received_at, hash, answers)
       VALUES ('a', 'tea', 1, 'en', '2026-07-03T04:47:00.000Z', 'h', '{}')`,
    );
    old.close();
    const store = sqliteStore(file);
    expect((await store.append(answer("a"))).kind).toBe("had");
    expect((await store.append(answer("b", { customerId: "C1" }))).kind).toBe("stored");
    expect(await store.count()).toBe(2);
    await store.close();
  });
});
