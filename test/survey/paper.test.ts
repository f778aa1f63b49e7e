/** A survey on paper: what a screen decides by itself stands there in words. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { readDictionary } from "../../src/settings/read-settings.ts";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";
import { paperForm } from "../../src/survey/paper/paper-form.ts";
import { readRules } from "../../src/survey/rules.ts";
import { openWords } from "../../src/words/words.ts";
import { chineseFont, launchBrowser, loadFont, type Fonts } from "../support/browser.ts";
import { projectFolder } from "../support/project.ts";
import { emptyFolder } from "../support/run-build.ts";
import { everyType } from "./every-type.ts";
import { rotatingSurvey } from "./rotating-survey.ts";
import { changed, teaSurvey } from "./tea-survey.ts";

const css = readFileSync(join(projectFolder, "src/styles/paper.css"), "utf8");
const dictionaries = { en: readDictionary("en"), "zh-CN": readDictionary("zh-CN") };
type Locale = keyof typeof dictionaries;
const paper = (survey: SurveyDefinition, locale: Locale = "en") =>
  paperForm(readRules(survey), openWords(locale, dictionaries[locale]), { company: "Tea", css });

/** Text of the printed questions, a string a question; codes left out. */
function questions(survey: SurveyDefinition, locale: Locale = "en"): readonly string[] {
  return paper(survey, locale)
    .split('<section class="question')
    .slice(1)
    .map((html) =>
      (html.slice(html.indexOf(">") + 1).split("</section>")[0] ?? "")
        .replaceAll(/<small class="code">[^<]*<\/small>/gu, "")
        .replaceAll(/<[^>]*>/gu, " ")
        .replaceAll(/\s+/gu, " ")
        .trim(),
    );
}
const question = (start: string, survey: SurveyDefinition, locale?: Locale) =>
  questions(survey, locale).find((text) => text.includes(start)) ?? "";

const t = (text: string) => ({ "zh-CN": text, en: text });
const yesNo = [
  { id: "yes", title: t("Yes") },
  { id: "no", title: t("No") },
];
const single = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  type: "single",
  title: t(`Is it ${id}?`),
  options: yesNo,
  ...more,
});
const text = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  type: "text",
  title: t(`Write ${id}`),
  ...more,
});
const survey = (...list: readonly Question[]): SurveyDefinition => ({
  id: "s",
  version: 1,
  audience: "customer",
  title: t("S"),
  questions: list,
});

describe("paperForm(survey) numbers and conditions", () => {
  it("numbers what is answered, the slip last, and hands hidden fields to staff", () => {
    const starts = questions(teaSurvey).map((each) => /^(?:Only if .*?\. )?(\d+)/u.exec(each)?.[1]);
    expect(starts).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
    expect(paper(teaSurvey)).toMatch(/<section class="staff">.*channel<span class="line">/u);
    expect(paper(teaSurvey).split('<section class="slip">')[1]).toMatch(/Agree\?.*Reach you\?/su);
  });

  it.each([
    ["satisfaction <= 3", "Only if question 1 is 1 to 3."],
    ["recommend >= 9", "Only if question 4 is “9” or “10”."],
    ["reasons has price", "Only if “price” is marked in question 5."],
    ["not (reasons has price)", "Only if “price” is not marked in question 5."],
    ["aspects_wait = 0", "Only if question 2 (the wait) is “not this time”."],
    ["overall_perceived < 2", "Only if question 3 (Now, what you found) is “1”."],
    ["cups > 3 and satisfaction = 1", "Only if question 9 is above 3 and question 1 is “1”."],
    ["not (satisfaction = 2 or cups = 1)", "Only if not (question 1 is “2” or question 9 is “1”)."],
    ["agree = yes", "Only if question 10 is “I agree”."],
    ["channel = store", "Only if “channel” (filled in by staff) is “store”."],
    ["born >= 2020-01-01", "Only if question 8 is 2020-01-01 or above."],
  ])("%s reads: %s", (show, words) => {
    const last = text("last", { show });
    expect(
      question("Write last", { ...teaSurvey, questions: [...teaSurvey.questions, last] }),
    ).toContain(words);
  });

  it("says the same in Chinese", () => {
    expect(question("Tell us", teaSurvey, "zh-CN")).toContain("仅当第5题选了“price”时回答。");
    expect(question("Why?", teaSurvey, "zh-CN")).toContain("仅当第1题选了1到3时回答。");
  });

  it("says where an answer stands that a screen repeats", () => {
    expect(question("Why?", everyType)).toContain("You said “[your answer to question 2]”. Why?");
  });
});

describe("paperForm(survey) ways", () => {
  it("keeps consent in its place where it decides, else on the slip", () => {
    const gate: Question = {
      id: "ok",
      type: "consent",
      title: t("Take part?"),
      goto: [{ if: "ok = no", to: "end" }],
    };
    const quote: Question = { id: "quote", type: "consent", title: t("Quote?") };
    const html = paper(survey(gate, text("b"), quote));
    expect(html.split('<section class="slip">')[0]).toContain("Take part?");
    expect(html.split('<section class="slip">')[1]).toContain("Quote?");
    expect(question("Take part?", survey(gate, text("b"), quote))).toMatch(
      /I agree I do not agree → end$/u,
    );
  });

  it("puts an arrow beside an answer that skips questions", () => {
    const made = survey(
      single("a"),
      text("b", { show: "a = yes" }),
      text("c", { show: "a = yes" }),
      text("d"),
    );
    expect(question("Is it a?", made)).toMatch(/Yes No → question 4/u);
  });

  it("follows jumps, to a later question or the end, and the conditions after them", () => {
    const made = survey(
      single("a", {
        goto: [
          { if: "a = no", to: "d" },
          { if: "a = yes", to: "c" },
        ],
      }),
      text("b"),
      text("c"),
      text("d", { show: "a = yes" }),
      text("e"),
    );
    // No: to d (4), which is not for "no", so to e (5). Yes: to c (3).
    expect(question("Is it a?", made)).toMatch(/Yes → question 3 No → question 5/u);
    expect(question("Did you visit", everyType)).toMatch(/Yes No → end$/u);
    expect(question("Were you satisfied", everyType)).toContain("→ question 4");
  });

  it("follows an answer past all that it rules out, and what that would have decided", () => {
    const made = survey(
      single("a"),
      single("b", { show: "a = yes" }),
      text("c", { show: "a = yes and b = yes" }),
      text("d", { show: "b = yes or a = yes" }),
      text("e", { show: "not (b = yes)" }),
      text("f", { show: "b = no" }),
    );
    // No: b, c and d are not for "no"; e is for whoever did not say yes to b, so for "no".
    expect(question("Is it a?", made)).toMatch(/Yes No → question 5/u);
    // No to b rules c out whatever a was; d may still be for whoever said yes to a.
    expect(question("Is it b?", made)).toMatch(/Yes No → question 4$/u);
    const last = survey(
      single("a"),
      single("b", { show: "a = yes" }),
      text("f", { show: "b = no" }),
    );
    expect(question("Is it a?", last)).toMatch(/Yes No → end/u);
  });

  it("leaves to the later question what other answers decide too", () => {
    const made = survey(
      single("a"),
      single("b"),
      text("c", { show: "a = yes or b = yes" }),
      text("d"),
    );
    expect(question("Is it b?", made)).not.toContain("→");
    expect(question("Write c", made)).toContain(
      "Only if question 1 is “Yes” or question 2 is “Yes”.",
    );
  });

  it("writes out jumps of several answers, of other questions and of any answer", () => {
    const several = {
      ...single("m"),
      type: "multiple" as const,
      goto: [{ if: "m has yes", to: "end" }, { to: "d" }] as const,
    };
    const made = survey(
      single("a"),
      several,
      text("c", { goto: [{ if: "a = no", to: "e" }] }),
      text("d"),
      text("e"),
    );
    expect(question("Is it m?", made)).toMatch(
      /If “Yes” is marked in question 2, go to the end\. Then go to question 4\./u,
    );
    expect(question("Write c", made)).toContain("If question 1 is “No”, go to question 5.");
    const always = survey(single("a", { goto: [{ to: "c" }] }), text("b"), text("c"));
    expect(question("Is it a?", always)).toMatch(/Yes No Then go to question 3\.$/u);
  });
});

describe("paperForm(survey) blocks", () => {
  it("prints every block with the rule, and what everybody answers after them", () => {
    const html = paper(rotatingSurvey);
    const [group] = rotatingSurvey.blocks ?? [];
    expect(group?.of.length).toBeGreaterThan(group?.rotate ?? 99);
    expect(html).toContain(`Tick ${group?.rotate} of the ${group?.of.length} blocks, by lot:`);
    const heads = [...html.matchAll(/<h2 class="block">([^<]*)/gu)].map(([, head]) => head);
    const letters = (group?.of ?? []).map((_, index) => "ABCDEFGH"[index]);
    for (const letter of letters)
      expect(heads).toContain(`Block ${letter}. Only if ${letter} is ticked on page 1`);
  });
});

describe("paperForm(survey) parts of blocks", () => {
  const inBlock = (id: string, block: string, more: Partial<Question> = {}) =>
    text(id, { block, ...more });

  it("points from nowhere into a block that may not be this person's", () => {
    const questionsOf = [
      single("a"),
      inBlock("b", "one", { show: "a = yes" }),
      inBlock("c", "two"),
      text("d"),
    ];
    const made = { ...survey(...questionsOf), blocks: [{ rotate: 1, of: ["one", "two"] }] };
    expect(question("Is it a?", made)).not.toContain("→");
  });

  it("asks nobody to tick blocks of which everybody gets all", () => {
    const made = {
      ...survey(inBlock("b", "one"), inBlock("c", "two")),
      blocks: [{ of: ["one", "two"] }],
    };
    expect(paper(made)).not.toMatch(/Tick|Block A/u);
  });
});

describe("paperForm(survey) as a document", () => {
  it("runs nothing, loads nothing, and cannot be broken by its texts", () => {
    const evil = `</style><script>alert(1)</script>"\\<img src=x>`;
    const html = paper({ ...changed("satisfaction", { title: t(evil) }), title: t(evil) });
    expect(html).not.toMatch(/<script|<img|<link|url\(|https?:/u);
    expect(html.match(/<\/style>/gu)).toHaveLength(1);
    // Within the string of the page's foot no quote stands by itself.
    expect(html).toMatch(/@bottom-left\{content:"[^"]*"\}@bottom-right/u);
  });

  it("tells an earlier answer's own words from codes of the file", () => {
    expect(paper(teaSurvey)).toContain('<small class="code">aspects_wait</small>');
  });

  describe("in a browser", () => {
    let browser: Browser;
    let fonts: Fonts;
    beforeAll(async () => {
      [browser, fonts] = await Promise.all([launchBrowser(), chineseFont()]);
    });
    afterAll(async () => {
      await browser.close();
      await fonts.stop();
    });

    it.each(["en", "zh-CN"] as const)(
      "%s: nothing leaves the sheet, no question is cut across pages",
      async (locale) => {
        const page = await browser.newPage({ javaScriptEnabled: true });
        await page.emulateMedia({ media: "print" });
        // 176 mm between the margins of an A4 sheet, at 96 pixels an inch.
        await page.setViewportSize({ width: 665, height: 900 });
        for (const each of [everyType, teaSurvey, rotatingSurvey]) {
          await page.setContent(paper(each, locale).replaceAll("system-ui,", "Roboto,"));
          await loadFont(page, fonts);
          const wide = await page.evaluate(() =>
            [...document.querySelectorAll("body *")]
              .filter((element) => element.getBoundingClientRect().right > 666)
              .map(({ outerHTML }) => outerHTML),
          );
          expect(wide).toEqual([]);
          const tall = await page.evaluate(
            () =>
              [...document.querySelectorAll(".question")].filter(
                (element) => element.getBoundingClientRect().height > 980,
              ).length,
          );
          expect(tall).toBe(0);
          const pdf = await page.pdf({ preferCSSPageSize: true });
          expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
        }
        await page.close();
      },
    );
  });
});

describe("npm run paper", () => {
  const run = (...given: readonly string[]) => {
    const content = join(emptyFolder("paper"), "..", "..", "..", "content");
    try {
      return execFileSync(process.execPath, ["scripts/paper.ts", ...given], {
        cwd: projectFolder,
        encoding: "utf8",
        env: { LANG: "en", ZHIKE_CONTENT: content },
        stdio: ["ignore", "pipe", "pipe"],
      });
    } catch (error) {
      return (error as { stderr: string }).stderr;
    }
  };

  it("writes a file a language, or the one that is named", () => {
    expect(run("after-visit").match(/after-visit\.[\w-]+\.html/gu)).toEqual([
      "after-visit.zh-CN.html",
      "after-visit.en.html",
    ]);
    expect(run("team-pulse", "en").match(/team-pulse\.[\w-]+\.html/gu)).toEqual([
      "team-pulse.en.html",
    ]);
  });

  it("names what there is when asked for what there is not", () => {
    expect(run("nothing")).toContain(
      'command-survey-unknown  npm run paper\n  There is no survey "nothing"; there are "after-visit"',
    );
    expect(run()).toContain("command-survey-unknown");
    expect(run("after-visit", "fr")).toContain(
      'paper-locale-unknown  npm run paper\n  The survey has no language "fr"',
    );
  });
});
