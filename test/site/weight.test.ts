import { statSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, phone, serveSite, type Served } from "../support/browser.ts";
import { builtSite, filesOf, pagesOf, readSite } from "../support/built-site.ts";

const KILO = 1000;
const site = builtSite();
let browser: Browser;
let served: Served;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), serveSite(site)]);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

/** As hosts of files keep it. */
function brotli(text: string | Buffer): number {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return brotliCompressSync(text, options).byteLength;
}

interface Fetched {
  readonly path: string;
  readonly kind: string;
  readonly bytes: number;
}

interface Loaded {
  readonly fetched: readonly Fetched[];
  /** Brotli bytes of everything. */
  readonly bytes: number;
  readonly inlineScript: number;
  readonly violations: readonly string[];
}

/** Everything that a browser fetches for a page that nobody touches, under the page's own policy. */
async function load(path: string): Promise<Loaded> {
  const context = await browser.newContext(phone());
  const page = await context.newPage();
  const fetched: Fetched[] = [];
  const violations: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/iu.test(message.text())) violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(String(error)));
  page.on("response", (reply) => {
    const { pathname } = new URL(reply.url());
    const file = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const bytes = brotli(readFileSync(join(site, file)));
    fetched.push({ path: pathname, kind: reply.request().resourceType(), bytes });
  });
  await page.goto(served.url + path, { waitUntil: "networkidle" });
  await context.close();
  const html = readSite(site, `${path.slice(1)}index.html`);
  const scripts = [
    ...html.matchAll(/<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>([\s\S]*?)<\/script>/gu),
  ];
  return {
    fetched,
    bytes: fetched.reduce((sum, { bytes }) => sum + bytes, 0),
    inlineScript: scripts.reduce((sum, [, script = ""]) => sum + Buffer.byteLength(script), 0),
    violations,
  };
}

/** A page and its style sheets; what a browser fetches is compared with it once. */
function weightOf(page: string): number {
  const html = readSite(site, `${page.slice(1)}index.html`);
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="\/([^"]+)"/gu)].map(
    ([, path = ""]) => path,
  );
  return [html, ...sheets.map((path) => readSite(site, path))].reduce(
    (sum, text) => sum + brotli(text),
    0,
  );
}

const reports = pagesOf(site).filter((page) => /^\/[^/]+\/(?:reports\/.*)?$/u.test(page));
const pictures = (page: string) =>
  (readSite(site, `${page.slice(1)}index.html`).match(/<figure\b/gu) ?? []).length;

describe("a report before anybody touches it", () => {
  test.each(["/zh-CN/", "/zh-CN/reports/loyalty/", "/en/reports/satisfaction/"])(
    "%s runs at most 1 kB of script, fetches none, and breaks no rule of its own policy",
    async (path) => {
      const { fetched, inlineScript, violations } = await load(path);
      const scripts = fetched.filter(({ kind }) => kind === "script" || kind === "fetch");
      expect(scripts).toEqual([]);
      expect(inlineScript).toBeLessThanOrEqual(KILO);
      expect(violations).toEqual([]);
    },
  );

  test("with four pictures or fewer it weighs at most 30 kB, styles included", async () => {
    const few = reports.filter((page) => pictures(page) > 0 && pictures(page) <= 4);
    expect(few.length).toBeGreaterThan(4);
    const heavy = few
      .map((page) => ({ page, bytes: weightOf(page) }))
      .filter(({ bytes }) => bytes > 30 * KILO);
    expect(heavy).toEqual([]);
    expect((await load("/zh-CN/")).bytes).toBe(weightOf("/zh-CN/"));
  });

  test("touched, it fetches one script and wakes the picture", async () => {
    const context = await browser.newContext(phone());
    const page = await context.newPage();
    await page.goto(`${served.url}/zh-CN/`, { waitUntil: "networkidle" });
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
    await page.locator("figure[data-chart] .tools button").first().click();
    await page.locator("figure.awake canvas").first().waitFor();
    expect(fetched).toEqual([expect.stringMatching(/\.js$/u)]);
    await context.close();
  });
});

describe("a survey", () => {
  const surveys = pagesOf(site).filter((page) => /^\/[^/]+\/s\/[^/]+\/$/u.test(page));
  test.each(surveys)(
    "%s weighs at most 15 kB with everything, and breaks no rule of its own policy",
    async (path) => {
      const { bytes, inlineScript, violations, fetched } = await load(path);
      expect(inlineScript + fetched.filter(({ kind }) => kind === "script").length).toBeGreaterThan(
        0,
      );
      expect(bytes).toBeLessThanOrEqual(15 * KILO);
      expect(violations).toEqual([]);
    },
  );
});

test("no file of the site is larger than 4 MB, and none is a font", () => {
  const large = filesOf(site).filter((file) => statSync(join(site, file)).size > 4 * KILO * KILO);
  expect(large).toEqual([]);
  expect(filesOf(site).filter((file) => /\.(?:woff2?|ttf|otf)$/u.test(file))).toEqual([]);
});
