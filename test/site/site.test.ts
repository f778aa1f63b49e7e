import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  chineseFont,
  launchBrowser,
  loadFont,
  serveSite,
  withoutScripts,
  type Fonts,
  type Served,
} from "../support/browser.ts";
import { builtSite, pagesOf } from "../support/built-site.ts";
import { projectFolder } from "../support/project.ts";
import { pictureFaults, readPage, sidewaysFault, type PageReading } from "./read-page.ts";

interface Seen extends PageReading {
  readonly address: string;
  readonly small: readonly string[];
  readonly sideways: readonly string[];
}

const WIDTHS = [320, 360, 768, 1280];
const site = builtSite();
const seen: Seen[] = [];
let browser: Browser;
let served: Served;
let fonts: Fonts;
let context: BrowserContext;

beforeAll(async () => {
  [browser, served, fonts] = await Promise.all([launchBrowser(), serveSite(site), chineseFont()]);
  context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.route((url) => isSurvey(url.pathname), withoutScripts);
  for (const address of pagesOf(site).filter((each) => each !== "/"))
    seen.push(await look(page, address));
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([served?.stop(), fonts?.stop()]);
});

async function look(page: Page, address: string): Promise<Seen> {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(served.url + address);
  // Without its script, a survey shows all questions after two seconds; one that rotates leads to
  // the form that the collector makes.
  if (isSurvey(address))
    await page.locator("fieldset:visible, a[href$='/form']:visible").last().waitFor();
  const reading = await page.evaluate(readPage);
  await loadFont(page, fonts);
  const small = await page.evaluate(pictureFaults);
  const sideways: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const fault = await page.evaluate(sidewaysFault);
    if (fault !== null) sideways.push(fault);
  }
  return { ...reading, address, small, sideways };
}

function isSurvey(address: string): boolean {
  return /\/s\/[^/]+\/$/u.test(address);
}

/** Each fault with the page it stands on. */
function faults(find: (page: Seen) => readonly string[], pages: readonly Seen[] = seen): string[] {
  return pages.flatMap((page) => find(page).map((fault) => `${page.address} ${fault}`));
}

const isChinese = ({ lang }: Seen) => lang.startsWith("zh");
const isReport = ({ address }: Seen) => /^\/[^/]+\/(?:reports\/.*)?$/u.test(address);
const han = (text: string) => (text.match(/\p{Script=Han}/gu) ?? []).length;
const words = (text: string) => (text.match(/[\p{L}\p{N}][\p{L}\p{N}.,:%’'–-]*/gu) ?? []).length;

describe("the built site", () => {
  test("every internal link and anchor is live", () => {
    const anchors = new Map(seen.map(({ address, ids }) => [address, new Set(ids)]));
    const dead = (page: Seen) =>
      page.addresses.filter((href) => {
        const url = new URL(href, `http://site.test${page.address}`);
        const path = decodeURIComponent(url.pathname);
        const file = path.endsWith("/") ? `${path}index.html` : path;
        // The collector makes this form for one person; no file of the site holds it.
        if (/\/s\/[^/]+\/form$/u.test(path)) return false;
        if (!existsSync(join(site, file))) return true;
        const anchor = decodeURIComponent(url.hash.slice(1));
        return anchor !== "" && anchors.get(path)?.has(anchor) !== true;
      });
    expect(faults(dead)).toEqual([]);
  });

  test("no address leads to another host", () => {
    expect(
      faults(({ addresses }) => addresses.filter((href) => /^(?:[a-z]+:|\/\/)/iu.test(href))),
    ).toEqual([]);
  });

  test("each page has one h1 that says something, its language and a title of its own", () => {
    expect(seen.length).toBeGreaterThan(50);
    const wrong = ({ address, headings, lang, title }: Seen) => [
      ...(headings.length === 1 && headings[0] !== "" ? [] : [`has ${headings.length} h1`]),
      ...(address.startsWith(`/${lang}/`) || address === "/404.html" ? [] : [`says ${lang}`]),
      ...(title.trim() === "" ? ["has no title"] : []),
    ];
    expect(
      faults(
        wrong,
        seen.filter(({ address }) => !isSurvey(address)),
      ),
    ).toEqual([]);
    const titles = seen.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test("a page and its translations name each other", () => {
    const oneSided = ({ address, lang, languages }: Seen) =>
      languages
        .filter((other) => other.lang !== lang)
        .filter(({ href }) => {
          const twin = seen.find((page) => encodeURI(page.address) === href);
          const isHome = /^\/[^/]+\/$/u.test(href);
          return (
            !isHome && twin?.languages.some((back) => back.href === encodeURI(address)) !== true
          );
        })
        .map(({ href }) => href);
    expect(faults(oneSided)).toEqual([]);
  });

  test("no text says NaN, undefined, null or [object", () => {
    const broken = /\b(?:NaN|undefined|null|Infinity)\b|\[object|\{[a-z]+(?:, number)?\}/u;
    expect(
      faults(({ lines, spoken }) => [...lines, ...spoken].filter((line) => broken.test(line))),
    ).toEqual([]);
  });

  test("no key of a dictionary stands where its words should", () => {
    const key = /^(?:reports|figures|method|ui|survey|problems|base)\.[a-z0-9.-]+$/u;
    expect(
      faults(({ lines, spoken }) => [...lines, ...spoken].filter((line) => key.test(line))),
    ).toEqual([]);
  });

  test("nothing is styled in place", () => {
    expect(faults(({ styled }) => styled)).toEqual([]);
  });

  test("no page can be scrolled sideways at 320, 360, 768 and 1280", () => {
    expect(faults(({ sideways }) => sideways)).toEqual([]);
  });
});

describe("pictures", () => {
  test("each has heading, caption, spoken label and its numbers in a table", () => {
    const bare = ({ figures }: Seen) =>
      figures
        .filter(
          ({ heading, caption, label, rows }) =>
            heading === "" || caption === "" || label === "" || rows === 0,
        )
        .map((figure) => JSON.stringify(figure));
    expect(seen.flatMap(({ figures }) => figures).length).toBeGreaterThan(40);
    expect(faults(bare)).toEqual([]);
  });

  test("text in them is at least 13 px on a phone and stays inside", () => {
    expect(faults(({ small }) => small)).toEqual([]);
  });
});

describe("numbers", () => {
  const shown = ({ value, classes }: { value: string; classes: string }) =>
    value !== "" || /\bthin\b/u.test(classes);

  test("each block says its range or that it is counted, and its base", () => {
    const bare = ({ numbers }: Seen) =>
      numbers
        .filter(shown)
        .filter(
          ({ note }) => !/误差范围|实际|likely range|counted/iu.test(note) || !/\d/u.test(note),
        )
        .map(({ name, note }) => `${name}: ${note}`);
    const bases = ({ numbers }: Seen) =>
      numbers
        .filter(shown)
        .filter(
          ({ note }) =>
            !/\d(?:[\d,]*)(?:人|位|件|份|单|项| (?:items?|people|person|customers?|answers?|cases?|complaints?|employees?|orders?))|(?:of|from) [\d,]+/u.test(
              note,
            ),
        )
        .map(({ name, note }) => `${name}: ${note}`);
    expect(seen.flatMap(({ numbers }) => numbers).length).toBeGreaterThan(100);
    expect(faults(bare)).toEqual([]);
    expect(faults(bases)).toEqual([]);
  });

  test("one without a value says why", () => {
    const silent = ({ numbers }: Seen) =>
      numbers.filter((block) => !shown(block) && block.note === "").map(({ name }) => name);
    expect(faults(silent)).toEqual([]);
  });

  test("colour and arrow stand only where the change's range is clear of zero", () => {
    const wrong = ({ numbers }: Seen) =>
      numbers
        .filter(({ classes, change, band: [low = 0, high = 0, zero = 0] }) => {
          const isToned = /\btone-(?:good|bad)\b/u.test(classes) || /[▲▼]/u.test(change);
          const isClear = low > zero || high < zero;
          return isToned && (!isClear || /\bthin\b/u.test(classes));
        })
        .map(({ name, change }) => `${name}: ${change}`);
    const toned = seen
      .flatMap(({ numbers }) => numbers)
      .filter(({ change }) => /[▲▼]/u.test(change));
    expect(toned.length).toBeGreaterThan(3);
    expect(faults(wrong)).toEqual([]);
  });

  test("rows of groups have value, range and n or say why not; few answers take no colour", () => {
    const wrong = ({ strips }: Seen) =>
      strips
        .filter(({ classes, cells, tones }) => {
          const isThin = /\bthin\b/u.test(classes);
          if (/\b(?:hidden|missing|not-applicable)\b/u.test(classes)) return cells.at(-1) === "";
          const [, , value, range, n] = cells;
          const isColoured = tones.some((tone) => /^s-(?:good|bad)/u.test(tone));
          return (!isThin && !value) || !range || !/\d/u.test(n ?? "") || (isThin && isColoured);
        })
        .map(({ cells }) => cells.join(" | "));
    expect(seen.flatMap(({ strips }) => strips).length).toBeGreaterThan(20);
    expect(faults(wrong)).toEqual([]);
  });
});

describe("words", () => {
  const zh = () => seen.filter(isChinese);
  const en = () => seen.filter((page) => page.lang === "en");

  test("no blank stands between Han and Latin letters or digits", () => {
    const blank = /\p{Script=Han} +[A-Za-z0-9]|[A-Za-z0-9%] +\p{Script=Han}/u;
    expect(
      faults(({ lines, spoken }) => [...lines, ...spoken].filter((line) => blank.test(line)), zh()),
    ).toEqual([]);
  });

  test("no avoided word is used", () => {
    const id = /^[a-z]+(?:\.[a-z0-9-]+)+$/u;
    const avoidedZh =
      /显著|明显|大幅|持平|赋能|抓手|闭环|痛点|无效|非法|失败|抱歉|亲[，们！]|匿名|由于|导致|带动|必填项不能为空/u;
    const avoidedEn =
      /\b(?:significant(?:ly)?|stable|no change|approximately|insights?|leverage|utili[sz]e|invalid|failed|required field|please|sorry|oops|anonymous(?:ly)?|due to|because of|drives)\b/iu;
    expect(
      faults(
        ({ lines, spoken }) => [...lines, ...spoken].filter((line) => avoidedZh.test(line)),
        // The list of systems quotes the articles.
        zh().filter(({ address }) => !address.endsWith("/reports/systems/")),
      ),
    ).toEqual([]);
    expect(
      faults(
        ({ lines, spoken }) =>
          [...lines, ...spoken].filter((line) => avoidedEn.test(line) && !id.test(line)),
        // Docstrings are the code’s own words.
        en().filter(({ address }) => !address.endsWith("/reports/methods/")),
      ),
    ).toEqual([]);
  });

  test("findings, leads and actions are as short as they should be", () => {
    const zhLong = ({ headings: [h1 = ""], lead, actions }: Seen) => [
      ...(han(h1) > 28 ? [`h1 ${han(h1)}: ${h1}`] : []),
      ...(han(lead) > 90 ? [`lead ${han(lead)}: ${lead}`] : []),
      ...actions.filter(({ title }) => han(title) > 18).map(({ title }) => `action: ${title}`),
    ];
    const enLong = ({ headings: [h1 = ""], lead, actions }: Seen) => [
      ...(words(h1) > 14 ? [`h1 ${words(h1)}: ${h1}`] : []),
      ...(words(lead) > 60 ? [`lead ${words(lead)}: ${lead}`] : []),
      ...actions.filter(({ title }) => words(title) > 10).map(({ title }) => `action: ${title}`),
    ];
    expect(faults(zhLong, zh().filter(isReport))).toEqual([]);
    expect(faults(enLong, en().filter(isReport))).toEqual([]);
  });
});

/** By eye, at each release: `ZHIKE_PICTURES=1` leaves them in test/output/pictures-changed. */
test.runIf(process.env["ZHIKE_PICTURES"])("first screens are pictured", async () => {
  const folder = join(projectFolder, "test", "output", "pictures-changed");
  mkdirSync(folder, { recursive: true });
  const page = await context.newPage();
  for (const { address } of seen) {
    for (const [width, height] of [
      [1280, 800],
      [360, 740],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(served.url + address);
      await loadFont(page, fonts);
      const name = `${address.replaceAll("/", "-").replace(/^-|-$/gu, "")}-${width}.png`;
      await page.screenshot({ path: join(folder, name) });
    }
  }
});
