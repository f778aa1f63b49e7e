import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { backUp, forget, letGo } from "../../src/collector/keep.ts";
import { planMailing, unanswered } from "../../src/collector/mailing.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { pullAnswers } from "../../src/collector/pull.ts";
import { openAnswersFile } from "../../src/collector/sqlite-schema.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { NOON, openDoor, post } from "./door.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-keep-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let data = "";
let out = "";
let cases = 0;
beforeEach(() => {
  data = join(root, `${(cases += 1)}`, "data");
  out = join(data, "..", "out");
  mkdirSync(data, { recursive: true });
});

const wave = { survey: "tea", wave: "" };

/** Answers of C1, C2 and C1 again, each with a contact; C1's last is a post that was refused. */
async function collect(): Promise<void> {
  const store = sqliteStore(answersFile(data));
  const readLink = (customerId: string) => ({ ...wave, customerId: customerId.slice(3) });
  const door = openDoor(store, { readLink });
  for (const token of ["v1.C1", "v1.C2", "v1.C1"]) {
    const reach = { value: `1380000${token}`, consent: "yes" };
    const reply = await door.json(post({ reach }, { id: crypto.randomUUID(), token }));
    expect(reply.status).toBe(201);
  }
  await store.close();
}

const pull = () =>
  pullAnswers({ data, out, file: answersFile(data), surveys: [teaSurvey], today: "2026-07-03" });
const rowsOf = (table: string, file = answersFile(data)) => {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare(`SELECT * FROM ${table}`).all();
  database.close();
  return rows;
};

describe("backUp(data, to)", () => {
  it("copies a store that is open, whole and for its owner's eyes only", async () => {
    await collect();
    const store = sqliteStore(answersFile(data));
    const to = join(out, "copy.sqlite");
    expect(await backUp(data, to)).toBe(3);
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(rowsOf("answers", to)).toEqual(rowsOf("answers"));
    await expect(backUp(data, to)).rejects.toThrow("file-exists");
    await store.close();
  });

  it("throws store-missing where nothing was ever collected", async () => {
    await expect(backUp(data, join(out, "copy.sqlite"))).rejects.toThrow("store-missing");
  });
});

describe("forget(folders, id)", () => {
  it("takes a customer out of store and pulled files, leaves others as they were", async () => {
    await collect();
    const files = pull();
    mkdirSync(join(data, "customers"));
    writeFileSync(join(data, "customers", "all.csv"), "customer_id\nC1\nC2\nC10\n");
    const database = openAnswersFile(answersFile(data));
    planMailing(database, [{ customerId: "C1", mayAsk: true }], {
      ...wave,
      now: NOON,
      contactDays: 0,
    });
    database.close();
    const forgotten = await forget({ data, out }, "C1");
    expect(forgotten).toMatchObject({ answers: 2, contacts: 2, links: 1 });
    expect(forgotten.remain).toEqual([join(data, "customers", "all.csv")]);
    expect(rowsOf("answers").map((row) => row.customer_id)).toEqual(["C2"]);
    expect(rowsOf("contacts")).toHaveLength(1);
    for (const { file } of files) {
      const text = readFileSync(file, "utf8");
      expect(text).not.toContain("C1");
      expect(text).toContain(file.endsWith(".ndjson") ? '"C2"' : "1380000v1.C2");
    }
    const bytes = readFileSync(answersFile(data), "latin1");
    expect(bytes).not.toContain("1380000v1.C1");
    expect(await forget({ data, out }, "C1")).toMatchObject({ answers: 0, pulled: 0 });
  });

  it("takes one answer by its own id, and what was set aside with it", async () => {
    const store = sqliteStore(answersFile(data));
    const id = crypto.randomUUID();
    await openDoor(store).json(post({}, { id }));
    await openDoor(store).json(post({ satisfaction: 4 }, { id }));
    await store.close();
    pull();
    expect(await forget({ data, out }, id)).toMatchObject({
      answers: 1,
      quarantined: 1,
      pulled: 1,
    });
  });

  it("takes a person out of tables of answers that were written for analysts", async () => {
    const file = join(out, "answers", "tea.csv");
    mkdirSync(join(out, "answers"), { recursive: true });
    writeFileSync(file, '\ufeffresponse_id,customer_id,why\r\nr1,C1,"two\r\nlines"\r\nr2,C2,x\r\n');
    expect(await forget({ data, out }, "C1")).toMatchObject({ pulled: 1, remain: [] });
    expect(readFileSync(file, "utf8")).toBe("\ufeffresponse_id,customer_id,why\r\nr2,C2,x\r\n");
  });

  it("finds an id that stands guarded in a list of people to call", async () => {
    const store = sqliteStore(answersFile(data));
    const readLink = () => ({ ...wave, customerId: "+8613800138000" });
    await openDoor(store, { readLink }).json(post({ recommend: 0 }, { token: "v1.x" }));
    await store.close();
    const list = pull().find(({ kind }) => kind === "cases")?.file ?? "";
    expect(readFileSync(list, "utf8")).toContain(",'+8613800138000,");
    expect(await forget({ data, out }, "+8613800138000")).toMatchObject({ answers: 1, pulled: 2 });
    expect(readFileSync(list, "utf8")).not.toContain("138");
  });

  it("never takes one id for the beginning of another", async () => {
    await collect();
    pull();
    expect(await forget({ data, out }, "C")).toMatchObject({ answers: 0, pulled: 0, remain: [] });
  });
});

describe("letGo(data, before)", () => {
  /** So many days ago, seen from so many days after the answers. */
  const before = (after: number, days: number) =>
    new Date(NOON.getTime() + (after - days) * 86_400_000).toISOString();

  it("lets go what was pulled and is older than so many days, and nothing else", async () => {
    await collect();
    expect(await letGo(data, before(31, 30))).toBe(0);
    pull();
    expect(await letGo(data, before(29, 30))).toBe(0);
    const store = sqliteStore(answersFile(data));
    await openDoor(store).json(post());
    await store.close();
    expect(await letGo(data, before(31, 30))).toBe(3);
    expect(rowsOf("answers")).toHaveLength(1);
    expect(rowsOf("contacts")).toHaveLength(0);
    expect(pull()).toMatchObject([{ rows: 1 }]);
  });

  it("still knows afterwards who has answered", async () => {
    await collect();
    const people = ["C1", "C3"].map((customerId) => ({ customerId, mayAsk: true }));
    const database = openAnswersFile(answersFile(data));
    planMailing(database, people, { ...wave, now: NOON, contactDays: 0 });
    database.close();
    pull();
    await letGo(data, before(2, 1));
    const later = openAnswersFile(answersFile(data));
    expect(unanswered(later, { ...wave, now: NOON, contactDays: 0 })).toEqual(["C3"]);
    later.close();
  });
});

describe("frame-ancestors", () => {
  it("names the origins that may frame a survey, and nothing that is no origin", async () => {
    const frames = ["https://shop.example", "https://a.example; script-src *", "*"];
    const reply = await openDoor(memoryStore(), { frames }).get("/healthz");
    expect(reply.headers.get("content-security-policy")).toBe(
      "default-src 'none'; frame-ancestors 'self' https://shop.example",
    );
  });
});

describe("npm run backup, npm run forget", () => {
  it("copy with the keys, and say what they removed", async () => {
    await collect();
    writeFileSync(join(data, "collector", "keys.json"), "{}", { mode: 0o600 });
    const to = join(out, "copy.sqlite");
    const env = { ...process.env, ZHIKE_DATA: data, ZHIKE_LANG: "en" };
    const run = (script: string, ...rest: readonly string[]) =>
      execFileSync(process.execPath, [script, ...rest], { env, encoding: "utf8" });
    expect(run("scripts/backup.ts", to)).toContain("3 answers were copied");
    expect(statSync(`${to}.keys.json`).mode & 0o777).toBe(0o600);
    expect(run("scripts/forget.ts", "C1")).toContain("2 answers, 2 contacts");
    expect(() => run("scripts/forget.ts")).toThrow(/forget-id-missing/u);
  }, 30_000);
});
