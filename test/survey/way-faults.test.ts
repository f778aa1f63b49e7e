import { describe, expect, it } from "vitest";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";
import { surveyFaults } from "../../src/survey/faults.ts";
import { readRules } from "../../src/survey/rules.ts";
import { surveySchema } from "../../src/survey/schema.ts";
import { visibleQuestions } from "../../src/survey/steps.ts";
import { everyType } from "./every-type.ts";
import { rotatingSurvey } from "./rotating-survey.ts";

const faults = (survey: SurveyDefinition) =>
  surveyFaults(survey, ["zh-CN", "en"]).map(({ code, path }) => `${code} at ${path.join(".")}`);
const changing = (survey: SurveyDefinition, id: string, change: Partial<Question>) => ({
  ...survey,
  questions: survey.questions.map((each) => (each.id === id ? { ...each, ...change } : each)),
});
const t = (text: string) => ({ "zh-CN": text, en: text });

describe("surveyFaults(survey with jumps and repeated answers, locales)", () => {
  it("finds nothing in a good survey, and the schema takes it", () => {
    expect(faults(everyType)).toEqual([]);
    expect(surveySchema.parse(everyType).questions[1]?.goto).toEqual([
      { if: "came = no", to: "end" },
    ]);
  });

  it.each<[string, Partial<Question>, string]>([
    ["to nowhere", { goto: [{ to: "rain" }] }, "goto-unknown at questions.4.goto.0.to"],
    ["back", { goto: [{ to: "came" }] }, "goto-back at questions.4.goto.0.to"],
    ["to itself", { goto: [{ to: "easy" }] }, "goto-back at questions.4.goto.0.to"],
    [
      "after one that is always taken",
      { goto: [{ to: "order" }, { if: "easy = 1", to: "end" }] },
      "goto-idle at questions.4.goto.1.to",
    ],
    [
      "on a condition that names no question",
      { goto: [{ if: "rain = 1", to: "end" }] },
      "show-question-unknown at questions.4.goto.0.if",
    ],
    [
      "on a later answer",
      { goto: [{ if: "cups > 1", to: "end" }] },
      "show-question-later at questions.4.goto.0.if",
    ],
    [
      "on an answer that cannot be given",
      { goto: [{ if: "easy > 7", to: "end" }] },
      "question-unreachable at questions.4.goto.0.if",
    ],
  ])("refuses a jump %s", (_, change, expected) =>
    expect(faults(changing(everyType, "easy", change))).toEqual([expected]),
  );

  it("names each question that no answers lead to", () =>
    expect(faults(changing(everyType, "easy", { goto: [{ to: "cups" }] }))).toEqual([
      "question-unreached at questions.5.id",
      "question-unreached at questions.6.id",
    ]));

  it("sees that two jumps together leave nobody", () => {
    const survey = changing(everyType, "easy", {
      goto: [
        { if: "easy <= 4", to: "order" },
        { if: "easy > 3", to: "order" },
      ],
      required: true,
    });
    expect(faults(survey)).toEqual(["question-unreached at questions.5.id"]);
    expect(faults(changing(survey, "easy", { required: false }))).toEqual([]);
  });

  it("refuses a jump out of a block or into one", () => {
    expect(faults(changing(rotatingSurvey, "staff", { goto: [{ to: "why" }] }))).toEqual([
      "goto-block at questions.1.goto.0.to",
    ]);
    expect(faults(changing(rotatingSurvey, "satisfaction", { goto: [{ to: "honest" }] }))).toEqual([
      "goto-block at questions.0.goto.0.to",
    ]);
  });

  it.each([
    ["{q:rain}", "pipe-unknown at questions.3.title.zh-CN"],
    ["{q:cups}", "pipe-later at questions.3.title.zh-CN"],
    ["{q:hello}", "pipe-type at questions.3.title.zh-CN"],
  ])("refuses the text %s", (text, expected) =>
    expect(faults(changing(everyType, "why", { title: { "zh-CN": text, en: "Why?" } }))).toEqual([
      expected,
    ]),
  );

  it("does not read out what a person wrote to be reached", () =>
    expect(
      faults({
        ...everyType,
        questions: [...everyType.questions, { id: "last", type: "note", title: t("{q:reach|}") }],
      }),
    ).toEqual(["pipe-type at questions.12.title.zh-CN", "pipe-type at questions.12.title.en"]));

  it("refuses an answer that not everybody was asked for", () =>
    expect(faults(changing(rotatingSurvey, "why", { title: t("{q:staff}") }))).toEqual([
      "pipe-block at questions.10.title.zh-CN",
      "pipe-block at questions.10.title.en",
    ]));

  it.each<[string, string, Partial<Question>, string]>([
    ["a required note", "hello", { required: true }, "required-unanswerable"],
    ["values of a text", "why", { values: ["a"] }, "question-setting-unused"],
    [
      "own words in a ranking",
      "order",
      {
        options: [
          { id: "a", title: t("a") },
          { id: "b", title: t("b"), other: true },
        ],
      },
      "other-stray",
    ],
    ["a question in the column of own words", "day", { id: "drinks_other" }, "question-column"],
  ])("refuses %s", (_, id, change, code) =>
    expect(faults(changing(everyType, id, change))).toEqual([expect.stringContaining(code)]),
  );

  it("keeps the word end free where it means the end", () =>
    expect(faults(changing(everyType, "story", { id: "end" }))[0]).toBe(
      "question-id-reserved at questions.9.id",
    ));
});

describe("visibleQuestions(survey with jumps, answers)", () => {
  const shown = (answers: Parameters<typeof visibleQuestions>[1]) =>
    visibleQuestions(readRules(everyType), answers).map(({ id }) => id);

  it("ends where a jump says so", () => expect(shown({ came: "no" })).toEqual(["hello", "came"]));

  it("leaves out what lies between", () => {
    expect(shown({ came: "yes", satisfaction: 3 })).not.toContain("why");
    expect(shown({ came: "yes", satisfaction: 2 })).toContain("why");
  });

  it("jumps on no answer that is itself left out", () => {
    expect(shown({ came: "no", satisfaction: 3 })).toEqual(["hello", "came"]);
    const survey = readRules(changing(everyType, "satisfaction", { show: "came = no" }));
    const answers = { came: "yes", satisfaction: 3 };
    expect(visibleQuestions(survey, answers).map(({ id }) => id)).toContain("why");
  });
});
