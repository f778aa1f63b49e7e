/** A survey whose blocks rotate, in a browser: one thing at a time, and whole without JavaScript. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startServer, type RunningServer } from "../../src/collector/server.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { designOf } from "../../src/survey/design.ts";
import { answerByKeys, goOn, stepNow, stored } from "../site/respond.ts";
import { launchBrowser, phone } from "../support/browser.ts";
import { buildSurveySite } from "../support/build-survey-site.ts";
import { testFolder } from "../support/project.ts";
import { rotatingSurvey } from "./rotating-survey.ts";

let browser: Browser;
let server: RunningServer;
let data: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const { dist, content } = await buildSurveySite("rotating", [rotatingSurvey]);
  const { site, surveys, words } = readSettings(content);
  data = mkdtempSync(join(testFolder, "collected-"));
  const { locales } = site;
  server = await startServer({ dist, data, surveys, locales, words, port: 0, isRateFree: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(data, { recursive: true, force: true });
});
afterEach(async () => context?.close());

async function open(options: Parameters<typeof phone>[0] = {}): Promise<void> {
  context = await browser.newContext(phone(options));
  page = await context.newPage();
  await page.goto(`${server.url}/zh-CN/s/rotating/`);
}

describe("a survey whose blocks rotate", () => {
  it("asks the blocks of the response's own id, in their order, and records them", async () => {
    await open();
    const shown: string[] = [];
    for (let step = await stepNow(page); step !== null; step = await stepNow(page)) {
      shown.push(step);
      expect(await page.locator("#count").innerText()).toBe(`第${shown.length}题，共7题`);
      if (step === "reasons") {
        const values = await page
          .locator(".step.now input")
          .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
        expect(values.at(-1)).toBe("none");
        expect(values.toSorted()).toEqual(["a", "b", "c", "d", "none"]);
      }
      await answerByKeys(page, step === "reasons" ? "c" : step === "why" ? "因为" : "4");
      await goOn(page);
    }
    await page.locator(".done").first().waitFor();
    const answer = stored(data).at(-1);
    const { blocks, seed } = designOf(rotatingSurvey, answer?.id ?? "");
    expect(answer?.answers).toMatchObject({ blocks, seed, reasons: ["c"] });
    const block = new Map(rotatingSurvey.questions.map((each) => [each.id, each.block]));
    const asked = shown.map((id) => block.get(id)).filter((each) => each !== undefined);
    expect([...new Set(asked)].join("|")).toBe(blocks);
    expect(shown).toHaveLength(7);
  });

  it("asks the same blocks after the page is loaded again, and in the other language", async () => {
    await open();
    await answerByKeys(page, "5");
    await goOn(page);
    const second = await stepNow(page);
    await page.reload();
    expect(await stepNow(page)).toBe(second);
    await page.locator("header a[hreflang=en]").click();
    await page.waitForURL("**/en/s/rotating/**");
    expect(await stepNow(page)).toBe(second);
  });

  it("without JavaScript leads to a form of one's own with the same number of questions", async () => {
    await open({ javaScriptEnabled: false });
    await page.waitForURL("**/zh-CN/s/rotating/form");
    expect(await page.locator(".step").count()).toBe(7);
    const id = await page.locator("[name=_id]").getAttribute("value");
    const { blocks } = designOf(rotatingSurvey, id ?? "");
    await page.locator("#go").click();
    expect(await page.locator(".summary a").count()).toBe(blocks.includes("service") ? 2 : 1);
    expect(await page.locator(".step").count()).toBe(7);
    for (const step of await page.locator(".step:has(input[type=radio])").all()) {
      await step.locator("input").nth(3).check({ force: true });
    }
    await page.locator("#go").click();
    await page.waitForURL("**/thanks/**");
    const answer = stored(data).at(-1);
    expect(answer?.id).toBe(id);
    expect(answer?.answers).toMatchObject({ satisfaction: 4, blocks });
    expect(Object.keys(answer?.answers ?? {})).toHaveLength(1 + 4 + 2);
  });
});
