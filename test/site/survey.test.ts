import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser, phone, serveSite, type Served } from "../support/browser.ts";
import { builtSite } from "../support/built-site.ts";
import { answerByKeys, goOn, stepNow, stored, walkByKeys, WECHAT } from "./respond.ts";

const WHOLE = {
  satisfaction: "4",
  return: "5",
  recommend: "9",
  consent: "yes",
};

let browser: Browser;
let served: Served;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => browser?.close());
beforeEach(async () => {
  served = await serveSite(builtSite());
});
afterEach(async () => {
  await context?.close();
  await served.stop();
});

async function open(path: string, options: Parameters<typeof phone>[0] = {}): Promise<void> {
  context = await browser.newContext(phone(options));
  page = await context.newPage();
  await page.goto(served.url + path);
}

const ended = () => page.locator("main.finished .done, .done").first().waitFor();
const heading = () => page.locator("h1:visible, .question:visible").first().innerText();

describe("with keys alone at 360 px", () => {
  test("after-visit in Chinese leads to the end, by way of the questions that a low mark opens", async () => {
    await open("/zh-CN/s/after-visit/");
    const shown = await walkByKeys(
      page,
      { satisfaction: "2", recommend: "3", reasons: "wait", why: "等了二十分钟。", consent: "yes" },
      "4",
    );
    await ended();
    expect(shown[0]).toBe("satisfaction");
    expect(shown.slice(-3)).toEqual(["reasons", "why", "consent"]);
    expect(await heading()).toContain("答卷已收到");
    expect(page.url()).toContain("/zh-CN/s/after-visit/thanks/?r=");
    const [answer] = stored(served.data);
    expect(answer).toMatchObject({ survey: "after-visit", lang: "zh-CN", suspect: null });
    expect(answer?.answers).toMatchObject({
      satisfaction: 2,
      aspects: { taste: 4, wait: 4, staff: 4, environment: 4, price: 4 },
      return: 4,
      recommend: 3,
      reasons: ["wait"],
      why: "等了二十分钟。",
    });
    expect(String(answer?.answers["blocks"]).split("|")).toHaveLength(2);
  });

  test("team-pulse in Chinese leads to the end", async () => {
    await open("/zh-CN/s/team-pulse/");
    await walkByKeys(page, { recommend: "0", better: "排班早一天出来" }, "3");
    await ended();
    expect(
      stored(served.data).map(({ survey, answers }) => [survey, answers["recommend"]]),
    ).toEqual([["team-pulse", 0]]);
  });

  test("after-visit in English leads to the end and asks nobody satisfied what went wrong", async () => {
    await open("/en/s/after-visit/", { locale: "en-GB" });
    const shown = await walkByKeys(page, { ...WHOLE, recommend: "10" }, "5");
    await ended();
    expect(shown).not.toContain("reasons");
    expect(await heading()).toContain("Answers received");
    expect(stored(served.data)[0]).toMatchObject({ lang: "en", answers: { recommend: 10 } });
  });
});

describe("on the way", () => {
  test("an answer that is missing moves the focus to the summary, says so in the title, and keeps the rest", async () => {
    await open("/zh-CN/s/after-visit/");
    await goOn(page);
    const summary = page.locator(".summary");
    expect(await summary.evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await page.title()).toMatch(/^错误：/u);
    const [link, message] = [summary.locator("a"), page.locator(".step.now .message")];
    expect(await link.innerText()).toBe((await message.innerText()).trim());
    await link.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe(
      "satisfaction",
    );
    await answerByKeys(page, "4");
    await goOn(page);
    expect(await stepNow(page)).toBe("aspects.taste");
    expect(await page.title()).not.toMatch(/^错误/u);
    await page.locator("#back").click();
    expect(await page.locator(".step.now input:checked").getAttribute("value")).toBe("4");
  });

  test("back, by link and by the phone's own button, keeps what was answered", async () => {
    await open("/zh-CN/s/after-visit/");
    for (const answer of ["3", "2", "1"]) {
      await answerByKeys(page, answer);
      await goOn(page);
    }
    await page.locator("#back").click();
    expect(await stepNow(page)).toBe("aspects.wait");
    await page.goBack();
    expect(await stepNow(page)).toBe("aspects.taste");
    expect(await page.locator(".step.now input:checked").getAttribute("value")).toBe("2");
    await goOn(page);
    expect(await page.locator(".step.now input:checked").getAttribute("value")).toBe("1");
  });

  test("a page that is loaded again goes on where the person stopped", async () => {
    await open("/zh-CN/s/after-visit/");
    await answerByKeys(page, "5");
    await goOn(page);
    await answerByKeys(page, "4");
    await goOn(page);
    await page.reload();
    expect(await stepNow(page)).toBe("aspects.wait");
    expect(await page.locator("#notice").innerText()).toContain("已接着上次答到的地方");
    await page.locator("#back").click();
    expect(await page.locator(".step.now input:checked").getAttribute("value")).toBe("4");
    expect(await page.locator("#kept").isVisible()).toBe(true);
  });

  test("another language goes on with the same answers", async () => {
    await open("/zh-CN/s/after-visit/");
    await answerByKeys(page, "5");
    await goOn(page);
    await page.locator("header a[hreflang=en]").click();
    await page.waitForURL("**/en/s/after-visit/**");
    expect(await stepNow(page)).toBe("aspects.taste");
    await page.locator("#back").click();
    expect(await page.locator(".step.now input:checked").getAttribute("value")).toBe("5");
  });
});

/** Whose blocks rotate has no form for everybody: without a script one is made for each. */
async function openPlain(): Promise<void> {
  await open("/zh-CN/s/after-visit/", { javaScriptEnabled: false });
  await page.waitForURL("**/zh-CN/s/after-visit/form");
}

/** The radios and texts of a whole form, without a script. */
async function fillPlain(values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.first().getAttribute("type")) === "radio") {
      await page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
    } else await field.fill(value);
  }
}

describe("without JavaScript", () => {
  test("the form is posted, answered with 303, and ends on the page of thanks with a receipt", async () => {
    await openPlain();
    await fillPlain(WHOLE);
    const replied = page.waitForResponse((reply) => reply.request().method() === "POST");
    await page.locator("#go").click();
    expect((await replied).status()).toBe(303);
    await page.waitForURL("**/zh-CN/s/after-visit/thanks/**");
    expect(await page.locator("h1").innerText()).toContain("答卷已收到");
    expect(await page.locator("[data-fill=receipt]").innerText()).toMatch(
      /^[0-9A-Z]{4}-[0-9A-Z]{4}$/u,
    );
    expect(stored(served.data)).toHaveLength(1);
  });

  test("an incomplete post says what is missing and keeps what was typed", async () => {
    await openPlain();
    await fillPlain({ satisfaction: "2", why: "杯子漏了。" });
    const replied = page.waitForResponse((reply) => reply.request().method() === "POST");
    await page.locator("#go").click();
    expect((await replied).status()).toBe(422);
    await page.locator(".summary").waitFor();
    expect(await page.title()).toMatch(/^错误：/u);
    const links = page.locator(".summary a");
    expect(await links.allInnerTexts()).toEqual(["请选择您会不会再来", "请在0到10之间选一个数"]);
    for (const link of await links.all()) {
      const target = await link.getAttribute("href");
      expect(await page.locator(`[id="${target?.slice(1)}"]`).count()).toBe(1);
    }
    expect(await page.locator('[name="satisfaction"]:checked').getAttribute("value")).toBe("2");
    expect(await page.locator('[name="why"]').inputValue()).toBe("杯子漏了。");
    await fillPlain({ return: "1", recommend: "0" });
    await page.locator("#go").click();
    await page.waitForURL("**/thanks/**");
    expect(stored(served.data)).toMatchObject([
      { answers: { satisfaction: 2, why: "杯子漏了。" } },
    ]);
  });

  test("what fills the field that nobody sees is kept and marked", async () => {
    await openPlain();
    await fillPlain(WHOLE);
    await page.locator("[name=website]").evaluate((field: HTMLInputElement) => {
      field.value = "x";
    });
    await page.locator("#go").click();
    await page.waitForURL("**/thanks/**");
    expect(stored(served.data).map(({ suspect }) => suspect)).toEqual(["trap"]);
  });
});

/** All but the last press. */
async function walkToTheEnd(): Promise<void> {
  for (let step = await stepNow(page); step !== "consent"; step = await stepNow(page)) {
    await answerByKeys(page, step === "recommend" ? "9" : "4");
    await goOn(page);
  }
  await answerByKeys(page, "yes");
}

describe("sending", () => {
  test("offline, answers are kept and said to be kept; online again, they are delivered once", async () => {
    await open("/zh-CN/s/after-visit/");
    await walkToTheEnd();
    await context.setOffline(true);
    await page.locator("#notice p").first().waitFor();
    await goOn(page);
    await ended();
    expect(await heading()).toContain("答卷已存好，还没送出");
    expect(stored(served.data)).toEqual([]);
    await context.setOffline(false);
    await page.getByText("答卷已收到").first().waitFor();
    expect(stored(served.data)).toHaveLength(1);
    await page.goto(`${served.url}/zh-CN/s/after-visit/`);
    await sleep(500);
    expect(stored(served.data)).toHaveLength(1);
  });

  test("answers kept offline are delivered by a later visit", async () => {
    await open("/zh-CN/s/after-visit/");
    await walkToTheEnd();
    await context.setOffline(true);
    await goOn(page);
    await ended();
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(`${served.url}/zh-CN/s/team-pulse/`);
    await expect.poll(() => stored(served.data).length, { timeout: 10_000 }).toBe(1);
    expect(stored(served.data)[0]?.survey).toBe("after-visit");
  });

  test("two presses send once", async () => {
    await open("/zh-CN/s/after-visit/");
    await walkToTheEnd();
    await page.evaluate(() => {
      const go = document.querySelector<HTMLButtonElement>("#go");
      go?.click();
      go?.click();
    });
    await ended();
    await sleep(300);
    expect(stored(served.data)).toHaveLength(1);
  });

  test("a lost reply is asked for again and the answers stand once", async () => {
    await open("/zh-CN/s/after-visit/");
    await walkToTheEnd();
    let posts = 0;
    await page.route("**/api/responses/**", async (route) => {
      posts += 1;
      if (posts > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await goOn(page);
    await page.getByText("答卷已收到").first().waitFor();
    expect(posts).toBe(2);
    expect(stored(served.data)).toHaveLength(1);
  });
});

test("in WeChat the survey is answered as anywhere else", async () => {
  await open("/zh-CN/s/after-visit/", { userAgent: WECHAT, hasTouch: true, isMobile: true });
  for (let step = await stepNow(page); step !== null; step = await stepNow(page)) {
    const four = page.locator('.step.now label:has(input[value="4"])');
    await ((await four.count()) > 0 ? four : page.locator(".step.now label").first()).tap();
    await page.locator("#go").tap();
    await page.waitForFunction(
      (before) =>
        document.querySelector("main.finished") !== null ||
        document.querySelector<HTMLElement>(".step.now")?.dataset["step"] !== before,
      step,
    );
  }
  await ended();
  expect(stored(served.data)).toHaveLength(1);
});
