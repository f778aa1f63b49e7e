import { describe, expect, it } from "vitest";
import type { CollectorOptions } from "../../src/collector/collector.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { rateLimit } from "../../src/collector/rate.ts";
import type { Store } from "../../src/collector/store.ts";
import type { SurveyDefinition } from "../../src/survey/definition.ts";
import { changed, teaSurvey } from "../survey/tea-survey.ts";
import { ID, NOON, openDoor, post } from "./door.ts";
import { answer } from "./store-contract.ts";

/** The receipt of `ID`, as in collector.test.ts. */
const RECEIPT = "7WJG-9R2F";
const PAGE = "/en/reports/co-creation/";
const asking = changed("reasons", { construct: "pain.point" });
const page =
  '<ul><li id="topic-waiting">Waiting</li><li id="topic-%E8%B4%B5">贵</li></ul><p id="no-topic"></p>';

function open(store: Store, options: Partial<CollectorOptions> = {}) {
  return openDoor(store, {
    surveys: [asking],
    topics: { topics: { wait: "waiting", price: "贵" }, none: ["none"] },
    builtPage: async (path) => (path === "en/reports/co-creation/" ? page : null),
    ...options,
  });
}

/** Where the number leads once somebody has chosen these reasons. */
async function placeOf(
  reasons: readonly string[],
  { receipt = RECEIPT, ...options }: Partial<CollectorOptions> & { readonly receipt?: string } = {},
) {
  const door = open(memoryStore(), options);
  expect((await door.json(post({ satisfaction: 2, reasons }))).status).toBe(201);
  const reply = await door.get(`/en/topic/?r=${encodeURIComponent(receipt)}`);
  expect([reply.status, reply.headers.get("cache-control")]).toEqual([303, "no-store"]);
  const [path, place] = reply.headers.get("location")?.split("#") ?? [];
  expect(path).toBe(PAGE);
  return place;
}

describe("GET /<locale>/topic/?r=<receipt number>", () => {
  it("leads to the topic of the answer, however the number was typed", async () => {
    expect(await placeOf(["wait"])).toBe("topic-waiting");
    expect(await placeOf(["wait"], { receipt: " 7wjg 9r2f" })).toBe("topic-waiting");
    expect(await placeOf(["price"])).toBe("topic-%E8%B4%B5");
  });

  it("leads to the first that was chosen and stands on the page", async () => {
    expect(await placeOf(["wait", "price"])).toBe("topic-waiting");
    const few = async () => page.replace("topic-waiting", "topic-other");
    expect(await placeOf(["wait", "price"], { builtPage: few })).toBe("topic-%E8%B4%B5");
  });

  it.each<[string, readonly string[], Parameters<typeof placeOf>[1]]>([
    ["nobody's number", ["wait"], { receipt: "7WJG-9R2G" }],
    ["no number", ["wait"], { receipt: "7WJG-9R2" }],
    ["nothing", ["wait"], { receipt: "" }],
    ["an id", ["wait"], { receipt: ID }],
    ["an answer that names no topic", ["none"], {}],
    ["a topic that the page does not list", ["wait"], { builtPage: async () => "<ul></ul>" }],
    ["a site without that page", ["wait"], { builtPage: async () => null }],
    ["a survey that asks for no pain points", ["wait"], { surveys: [teaSurvey] }],
    ["an employee's answer", ["wait"], { surveys: [{ ...asking, audience: "employee" }] }],
    ["no rules of topics", ["wait"], { topics: undefined }],
  ])("says the same for %s", async (_, reasons, options) => {
    expect(await placeOf(reasons, options)).toBe("no-topic");
  });

  it("leads nowhere from a number that two answers share", async () => {
    const store = memoryStore();
    const location = async () =>
      (await open(store).get(`/en/topic/?r=${RECEIPT}`)).headers.get("location");
    await store.append(answer(ID, { answers: { reasons: ["wait"] } }));
    expect(await location()).toBe(`${PAGE}#topic-waiting`);
    await store.append(answer(`${ID.slice(0, -1)}2`, { answers: { reasons: ["wait"] } }));
    expect(await location()).toBe(`${PAGE}#no-topic`);
  });

  it("reads an answer by the version of the survey in which it was given", async () => {
    const now: SurveyDefinition = { ...teaSurvey, version: 3, earlier: [asking] };
    expect(await placeOf(["wait"], { surveys: [now] })).toBe("topic-waiting");
  });

  it("stays below the site's base, in the language of the page, and has the usual headers", async () => {
    const store = memoryStore();
    const reply = await open(store, { base: "/shop/" }).get("/shop/zh-CN/topic/?r=x");
    expect(reply.headers.get("location")).toBe("/shop/zh-CN/reports/co-creation/#no-topic");
    expect(reply.headers.get("referrer-policy")).toBe("no-referrer");
    for (const path of ["/%2Fevil.example/topic/", "//topic/", "/evil.example/topic/"]) {
      expect([path, (await open(store).get(path)).status]).toEqual([path, 404]);
    }
  });

  it("counts against the limit of an address", async () => {
    const door = open(memoryStore(), {
      rate: rateLimit({ burst: 1, perMinute: 1 }),
      now: () => NOON,
      address: () => "192.0.2.7",
    });
    const replies = [];
    for (let at = 0; at < 3; at += 1) replies.push(await door.get(`/en/topic/?r=${RECEIPT}`));
    expect(replies.map(({ status }) => status)).toEqual([303, 303, 429]);
    expect(replies[2]?.headers.get("retry-after")).toBe("5");
  });
});
