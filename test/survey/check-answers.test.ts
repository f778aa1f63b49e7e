import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/survey/answers.ts";
import { checkAnswers } from "../../src/survey/check-answers.ts";
import { answerColumns, flattenAnswers } from "../../src/survey/columns.ts";
import { readAnswers } from "../../src/survey/read-answers.ts";
import { teaSurvey } from "./tea-survey.ts";

const complete: Answers = { satisfaction: 5, recommend: 9 };
const faults = (answers: Answers) =>
  checkAnswers(teaSurvey, { ...complete, ...answers }).map(({ question, item, code }) =>
    [question, item ?? null, code].filter((part) => part !== null).join(" "),
  );

describe("checkAnswers(survey, answers)", () => {
  it("has nothing to say about a complete answer", () => expect(faults({})).toEqual([]));

  it("asks for required questions, only where they are shown", () => {
    expect(checkAnswers(teaSurvey, {}).map(({ question, code }) => [question, code])).toEqual([
      ["satisfaction", "unanswered"],
      ["recommend", "unanswered"],
    ]);
    expect(faults({ satisfaction: 3 })).toEqual(["reasons unanswered"]);
  });

  it.each([
    ["a point above the scale", { satisfaction: 6 }, ["satisfaction off-scale"]],
    ["a half point", { satisfaction: 4.5 }, ["satisfaction off-scale"]],
    [
      "0 on a scale without “does not apply”",
      { overall: { expected: 0 } },
      ["overall expected off-scale"],
    ],
    ["11 for an nps", { recommend: 11 }, ["recommend off-scale"]],
    ["0 for an nps", { recommend: 0 }, []],
    ["“does not apply” in a matrix", { aspects: { taste: 0 } }, []],
    ["one item off its scale", { aspects: { taste: 9, wait: 5 } }, ["aspects taste off-scale"]],
    ["half a pair", { overall: { expected: 4 } }, []],
    [
      "an option that is not offered",
      { satisfaction: 3, reasons: ["rain"] },
      ["reasons option-unknown"],
    ],
    [
      "an exclusive option with another",
      { satisfaction: 3, reasons: ["none", "price"] },
      ["reasons exclusive-with-others"],
    ],
    ["an exclusive option alone", { satisfaction: 3, reasons: ["none"] }, []],
    ["one option twice in a ranking", { order: ["a", "a"] }, ["order rank-twice"]],
    ["21 characters where 20 fit", { why: "x".repeat(21) }, ["why too-long"]],
    ["20 characters of which each is two units long", { why: "😀".repeat(20) }, []],
    ["29 February of a common year", { born: "2026-02-29" }, ["born date-unreadable"]],
    ["29 February of a leap year", { born: "2024-02-29" }, []],
    ["a number beyond its range", { cups: 21 }, ["cups off-scale"]],
    [
      "contact details without consent",
      { reach: { value: "13800000000", consent: "" } },
      ["reach consent-missing"],
    ],
    ["contact details with consent", { reach: { value: "13800000000", consent: "yes" } }, []],
    ["another word for consent", { agree: "maybe" }, ["agree option-unknown"]],
  ] as const)("judges %s", (_, answers, expected) =>
    expect(faults(answers as Answers)).toEqual(expected),
  );
});

describe("readAnswers(survey, raw)", () => {
  it("reads a form and JSON alike", () => {
    const form = {
      satisfaction: "5",
      recommend: "9",
      reasons: ["price"],
      aspects: { wait: "3", taste: "" },
      cups: " ２ ",
    };
    const json = {
      satisfaction: 5,
      recommend: 9,
      reasons: ["price"],
      aspects: { wait: 3 },
      cups: 2,
    };
    expect(readAnswers(teaSurvey, form).answers).toEqual(json);
    expect(readAnswers(teaSurvey, json).answers).toEqual(json);
  });

  it("takes empty text, empty lists and null for not answered", () => {
    const raw = { satisfaction: "", reasons: [], why: "  ", recommend: null, aspects: {} };
    expect(readAnswers(teaSurvey, raw)).toEqual({ answers: {}, faults: [] });
  });

  it("keeps one kind of line end and whole characters in a text", () => {
    expect(readAnswers(teaSurvey, { why: "a\r\nb\u0000\ud800 " }).answers.why).toBe("a\nb\ufffd");
  });

  it.each([
    [{ zzz: 1 }, "zzz", "question-unknown"],
    [{ satisfaction: "five" }, "satisfaction", "number-unreadable"],
    [{ satisfaction: [5] }, "satisfaction", "number-unreadable"],
    [{ aspects: 3 }, "aspects", "kind-unknown"],
    [{ aspects: { colour: 3 } }, "aspects", "item-unknown"],
    [{ why: { a: 1 } }, "why", "kind-unknown"],
    [{ reasons: [{}] }, "reasons", "kind-unknown"],
    [{ reach: "138" }, "reach", "kind-unknown"],
  ])("refuses %j", (raw, question, code) =>
    expect(readAnswers(teaSurvey, raw).faults).toMatchObject([{ question, code }]),
  );

  it("never throws, and never lets anything through that is not of its question's type", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...teaSurvey.questions.map(({ id }) => id)), fc.jsonValue()),
        (raw) => {
          const { answers } = readAnswers(teaSurvey, raw as Record<string, unknown>);
          checkAnswers(teaSurvey, answers);
          const cells = Object.values(flattenAnswers(teaSurvey, answers));
          return cells.every((cell) => typeof cell === "string");
        },
      ),
    );
  });
});

describe("answerColumns(survey)", () => {
  it("gives the columns of a file of answers, without contact details", () => {
    expect(answerColumns(teaSurvey).map(({ name, type }) => `${name} ${type}`)).toEqual([
      "satisfaction number",
      "aspects_taste number",
      "aspects_wait number",
      "overall_expected number",
      "overall_perceived number",
      "recommend number",
      "reasons options",
      "why text",
      "order options",
      "born date",
      "cups number",
      "agree option",
      "channel text",
    ]);
  });
});

describe("flattenAnswers(survey, answers)", () => {
  it("joins choices by | in the order of the options, ranks in their own order", () => {
    const cells = flattenAnswers(teaSurvey, {
      satisfaction: 2,
      recommend: 3,
      reasons: ["wait", "price"],
      order: ["b", "a"],
      overall: { perceived: 2 },
      why: "x",
      channel: "app",
    });
    expect(cells).toMatchObject({
      satisfaction: "2",
      reasons: "price|wait",
      order: "b|a",
      overall_expected: "",
      overall_perceived: "2",
      why: "x",
      channel: "app",
      agree: "",
    });
  });

  it("leaves out what these answers hide, and never a contact", () => {
    const cells = flattenAnswers(teaSurvey, {
      satisfaction: 5,
      reasons: ["price"],
      reach: { value: "13800000000", consent: "yes" },
    });
    expect(cells.reasons).toBe("");
    expect(JSON.stringify(cells)).not.toContain("138");
  });
});
