/** Whatever stands in a label or a file name: it is shown as it is, or refused in words. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { stringify } from "yaml";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startServer, type RunningServer } from "../../src/collector/server.ts";
import { Problems } from "../../src/errors.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import type { SurveyDefinition } from "../../src/survey/definition.ts";
import { launchBrowser, phone } from "../support/browser.ts";
import { buildSurveySite, type SurveySite } from "../support/build-survey-site.ts";
import { dropFolder, type DropFolder } from "../support/drop-case.ts";
import { allNaughty, naughty } from "./naughty-strings.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-labels-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const both = (text: string) => ({ "zh-CN": text, en: text });
const site = {
  name: both("山泉"),
  currency: "CNY",
  timeZone: "Asia/Shanghai",
  wave: "quarter",
};

/** Every text that a survey shows is this one. */
const labelled = (id: string, text: string) => ({
  id,
  title: both(text),
  intro: both(text),
  thanks: both(text),
  questions: [
    {
      id: "one",
      type: "single",
      title: both(text),
      hint: both(text),
      options: ["a", "b"].map((each) => ({ id: each, title: both(text) })),
    },
  ],
});

describe("a label", () => {
  const texts = [...new Set(allNaughty)];
  const name = (at: number) => `labels-${at}`;
  const write = (taken: (at: number) => boolean) => {
    rmSync(join(root, "surveys"), { recursive: true, force: true });
    mkdirSync(join(root, "surveys"));
    writeFileSync(join(root, "site.yaml"), stringify(site));
    for (const [at, text] of texts.entries()) {
      if (!taken(at)) continue;
      writeFileSync(join(root, "surveys", `${name(at)}.yaml`), stringify(labelled(name(at), text)));
    }
  };

  it("is read as it was written, or refused in words that name the file", () => {
    write(() => true);
    let problems: Problems | null = null;
    try {
      readSettings(root);
    } catch (error) {
      if (!(error instanceof Problems)) throw error;
      problems = error;
    }
    const faulty = new Set(
      problems?.problems.map(({ where }) => /labels-(\d+)\.yaml/u.exec(where)?.[1] ?? where),
    );
    const refused = [...faulty].map((at) => texts[Number(at)]);
    const bad = texts.filter((text) => text.trim() === "" || text.startsWith("{q:"));
    expect(refused.toSorted()).toEqual(bad.toSorted());
    write((at) => !faulty.has(String(at)));
    const read = readSettings(root).surveys;
    expect(read).toHaveLength(texts.length - faulty.size);
    for (const { id, title, questions } of read) {
      const text = texts[Number(id.slice(7))]?.toWellFormed();
      const [{ title: asked, options = [] } = { title: {} as Record<string, string> }] = questions;
      const given = [title["en"], asked["en"], options[0]?.title["en"]];
      // Half a character survives an escape, and no page: UTF-8 has none.
      expect(given.map((each) => each?.toWellFormed())).toEqual([text, text, text]);
    }
  });
});

describe("the name of a dropped file", () => {
  let drops: DropFolder | null = null;
  afterEach(() => drops?.done());

  it("is any that a disk takes: its rows are read, or it is refused in words", async () => {
    const names = [...new Set(allNaughty.map((text) => text.toWellFormed()))].filter(
      (name) =>
        name !== "" &&
        !/[/\0]/u.test(name) &&
        !name.startsWith(".") &&
        Buffer.byteLength(name) < 200,
    );
    expect(names.length).toBeGreaterThan(150);
    const files = names.map((name, at) => [`customers/${name}.csv`, `customer_id\nC${at}\n`]);
    drops = dropFolder(Object.fromEntries(files) as Record<string, string>);
    const { facts, problems } = await drops.open();
    expect(problems.map(({ code, where }) => [code, where])).toEqual([]);
    const read = facts?.customers.id ?? [];
    expect(new Set(read)).toEqual(new Set(names.map((_, at) => `C${at}`)));
  });
});

describe("in a browser", () => {
  let built: SurveySite;
  let server: RunningServer;
  let browser: Browser;
  const shown = Object.values(naughty)
    .flat()
    .filter(
      (text) =>
        /[<>&"'`$]|javascript:|data:/u.test(text) && !/\{/u.test(text) && text.trim() === text,
    );
  const survey: SurveyDefinition = {
    id: "labels",
    version: 1,
    audience: "customer",
    title: both(shown[1] ?? ""),
    intro: both(shown.join(" ")),
    thanks: both(shown.join(" ")),
    questions: [
      {
        id: "many",
        type: "multiple",
        title: both(shown.join(" ")),
        required: true,
        options: shown.map((text, at) => ({ id: `o${at}`, title: both(text) })),
      },
      { id: "why", type: "text", maxLength: 5000, title: both("why") },
    ],
  };
  beforeAll(async () => {
    [built, browser] = await Promise.all([buildSurveySite("hostile", [survey]), launchBrowser()]);
    const { surveys, site: settings, words } = readSettings(built.content);
    server = await startServer({
      dist: built.dist,
      data: join(root, "data"),
      port: 0,
      surveys,
      locales: settings.locales,
      words,
      isRateFree: true,
    });
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  /** A page whose violations of its policy, errors and dialogs are written down. */
  async function watched(options = {}): Promise<{ page: Page; faults: string[] }> {
    const page = await (await browser.newContext(phone(options))).newPage();
    const faults: string[] = [];
    page.on("dialog", (dialog) => void (faults.push(dialog.message()), dialog.dismiss()));
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== server.url) faults.push(request.url());
    });
    return { page, faults };
  }
  const ran = (page: Page) => page.evaluate(() => (globalThis as { ran?: number }).ran ?? null);

  it("labels are text: nothing runs, nothing is asked of another host, no policy is broken", async () => {
    const { page, faults } = await watched();
    await page.goto(`${server.url}/en/s/labels/`);
    const labels = await page.locator("label").allInnerTexts();
    const squeezed = (text: string) => text.replaceAll(/\s+/gu, " ").trim();
    for (const text of shown) expect(labels.map(squeezed)).toContain(squeezed(text));
    expect(await ran(page)).toBeNull();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("what was typed comes back in the form as text, without script too", async () => {
    const { page, faults } = await watched({ javaScriptEnabled: false });
    await page.goto(`${server.url}/en/s/labels/`);
    const typed = naughty["markup"]!.join("\n");
    await page.locator("[name=why]").fill(typed);
    await page.locator("#go").click();
    expect(await page.locator(".summary a").count()).toBe(1);
    expect(await page.locator("[name=why]").inputValue()).toBe(typed);
    expect(faults.filter((fault) => !fault.includes("422"))).toEqual([]);
    await page.context().close();
  });

  it("a page that the collector makes says the same with scripts on", async () => {
    const { page, faults } = await watched();
    await page.goto(
      `${server.url}/en/s/labels/form?t=${encodeURIComponent('"><script>globalThis.ran=1</script>')}`,
    );
    await page.goto(`${server.url}/en/s/labels/thanks/?r=7WJG-9R2F`);
    expect(await page.locator("main").innerText()).toContain("7WJG-9R2F");
    expect(await ran(page)).toBeNull();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("the policy of a page blocks what somebody slips in", async () => {
    const { page, faults } = await watched();
    await page.goto(`${server.url}/en/s/labels/`);
    await page.evaluate(() => {
      const add = (name: string, set: object) =>
        document.body.append(Object.assign(document.createElement(name), set));
      add("script", { textContent: "globalThis.ran = 1" });
      add("img", { src: "https://evil.example/x.png" });
      add("iframe", { src: "https://evil.example/" });
      add("base", { href: "https://evil.example/" });
    });
    await expect.poll(() => faults.filter((fault) => fault.includes("Policy")).length).toBe(4);
    expect(await ran(page)).toBeNull();
    const broken = faults.filter((fault) => fault.includes("Content Security Policy"));
    for (const rule of ["script-src", "img-src", "frame-src", "base-uri"]) {
      expect(broken.some((fault) => fault.includes(rule))).toBe(true);
    }
    await page.context().close();
  });
});
