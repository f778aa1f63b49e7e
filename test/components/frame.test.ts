import { expect, test } from "vitest";
import { phonePlaces } from "../../src/components/phone-places.ts";
import { sectionRows } from "../../src/components/section-rows.ts";
import { chartsOf, tablesOf } from "../../src/components/tables-of.ts";
import { addresses } from "../../src/layouts/addresses.ts";
import { languageName } from "../../src/words/language-name.ts";
import { printMargins } from "../../src/layouts/print-margins.ts";
import type { Section } from "../../src/reports/report.ts";
import { openWords } from "../../src/words/words.ts";
import { demoReports } from "../support/demo-reports.ts";

test("addresses(base, locale) spell the locale as the site does, below any base", () => {
  const at = addresses("/sub", "zh-CN");
  expect(at.href("reports/loyalty/")).toBe("/sub/zh-CN/reports/loyalty/");
  expect(at.href("")).toBe("/sub/zh-CN/");
  expect(at.tableFile("loyalty-where")).toBe("/sub/data/tables/zh-CN/loyalty-where.csv");
});

test("addresses(base, locale).href leaves finished addresses alone", () => {
  const { href } = addresses("/", "en");
  expect(["/en/reports/x/", "#reports", "https://example.org/"].map(href)).toEqual([
    "/en/reports/x/",
    "#reports",
    "https://example.org/",
  ]);
});

test("addresses(base, locale) escape names that are not Latin", () => {
  expect(addresses("/", "en").href("reports/location/高铁站/")).toBe(
    "/en/reports/location/%E9%AB%98%E9%93%81%E7%AB%99/",
  );
});

test("languageName(locale) says a language in its own words", () => {
  expect(["zh-CN", "zh-TW", "en", "de"].map(languageName)).toEqual([
    "简体",
    "繁體",
    "English",
    "Deutsch",
  ]);
});

test("phonePlaces(columns) keeps one main number on the first line", () => {
  const words = { title: "", kind: "words" } as const;
  const number = { title: "", kind: "number" } as const;
  expect(
    phonePlaces([
      { key: "a", ...words },
      { key: "b", ...number },
      { key: "c", ...number },
    ]),
  ).toEqual(["aside", "main", "aside"]);
  expect(
    phonePlaces([
      { key: "a", ...words },
      { key: "b", ...number, phone: "none" },
      { key: "c", ...number, phone: "main" },
    ]),
  ).toEqual(["aside", "none", "main"]);
});

test("sectionRows(sections) sets two neighbours of one pair side by side", () => {
  const section = (id: string, pair?: string): Section => ({
    id,
    head: id,
    sub: null,
    blocks: [],
    ...(pair === undefined ? {} : { pair }),
  });
  const rows = sectionRows([
    section("a"),
    section("b", "p"),
    section("c", "p"),
    section("d", "p"),
    section("e"),
  ]);
  expect(rows.map((row) => row.map(({ id }) => id))).toEqual([["a"], ["b", "c"], ["d"], ["e"]]);
});

test("tablesOf(report) finds the tables of hero, sections and groups of charts, each once", () => {
  const gallery = demoReports().find(({ id, locale }) => id === "gallery" && locale === "en");
  const ids = tablesOf(gallery as never).map(({ id }) => id);
  expect(ids).toContain("gallery-nps");
  expect(ids).toContain("gallery-cohorts");
  expect(new Set(ids).size).toBe(ids.length);
});

test("chartsOf(report) finds the pictures of hero and sections", () => {
  const [overview] = demoReports();
  expect(chartsOf(overview as never).map(({ kind }) => kind)).toEqual(["trend", "people"]);
});

test("printMargins(words, company, report) cannot be left by a company's name", () => {
  const words = openWords("en", {
    "ui.print.left": "{company} · {report}",
    "ui.print.right": "Page {page} of {pages}",
  });
  const css = printMargins(words, 'A"}</style><script>', "Overview");
  expect(css).not.toMatch(/<|"\}</u);
  expect(css).toContain('"Page " counter(page) " of " counter(pages)');
});
