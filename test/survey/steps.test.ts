import { describe, expect, it } from "vitest";
import {
  nextStep,
  previousStep,
  stepKey,
  stepPlace,
  visibleQuestions,
  visibleSteps,
  type Step,
} from "../../src/survey/steps.ts";
import { referenceOf } from "../../src/survey/references.ts";
import { readRules } from "../../src/survey/rules.ts";
import { changed, teaSurvey } from "./tea-survey.ts";

const shown = (answers: Parameters<typeof visibleQuestions>[1]) =>
  visibleQuestions(teaSurvey, answers).map(({ id }) => id);

describe("visibleQuestions(survey, answers)", () => {
  it("leaves out hidden fields, and questions whose condition is not met", () => {
    expect(shown({})).toEqual([
      "satisfaction",
      "aspects",
      "overall",
      "recommend",
      "order",
      "born",
      "cups",
      "agree",
      "reach",
    ]);
  });

  it("shows a question when its condition holds", () => {
    expect(shown({ satisfaction: 3 })).toContain("reasons");
    expect(shown({ satisfaction: 4 })).not.toContain("reasons");
  });

  it("does not let an answer that is itself hidden decide", () => {
    expect(shown({ satisfaction: 3, reasons: ["price"] })).toContain("why");
    expect(shown({ satisfaction: 4, reasons: ["price"] })).not.toContain("why");
  });

  it("counts a comparison with an unanswered question as false, its negation as true", () => {
    const not = changed("why", { show: "not (satisfaction <= 3)" });
    expect(visibleQuestions(not, {}).map(({ id }) => id)).toContain("why");
    const unequal = changed("why", { show: "satisfaction != 3" });
    expect(visibleQuestions(unequal, {}).map(({ id }) => id)).not.toContain("why");
  });

  it("does not order “does not apply” among the points of a scale", () => {
    const low = changed("why", { show: "aspects_wait <= 2" });
    expect(visibleQuestions(low, { aspects: { wait: 0 } }).map(({ id }) => id)).not.toContain(
      "why",
    );
    expect(visibleQuestions(low, { aspects: { wait: 2 } }).map(({ id }) => id)).toContain("why");
    const none = changed("why", { show: "aspects_wait = 0" });
    expect(visibleQuestions(none, { aspects: { wait: 0 } }).map(({ id }) => id)).toContain("why");
  });

  it("lets a hidden field decide", () => {
    const store = changed("why", { show: "channel = store" });
    expect(
      visibleQuestions(readRules({ ...store, questions: store.questions.toReversed() }), {
        channel: "store",
      }).map(({ id }) => id),
    ).toContain("why");
  });
});

describe("referenceOf(survey, name)", () => {
  it.each([
    ["satisfaction", "satisfaction", null],
    ["aspects_wait", "aspects", "wait"],
    ["aspects.wait", "aspects", "wait"],
    ["wait", "aspects", "wait"],
    ["overall_expected", "overall", "expected"],
  ])("knows %s", (name, question, part) => {
    const found = referenceOf(teaSurvey, name);
    expect([found?.question.id, found?.part]).toEqual([question, part]);
  });

  it("knows no bare item that two matrices have", () => {
    const twice = changed("overall", { type: "matrix", items: [{ id: "wait", title: {} }] });
    expect(referenceOf(twice, "wait")).toBeNull();
  });
});

describe("nextStep, previousStep(survey, answers, from)", () => {
  it("go through items and halves one by one, and back the same way", () => {
    const forward: string[] = [];
    for (
      let step = nextStep(teaSurvey, {}, null);
      step !== null;
      step = nextStep(teaSurvey, {}, step)
    )
      forward.push(stepKey(step));
    expect(forward).toEqual([
      "satisfaction",
      "aspects.taste",
      "aspects.wait",
      "overall.expected",
      "overall.perceived",
      "recommend",
      "order",
      "born",
      "cups",
      "agree",
      "reach",
    ]);
    const back: string[] = [];
    for (
      let step = previousStep(teaSurvey, {}, null);
      step !== null;
      step = previousStep(teaSurvey, {}, step)
    )
      back.unshift(stepKey(step));
    expect(back).toEqual(forward);
  });
});

describe("stepPlace(survey, answers, step)", () => {
  it("counts shown questions, and parts within one", () => {
    const step = visibleSteps(teaSurvey, {}).find(
      (each) => stepKey(each) === "aspects.wait",
    ) as Step;
    expect(stepPlace(teaSurvey, {}, step)).toEqual({ question: 2, of: 9, part: 2, parts: 2 });
    expect(stepPlace(teaSurvey, { satisfaction: 1 }, step).of).toBe(10);
  });
});
