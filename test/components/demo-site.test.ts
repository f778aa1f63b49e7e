import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { buildDemoSite } from "../support/build-demo-site.ts";

let dist = "";
let pages: readonly { readonly path: string; readonly html: string }[] = [];
const page = (path: string) => pages.find((each) => each.path === path)?.html ?? "";

beforeAll(async () => {
  dist = await buildDemoSite("demo-site", "/sub/");
  pages = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".html"))
    .map((path) => ({ path, html: readFileSync(join(dist, path), "utf8") }));
}, 120_000);

/** Visible text of a page, tags as nothing so that a stray blank between them shows. */
function textOf(html: string): string {
  return html
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/gu, "")
    .replace(/>\s+</gu, "><")
    .replace(/<[^>]*>/gu, "\u0001");
}

describe("every page", () => {
  test("is there: overview, reports and prose in each locale, a door and a page for the lost", () => {
    expect(pages.map(({ path }) => path).toSorted()).toEqual([
      "404.html",
      "en/index.html",
      "en/reports/gallery/index.html",
      "en/reports/how-to-read/index.html",
      "en/reports/loyalty/index.html",
      "en/reports/note/index.html",
      "index.html",
      "zh-CN/index.html",
      "zh-CN/reports/gallery/index.html",
      "zh-CN/reports/loyalty/index.html",
    ]);
  });

  test("carries no style attribute, which its content security policy forbids", () => {
    for (const { html } of pages) expect(html).not.toMatch(/\sstyle=/u);
  });

  test("shows no NaN, undefined, null or [object", () => {
    for (const { html } of pages)
      expect(textOf(html)).not.toMatch(/NaN|undefined|\bnull\b|\[object/u);
  });

  test("names every file it needs within the site", () => {
    for (const { path, html } of pages) {
      for (const [, address = ""] of html.matchAll(/(?:href|src|data-chunk)="([^"#]*)/gu)) {
        if (address === "") continue;
        expect(address, path).toMatch(/^\/sub\//u);
        const file = decodeURI(address.slice("/sub/".length));
        const here =
          file === "" || file.endsWith("/") ? join(dist, file, "index.html") : join(dist, file);
        expect(existsSync(here), `${path}: ${address}`).toBe(true);
      }
    }
  });

  test("types no blank between Han and Latin, nor between two clauses", () => {
    for (const { html } of pages.filter(({ path }) => path.startsWith("zh-CN"))) {
      const text = textOf(html).replaceAll("\u0001", "");
      expect(text).not.toMatch(
        /[\u4e00-\u9fff] +[\w(]|[\w%)] +[\u4e00-\u9fff]|[，。；：、] +[\u4e00-\u9fff]/u,
      );
    }
  });
});

describe("a report page", () => {
  test("fetches no script and carries at most 1 kB of it, 30 kB in all, before a reader touches it", () => {
    const html = page("en/reports/gallery/index.html");
    const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/gu)];
    expect(scripts.filter(([, attributes]) => attributes?.includes("src="))).toEqual([]);
    const inline = scripts.map(([, , code]) => code).join("");
    expect(Buffer.byteLength(inline)).toBeLessThanOrEqual(1024);
    expect(html).not.toContain("modulepreload");
    const sheets = [...html.matchAll(/rel="stylesheet" href="\/sub\/([^"]+)"/gu)];
    const bytes = [html, ...sheets.map(([, file]) => readFileSync(join(dist, file ?? ""), "utf8"))]
      .map((text) => brotliCompressSync(text).length)
      .reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeLessThanOrEqual(30_000);
  });

  test("gives each figure a name, a label, one sentence and its numbers as a table", () => {
    const figures =
      page("en/reports/gallery/index.html").match(/<figure[\s\S]*?<\/figure>/gu) ?? [];
    expect(figures).toHaveLength(13);
    for (const figure of figures) {
      const id = /aria-labelledby="([^"]+)"/u.exec(figure)?.[1] ?? "";
      expect(page("en/reports/gallery/index.html")).toContain(`id="${id}"`);
      expect(figure).toMatch(/role="img" aria-label="[^"]+"/u);
      expect(figure).toMatch(/<figcaption>[^<]+/u);
      expect(figure).toContain("<table");
      expect(figure).toMatch(/href="[^"]*\.csv"/u);
    }
  });

  test("keeps a place for a number in each of its six states, with words in place of what is not known", () => {
    const html = page("en/reports/gallery/index.html");
    const states = [
      ...html.matchAll(/<li class="number ([\w-]+) tone-(\w+)"[^>]*>([\s\S]*?)<\/li>/gu),
    ];
    expect(states.map(([, state]) => state)).toEqual([
      "firm",
      "unclear",
      "thin",
      "hidden",
      "missing",
      "not-applicable",
    ]);
    for (const [, state = "", tone = "", body = ""] of states) {
      expect(body).toMatch(/class="note">[\s\S]*\w+/u);
      if (state !== "firm") expect(tone).toBe("flat");
      expect(body.includes('class="value"')).toBe(["firm", "unclear", "thin"].includes(state));
    }
  });

  test("shows a hidden row by its name and words, never by an empty cell", () => {
    const row =
      /<tr[^>]*class="hidden">[\s\S]*?<\/tr>/u.exec(page("en/reports/loyalty/index.html"))?.[0] ??
      "";
    expect(row).toContain("Pop-up");
    expect(row).toContain("Too few people to show");
  });

  test("says what it is worked out from, open, and what may mislead, closed", () => {
    const html = page("en/reports/loyalty/index.html");
    expect(html).toMatch(/<details open> ?<summary>Who is counted, and what/u);
    expect(html).toMatch(/<details> ?<summary>What may mislead/u);
  });

  test("takes prose that names it, and lists all prose on the overview", () => {
    expect(page("en/reports/loyalty/index.html")).toContain("Order ahead since July.");
    expect(page("en/reports/how-to-read/index.html")).toContain(
      "First the <strong>heading</strong>.",
    );
    expect(page("en/index.html")).toContain('href="/sub/en/reports/how-to-read/"');
  });

  test("points to itself in the other language", () => {
    expect(page("en/reports/loyalty/index.html")).toContain(
      'hreflang="zh-CN" href="/sub/zh-CN/reports/loyalty/"',
    );
    expect(page("en/reports/note/index.html")).not.toContain('rel="alternate"');
  });

  test("prints its company, its name and the page in the margin, allowed by its own policy", () => {
    const html = page("en/reports/loyalty/index.html");
    expect(html).toContain('@bottom-right{content:"Page " counter(page) " of " counter(pages)');
    expect(html).toMatch(/style-src 'self'(?: 'sha256-[^']+')+/u);
  });
});

test("a figure that wakes carries its model, people do not", () => {
  const html = page("en/index.html");
  const models = [...html.matchAll(/data-model="([^"]*)"/gu)].map(
    ([, model = ""]) =>
      JSON.parse(model.replaceAll("&#34;", '"').replaceAll("&quot;", '"')) as { kind: string },
  );
  expect(models.map(({ kind }) => kind)).toEqual(["trend"]);
});

describe("files beside the pages", () => {
  test("hold every table and every figure", () => {
    expect(existsSync(join(dist, "data/tables/zh-CN/loyalty-pairs.csv"))).toBe(true);
    const figures = JSON.parse(readFileSync(join(dist, "data/figures.json"), "utf8")) as {
      id: string;
    }[];
    expect(figures.map(({ id }) => id)).toEqual(["satisfaction.csat", "satisfaction.csat"]);
    expect(readFileSync(join(dist, "data/figures.csv"), "utf8").split("\r\n")).toHaveLength(4);
  });
});
