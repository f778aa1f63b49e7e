import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import type { NewAnswer, Store } from "../../src/collector/store.ts";

const folder = mkdtempSync(join(tmpdir(), "zhike-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = () => join(folder, `${(files += 1)}`, "responses.sqlite");

const answer = (id: string, hash = "h", more: Partial<NewAnswer> = {}): NewAnswer => ({
  id,
  survey: "tea",
  surveyVersion: 2,
  lang: "en",
  receivedAt: "2026-07-03T04:47:00.000Z",
  startedAt: null,
  token: null,
  customerId: null,
  wave: null,
  consentVersion: "",
  suspect: null,
  hash,
  answers: { satisfaction: 5 },
  contacts: [],
  ...more,
});

describe.each<[string, () => Store]>([
  ["memory", memoryStore],
  ["sqlite", () => sqliteStore(newFile())],
])("what every store promises: %s", (_, openStore) => {
  it("stores an id once, and says when it had it or it differs", async () => {
    const store = openStore();
    const storedAt = "2026-07-03T04:47:00.000Z";
    expect(await store.append(answer("a"))).toEqual({ kind: "stored" });
    const later = { receivedAt: "2026-07-04T00:00:00.000Z" };
    expect(await store.append(answer("a", "h", later))).toEqual({ kind: "had", storedAt });
    expect(await store.append(answer("a", "other", later))).toEqual({ kind: "differs", storedAt });
    expect(await store.count()).toBe(1);
    await store.close();
  });

  it("acknowledges one of a thousand equal answers that come at once", async () => {
    const store = openStore();
    const results = await Promise.all(
      Array.from({ length: 1000 }, () => store.append(answer("a"))),
    );
    const kinds = results.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "stored")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "had")).toHaveLength(999);
    expect(await store.count()).toBe(1);
    await store.close();
  });

  it("counts the unsuspected answers of a survey, or those of them with a text", async () => {
    const store = openStore();
    const say = (id: string, more: Partial<NewAnswer>) => store.append(answer(id, "h", more));
    await say("a", { answers: { channel: "app" } });
    await say("b", { answers: { channel: "shop" }, suspect: "late" });
    await say("c", { answers: { channel: "app" }, suspect: "over-quota" });
    await say("d", { answers: { channel: "app" }, suspect: "trap" });
    await say("e", { answers: { channel: "app" }, survey: "other" });
    await say("f", { answers: { "channel-2": "app" } });
    const having = (question: string, value: string) => store.countOf("tea", { question, value });
    expect(await store.countOf("tea", null)).toBe(4);
    expect(await having("channel", "app")).toBe(2);
    expect(await having("channel", "")).toBe(0);
    expect(await having("channel-2", "app")).toBe(1);
    await store.close();
  });

  it("knows what it has", async () => {
    const store = openStore();
    await store.append(answer("a"));
    expect([await store.has("a"), await store.has("b")]).toEqual([true, false]);
    expect(await store.isReady()).toBe(true);
    await store.close();
  });

  it("writes what waits before it closes", async () => {
    const store = openStore();
    const promise = store.append(answer("a"));
    await store.close();
    expect(await promise).toEqual({ kind: "stored" });
  });
});

describe("sqliteStore(file)", () => {
  it("throws store-unusable where it cannot write, before anybody sends anything", () => {
    const file = newFile();
    mkdirSync(file, { recursive: true });
    expect(() => sqliteStore(file)).toThrow("store-unusable");
    writeFileSync(join(file, "x"), "no database at all, however long one looks at it");
    expect(() => sqliteStore(join(file, "x"))).toThrow("store-unusable");
  });

  it("has after a restart what it acknowledged before", async () => {
    const file = newFile();
    const before = sqliteStore(file);
    await before.append(answer("a"));
    await before.close();
    const after = sqliteStore(file);
    expect((await after.append(answer("a"))).kind).toBe("had");
    expect(await after.count()).toBe(1);
    await after.close();
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
    await store.append(
      answer("a", "h", { contacts: [{ question: "reach", value: "13800000000" }] }),
    );
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
    expect((await store.append(answer("b", "h", { customerId: "C1" }))).kind).toBe("stored");
    expect(await store.count()).toBe(2);
    await store.close();
  });
});
