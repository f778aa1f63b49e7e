/** What may go wrong around a respondent: another language, a phone that refuses storage, another site's frame, a preview. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser, phone, serveSite, type Served } from "../support/browser.ts";
import { builtSite } from "../support/built-site.ts";
import { answerByKeys, goOn, stepNow, stored, walkByKeys, WECHAT } from "./respond.ts";

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

/** Before any script of a page: what a web view may refuse. */
function refuseStorage(): void {
  const refuse = () => {
    throw new DOMException("refused", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
    Object.defineProperty(globalThis, name, { get: refuse });
  }
}

interface Opening extends NonNullable<Parameters<typeof phone>[0]> {
  readonly refuses?: boolean;
}

async function open(path: string, { refuses = false, ...options }: Opening = {}): Promise<void> {
  context = await browser.newContext(phone({ bypassCSP: true, ...options }));
  if (refuses) await context.addInitScript(refuseStorage);
  page = await context.newPage();
  await page.goto(served.url + path);
}

async function switchTo(locale: string): Promise<void> {
  await page.locator(`header a[hreflang=${locale}]`).click();
  await page.waitForURL(`**/${locale}/s/**`);
}

describe("another language", () => {
  test.each([false, true])(
    "goes on with the same answers, where storage is refused: %s",
    async (refuses) => {
      await open("/zh-CN/s/team-pulse/", { refuses });
      await answerByKeys(page, "5");
      await goOn(page);
      await answerByKeys(page, "9");
      await goOn(page);
      await switchTo("zh-TW");
      expect(await stepNow(page)).toBe("stay");
      expect(await page.locator(".step.now .question").innerText()).toContain("一年後");
      await switchTo("en");
      expect(await stepNow(page)).toBe("stay");
      await page.locator("#back").click();
      expect(await page.locator(".step.now input:checked").getAttribute("value")).toBe("9");
      // What the tab has carried over stays with nobody.
      expect(await page.evaluate(() => window.name)).toBe("");
      await goOn(page);
      await walkByKeys(page, { better: "Rosters a day earlier" }, "4");
      await page.locator(".done").first().waitFor();
      expect(stored(served.data)).toMatchObject([
        { lang: "en", answers: { job: 5, recommend: 9, stay: 4, better: "Rosters a day earlier" } },
      ]);
    },
  );

  test("without JavaScript takes along what is filled in, twice over", async () => {
    await open("/zh-CN/s/team-pulse/", { javaScriptEnabled: false });
    await page.locator('[name="job"][value="4"]').check({ force: true });
    await page.locator('[name="better"]').fill("排班早一天出来");
    await page.locator('input[type=submit][lang="zh-TW"]').click();
    await page.waitForURL("**/zh-TW/s/team-pulse/form");
    expect(await page.locator("#go").innerText()).toBe("送出問卷");
    expect(await page.locator('[name="job"]:checked').getAttribute("value")).toBe("4");
    await page.locator('input[type=submit][lang="en"]').click();
    await page.waitForURL("**/en/s/team-pulse/form");
    expect(await page.locator('[name="better"]').inputValue()).toBe("排班早一天出来");
    await page.locator('[name="recommend"][value="10"]').check({ force: true });
    expect(stored(served.data)).toEqual([]);
    await page.locator("#go").click();
    await page.waitForURL("**/en/s/team-pulse/thanks/**");
    expect(await page.locator("h1").innerText()).toContain("Answers received");
    expect(stored(served.data)).toMatchObject([
      { lang: "en", answers: { job: 4, recommend: 10, better: "排班早一天出来" } },
    ]);
  });
});

describe("WeChat's browser that refuses all storage", () => {
  const wechat = { userAgent: WECHAT, hasTouch: true, isMobile: true, refuses: true } as const;

  test("says so, asks to keep the page open, and delivers all the same", async () => {
    await open("/zh-TW/s/team-pulse/", wechat);
    for (let step = await stepNow(page); step !== "better"; step = await stepNow(page)) {
      await page.locator(".step.now label").first().tap();
      await page.locator("#go").tap();
    }
    expect(await page.locator("#notice").innerText()).toContain("請一次填完");
    expect(await page.locator("#kept").isVisible()).toBe(false);
    await context.setOffline(true);
    await page.locator("#go").tap();
    await page.locator(".done").waitFor();
    expect(await page.locator("h1:visible").innerText()).toContain("問卷還沒送出");
    // No downloads there: the text stands on the page.
    await page.locator("#save").tap();
    expect(await page.locator("#copy").inputValue()).toContain('"survey_version":2');
    await context.setOffline(false);
    await page.getByText("問卷已收到").first().waitFor();
    await expect.poll(() => stored(served.data)).toMatchObject([{ lang: "zh-TW", suspect: null }]);
  });
});

/** On each step and each ending: what leaves the screen sideways, and what is too small to tap. */
function zoomFaults(): readonly string[] {
  const main = document.querySelector("main")!;
  const faults: string[] = [];
  const look = (where: string) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) faults.push(`${where}: ${scrollWidth} of ${clientWidth} px`);
    for (const field of document.querySelectorAll("a, button, input, select, textarea")) {
      const target = field.closest("label") ?? field;
      const { width, height } = target.getBoundingClientRect();
      if (height === 0 || field.closest(".trap") !== null) continue;
      if (width < 24 || height < 24) faults.push(`${where}: ${target.outerHTML.slice(0, 60)}`);
    }
  };
  main.classList.remove("finished");
  for (const step of main.querySelectorAll<HTMLElement>(".step")) {
    main.querySelector(".now")?.classList.remove("now");
    step.classList.add("now");
    look(step.dataset["step"] ?? "");
  }
  for (const id of ["received", "waiting"]) {
    main.classList.add("finished");
    main.querySelector(".done")?.remove();
    main.append(document.querySelector<HTMLTemplateElement>(`#${id}`)!.content.cloneNode(true));
    look(id);
  }
  return faults;
}

describe.each(["zh-CN", "zh-TW", "en"])(
  "with the page or its text at twice the size, in %s",
  (locale) => {
    test.each(["after-visit", "relationship", "team-pulse"])(
      "%s fits the screen, and what is tapped is 24 px or more",
      async (survey) => {
        await open(`/${locale}/s/${survey}/`, { viewport: { width: 180, height: 370 }, locale });
        expect(await page.evaluate(zoomFaults)).toEqual([]);
        await page.setViewportSize({ width: 360, height: 740 });
        await page.addStyleTag({ content: "html { font-size: 200% }" });
        expect(await page.evaluate(zoomFaults)).toEqual([]);
      },
    );
  },
);

describe("a preview", () => {
  test("is walked to the end and leaves nothing in the browser and nothing at the collector", async () => {
    await open("/en/s/team-pulse/?preview");
    const posts: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") posts.push(request.url());
    });
    const notice = page.locator("#notice");
    expect(await notice.innerText()).toBe("Preview: answers are not kept and not sent.");
    await answerByKeys(page, "5");
    await goOn(page);
    await switchTo("zh-TW");
    expect(await stepNow(page)).toBe("recommend");
    expect(await notice.innerText()).toBe("預覽：答案不會儲存，也不會送出。");
    await walkByKeys(page, {}, "3");
    await page.locator(".done").waitFor();
    expect(await notice.isVisible()).toBe(true);
    expect(await page.locator("#kept").isVisible()).toBe(false);
    expect(posts).toEqual([]);
    const kept = await page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => name),
    ]);
    expect(kept).toEqual([]);
    expect(stored(served.data)).toEqual([]);
  });
});

/** Another site, on another host, with a link to a survey and the script that frames it. */
async function hostPage(survey: string) {
  const html = `<!doctype html><title>Shop</title><h1>Shop</h1>
<a class="zhike" href="${survey}/en/s/team-pulse/">How is work?</a>
<script src="${survey}/embed.js" async></script>`;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(html);
  });
  await new Promise<void>((ready) => server.listen(0, "localhost", ready));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { origin: `http://localhost:${port}`, stop };
}

/** Heights from the page itself, and from another frame of the survey's own origin. */
async function foreignMessages(): Promise<void> {
  let heard = 0;
  const both = new Promise<void>((done) => {
    addEventListener("message", () => {
      heard += 1;
      if (heard === 2) requestAnimationFrame(() => done());
    });
  });
  const [own] = document.querySelectorAll("iframe");
  const other = document.createElement("iframe");
  other.src = own?.src ?? "";
  // A browser draws no foreign frame out of sight.
  document.body.prepend(other);
  postMessage({ zhike: 5000 }, "*");
  await both;
  other.remove();
}

describe("in a frame of another site", () => {
  const link = () => page.locator("a.zhike");
  const frameHeight = () =>
    page.locator("iframe").evaluate((frame) => frame.getBoundingClientRect().height);
  const contentHeight = (frame: FrameLocator) =>
    frame.locator("body").evaluate((body) => (body as HTMLElement).offsetHeight);

  test("the height follows the survey, foreign messages change nothing, and the answer arrives", async () => {
    await served.stop();
    const framed = await serveSite(builtSite(), undefined, ["http://localhost:*"]);
    served = framed;
    const host = await hostPage(framed.url);
    context = await browser.newContext(phone({ locale: "en-GB" }));
    page = await context.newPage();
    const faults: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(host.origin);
    const frame = page.frameLocator('iframe[title="How is work?"]');
    await frame.locator(".step.now").waitFor();
    await expect.poll(frameHeight).toBe(await contentHeight(frame));
    expect(await link().isVisible()).toBe(false);
    expect(await frame.locator("header").count()).toBe(0);
    const before = await frameHeight();
    await page.evaluate(foreignMessages);
    expect(await frameHeight()).toBe(before);
    await frame.locator("#go").click();
    await frame.locator(".summary").waitFor();
    await expect.poll(frameHeight).toBeGreaterThan(before);
    expect(await frameHeight()).toBe(await contentHeight(frame));
    for (;;) {
      const step = await frame
        .locator("main")
        .evaluate((main) =>
          main.matches(".finished")
            ? null
            : main.querySelector(".step.now")?.getAttribute("data-step"),
        );
      if (step === null) break;
      const radio = frame.locator(".step.now input[type=radio]").first();
      if ((await radio.count()) > 0) await radio.check({ force: true });
      await frame.locator("#go").click();
      if (step === "better") await frame.locator(".done").waitFor();
    }
    await frame.getByText("Answers received").waitFor();
    await expect.poll(frameHeight).toBe(await contentHeight(frame));
    expect(stored(framed.data)).toHaveLength(1);
    expect(faults).toEqual([]);
    await host.stop();
  });

  test("that is not named, the link stays a link", async () => {
    const host = await hostPage(served.url);
    context = await browser.newContext(phone());
    page = await context.newPage();
    const blocked = page.waitForEvent("console", (message) =>
      /frame-ancestors/u.test(message.text()),
    );
    await page.goto(host.origin);
    await blocked;
    expect(await frameHeight()).toBe(0);
    expect(await link().isVisible()).toBe(true);
    await host.stop();
  });
});
