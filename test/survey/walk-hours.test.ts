/** Surveys with days and a quota, in a browser at a collector whose clock the test sets. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { collector } from "../../src/collector/collector.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import { staticFiles, type StaticFiles } from "../../src/collector/static-files.ts";
import type { Store } from "../../src/collector/store.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import type { SurveyDefinition } from "../../src/survey/definition.ts";
import { goOn, stepNow, stored } from "../site/respond.ts";
import { launchBrowser, phone } from "../support/browser.ts";
import { buildSurveySite } from "../support/build-survey-site.ts";
import { testFolder } from "../support/project.ts";

const t = (zh: string, en: string) => ({ "zh-CN": zh, en });
const questions: SurveyDefinition["questions"] = [
  { id: "channel", type: "hidden", title: t("渠道", "Channel") },
  { id: "recommend", type: "nps", required: true, title: t("会推荐吗？", "Recommend?") },
  { id: "why", type: "text", title: t("为什么？", "Why?") },
];
const july: SurveyDefinition = {
  id: "july",
  version: 1,
  audience: "customer",
  title: t("七月", "July"),
  opens: "2026-07-01",
  closes: "2026-07-31",
  questions,
};
const few: SurveyDefinition = {
  id: "few",
  version: 1,
  audience: "customer",
  title: t("少数人", "A few"),
  quota: { answers: 1, of: "channel" },
  questions,
};
/** The site's clock is Shanghai's: the last day ends at 16:00 UTC. */
const LAST_MINUTE = "2026-07-31T15:59:00.000Z";
const NEXT_MINUTE = "2026-07-31T16:00:30.000Z";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let store: Store;
let url: string;
let now = LAST_MINUTE;
let files: StaticFiles;
let stop: () => Promise<void>;
const data = mkdtempSync(join(testFolder, "collected-"));

beforeAll(async () => {
  const { dist, content } = await buildSurveySite("hours", [july, few]);
  const { site, surveys, words } = readSettings(content);
  store = sqliteStore(answersFile(data));
  files = staticFiles(dist, "/");
  const app = collector(store, {
    surveys,
    words,
    locales: site.locales,
    base: "/",
    builtPage: files.page,
    secret: new Uint8Array(32),
    now: () => new Date(now),
  });
  app.get("*", (asked) => files.respond(asked.req.raw));
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((ready) => server.once("listening", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => new Promise<void>((done) => void server.close(() => done()));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stop?.();
  await store?.close();
  rmSync(data, { recursive: true, force: true });
});
afterEach(async () => context?.close());

/** At a time of the collector, and one of the device. */
async function open(path: string, at: string, device = at): Promise<void> {
  now = at;
  context = await browser.newContext(phone());
  page = await context.newPage();
  await page.clock.install({ time: device });
  await page.goto(url + path);
}

async function answer(): Promise<void> {
  await page.locator('.step.now input[value="9"]').check({ force: true });
  await goOn(page);
  await page.locator(".step.now textarea").fill("好喝");
}

const heading = () => page.locator("h1:visible").innerText();

describe("a survey with days", () => {
  it("asks until the last minute, whatever the device's clock says", async () => {
    await open("/zh-CN/s/july/", LAST_MINUTE, "2027-01-01T00:00:00.000Z");
    await page.locator(".step.now").waitFor();
    await answer();
    await goOn(page);
    await page.getByText("答卷已收到").waitFor();
    expect(stored(data).at(-1)).toMatchObject({ survey: "july", suspect: null });
  });

  it("says that it is not open yet, and that it is closed, in place of the questions", async () => {
    await open("/en/s/july/", "2026-06-30T15:59:00.000Z");
    expect(await heading()).toBe("This survey is not open yet");
    expect(await page.locator(".done:visible").innerText()).toContain("It opens on 1 July 2026.");
    await context.close();
    await open("/zh-CN/s/july/", NEXT_MINUTE);
    expect(await heading()).toBe("问卷已经截止");
    expect(await page.title()).toBe("问卷已经截止 · 山泉");
    expect(await page.locator(".step:visible, #go:visible, #kept:visible").count()).toBe(0);
  });

  it("says so from the page's own days where only a host of files answers", async () => {
    now = NEXT_MINUTE;
    context = await browser.newContext(phone());
    page = await context.newPage();
    await page.clock.install({ time: NEXT_MINUTE });
    await page.route("**/state*", (route) => route.abort());
    const body = (await files.page("en/s/july/")) ?? "";
    await page.route("**/s/july/", (route) => route.fulfill({ contentType: "text/html", body }));
    await page.goto(`${url}/en/s/july/`);
    await page.locator(".done").waitFor();
    expect(await heading()).toBe("This survey is closed");
  });

  it("takes what was finished in time and found no network till after the close", async () => {
    await open("/zh-CN/s/july/", LAST_MINUTE);
    await answer();
    const before = stored(data).length;
    await context.setOffline(true);
    await goOn(page);
    await page.getByText("答卷已存好，还没送出").first().waitFor();
    await page.close();
    now = NEXT_MINUTE;
    await context.setOffline(false);
    page = await context.newPage();
    await page.clock.install({ time: NEXT_MINUTE });
    await page.goto(`${url}/zh-CN/s/july/`);
    expect(await heading()).toBe("问卷已经截止");
    await expect.poll(() => stored(data).length).toBe(before + 1);
    expect(stored(data).at(-1)).toMatchObject({ suspect: "late", answers: { why: "好喝" } });
  });

  it("keeps the text in sight of a person whose answers come too late", async () => {
    await open("/zh-CN/s/july/", "2026-07-31T10:00:00.000Z");
    await answer();
    const before = stored(data).length;
    now = "2026-08-20T00:00:00.000Z";
    await goOn(page);
    await page.locator(".done").waitFor();
    expect(await heading()).toBe("答卷存着，但没有收下");
    expect(await page.locator(".done dd:visible").last().innerText()).toContain("已经截止");
    await page.locator("#save").click();
    expect(await page.locator("#copy").inputValue()).toContain("好喝");
    expect(stored(data)).toHaveLength(before);
  });
});

describe("a survey with a quota", () => {
  it("asks nobody new when it is full, lets go on who has begun, and counts each channel apart", async () => {
    await open("/zh-CN/s/few/?channel=app", LAST_MINUTE);
    await answer();
    const other = await context.newPage();
    await store.append({
      id: crypto.randomUUID(),
      survey: "few",
      surveyVersion: 1,
      lang: "en",
      receivedAt: now,
      startedAt: null,
      token: null,
      customerId: null,
      wave: null,
      consentVersion: "",
      suspect: null,
      hash: "",
      answers: { channel: "app", recommend: 3 },
      contacts: [],
    });
    now = "2026-07-31T15:59:10.000Z";
    await page.reload();
    expect(await stepNow(page)).toBe("why");
    const fresh = await browser.newContext(phone());
    const stranger = await fresh.newPage();
    await stranger.goto(`${url}/en/s/few/?channel=app`);
    await stranger.getByRole("heading", { name: "We have enough answers" }).waitFor();
    await stranger.goto(`${url}/en/s/few/?channel=shop`);
    await stranger.locator(".step.now").waitFor();
    await fresh.close();
    await other.close();
    await goOn(page);
    await page.getByText("答卷已收到").waitFor();
    expect(stored(data).at(-1)).toMatchObject({ survey: "few", suspect: "over-quota" });
  });
});
