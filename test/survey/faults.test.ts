import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";
import { surveyFaults } from "../../src/survey/faults.ts";
import { surveySchema } from "../../src/survey/schema.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { changed, teaSurvey } from "./tea-survey.ts";

const locales = ["zh-CN", "en"];
const codes = (survey: SurveyDefinition) => surveyFaults(survey, locales).map(({ code }) => code);
const showing = (show: string) => surveyFaults(changed("why", { show }), locales);

describe("surveyFaults(survey, locales)", () => {
  it("finds nothing in a good survey", () => expect(surveyFaults(teaSurvey, locales)).toEqual([]));

  it("finds nothing in the project's own surveys", () => {
    const { surveys, site } = readSettings(join(process.cwd(), "content"));
    expect(surveys.length).toBeGreaterThan(1);
    expect(surveys.flatMap((survey) => surveyFaults(survey, site.locales))).toEqual([]);
  });

  it.each([
    ["satisfaction <", "show-unreadable"],
    ["satisfied <= 3", "show-question-unknown"],
    ["cups <= 3", "show-question-later"],
    ["why = x", "show-question-later"],
    ["satisfaction has 3", "show-type-mismatch"],
    ["satisfaction = high", "show-type-mismatch"],
    ["reasons = price", "show-type-mismatch"],
    ["aspects = 3", "show-type-mismatch"],
    ["satisfaction = 6", "question-unreachable"],
    ["satisfaction < 1", "question-unreachable"],
    ["reasons has rain", "question-unreachable"],
    ["aspects_wait < 1", "question-unreachable"],
    ["satisfaction = 1 and satisfaction = 2", "show-never"],
    ["reasons has none and reasons has price", "show-never"],
    ["satisfaction <= 3 and not (satisfaction <= 3)", "show-never"],
  ])("refuses the condition %s: %s", (show, code) =>
    expect(showing(show)).toMatchObject([{ code, path: ["questions", 5, "show"] }]),
  );

  it.each([
    "satisfaction <= 2",
    "recommend >= 9 and wait = 1",
    "reasons has price or not (satisfaction = 5)",
    "aspects_wait = 0",
    "overall_perceived < 3",
  ])("takes the condition %s", (show) => expect(showing(show)).toEqual([]));

  it("cannot compare a text with anything", () => {
    const survey = changed("order", { show: "why = 3" });
    expect(codes(survey)).toEqual(["show-type-mismatch"]);
  });

  it("names the text and the locale that is missing", () => {
    const survey = changed("recommend", { title: { en: "Recommend?" } });
    expect(surveyFaults(survey, locales)).toEqual([
      {
        code: "translation-missing",
        path: ["questions", 3, "title"],
        values: { locale: "zh-CN", text: "questions.3.title" },
      },
    ]);
  });

  it("asks for all texts in a language of surveys as soon as one is there", () => {
    const { questions } = teaSurvey;
    const title = { ...questions[3]!.title, "zh-TW": "推薦嗎？" };
    const offered = [...locales, "zh-TW"];
    expect(surveyFaults(teaSurvey, locales, offered)).toEqual([]);
    expect(surveyFaults(changed("recommend", { title }), locales)).toEqual([]);
    const missing = surveyFaults(changed("recommend", { title }), locales, offered);
    expect(new Set(missing.map(({ code, values }) => `${code} ${values["locale"]}`))).toEqual(
      new Set(["translation-missing zh-TW"]),
    );
    const paths = missing.map(({ path }) => path.join("."));
    expect(paths).toContain("title");
    expect(paths).not.toContain("questions.3.title");
  });

  it("looks for texts inside scales, items and options", () => {
    const survey = changed("aspects", {
      scale: { min: 1, max: 5, labels: { 1: { en: "bad" } } },
      items: [
        { id: "taste", title: { en: "taste" } },
        { id: "wait", title: { en: "wait", "zh-CN": "等" } },
      ],
    });
    expect(surveyFaults(survey, locales).map(({ path }) => path.join("."))).toEqual([
      "questions.1.scale.labels.1",
      "questions.1.items.0.title",
    ]);
  });

  it.each<[string, string, Partial<Question>, string]>([
    ["one id twice", "cups", { id: "born" }, "question-repeated"],
    ["a name of the table", "cups", { id: "weight" }, "question-id-reserved"],
    ["a name of every object", "cups", { id: "constructor" }, "question-id-reserved"],
    ["a canonical name that is not hidden", "channel", { type: "text" }, "question-id-reserved"],
    [
      "a column that another question writes",
      "cups",
      { id: "aspects_wait" },
      "question-column-repeated",
    ],
    [
      "one option twice",
      "order",
      {
        options: [
          { id: "a", title: { "zh-CN": "a", en: "a" } },
          { id: "a", title: { "zh-CN": "a", en: "a" } },
        ],
      },
      "part-repeated",
    ],
    ["a matrix without items", "aspects", { items: [] }, "items-missing"],
    ["a single without options", "order", { options: [] }, "options-missing"],
    ["a scale of one point", "overall", { scale: { min: 5, max: 5 } }, "scale-empty"],
    ["an nps from 1", "recommend", { scale: { min: 1, max: 10 } }, "nps-scale"],
    [
      "a code that is a point too",
      "satisfaction",
      { scale: { min: 1, max: 5, na: [3], labels: { 3: { "zh-CN": "-", en: "-" } } } },
      "scale-na-inside",
    ],
    [
      "a word for no point",
      "satisfaction",
      { scale: { min: 1, max: 5, labels: { 7: { "zh-CN": "七", en: "seven" } } } },
      "scale-label-unknown",
    ],
    [
      "options of a text",
      "why",
      { options: [{ id: "a", title: { "zh-CN": "a", en: "a" } }] },
      "question-setting-unused",
    ],
  ])("refuses %s", (_, id, change, code) => expect(codes(changed(id, change))).toEqual([code]));

  it("refuses days the wrong way round, and a quota of what no link says", () => {
    expect(codes({ ...teaSurvey, opens: "2026-07-02", closes: "2026-07-01" })).toEqual([
      "survey-never-open",
    ]);
    expect(codes({ ...teaSurvey, opens: "2026-07-01", closes: "2026-07-01" })).toEqual([]);
    expect(codes({ ...teaSurvey, quota: { answers: 9, of: "cups" } })).toEqual([
      "quota-question-unknown",
    ]);
    expect(codes({ ...teaSurvey, quota: { answers: 9, of: "channel" } })).toEqual([]);
  });

  it("refuses a rating without a scale", () => {
    const { scale: _, ...bare } = teaSurvey.questions[0] as Question;
    expect(
      codes({
        ...teaSurvey,
        questions: [bare, ...teaSurvey.questions.slice(1).map(({ show: _show, ...rest }) => rest)],
      }),
    ).toEqual(["scale-missing"]);
  });
});

describe("surveySchema", () => {
  const least = {
    id: "s",
    title: { en: "S" },
    questions: [{ id: "q", type: "nps", title: { en: "Q" } }],
  };

  it("fills in what a survey may leave out", () =>
    expect(surveySchema.parse(least)).toMatchObject({
      version: 1,
      audience: "customer",
      questions: [{ required: false }],
    }));

  it("takes days as days, and no other", () => {
    const closes = (day: string) => surveySchema.safeParse({ ...least, closes: day }).success;
    expect([closes("2026-07-31"), closes("2026-02-30"), closes("31.7.2026")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("refuses keys that nothing reads", () =>
    expect(surveySchema.safeParse({ ...least, colour: "red" }).success).toBe(false));

  it("reads option ids that YAML took for numbers as text", () => {
    const question = {
      id: "q",
      type: "single",
      title: {},
      options: [
        { id: 1, title: {} },
        { id: 2, title: {} },
      ],
    };
    expect(
      surveySchema.parse({ ...least, questions: [question] }).questions[0]?.options?.[0]?.id,
    ).toBe("1");
  });
});
