/** Before the first day, after the last, and when there are enough answers. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { pullAnswers } from "../../src/collector/pull.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import type { Store } from "../../src/collector/store.ts";
import type { SurveyDefinition } from "../../src/survey/definition.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { builtPage, ID, openDoor, post } from "./door.ts";

/** July in Shanghai, eight hours ahead of UTC. */
const july: SurveyDefinition = {
  ...teaSurvey,
  opens: "2026-07-01",
  closes: "2026-07-31",
  opensAt: "2026-06-30T16:00:00.000Z",
  closesAt: "2026-07-31T16:00:00.000Z",
};
const LAST = "2026-07-31T15:59:59.999Z";
const AFTER = "2026-07-31T16:00:00.000Z";
const NEXT_DAY = "2026-08-01T09:00:00.000Z";

const at = (now: string, store: Store = memoryStore(), survey = july) =>
  openDoor(store, { surveys: [survey], now: () => new Date(now) });
const newId = () => crypto.randomUUID();
const filled = { satisfaction: "5", recommend: "9", _lang: "en", _version: "2" };

describe("days of a survey", () => {
  it("are open from the first instant of the first to the last of the last", async () => {
    const send = async (now: string) => (await at(now).json(post())).status;
    expect(await send("2026-06-30T15:59:59.999Z")).toBe(403);
    expect(await send("2026-06-30T16:00:00.000Z")).toBe(201);
    expect(await send(LAST)).toBe(201);
    expect(
      await at(LAST)
        .get("/api/responses/tea/state")
        .then((reply) => reply.json()),
    ).toEqual({
      state: "open",
    });
    expect(
      await at(AFTER)
        .get("/api/responses/tea/state")
        .then((reply) => reply.json()),
    ).toEqual({
      state: "closed",
    });
  });

  it("take what was begun in time and comes late, with a mark, for 14 days", async () => {
    const store = memoryStore();
    const sent = post({}, { started_at: LAST });
    expect((await at(NEXT_DAY, store).json(sent)).status).toBe(201);
    expect(store.answers.get(ID)?.suspect).toBe("late");
    const send = async (now: string) =>
      (await at(now).json(post({}, { id: newId(), started_at: LAST }))).status;
    expect(await send("2026-08-14T15:59:59.999Z")).toBe(201);
    expect(await send("2026-08-14T16:00:00.000Z")).toBe(410);
  });

  it("answer 410 to what was begun after the close, and lose nothing of it", async () => {
    const store = memoryStore();
    const reply = await at(NEXT_DAY, store).json(post({}, { started_at: AFTER }));
    expect([reply.status, await reply.json()]).toEqual([410, { code: "survey-closed" }]);
    expect(store.answers.size).toBe(0);
    expect(store.quarantined.map(({ reason }) => reason)).toEqual(["survey-closed"]);
    expect(JSON.parse(store.quarantined[0]?.body ?? "")).toMatchObject({ id: ID });
  });

  it("answer 200 long after to what was stored in time", async () => {
    const store = memoryStore();
    const sent = post({}, { started_at: "2026-07-03T00:00:00.000Z" });
    await at("2026-07-03T04:00:00.000Z", store).json(sent);
    expect((await at("2027-01-01T00:00:00.000Z", store).json(sent)).status).toBe(200);
  });

  it("give a plain form the sentence and what was typed", async () => {
    const store = memoryStore();
    const reply = await at("2026-09-01T00:00:00.000Z", store).form({ ...filled, cups: "7" });
    const page = await reply.text();
    expect(reply.status).toBe(410);
    expect(page).toContain("It took answers until 31 July 2026.");
    expect(page).toMatch(/name="cups"[^>]*value="7"/u);
    expect(store.quarantined[0]?.body).toContain("cups=7");
    expect((await at("2026-06-01T00:00:00.000Z").form(filled)).status).toBe(403);
  });

  it("take a form that a person without script had open at the close", async () => {
    const store = memoryStore();
    const page = await (await at(LAST, store).get("/en/s/tea/form")).text();
    const [, startedAt = ""] = /name="_started_at" value="([^"]*)"/u.exec(page) ?? [];
    expect(startedAt).toBe(LAST);
    const reply = await at(AFTER, store).form({ ...filled, _id: ID, _started_at: startedAt });
    expect(reply.status).toBe(303);
    expect(store.answers.get(ID)?.suspect).toBe("late");
  });

  it("are told on the page in each language, which keeps the script that sends what waits", async () => {
    const script = '<script type="module">go()</script>';
    const page = async (now: string, path: string) => {
      const options = { surveys: [july], now: () => new Date(now) };
      const pages = { ...options, builtPage: async () => builtPage + script };
      return (await openDoor(memoryStore(), pages).get(path)).text();
    };
    const closed = await page(NEXT_DAY, "/zh-CN/s/tea/");
    expect(closed).toContain('<main id="survey" class="finished">as built');
    expect(closed).toContain("收答卷到2026年7月31日为止。");
    expect(closed).toContain(script);
    expect(await page("2026-06-01T00:00:00.000Z", "/en/s/tea/")).toContain(
      "It opens on 1 July 2026.",
    );
    expect(await page("2026-06-01T00:00:00.000Z", "/en/s/tea/form")).not.toContain("<form");
    expect(await page(NEXT_DAY, "/en/s/tea/form")).toContain(
      "<title>This survey is closed · Shop</title>",
    );
    expect(await page(NEXT_DAY, "/en/s/tea/form?preview")).toContain("<form");
  });
});

describe("a quota", () => {
  const three: SurveyDefinition = { ...teaSurvey, quota: { answers: 2 } };
  const state = (store: Store, survey: SurveyDefinition, query = "") =>
    at(NEXT_DAY, store, survey)
      .get(`/api/responses/tea/state${query}`)
      .then(async (reply) => ((await reply.json()) as { state: string }).state);
  const send = (store: Store, survey: SurveyDefinition, answers = {}, more = {}) =>
    at(NEXT_DAY, store, survey).json(post(answers, { id: newId(), ...more }));

  it("asks nobody new once it is full, and still takes and marks who has begun", async () => {
    const store = memoryStore();
    await send(store, three);
    expect(await state(store, three)).toBe("open");
    await send(store, three);
    expect(await state(store, three)).toBe("full");
    expect((await send(store, three)).status).toBe(201);
    expect([...store.answers.values()].map(({ suspect }) => suspect)).toEqual([
      null,
      null,
      "over-quota",
    ]);
    const form = await at(NEXT_DAY, store, three).get("/en/s/tea/form");
    expect(await form.text()).toContain("We have enough answers");
  });

  it("is not used up by what may be no person", async () => {
    const store = memoryStore();
    await send(store, three, {}, { website: "x" });
    await send(store, three, {}, { website: "x" });
    expect(await state(store, three)).toBe("open");
  });

  it("counts for itself between two questions to the store", async () => {
    const store = memoryStore();
    const door = at(NEXT_DAY, store, three);
    for (let sent = 0; sent < 3; sent += 1) await door.json(post({}, { id: newId() }));
    expect([...store.answers.values()].at(-1)?.suspect).toBe("over-quota");
  });

  it("asks the store nothing about values that the field does not list", async () => {
    const questions = teaSurvey.questions.map((each) =>
      each.id === "channel" ? { ...each, values: ["app"] } : each,
    );
    const listed: SurveyDefinition = {
      ...teaSurvey,
      questions,
      quota: { answers: 1, of: "channel" },
    };
    const asked: string[] = [];
    const store: Store = {
      ...memoryStore(),
      countOf: async (_, having) => asked.push(having?.value ?? ""),
    };
    expect(await state(store, listed, "?channel=x")).toBe("open");
    expect(await state(store, listed, "?channel=app")).toBe("full");
    expect(asked).toEqual(["app"]);
  });

  it("of a hidden field holds for each of its values, and for none where it is empty", async () => {
    const each: SurveyDefinition = { ...teaSurvey, quota: { answers: 1, of: "channel" } };
    const store = memoryStore();
    await send(store, each, { channel: "app" });
    await send(store, each);
    expect(await state(store, each, "?channel=app")).toBe("full");
    expect(await state(store, each, "?channel=shop")).toBe("open");
    expect(await state(store, each)).toBe("open");
    await send(store, each, { channel: "app" });
    await send(store, each, { channel: "shop" });
    expect([...store.answers.values()].map(({ suspect }) => suspect)).toEqual([
      null,
      null,
      "over-quota",
      null,
    ]);
  });
});

describe("how an answer came", () => {
  const data = mkdtempSync(join(tmpdir(), "zhike-hours-"));
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it("stands in its row, which counts like any other", async () => {
    const store = sqliteStore(answersFile(data));
    await at(NEXT_DAY, store).json(post({}, { started_at: LAST }));
    await store.close();
    const file = answersFile(data);
    const pull = { data, out: data, file, surveys: [july], today: "2026-08-02" };
    const [written] = pullAnswers(pull);
    const row = JSON.parse(readFileSync(written?.file ?? "", "utf8")) as Record<string, string>;
    expect(row).toMatchObject({ response_id: ID, suspect: "", arrived: "late" });
  });
});

describe("a preview", () => {
  it("is checked and answered like an answer, and leaves nothing behind", async () => {
    const store = memoryStore();
    const door = at("2026-06-01T00:00:00.000Z", store);
    const reply = await door.json(post({}, { preview: true }));
    expect([reply.status, await reply.json()]).toEqual([
      200,
      { id: ID, receipt: "7WJG-9R2F", preview: true },
    ]);
    expect((await door.json(post({ satisfaction: 6 }, { preview: true }))).status).toBe(422);
    expect([store.answers.size, store.quarantined.length]).toEqual([0, 0]);
  });

  it("of a plain form says so, before and after", async () => {
    const store = memoryStore();
    const door = at(NEXT_DAY, store);
    const page = await (await door.get("/en/s/tea/form?preview")).text();
    expect(page).toContain("Preview: answers are not kept and not sent.");
    expect(page).toContain('name="_preview" value="1"');
    const reply = await door.form({ ...filled, _preview: "1" });
    expect(reply.status).toBe(200);
    expect(await reply.text()).toContain("Preview: these answers would be taken.");
    expect((await door.form({ _lang: "en", _preview: "1" })).status).toBe(422);
    expect([store.answers.size, store.quarantined.length]).toEqual([0, 0]);
  });
});
