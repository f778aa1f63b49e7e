import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Problems } from "../../src/errors.ts";
import { openFolders } from "../../src/settings/folders.ts";
import { problemText } from "../../src/settings/problem-text.ts";
import { readDictionary, readSettings } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { projectFolder } from "../support/open-test-company.ts";
import { plainSite, plainSurvey } from "../support/small-company.ts";

let content: string;
beforeEach(() => {
  content = mkdtempSync(join(tmpdir(), "zhike-content-"));
});
afterEach(() => {
  rmSync(content, { recursive: true, force: true });
});

/** What the analyst reads, the folder's own address cut to `content`. */
function told(files: Readonly<Record<string, string>>, locale = "en"): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  return problemsOf(() => readSettings(content, projectFolder), locale);
}

function problemsOf(call: () => unknown, locale = "en"): string[] {
  try {
    call();
    return [];
  } catch (error) {
    if (!(error instanceof Problems)) throw error;
    const words = openWords(locale, readDictionary(locale, projectFolder));
    return error.problems.map((problem) =>
      problemText(problem, words).replaceAll(content, "content"),
    );
  }
}

describe("readSettings(contentRoot, project)", () => {
  it("takes a site with four settings and fills in the others", () => {
    writeFileSync(join(content, "site.yaml"), plainSite);
    const { site, surveys, rules } = readSettings(content, projectFolder);
    expect(site.locales).toEqual(["zh-CN", "en"]);
    expect(site.k).toEqual({ customer: 5, employee: 10 });
    expect([site.badRows, site.base]).toEqual([0, "/"]);
    expect(surveys).toEqual([]);
    expect(rules.thinBelow).toBe(30);
  });

  it("file-missing: a folder without site.yaml", () => {
    expect(told({})[0]).toMatch(/^file-missing {2}content\/site.yaml\n/u);
  });

  it("yaml-unreadable: the line from which a file is no YAML", () => {
    expect(told({ "site.yaml": `${plainSite}targets: [1\n` })[0]).toMatch(
      /^yaml-unreadable {2}content\/site.yaml:\d+:\d+\n/u,
    );
  });

  it("setting-missing: each setting that an empty file lacks", () => {
    expect(told({ "site.yaml": "" }).map((text) => text.split("\n")[1])).toEqual(
      ["name", "currency", "timeZone", "wave"].map((name) => `  The setting "${name}" is missing.`),
    );
  });

  it("setting-wrong: a day of asOf that no calendar has", () => {
    expect(told({ "site.yaml": `${plainSite}asOf: 2025-02-29\n` })[0]).toMatch(
      /^setting-wrong {2}content\/site.yaml:5:7 \(asOf\)\n/u,
    );
    expect(told({ "site.yaml": `${plainSite}asOf: 2024-02-29\n` })).toEqual([]);
  });

  it("setting-unknown: a name that nothing reads, at its line", () => {
    expect(told({ "site.yaml": `${plainSite}waves: month\n` })[0]).toMatch(
      /^setting-unknown {2}content\/site.yaml:5:8 \(waves\)\n {2}Nothing reads the setting "waves"\.\n/u,
    );
  });

  it("setting-wrong: what a value must be, in the words of the locale", () => {
    const site = plainSite
      .replace("CNY", "yuan")
      .replace("Asia/Shanghai", "Mars/Base")
      .replace("quarter", "week");
    const files = { "site.yaml": `${site}k: { customer: 0 }\nasOf: 1.5.2026\nbase: shop\n` };
    expect(told(files).map((text) => text.split("\n")[1]?.trim())).toEqual([
      'The setting "currency" is "yuan"; a currency is three capital letters such as CNY.',
      'The setting "timeZone" is "Mars/Base"; a time zone is a name such as Asia/Shanghai.',
      'The setting "wave" is "week"; it is one of: month, quarter, year.',
      'The setting "k.customer" is "0"; it must be 1 or more.',
      'The setting "base" is "shop"; it begins with "/".',
      'The setting "asOf" is "1.5.2026"; a day is written as 2026-06-30.',
    ]);
    expect(told(files, "zh-CN").map((text) => text.split("\n")[1]?.trim())).toEqual([
      "设置“currency”是“yuan”；货币写三个大写字母，如CNY。",
      "设置“timeZone”是“Mars/Base”；时区写成Asia/Shanghai这样的名字。",
      "设置“wave”是“week”；只能写其中一个：month, quarter, year。",
      "设置“k.customer”是“0”；最小是1。",
      "设置“base”是“shop”；要以“/”开头。",
      "设置“asOf”是“1.5.2026”；日期写成2026-06-30这样。",
    ]);
  });

  it("setting-wrong: a survey's faults stand at their lines", () => {
    const survey = plainSurvey("visit")
      .replace("type: rating", "type: stars")
      .replace("version: 1", "version: x");
    expect(
      told({ "site.yaml": plainSite, "surveys/visit.yaml": survey }).map(
        (text) => text.split("\n")[0],
      ),
    ).toEqual([
      "setting-wrong  content/surveys/visit.yaml:2:10 (version)",
      "setting-wrong  content/surveys/visit.yaml:7:11 (questions.0.type)",
    ]);
  });

  it("survey-repeated: two files with one id", () => {
    const files = {
      "site.yaml": plainSite,
      "surveys/a.yaml": plainSurvey("visit"),
      "surveys/b.yaml": plainSurvey("visit"),
    };
    expect(told(files).map((text) => text.split("  ")[0])).toEqual(["survey-repeated"]);
  });
});

describe("openFolders(environment, project)", () => {
  it("folder-missing: each named folder that is not there", () => {
    const call = () => openFolders({ ZHIKE_DATA: "no/data", ZHIKE_CONTENT: "no/content" }, content);
    expect(problemsOf(call).map((text) => text.split("\n")[0])).toEqual([
      "folder-missing  ZHIKE_DATA",
      "folder-missing  ZHIKE_CONTENT",
    ]);
  });

  it("takes the project's own folders where none is named, and one out folder a company", () => {
    const own = openFolders({}, projectFolder);
    expect(own.out).toBe(join(projectFolder, "out"));
    mkdirSync(join(content, "data"));
    const other = openFolders({ ZHIKE_DATA: join(content, "data") }, projectFolder);
    expect(other.out).toMatch(/out.[0-9a-f]{12}$/u);
  });
});
