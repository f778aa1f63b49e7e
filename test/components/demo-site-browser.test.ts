import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildDemoSite } from "../support/build-demo-site.ts";
import { launchBrowser } from "../support/browser.ts";
import { serveFolder, type ServedFolder } from "../support/serve-folder.ts";

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const fontFolder = resolve("node_modules/@fontsource-variable/noto-sans-sc");
let browser: Browser;
let site: ServedFolder;

beforeAll(async () => {
  const dist = await buildDemoSite("demo-site-browser");
  site = await serveFolder(dist, { font: fontFolder });
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  site?.close();
});

interface Visit {
  readonly page: Page;
  /** Requests since the page was asked for, without its origin. */
  readonly requests: string[];
  readonly complaints: string[];
}

async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url().slice(site.origin.length)));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(site.origin + path);
  return { page, requests, complaints };
}

/** The machine has no Chinese font; pictures and widths need one. */
async function dress(page: Page): Promise<void> {
  await page.addStyleTag({
    content: `@import url("${site.origin}/font/index.css");
      body:lang(en), body:lang(zh-CN) { font-family: "Noto Sans SC Variable", sans-serif; }`,
  });
  await page.waitForTimeout(200);
  await page.evaluate(() => document.fonts.ready);
}

const paths = ["/zh-CN/", "/en/reports/loyalty/", "/zh-CN/reports/gallery/"];
const grounds: readonly (readonly [string, BrowserContextOptions])[] = [
  ["360 px, light", { viewport: { width: 360, height: 740 } }],
  ["1280 px, dark", { viewport: { width: 1280, height: 800 }, colorScheme: "dark" }],
  ["1280 px, forced colours", { viewport: { width: 1280, height: 800 }, forcedColors: "active" }],
];

describe.each(grounds)("a report at %s", (_, options) => {
  test.each(paths)("%s has no fault that axe finds", async (path) => {
    const { page } = await visit(path, { ...options, bypassCSP: true });
    await page.evaluate(axe);
    const faults = await page.evaluate(async () => {
      const runner = (globalThis as unknown as { axe: typeof import("axe-core") }).axe;
      const { violations } = await runner.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
    });
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe("a report", () => {
  test.each(paths)("%s never scrolls sideways, down to 320 px", async (path) => {
    for (const width of [320, 360, 768, 1280]) {
      const { page } = await visit(path, { viewport: { width, height: 740 }, bypassCSP: true });
      await dress(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${width} px`).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });

  test("keeps the texts of its pictures inside them, as the browser measures", async () => {
    const { page } = await visit("/zh-CN/reports/gallery/", { bypassCSP: true });
    await dress(page);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll(".drawing text")]
        .filter((text) => {
          const own = text.getBoundingClientRect();
          const all = text.closest("svg")?.getBoundingClientRect() as DOMRect;
          return own.left < all.left - 1 || own.right > all.right + 1;
        })
        .map((text) => text.textContent),
    );
    expect(outside).toEqual([]);
    await page.context().close();
  });

  test("shows heading, four numbers and the first action at once at 1280 × 800", async () => {
    const { page } = await visit("/zh-CN/", {
      viewport: { width: 1280, height: 800 },
      bypassCSP: true,
    });
    await dress(page);
    const bottom = (selector: string) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().bottom);
    expect(await bottom("h1")).toBeLessThan(250);
    expect(await bottom(".numbers")).toBeLessThan(560);
    expect(await bottom(".actions li:first-child")).toBeLessThan(800);
    await page.context().close();
  });

  test("prints its overview on page one, closed details open", async () => {
    const { page } = await visit("/zh-CN/", { bypassCSP: true });
    await dress(page);
    // A4 less its margins, at 96 px an inch: 178 mm by 259 mm.
    await page.setViewportSize({ width: 673, height: 979 });
    await page.emulateMedia({ media: "print" });
    const actions = await page
      .locator(".actions")
      .evaluate((element) => element.getBoundingClientRect().bottom);
    expect(actions).toBeLessThan(979);
    await page.goto(`${site.origin}/en/reports/loyalty/`);
    const caveats = page.locator(".how details").last();
    expect(
      await caveats.evaluate((element) => element.getBoundingClientRect().height),
    ).toBeGreaterThan(60);
    await page.context().close();
  });
});

describe("waking a picture", () => {
  test("fetches nothing before a reader touches one, then one script", async () => {
    const { page, requests, complaints } = await visit("/en/reports/gallery/");
    expect(requests.filter((path) => /\.js$|\.json$/u.test(path))).toEqual([]);
    requests.length = 0;
    await page.locator("figure[data-chart=gallery-curve] .drawing").hover();
    await page.locator("figure[data-chart=gallery-curve] canvas").waitFor();
    await page.locator("figure[data-chart=gallery-nps] .drawing").hover();
    await page.locator("figure[data-chart=gallery-nps] canvas").waitFor();
    expect(requests.map((path) => path.replace(/-[\w-]+\.js$/u, ".js"))).toEqual([
      "/_astro/chart.js",
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("works by keyboard alone: focus, Enter, arrow keys, and back", async () => {
    const { page, complaints } = await visit("/en/reports/gallery/");
    const figure = page.locator("figure[data-chart=gallery-curve]");
    await figure.locator("button").focus();
    await page.keyboard.press("Enter");
    await figure.locator("canvas").waitFor();
    await figure.locator("canvas").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await figure.locator(".value-now").textContent()).toBe("2: 15% (11–20%)");
    await figure.locator("button").focus();
    await page.keyboard.press("Enter");
    expect(await figure.locator("canvas").count()).toBe(0);
    expect(await figure.locator(".drawing > svg").isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("wakes every kind of chart in every colour scheme without a word in the console", async () => {
    for (const [, options] of grounds) {
      const { page, complaints } = await visit("/en/reports/gallery/", options);
      for (const button of await page.locator("figure[data-chart] button").all())
        await button.click();
      await page.locator("figure.awake").nth(11).waitFor();
      expect(await page.locator("figure.awake").count()).toBe(12);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
  });

  test("lets a reader switch off a part of stacked rows", async () => {
    const { page } = await visit("/en/reports/gallery/");
    const figure = page.locator("figure[data-chart=gallery-nps]");
    await figure.locator("button").click();
    await figure.getByLabel("Promoters 9–10").uncheck();
    expect(await figure.getByLabel("Promoters 9–10").isChecked()).toBe(false);
    await page.context().close();
  });

  test("says so when the script cannot be fetched, and leaves the picture", async () => {
    const { page } = await visit("/en/reports/gallery/");
    await page.route("**/*.js", (route) => route.abort());
    const figure = page.locator("figure[data-chart=gallery-curve]");
    await figure.locator("button").click();
    await expect.poll(() => figure.locator("button").textContent()).toContain("cannot be reached");
    expect(await figure.locator(".drawing > svg").isVisible()).toBe(true);
    await page.context().close();
  });
});

test("a report without script shows every picture and offers nothing that would not work", async () => {
  const { page } = await visit("/en/reports/gallery/", { javaScriptEnabled: false });
  expect(await page.locator(".drawing > svg").count()).toBe(13);
  expect(await page.locator("figure button:visible").count()).toBe(0);
  await page.context().close();
});
