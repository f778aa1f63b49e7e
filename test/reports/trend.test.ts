import { expect, test } from "vitest";
import { figure, openBook } from "../../src/figures/book.ts";
import type { FigureId } from "../../src/figures/registry.ts";
import type { Story } from "../../src/reports/story.ts";
import { trend } from "../../src/reports/trend.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { projectFolder } from "../support/open-test-company.ts";

const csat = "satisfaction.csat";
const repeat = "loyalty.repeat-rate-90d";

function storyOf(months: Readonly<Partial<Record<FigureId, readonly string[]>>>): Story {
  const figures = Object.entries(months).flatMap(([id, periods = []]) =>
    periods.map((period) =>
      figure(id as FigureId, { value: 0.5, low: 0.4, high: 0.6, n: 99 }, { period }),
    ),
  );
  const words = openWords("en", readDictionary("en", projectFolder));
  const site = { currency: "CNY", wave: "month" };
  return {
    book: openBook(figures),
    locale: "en",
    words,
    site,
    rules: { thinBelow: 30 },
  } as unknown as Story;
}

test("trend(two figures) gives all panels the same periods, with a gap where one has none", () => {
  const story = storyOf({
    [csat]: ["2026-01", "2026-02", "2026-03"],
    [repeat]: ["2026-02", "2026-03", "2026-04"],
  });
  const chart = trend(story, [csat, repeat], { name: "t", waves: 3 })?.block.chart;
  const panels = chart?.kind === "trend" ? chart.panels : [];
  expect(panels.map(({ points }) => points.map(({ label }) => label))).toEqual([
    ["February 2026", "March 2026", "April 2026"],
    ["February 2026", "March 2026", "April 2026"],
  ]);
  expect(panels.map(({ points }) => points.map(({ value }) => value))).toEqual([
    [0.5, 0.5, null],
    [0.5, 0.5, 0.5],
  ]);
});

test("trend(a figure of one period) is none", () => {
  expect(trend(storyOf({ [csat]: ["2026-01"] }), [csat], { name: "t" })).toBeNull();
});

test("trend(a counted figure) speaks of no band and of no change", () => {
  const figures = ["2026-Q1", "2026-Q2"].map((period) =>
    figure("equity.margin", { value: 9, low: null, high: null, n: 99 }, { period }),
  );
  const story = { ...storyOf({}), book: openBook(figures) };
  expect(trend(story, ["equity.margin"], { name: "t" })?.block.caption).toBe(
    "The line is the number in each period.",
  );
});
