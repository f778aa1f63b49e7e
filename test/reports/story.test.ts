import { describe, expect, it } from "vitest";
import { figure } from "../../src/figures/book.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { print, stateOf, type Story } from "../../src/reports/story.ts";
import { openWords } from "../../src/words/words.ts";
import { projectFolder } from "../support/open-test-company.ts";

function storyIn(locale: string): Story {
  const words = openWords(locale, readDictionary(locale, projectFolder));
  return { locale, words, site: { currency: "CNY" }, rules: { thinBelow: 30 } } as unknown as Story;
}

const csat = (value: number | null, low: number | null, high: number | null, n: number | null) => ({
  ...figure("satisfaction.csat", { value, low, high, n: n ?? 0 }),
  n,
});

describe("print(story, figure)", () => {
  it("prints whole percents when the range is a point wide or more, else one decimal", () => {
    expect(print(storyIn("en"), csat(0.863, 0.851, 0.874, 4812)).text).toBe("86%");
    expect(print(storyIn("en"), csat(0.5831, 0.5789, 0.5873, 38_240))).toMatchObject({
      text: "58.3%",
      range: "57.9–58.7%",
      n: "38,240",
    });
  });

  it("prints the range of a small group in which all said the same, never 0% or 100%", () => {
    const nobody: Figure = { ...csat(null, 0, 0.1, 12), suppressed: "uniform" };
    const everybody: Figure = { ...csat(null, 0.9, 1, 12), suppressed: "uniform" };
    expect(print(storyIn("zh-CN"), nobody)).toMatchObject({ state: "thin", text: "0–10%" });
    expect(print(storyIn("zh-CN"), everybody)).toMatchObject({ state: "thin", text: "90–100%" });
  });

  it("prints words for what is hidden or missing", () => {
    const hidden: Figure = { ...csat(null, null, null, null), suppressed: "small-group" };
    expect(print(storyIn("zh-CN"), hidden).text).toBe("人数太少，不公布");
    expect(print(storyIn("en"), csat(null, null, null, 0)).text).toBe("Not known yet");
  });

  it("prints money as counted: yuan by the ten thousand in Chinese, grouped in English", () => {
    const risk = figure("value.revenue-at-risk", {
      value: 774_321.5,
      low: null,
      high: null,
      n: 708,
    });
    expect(print(storyIn("zh-CN"), risk)).toMatchObject({ text: "77.4万元", range: "" });
    expect(print(storyIn("en"), risk)).toMatchObject({ text: "¥774,000", range: "" });
  });

  it("gives both ends of a range of money the same decimals, and a shared unit once in Chinese", () => {
    const range = (low: number, high: number) =>
      figure("value.clv", { value: (low + high) / 2, low, high, n: 99 });
    expect(print(storyIn("en"), range(89.5, 244)).range).toBe("¥90–¥244");
    expect(print(storyIn("en"), range(-12.4, 7)).range).toBe("−¥12.4 to ¥7.0");
    expect(print(storyIn("zh-CN"), range(32.1, 36.6)).range).toBe("32.1–36.6元");
    expect(print(storyIn("zh-CN"), range(9500, 12_000)).range).toBe("9,500元–1.2万元");
  });

  it("prints places as whole numbers, and all or nothing without a decimal", () => {
    const place = figure("driver.satisfaction-rank", { value: 1, low: 1, high: 1, n: 99 });
    expect(print(storyIn("en"), place)).toMatchObject({ text: "1", range: "1–1" });
    expect(print(storyIn("en"), csat(1, 0.9996, 1, 9000))).toMatchObject({
      text: "100%",
      range: "100–100%",
    });
    expect(print(storyIn("en"), csat(0, 0, 0.0004, 9000))).toMatchObject({
      text: "0%",
      range: "0–0%",
    });
  });
});

describe("stateOf(figure, thinBelow)", () => {
  it("is thin for an estimate of fewer persons, never for a count", () => {
    expect(stateOf(csat(0.5, 0.3, 0.7, 29), 30)).toBe("thin");
    expect(stateOf(csat(0.5, 0.4, 0.6, 30), 30)).toBe("firm");
    const away = figure("value.away", { value: 7, low: null, high: null, n: 12 });
    expect(stateOf(away, 30)).toBe("firm");
  });

  it("is missing without a value, hidden when hidden, thin when all said the same", () => {
    expect(stateOf(csat(null, null, null, 0), 30)).toBe("missing");
    expect(stateOf({ ...csat(null, null, null, null), suppressed: "dominated" }, 30)).toBe(
      "hidden",
    );
    expect(stateOf({ ...csat(null, 0.9, 1, 12), suppressed: "uniform" }, 30)).toBe("thin");
  });
});
