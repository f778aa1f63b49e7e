/** Every type of question in a browser: by keys and taps, and whole without JavaScript. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { pullAnswers } from "../../src/collector/pull.ts";
import { answersFile } from "../../src/collector/answers-file.ts";
import { startServer, type RunningServer } from "../../src/collector/server.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { goOn, stepNow, stored } from "../site/respond.ts";
import { launchBrowser, phone } from "../support/browser.ts";
import { buildSurveySite } from "../support/build-survey-site.ts";
import { testFolder } from "../support/project.ts";
import { everyType } from "./every-type.ts";

let browser: Browser;
let server: RunningServer;
let data: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const { dist, content } = await buildSurveySite("every-type", [everyType]);
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

async function open(path: string, options: Parameters<typeof phone>[0] = {}): Promise<void> {
  context = await browser.newContext(phone(options));
  page = await context.newPage();
  await page.goto(server.url + path);
}

const now = (selector: string) => page.locator(`.step.now ${selector}`);
const choose = (value: string) => now(`input[value="${value}"]`).check({ force: true });

/** From the note to the last question, and what was typed and ticked on the way. */
async function walkTo(last: string): Promise<void> {
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    came: () => choose("yes"),
    satisfaction: () => choose("1"),
    why: () => now("input").fill("等太久"),
    easy: () => choose("6"),
    drinks: async () => {
      await choose("tea");
      await choose("other");
      await now(".other").fill("柠檬水");
    },
    order: async () => {
      await now("li[data-id=price] .add").click();
      await now("li[data-id=taste] .add").click();
      await now("li[data-id=taste] .up").click();
    },
    cups: () => now("input").fill("３"),
    day: () => now("input").fill("2026年3月7日"),
  };
  for (let step = await stepNow(page); step !== last; step = await stepNow(page)) {
    await acts[step ?? ""]?.();
    await goOn(page);
  }
}

describe("every type, one thing at a time", () => {
  it("reaches the collector in the types of its questions", async () => {
    await open("/zh-CN/s/every-type/?channel=app");
    await walkTo("reach");
    await now("input[type=text]").fill("13800000000");
    await now("input[type=checkbox]").check();
    await goOn(page);
    await page.locator(".done").first().waitFor();
    expect(stored(data).at(-1)?.answers).toEqual({
      came: "yes",
      satisfaction: 1,
      why: "等太久",
      easy: 6,
      drinks: ["tea", "other"],
      drinks_other: "柠檬水",
      order: ["taste", "price"],
      cups: 3,
      day: "2026-03-07",
      channel: "app",
    });
  });

  it("keeps contact details out of data/responses and in the worklist", () => {
    const out = join(data, "out");
    const { surveys } = readSettings(join(testFolder, "every-type", "content"));
    const options = { data, out, file: answersFile(data), surveys, today: "2026-03-31" };
    const pulled = pullAnswers(options);
    const text = (kind: string) =>
      pulled
        .filter((each) => each.kind === kind)
        .map(({ file }) => readFileSync(file, "utf8"))
        .join("");
    expect(text("answers")).not.toContain("13800000000");
    expect(text("contacts")).toContain("13800000000");
    const [row = ""] = text("answers").split("\n");
    expect(JSON.parse(row)).toMatchObject({
      drinks: "tea|other",
      drinks_other: "柠檬水",
      order: "taste|price",
      cups: "3",
      day: "2026-03-07",
      channel: "app",
    });
  });

  it("repeats an earlier answer in a later question", async () => {
    await open("/zh-CN/s/every-type/");
    await walkTo("why");
    expect(await now(".question").innerText()).toContain("您说的是“不满意”，为什么？");
    await page.locator("#back").click();
    await choose("2");
    await goOn(page);
    expect(await now(".question").innerText()).toContain("您说的是“一般”，为什么？");
  });

  it("jumps over questions, and says what comes next as soon as the answer is given", async () => {
    await open("/zh-CN/s/every-type/");
    await walkTo("came");
    expect(await page.locator("#go").innerText()).toBe("下一题");
    await choose("no");
    expect(await page.locator("#go").innerText()).toBe("提交答卷");
    expect(await page.locator("#count").innerText()).toBe("第1题，共1题");
    await choose("yes");
    expect(await page.locator("#go").innerText()).toBe("下一题");
    await goOn(page);
    await choose("3");
    await goOn(page);
    expect(await stepNow(page)).toBe("easy");
    await page.locator("#back").click();
    await page.locator("#back").click();
    await choose("no");
    await goOn(page);
    await page.locator(".done").first().waitFor();
    expect(stored(data).at(-1)?.answers).toEqual({ came: "no" });
    // The page that says what was done; here the survey itself stands for it.
    await page.locator(".done a").click();
    await page.waitForURL("**/zh-CN/s/every-type/");
  });

  it("takes nothing from a link that the survey does not list", async () => {
    await open("/zh-CN/s/every-type/?channel=rain");
    await walkTo("came");
    await choose("no");
    await goOn(page);
    await page.locator(".done").first().waitFor();
    expect(stored(data).at(-1)?.answers).not.toHaveProperty("channel");
  });

  it("orders by keys alone, with the focus on what was moved, and forgets nothing on reload", async () => {
    await open("/zh-CN/s/every-type/");
    await walkTo("order");
    const texts = () => now(".rank-list li").allInnerTexts();
    const press = async (selector: string) => {
      await now(selector).focus();
      await page.keyboard.press("Enter");
    };
    await press("li[data-id=wait] .add");
    await press("li[data-id=price] .add");
    await press("li[data-id=price] .up");
    expect((await texts()).map((text) => text.replaceAll(/\s/gu, ""))).toEqual([
      "1价格",
      "2等候",
      "口味第3位",
    ]);
    const focused = await page.evaluate(() => [
      document.activeElement?.className,
      document.activeElement?.closest("li")?.dataset["id"],
    ]);
    expect(focused).toEqual(["down", "price"]);
    expect(await now(".said").innerText()).toBe("价格：第1位");
    await page.reload();
    expect((await texts())[0]).toContain("价格");
    await press("li[data-id=price] .off");
    expect((await texts())[0]).toContain("等候");
  });

  it.each([
    ["cups", "二十一", "请用数字填写，例如12"],
    ["cups", "21", "请填写0到20之间的数"],
    ["day", "2026-02-30", "请按2026-03-27这样的格式填写日期"],
  ])("says what is wrong with %s: %s", async (step, text, message) => {
    await open("/zh-CN/s/every-type/");
    await walkTo(step);
    await now("input").fill(text);
    await goOn(page);
    expect(await page.locator(".summary a").allInnerTexts()).toEqual([message]);
    expect(await now("input").inputValue()).toBe(text);
  });

  it("asks for agreement beside contact details", async () => {
    await open("/zh-CN/s/every-type/");
    await walkTo("reach");
    await now("input[type=text]").fill("a@b.cn");
    await goOn(page);
    expect(await page.locator(".summary a").innerText()).toBe("请勾选同意，或者清空联系方式");
  });

  it("has targets of 24 pixels, no sideways scroll at 320, and nothing for axe to say", async () => {
    await open("/zh-CN/s/every-type/", {
      viewport: { width: 320, height: 640 },
      bypassCSP: true,
    });
    const steps = everyType.questions.filter(({ type }) => type !== "hidden");
    for (const { id } of steps) {
      await walkTo(id);
      const small = await now("input:visible, button, select:visible, textarea").evaluateAll(
        (fields) =>
          fields
            .map((field) => (field.closest("label") ?? field).getBoundingClientRect())
            .filter(({ width, height }) => width > 0 && Math.min(width, height) < 24).length,
      );
      expect([id, small]).toEqual([id, 0]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([id, wide]).toEqual([id, 320]);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(async () => {
        type Axe = { run: () => Promise<{ violations: { id: string }[] }> };
        return (window as unknown as { axe: Axe }).axe.run();
      });
      expect([id, violations.map((each) => each.id)]).toEqual([id, []]);
    }
  });
});

describe("every type, whole without JavaScript", () => {
  it("takes the same answers by the same rules", async () => {
    await open("/zh-CN/s/every-type/", { javaScriptEnabled: false });
    const check = (name: string, value: string) =>
      page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
    await check("came", "yes");
    await check("satisfaction", "9");
    await check("easy", "2");
    await page.locator("[name=drinks_other]").fill("柠檬水");
    await page.locator("select[name=order]").nth(0).selectOption("wait");
    await page.locator("select[name=order]").nth(1).selectOption("wait");
    await page.locator("[name=cups]").fill("21");
    await page.locator("#go").click();
    expect(await page.locator(".summary a").allInnerTexts()).toEqual([
      "每一项只能排一个位置",
      "请填写0到20之间的数",
    ]);
    expect(await page.locator("h2", { hasText: "为什么" }).innerText()).toContain("说不清");
    await page.locator("select[name=order]").nth(1).selectOption("taste");
    await page.locator("[name=cups]").fill("2");
    await page.locator("#go").click();
    await page.waitForURL("**/thanks/**");
    expect(stored(data).at(-1)?.answers).toEqual({
      came: "yes",
      satisfaction: 9,
      easy: 2,
      drinks: ["other"],
      drinks_other: "柠檬水",
      order: ["wait", "taste"],
      cups: 2,
    });
  });

  it("demands nothing that a jump leaves out", async () => {
    await open("/zh-CN/s/every-type/", { javaScriptEnabled: false });
    await page.locator('[name="came"][value="no"]').check({ force: true });
    await page.locator("#go").click();
    await page.waitForURL("**/thanks/**");
    expect(stored(data).at(-1)?.answers).toEqual({ came: "no" });
  });
});
