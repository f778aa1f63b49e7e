import { describe, expect, it } from "vitest";
import { longestWay } from "../../src/survey/block-faults.ts";
import type { BlockGroup, Question, SurveyDefinition } from "../../src/survey/definition.ts";
import { surveyFaults } from "../../src/survey/faults.ts";
import { surveySchema } from "../../src/survey/schema.ts";
import { rotatingSurvey, t } from "./rotating-survey.ts";

const faults = (survey: SurveyDefinition) =>
  surveyFaults(survey, ["zh-CN", "en"]).map(({ code, path }) => `${code} at ${path.join(".")}`);
const grouped = (...blocks: BlockGroup[]) => faults({ ...rotatingSurvey, blocks });
const changing = (id: string, change: Partial<Question>) => ({
  ...rotatingSurvey,
  questions: rotatingSurvey.questions.map((each) =>
    each.id === id ? { ...each, ...change } : each,
  ),
});

describe("surveyFaults(survey with blocks, locales)", () => {
  it("finds nothing in a good survey, and the schema takes it", () => {
    expect(faults(rotatingSurvey)).toEqual([]);
    expect(surveySchema.parse(rotatingSurvey).blocks).toEqual(rotatingSurvey.blocks);
  });

  it("finds a block without questions", () =>
    expect(grouped({ of: ["service", "trust", "value", "journey", "rain"] })).toEqual([
      "block-empty at blocks.0.of.4",
    ]));

  it("finds a block named twice", () =>
    expect(grouped({ of: ["service", "trust"] }, { of: ["value", "journey", "trust"] })).toEqual([
      "block-repeated at blocks.1.of.2",
    ]));

  it("finds a question whose block no group lists", () =>
    expect(grouped({ of: ["service", "trust", "value"] })).toEqual([
      "block-unknown at questions.7.block",
      "block-unknown at questions.8.block",
    ]));

  it("finds a group that has fewer blocks than each is to get", () =>
    expect(grouped({ rotate: 5, of: ["service", "trust", "value", "journey"] })).toEqual([
      "rotate-many at blocks.0.rotate",
    ]));

  it("finds a question that stands apart from its block", () => {
    const { questions } = rotatingSurvey;
    const [first, staff, ...rest] = questions as [Question, Question, ...Question[]];
    expect(faults({ ...rotatingSurvey, questions: [staff, first, ...rest] })).toEqual([
      "block-apart at questions.2.block",
      "block-apart at questions.3.block",
      "block-apart at questions.4.block",
      "block-apart at questions.5.block",
      "block-apart at questions.6.block",
      "block-apart at questions.7.block",
      "block-apart at questions.8.block",
    ]);
  });

  it("finds a condition on a question that not everybody is asked", () => {
    expect(faults(changing("why", { show: "staff <= 2" }))).toEqual([
      "show-other-block at questions.10.show",
    ]);
    expect(faults(changing("speed", { show: "staff <= 2" }))).toEqual([]);
  });

  it("finds that somebody would be asked too much", () => {
    expect(faults({ ...rotatingSurvey, maxQuestions: 6 })).toEqual([
      "questions-many at maxQuestions",
    ]);
    expect(faults({ ...rotatingSurvey, maxScreens: 6 })).toEqual(["screens-many at maxScreens"]);
    expect(surveyFaults({ ...rotatingSurvey, maxQuestions: 6 }, ["en"])[0]?.values).toEqual({
      most: 7,
      max: 6,
    });
  });

  it("keeps the names of the two columns free", () =>
    expect(faults(changing("why", { id: "seed" }))).toEqual([
      "question-id-reserved at questions.10.id",
    ]));
});

describe("longestWay(survey, weight)", () => {
  const one = () => 1;
  const rated = (id: string, more: Partial<Question> = {}): Question => ({
    id,
    type: "rating",
    title: t(id),
    scale: { min: 1, max: 5 },
    required: true,
    ...more,
  });
  const of = (...questions: Question[]): SurveyDefinition => ({
    id: "s",
    version: 1,
    audience: "customer",
    title: t("s"),
    questions,
  });

  it("does not add questions that exclude each other", () => {
    const survey = of(
      rated("a"),
      rated("low", { show: "a <= 2" }),
      rated("low2", { show: "a <= 2" }),
      rated("high", { show: "a >= 4" }),
    );
    expect(longestWay(survey, one)).toBe(3);
  });

  it("adds the largest blocks that one person may get", () => {
    const survey = {
      ...of(
        rated("a"),
        rated("b1", { block: "b" }),
        rated("c1", { block: "c" }),
        rated("c2", { block: "c" }),
        rated("d1", { block: "d" }),
        rated("d2", { block: "d" }),
        rated("d3", { block: "d" }),
      ),
      blocks: [{ rotate: 2, of: ["b", "c", "d"] }],
    };
    expect(longestWay(survey, one)).toBe(1 + 3 + 2);
  });
});
