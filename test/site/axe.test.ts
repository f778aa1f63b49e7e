import type { AxeResults } from "axe-core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  chineseFont,
  launchBrowser,
  loadFont,
  phone,
  serveSite,
  withoutScripts,
  type Fonts,
  type Served,
} from "../support/browser.ts";
import { builtSite, pagesOf } from "../support/built-site.ts";
import { projectFolder } from "../support/project.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [360, 1280];
const axe = readFileSync(join(projectFolder, "node_modules", "axe-core", "axe.min.js"), "utf8");
const site = builtSite();

interface PageKind {
  readonly name: string;
  /** Below the locale. */
  readonly path: string;
  /** Without the page's own scripts. */
  readonly isPlain?: boolean;
  readonly prepare?: (page: Page) => Promise<void>;
}

const firstSegment = pagesOf(site)
  .find((page) => page.includes("/reports/segment/"))
  ?.replace(/^\/[^/]+\//u, "");

const surveyKinds: readonly PageKind[] = [
  { name: "survey without scripts", path: "s/team-pulse/", isPlain: true, prepare: seeWholeForm },
  { name: "survey", path: "s/after-visit/" },
  { name: "survey with an error", path: "s/after-visit/", prepare: submitNothing },
  { name: "received", path: "s/after-visit/thanks/" },
];
const reportKinds: readonly PageKind[] = [
  { name: "overview", path: "" },
  ...["satisfaction", "loyalty", "value", "lifecycle", "feedback", "team", "data", "methods"].map(
    (id) => ({ name: id, path: `reports/${id}/` }),
  ),
  { name: "segment", path: firstSegment ?? "" },
  { name: "own prose", path: "reports/how-to-read/" },
];

let browser: Browser;
let served: Served;
let fonts: Fonts;

beforeAll(async () => {
  [browser, served, fonts] = await Promise.all([launchBrowser(), serveSite(site), chineseFont()]);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([served?.stop(), fonts?.stop()]);
});

async function open(locale: string, { path, isPlain, prepare }: PageKind): Promise<Page> {
  const context = await browser.newContext(phone({ bypassCSP: true, locale }));
  const page = await context.newPage();
  if (isPlain) await page.route(`**/${path}`, withoutScripts);
  await page.goto(`${served.url}/${locale}/${path}`);
  await loadFont(page, fonts);
  await page.evaluate(axe);
  await prepare?.(page);
  return page;
}

/** Later questions wait two seconds for a script that does not come. */
async function seeWholeForm(page: Page): Promise<void> {
  expect(await page.locator("main.stepwise").count()).toBe(0);
  await page.locator("fieldset").last().waitFor();
  expect(await page.locator("fieldset:visible").count()).toBeGreaterThan(5);
}

async function submitNothing(page: Page): Promise<void> {
  await page.locator("#go").click();
  await page.locator(".summary").waitFor();
}

/** What is wrong, each with the first place where it is. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await page.evaluate(
    (rules) =>
      (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run(
        { runOnly: rules, resultTypes: ["violations"] },
      ),
    RULES,
  );
  const size = page.viewportSize()?.width;
  return found.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${size}: ${id} ×${nodes.length} ${first?.target.join(" ")} ${first?.failureSummary}`;
  });
}

const LOOKS = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "dark", forcedColors: "active" },
} as const;

/** One load a page; width and colours change under it. */
async function everyLook(
  page: Page,
  looks: readonly (keyof typeof LOOKS)[] = ["light", "dark"],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const look of looks) {
      await page.emulateMedia(LOOKS[look]);
      found.push(...(await violations(page)).map((each) => `${look} ${each}`));
    }
  }
  return found;
}

describe.each(["zh-CN", "en"])(
  "axe finds nothing in %s, light and dark, 360 and 1280",
  (locale) => {
    test.each(reportKinds)("$name", async (kind) => {
      const page = await open(locale, kind);
      expect(await everyLook(page)).toEqual([]);
      await page.context().close();
    });
  },
);

describe.each(["zh-CN", "zh-TW", "en"])(
  "axe finds nothing in surveys in %s, light, dark and forced colours, 360 and 1280",
  (locale) => {
    test.each(surveyKinds)("$name", async (kind) => {
      const page = await open(locale, kind);
      expect(await everyLook(page, ["light", "dark", "forced"])).toEqual([]);
      await page.context().close();
    });
  },
);

test("axe finds nothing on the page for what is not there", async () => {
  const page = await open("no-such", { name: "404", path: "page/" });
  expect(await page.locator("h1").count()).toBe(1);
  expect(await everyLook(page)).toEqual([]);
  await page.context().close();
});

test("axe finds nothing in forced colours on the overview", async () => {
  const page = await open("zh-CN", { name: "overview", path: "" });
  await page.emulateMedia({ forcedColors: "active" });
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test("axe finds nothing around a picture that is awake", async () => {
  const page = await open("zh-CN", { name: "overview", path: "" });
  await page.locator("figure[data-chart] .tools button").first().click();
  await page.locator("figure.awake canvas").first().waitFor();
  expect(await everyLook(page)).toEqual([]);
  await page.context().close();
});

test("axe does find a fault where there is one", async () => {
  const page = await open("en", { name: "received", path: "s/after-visit/thanks/" });
  await page
    .locator("h1")
    .evaluate((heading) => heading.insertAdjacentHTML("afterend", "<img src=x>"));
  expect((await violations(page)).join()).toContain("image-alt");
  await page.context().close();
});
