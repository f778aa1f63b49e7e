/** The Worker that `npm run worker` writes, in Cloudflare's runtime, with assets and D1. */
import { execFile } from "node:child_process";
import type { Miniflare } from "miniflare";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { linkToken } from "../../src/collector/personal-link.ts";
import { openLinkKeys } from "../../src/collector/link-keys.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import { projectRoot } from "../../src/settings/project-root.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { writeWorker } from "../../scripts/worker.ts";
import { bundled, openWorker } from "../support/worker.ts";
import { builtPage } from "./door.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-worker-"));
const at = (...path: readonly string[]) => join(root, ...path);
const KEY = "0123456789abcdef0123456789abcdef";
const content = at("content");
const keys = openLinkKeys(at("keys.json"));
let miniflare: Miniflare;
let url = "";

beforeAll(async () => {
  mkdirSync(join(content, "surveys"), { recursive: true });
  mkdirSync(at("data"));
  writeFileSync(
    join(content, "site.yaml"),
    "name: { en: Tea }\ncurrency: EUR\ntimeZone: UTC\nwave: month\nlocales: [en]\nsurveyLocales: [en, zh-CN]\n",
  );
  writeFileSync(
    join(content, "surveys", "tea.yaml"),
    `id: tea
version: 1
audience: customer
title: { en: Tea }
questions:
  - { id: satisfaction, type: rating, scale: { min: 1, max: 5 }, title: { en: Satisfied? }, required: true }
  - { id: why, type: text, show: "satisfaction <= 2", title: { en: Why? } }
`,
  );
  writeFileSync(
    join(content, "surveys", "past.yaml"),
    `id: past
version: 1
audience: customer
title: { en: Past, zh-CN: 往事 }
closes: "2020-01-31"
questions:
  - { id: satisfaction, type: nps, title: { en: Satisfied?, zh-CN: 满意吗？ } }
`,
  );
  writeFileSync(
    join(content, "surveys", "few.yaml"),
    `id: few
version: 1
audience: customer
title: { en: Few, zh-CN: 几个 }
quota: { answers: 1, of: channel }
questions:
  - { id: satisfaction, type: nps, title: { en: Satisfied?, zh-CN: 满意吗？ } }
  - { id: channel, type: hidden, title: { en: Channel, zh-CN: 渠道 } }
`,
  );
  for (const path of ["en/s/tea", "en/s/tea/thanks", "_astro"]) {
    mkdirSync(at("dist", path), { recursive: true });
  }
  copyFileSync(join(projectRoot(), "public", "_headers"), at("dist", "_headers"));
  copyFileSync(join(projectRoot(), "public", "embed.js"), at("dist", "embed.js"));
  writeFileSync(at("dist", "index.html"), "<title>home</title>");
  writeFileSync(at("dist", "404.html"), "<title>nothing here</title>");
  writeFileSync(at("dist", "en/s/tea/index.html"), builtPage);
  writeFileSync(at("dist", "en/s/tea/thanks/index.html"), builtPage);
  writeWorker(at("worker"), readSettings(content), content);
  await start();
});

async function start(): Promise<void> {
  miniflare = await openWorker({
    script: await bundled(at("worker", "worker.js")),
    folder: at("d1"),
    assets: at("dist"),
    secrets: {
      ZHIKE_STORE_KEY: KEY,
      ZHIKE_LINK_KEYS: readFileSync(at("keys.json"), "utf8"),
      ZHIKE_FRAMES: "https://shop.example",
    },
  });
  url = String(await miniflare.ready);
}
afterAll(async () => {
  await miniflare?.dispose();
  rmSync(root, { recursive: true, force: true });
});

const form = (fields: Record<string, string>) =>
  fetch(new URL("/api/responses/tea", url), {
    method: "POST",
    body: new URLSearchParams({ _lang: "en", _version: "1", ...fields }),
    redirect: "manual",
  });
const json = (id: string, satisfaction: number, more = {}) =>
  fetch(new URL("/api/responses/tea", url), {
    method: "POST",
    body: JSON.stringify({ id, survey_version: 1, lang: "en", answers: { satisfaction }, ...more }),
  });
const owner = (path: string, key = KEY) =>
  fetch(new URL(`/api/owner/${path}`, url), { headers: { authorization: `Bearer ${key}` } });

/** Meanwhile connections that the runtime closes are seen to close. */
async function run(script: string, ...rest: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    ZHIKE_DATA: at("data"),
    ZHIKE_CONTENT: content,
    ZHIKE_LANG: "en",
    ZHIKE_STORE: url,
    ZHIKE_STORE_KEY: KEY,
  };
  return (await promisify(execFile)(process.execPath, [script, ...rest], { env })).stdout;
}

/** All rows that pulls wrote. */
function pulled(): readonly Record<string, string>[] {
  const folder = at("data", "responses", "tea");
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, string>);
}

describe("surveyWorker(company)", () => {
  it("serves the site and says that it can write", async () => {
    const home = await fetch(new URL("/", url));
    expect(await home.text()).toBe("<title>home</title>");
    expect(home.headers.get("content-security-policy")).toBe("frame-ancestors 'self'");
    const missing = await fetch(new URL("/nothing", url));
    expect([missing.status, await missing.text()]).toEqual([404, "<title>nothing here</title>"]);
    expect(await (await fetch(new URL("/healthz", url))).text()).toBe("ok");
    const survey = await fetch(new URL("/en/s/tea/", url));
    expect(await survey.text()).toBe(builtPage);
    expect(survey.headers.get("content-security-policy")).toMatch(
      /connect-src 'self'; .*frame-ancestors 'self' https:\/\/shop\.example$/u,
    );
  });

  it("lets other sites load the script that frames a survey, and nothing else", async () => {
    const policyOf = async (path: string) =>
      (await fetch(new URL(path, url))).headers.get("cross-origin-resource-policy");
    expect(await policyOf("/embed.js")).toBe("cross-origin");
    expect(await policyOf("/")).toBe("same-site");
    expect(await policyOf("/en/s/tea/")).toBe("same-site");
  });

  it("walks a form without script: page, errors, thanks; sent again it is the same answer", async () => {
    const fresh = await (await fetch(new URL("/en/s/tea/form", url))).text();
    const id = /name="_id" value="([^"]+)"/u.exec(fresh)?.[1] ?? "";
    const wrong = await form({ _id: id });
    expect([wrong.status, (await wrong.text()).includes(id)]).toEqual([422, true]);
    for (let sent = 0; sent < 2; sent += 1) {
      const right = await form({ _id: id, satisfaction: "5" });
      expect(right.status).toBe(303);
      const thanks = await fetch(new URL(right.headers.get("location") ?? "", url));
      expect(await thanks.text()).toMatch(/Answers received[\s\S]*[0-9A-Z]{4}-[0-9A-Z]{4}/u);
    }
    const [only, ...more] = (await (await owner("answers")).json()) as { answer: { id: string } }[];
    expect([only?.answer.id, more]).toEqual([id, []]);
    expect((await json(id, 4)).status).toBe(409);
  });

  it("marks a repeated form without an id, also in a Worker that began since", async () => {
    const sent = await Promise.all([form({ satisfaction: "3" }), form({ satisfaction: "4" })]);
    expect(sent.map(({ status }) => status)).toEqual([303, 303]);
    await miniflare.dispose();
    await start();
    await form({ satisfaction: "3" });
    const all = (await (await owner("answers")).json()) as {
      answer: { suspect: string | null; answers: { satisfaction: number } };
    }[];
    const threes = all.filter(({ answer }) => answer.answers.satisfaction === 3);
    expect(threes.map(({ answer }) => answer.suspect)).toEqual([null, "repeat"]);
  });

  it("answers one of a hundred equal posts at once with 201 and 99 with 200", async () => {
    const id = crypto.randomUUID();
    const replies = await Promise.all(Array.from({ length: 100 }, () => json(id, 5)));
    const counted = Object.groupBy(replies, ({ status }) => status);
    expect([counted[201]?.length, counted[200]?.length]).toEqual([1, 99]);
  });

  it("opens the owner's door to nobody without the key", async () => {
    for (const key of ["", `${KEY}0`, KEY.slice(1)]) {
      const reply = await owner("answers", key);
      expect([reply.status, await reply.json()]).toEqual([401, { code: "key-refused" }]);
    }
    expect((await fetch(new URL("/api/owner/answers", url))).status).toBe(401);
  });

  it.each([
    [{ ZHIKE_STORE_KEY: "short" }, "Set the secret ZHIKE_STORE_KEY to 32 characters or more."],
    [
      { ZHIKE_STORE_KEY: KEY, ZHIKE_LINK_KEYS: "cut off" },
      "Set the secret ZHIKE_LINK_KEYS to the text of data/collector/keys.json.",
    ],
  ])("takes nothing while a secret is wrong, and says which: %j", async (secrets, says) => {
    const script = await bundled(at("worker", "worker.js"));
    const bare = await openWorker({ script, folder: at("bare"), secrets });
    const reply = await bare.dispatchFetch("http://worker.example/healthz");
    expect([reply.status, await reply.text()]).toEqual([503, says]);
    await bare.dispose();
  });
});

describe("writeWorker(folder, settings, content)", () => {
  it("throws worker-base where the site does not stand at the root of its host", () => {
    const { site, surveys, rules } = readSettings(content);
    const settings = { surveys, rules, site: { ...site, base: "/shop/" } };
    expect(() => writeWorker(at("other"), settings, content)).toThrow(/worker-base.*\/shop\//u);
  });
});

describe("npm run pull, npm run forget with ZHIKE_STORE", () => {
  it("bring each answer into data once, with whose it is, and forget it in both places", async () => {
    const before = ((await (await owner("answers")).json()) as unknown[]).length;
    const claim = { survey: "tea", wave: "2026-07", customerId: "C1" };
    const token = linkToken(claim, keys[0]!);
    expect((await json(crypto.randomUUID(), 2, { token })).status).toBe(201);
    expect(await run("scripts/pull.ts")).toContain(`${before + 1} answers were written`);
    expect(await run("scripts/pull.ts")).toContain("no new answers");
    expect((await json(crypto.randomUUID(), 1)).status).toBe(201);
    expect(await run("scripts/pull.ts")).toContain("1 answer was written");
    const rows = pulled();
    expect(new Set(rows.map(({ response_id }) => response_id)).size).toBe(before + 2);
    expect(rows).toHaveLength(before + 2);
    expect(rows.filter(({ customer_id }) => customer_id === "C1")).toMatchObject([
      { satisfaction: "2", wave: "2026-07" },
    ]);
    expect(await run("scripts/forget.ts", "C1")).toContain("Removed: 1 answer,");
    expect(await (await owner("answers")).text()).not.toContain("C1");
    expect(pulled()).toHaveLength(before + 1);
    expect(await run("scripts/pull.ts")).toContain("no new answers");
  });
});

describe("a Worker that was written", () => {
  it("knows the days, quotas and languages of surveys", async () => {
    const get = (path: string) => fetch(new URL(path, url));
    const state = async (path: string) => (await get(`/api/responses/${path}`)).json();
    const send = (survey: string, answers: object) =>
      fetch(new URL(`/api/responses/${survey}`, url), {
        method: "POST",
        body: JSON.stringify({
          id: crypto.randomUUID(),
          survey_version: 1,
          lang: "zh-CN",
          answers,
        }),
      });
    expect(await state("past/state")).toEqual({ state: "closed" });
    expect((await send("past", { satisfaction: 9 })).status).toBe(410);
    expect(await state("few/state?channel=app")).toEqual({ state: "open" });
    expect((await send("few", { satisfaction: 9, channel: "app" })).status).toBe(201);
    expect(await state("few/state?channel=app")).toEqual({ state: "full" });
    expect(await state("few/state?channel=shop")).toEqual({ state: "open" });
    expect(await (await get("/zh-CN/s/few/form?channel=shop")).text()).toContain("满意吗？");
    expect((await get("/zh-CN/s/tea/form")).status).toBe(404);
    const kept = (await (await owner("consents")).json()) as { lang: string; text: string }[];
    expect(kept.map(({ lang }) => lang)).toEqual(["en", "zh-CN"]);
    const topic = await fetch(new URL("/en/topic/?r=0000-0000", url), { redirect: "manual" });
    expect([topic.status, topic.headers.get("location")]).toEqual([
      303,
      "/en/reports/co-creation/#no-topic",
    ]);
    await run("scripts/pull.ts");
    const home = sqliteStore(answersFile(at("data")));
    expect(await home.consents().finally(home.close)).toEqual(kept);
  });
});
