import { describe, expect, it } from "vitest";
import { handle } from "../../src/collector/collector.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { rateLimit } from "../../src/collector/rate.ts";
import type { Store } from "../../src/collector/store.ts";
import { changed, teaSurvey } from "../survey/tea-survey.ts";
import { doorOptions, ID, NOON, openDoor, post } from "./door.ts";

const status = (reply: Response) => reply.status;
const body = async (reply: Response) => (await reply.json()) as Record<string, unknown>;

describe("POST /api/responses/<survey>, JSON", () => {
  it("answers 201 with the receipt, and stores the answers in their types", async () => {
    const store = memoryStore();
    const reply = await openDoor(store).json(
      post({ aspects: { wait: "3" } }, { started_at: "2026-07-03T04:40:00Z" }),
    );
    expect(status(reply)).toBe(201);
    expect(await body(reply)).toEqual({
      id: ID,
      receipt: "7WJG-9R2F",
      received_at: NOON.toISOString(),
    });
    expect(store.answers.get(ID)).toMatchObject({
      survey: "tea",
      surveyVersion: 2,
      lang: "en",
      suspect: null,
      startedAt: "2026-07-03T04:40:00.000Z",
      answers: { satisfaction: 5, recommend: 9, aspects: { wait: 3 } },
    });
  });

  it("takes text/plain, so that another origin needs no preflight", async () => {
    const reply = await openDoor(memoryStore()).json(post(), "text/plain;charset=UTF-8");
    expect(status(reply)).toBe(201);
  });

  it("answers 200 to the same content, whatever the order of its keys", async () => {
    const door = openDoor(memoryStore());
    await door.json(post({ cups: 2, aspects: { taste: 4, wait: 3 } }));
    const again = {
      answers: { aspects: { wait: 3, taste: 4 }, cups: 2, recommend: 9, satisfaction: 5 },
      lang: "en",
      survey_version: 2,
      id: ID,
    };
    expect(status(await door.json(again))).toBe(200);
  });

  it("answers 409 to other content under the same id, and the first copy stays", async () => {
    const store = memoryStore();
    const door = openDoor(store);
    await door.json(post());
    const reply = await door.json(post({ satisfaction: 4 }));
    expect(status(reply)).toBe(409);
    expect(await body(reply)).toMatchObject({
      code: "response-differs",
      received_at: NOON.toISOString(),
    });
    expect(store.answers.get(ID)?.answers).toMatchObject({ satisfaction: 5 });
    expect(store.quarantined).toHaveLength(1);
  });

  it("answers one of 1,000 equal posts at once with 201, 999 with 200, and has one", async () => {
    const store = memoryStore();
    const door = openDoor(store);
    const replies = await Promise.all(Array.from({ length: 1000 }, () => door.json(post())));
    const codes = replies.map(status);
    expect([
      codes.filter((code) => code === 201).length,
      codes.filter((code) => code === 200).length,
    ]).toEqual([1, 999]);
    expect(store.answers.size).toBe(1);
  });

  it("answers 422 with each problem in the respondent's words, and keeps the raw post aside", async () => {
    const store = memoryStore();
    const reply = await openDoor(store).json(post({ satisfaction: 6, recommend: null, zzz: 1 }));
    expect(status(reply)).toBe(422);
    expect(await body(reply)).toMatchObject({
      code: "answers-refused",
      problems: [
        { question: "zzz", code: "question-unknown", message: "This survey has no question “zzz”" },
        { question: "satisfaction", code: "off-scale", message: "Enter a number from 1 to 5" },
        { question: "recommend", code: "unanswered", message: "Select a score from 0 to 10" },
      ],
    });
    expect(store.answers.size).toBe(0);
    expect(JSON.parse(store.quarantined[0]?.body ?? "")).toMatchObject({ id: ID });
  });

  it.each([
    ["no JSON", "{", "body-unreadable"],
    ["a list", "[]", "body-unreadable"],
    ["answers that are no object", JSON.stringify(post({}, { answers: 3 })), "body-unreadable"],
    ["an id that is no UUID", JSON.stringify(post({}, { id: "1" })), "id-unreadable"],
    ["a token that is no text", JSON.stringify(post({}, { token: {} })), "token-unreadable"],
    ["__proto__ as a key", '{"answers":{"__proto__":{"a":1}}}', "key-refused"],
    ["constructor as a key", '{"answers":{"aspects":{"constructor":1}}}', "key-refused"],
    ["five levels", '{"answers":{"a":{"b":{"c":{"d":1}}}}}', "nested-deep"],
    [
      "301 fields",
      JSON.stringify({
        answers: Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`q${n}`, 1])),
      }),
      "fields-many",
    ],
  ])("answers 422 to %s", async (_, text, code) => {
    const reply = await openDoor(memoryStore()).json(text);
    expect([status(reply), (await body(reply)).code]).toEqual([422, code]);
  });

  it("takes 5,000 characters where the survey lets it, and no more", async () => {
    const door = openDoor(memoryStore(), { surveys: [changed("why", { maxLength: 5000 })] });
    expect(status(await door.json(post({ why: "字".repeat(5000) })))).toBe(201);
    expect(
      status(await door.json(post({ why: "字".repeat(5001) }, { id: crypto.randomUUID() }))),
    ).toBe(422);
  });

  it("answers 413 to more than 64 KiB, announced or not", async () => {
    const door = openDoor(memoryStore());
    expect(status(await door.json(`"${"x".repeat(65_536)}"`))).toBe(413);
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(16_384)),
    });
    const init = {
      method: "POST",
      body: stream,
      duplex: "half",
      headers: { "content-type": "text/plain" },
    };
    expect(status(await door.request("/api/responses/tea", init as RequestInit))).toBe(413);
  });

  it("answers 404, 405 and 415 where there is no such door", async () => {
    const door = openDoor(memoryStore());
    expect(
      status(
        await door.request("/api/responses/nothing", {
          method: "POST",
          body: "{}",
          headers: { "content-type": "text/plain" },
        }),
      ),
    ).toBe(404);
    expect(status(await door.get("/api/responses/tea"))).toBe(405);
    expect(status(await door.json("{}", "multipart/form-data"))).toBe(415);
  });

  it("marks what fills the field that people do not see, and stores it", async () => {
    const store = memoryStore();
    expect(status(await openDoor(store).json(post({}, { website: "http://spam.example" })))).toBe(
      201,
    );
    expect(store.answers.get(ID)?.suspect).toBe("trap");
  });

  it("stores a token that it does not know", async () => {
    const store = memoryStore();
    await openDoor(store).json(post({}, { token: "v1.k1.tea" }));
    expect(store.answers.get(ID)?.token).toBe("v1.k1.tea");
  });

  it("keeps contact details out of the answers", async () => {
    const store = memoryStore();
    await openDoor(store).json(post({ reach: { value: "13800000000", consent: "yes" } }));
    const stored = store.answers.get(ID);
    expect(stored?.contacts).toEqual([{ question: "reach", value: "13800000000" }]);
    expect(JSON.stringify(stored?.answers)).not.toContain("138");
  });

  it("takes from an older version what still fits, and keeps the whole post aside", async () => {
    const store = memoryStore();
    const reply = await openDoor(store).json(
      post({ recommend: null, gone: 3 }, { survey_version: 1 }),
    );
    expect(status(reply)).toBe(201);
    expect(store.answers.get(ID)).toMatchObject({ surveyVersion: 1, answers: { satisfaction: 5 } });
    expect(store.quarantined[0]?.body).toContain("gone");
  });

  it("says no more than the store: 507 on a full disk, 503 when it cannot write, with Retry-After", async () => {
    for (const [why, code] of [
      ["full", 507],
      ["busy", 503],
    ] as const) {
      const store: Store = { ...memoryStore(), append: async () => ({ kind: "refused", why }) };
      const reply = await openDoor(store).json(post());
      expect([status(reply), reply.headers.get("retry-after")]).toEqual([code, "5"]);
    }
  });

  it("takes and marks what exceeds the burst of an address, then answers 429 until a minute has passed", async () => {
    let now = NOON.getTime();
    const store = memoryStore();
    const door = openDoor(store, {
      rate: rateLimit({ burst: 2, perMinute: 2 }),
      now: () => new Date(now),
      address: () => "192.0.2.7",
    });
    const send = () => door.json(post({}, { id: crypto.randomUUID() }));
    const replies = [await send(), await send(), await send(), await send(), await send()];
    expect(replies.map(status)).toEqual([201, 201, 201, 201, 429]);
    expect([...store.answers.values()].map(({ suspect }) => suspect)).toEqual([
      null,
      null,
      "rate",
      "rate",
    ]);
    expect(replies[4]?.headers.get("retry-after")).toBe("5");
    now += 60_000;
    expect(status(await send())).toBe(201);
  });

  it("lets only named origins read its replies", async () => {
    const door = openDoor(memoryStore(), { origins: ["https://shop.example"] });
    const from = (origin: string) =>
      door.request("/api/responses/tea", {
        method: "POST",
        body: JSON.stringify(post()),
        headers: { "content-type": "text/plain", origin },
      });
    expect((await from("https://shop.example")).headers.get("access-control-allow-origin")).toBe(
      "https://shop.example",
    );
    expect(
      (await from("https://other.example")).headers.get("access-control-allow-origin"),
    ).toBeNull();
  });
});

describe("POST /<locale>/s/<survey>/form, another language", () => {
  const filled = { _id: ID, _lang: "en", _token: "v1.t", satisfaction: "4", why: "It leaked." };
  const post = (path: string, fields: Record<string, string>, store = memoryStore()) =>
    openDoor(store).request(path, {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });

  it("gives the form in that language with what is filled in, and keeps nothing", async () => {
    const store = memoryStore();
    const reply = await post("/zh-CN/s/tea/form", filled, store);
    const page = await reply.text();
    expect(status(reply)).toBe(200);
    expect(page).toContain("提交答卷");
    expect(page).toMatch(/name="_lang" value="zh-CN"/u);
    expect(page).toContain(ID);
    expect(page).toContain('value="v1.t"');
    expect(page).toMatch(/name="satisfaction"\s+value="4"[^>]* checked/u);
    expect(page).toContain("It leaked.");
    expect(page).toMatch(/value="English" lang="en" formaction="\/en\/s\/tea\/form"/u);
    expect([store.answers.size, store.quarantined.length]).toEqual([0, 0]);
  });

  it("offers a survey in the languages that it is written in", async () => {
    const offered = { locales: ["zh-CN", "zh-TW", "en"] };
    const reply = await openDoor(memoryStore(), offered).get("/zh-TW/s/tea/form");
    expect(status(reply)).toBe(404);
    const title = { ...teaSurvey.title, "zh-TW": "喝茶" };
    const written = { ...offered, surveys: [{ ...teaSurvey, title }] };
    const page = await (await openDoor(memoryStore(), written).get("/zh-TW/s/tea/form")).text();
    expect(page).toContain("送出問卷");
    expect(page).toContain("喝茶");
  });

  it("answers 422 to what is no form of this survey, 413 to what is too large", async () => {
    expect(status(await post("/zh-CN/s/tea/form", { ...filled, _id: "1" }))).toBe(422);
    expect(status(await post("/zh-CN/s/tea/form", { why: "x".repeat(70_000) }))).toBe(413);
  });
});

describe("POST /api/responses/<survey>, a plain form", () => {
  const filled = { satisfaction: "5", recommend: "9", _lang: "en", _version: "2" };

  it("answers 303 to the thank-you page with the receipt", async () => {
    const store = memoryStore();
    const reply = await openDoor(store).form({
      ...filled,
      _id: ID,
      "aspects.wait": "2",
      "overall.expected": "4",
    });
    expect([status(reply), reply.headers.get("location")]).toEqual([
      303,
      "/en/s/tea/thanks/?r=7WJG-9R2F",
    ]);
    expect(store.answers.get(ID)?.answers).toEqual({
      satisfaction: 5,
      recommend: 9,
      aspects: { wait: 2 },
      overall: { expected: 4 },
    });
  });

  it("answers the same 303 to a double click, and stores one", async () => {
    const store = memoryStore();
    const door = openDoor(store);
    const replies = [
      await door.form({ ...filled, _id: ID }),
      await door.form({ ...filled, _id: ID }),
    ];
    expect(replies.map(status)).toEqual([303, 303]);
    expect(store.answers.size).toBe(1);
  });

  it("is the same answer as its JSON", async () => {
    const door = openDoor(memoryStore());
    await door.form({ ...filled, _id: ID });
    expect(status(await door.json(post()))).toBe(200);
  });

  it("shows the form again with its errors and nothing cleared", async () => {
    const reply = await openDoor(memoryStore()).form({
      satisfaction: "2",
      why: "<b>",
      _lang: "en",
      _id: ID,
    });
    const page = await reply.text();
    expect(status(reply)).toBe(422);
    expect(page).toContain("<title>Error: Tea · Shop</title>");
    expect(page).toContain("2 answers need attention");
    expect(page).toContain('<a href="#f-recommend">Select a score from 0 to 10</a>');
    expect(page).toContain(`name="_id" value="${ID}"`);
    expect(page).toMatch(/value="2"[^>]* checked/u);
    expect(page).toContain("&lt;b&gt;");
    expect(page).not.toContain("as built");
  });

  it("gives a post without an id one that its repetition in this or the next minute shares; the repetition is kept and marked", async () => {
    let now = NOON.getTime();
    const store = memoryStore();
    const door = openDoor(store, { now: () => new Date(now) });
    expect(status(await door.form(filled))).toBe(303);
    now += 60_000;
    expect(status(await door.form(filled))).toBe(303);
    expect(status(await door.form({ ...filled, satisfaction: "4" }))).toBe(303);
    now += 180_000;
    expect(status(await door.form(filled))).toBe(303);
    expect([...store.answers.values()].map(({ suspect }) => suspect)).toEqual([
      null,
      "repeat",
      null,
      null,
    ]);
  });

  it("marks a filled trap, and stores it", async () => {
    const store = memoryStore();
    await openDoor(store).form({ ...filled, _id: ID, website: "x" });
    expect(store.answers.get(ID)?.suspect).toBe("trap");
  });

  it("shows what was answered when it cannot be kept", async () => {
    const store: Store = {
      ...memoryStore(),
      append: async () => ({ kind: "refused", why: "busy" }),
    };
    const reply = await openDoor(store).form({ ...filled, _id: ID });
    expect(status(reply)).toBe(503);
    expect(await reply.text()).toContain("They are still on this page");
  });

  it("says that the first copy counts when the second differs", async () => {
    const door = openDoor(memoryStore());
    await door.form({ ...filled, _id: ID });
    const reply = await door.form({ ...filled, satisfaction: "4", _id: ID });
    expect(status(reply)).toBe(409);
    expect(await reply.text()).toContain("the first ones count");
  });
});

describe("GET", () => {
  it("/<locale>/s/<survey>/form has a fresh id each time and takes hidden fields from the link", async () => {
    const door = openDoor(memoryStore());
    const [one, two] = await Promise.all([
      door.get("/en/s/tea/form?channel=app"),
      door.get("/en/s/tea/form"),
    ]);
    const idIn = (page: string) => /name="_id" value="([0-9a-f-]{36})"/u.exec(page)?.[1];
    const first = await one.text();
    expect(first).toContain('name="channel" value="app"');
    expect(idIn(first)).toBeDefined();
    expect(idIn(first)).not.toBe(idIn(await two.text()));
    expect(one.headers.get("cache-control")).toBe("no-store");
  });

  it("/<locale>/s/<survey>/thanks/?r= shows the receipt, and no receipt that cannot be one", async () => {
    const door = openDoor(memoryStore());
    expect(await (await door.get("/en/s/tea/thanks/?r=7WJG-9R2F")).text()).toContain("7WJG-9R2F");
    expect(status(await door.get("/en/s/tea/thanks/?r=<script>"))).toBe(404);
  });

  it("/healthz is 200 when a write would succeed, else 503", async () => {
    expect(status(await openDoor(memoryStore()).get("/healthz"))).toBe(200);
    const broken: Store = { ...memoryStore(), isReady: async () => false };
    expect(status(await openDoor(broken).get("/healthz"))).toBe(503);
  });

  it("sends its security headers with every reply", async () => {
    const reply = await handle(
      new Request("http://shop.example/healthz"),
      memoryStore(),
      doorOptions(),
    );
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
    expect(reply.headers.get("referrer-policy")).toBe("no-referrer");
    expect(reply.headers.get("content-security-policy")).toContain("frame-ancestors");
  });
});
