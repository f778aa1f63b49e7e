/** LimeSurvey: what its manual says of question types, tables and rows, as ours. */
import { describe, expect, it } from "vitest";
import { limeSurvey } from "../../src/foreign/limesurvey/carry-lime.ts";
import type { LimeSurvey } from "../../src/foreign/limesurvey/lime-survey.ts";
import { readLimeTxt } from "../../src/foreign/limesurvey/read-lime-txt.ts";
import { readLss } from "../../src/foreign/limesurvey/read-lss.ts";
import { sheetOf, textSheet } from "../../src/foreign/sheet.ts";
import { carried } from "./carry.ts";
import { limeTxt, lssOf, type LimeTables } from "./lime-sources.ts";

function lss(tables: LimeTables, options = {}): LimeSurvey {
  const read = readLss(lssOf(tables, options));
  if (read === null || "reason" in read) throw new Error(JSON.stringify(read));
  return read;
}

const readTxt = (rows: readonly (readonly (string | number)[])[]) => {
  const sheet = textSheet(limeTxt(rows), { delimiter: "\t", place: ":" });
  if (sheet === null || "reason" in sheet) throw new Error(JSON.stringify(sheet));
  return readLimeTxt(sheet);
};

/** One group, its questions as rows of the .txt file. */
const txt = (...rows: readonly (readonly (string | number)[])[]) => {
  const lime = readTxt([
    ["", "S", "", "language", "", "en"],
    ["", "SL", "", "surveyls_title", "", "Visit", "", "en"],
    [1, "G", 0, "Group", 1, "", "", "en"],
    ...rows,
  ]);
  return carried(lime === null ? null : limeSurvey(lime));
};
const q = (
  type: string,
  code: string,
  relevance: string | number = 1,
  more: readonly (string | number)[] = [],
) => [1, "Q", type, code, relevance, `Text of ${code}`, "", "en", "", ...more];
const sq = (code: string, scale = 0) => [1, "SQ", scale, code, 1, `Row ${code}`, "", "en"];
const a = (code: string, scale = 0) => [1, "A", scale, code, 0, `Answer ${code}`, "", "en"];

const before4: LimeTables = {
  answers: [
    { qid: 10, code: "A2", answer: "Bad", sortorder: 2, language: "en", scale_id: 0 },
    { qid: 10, code: "A1", answer: "Good", sortorder: 1, language: "en", scale_id: 0 },
    { qid: 10, code: "A1", answer: "好", sortorder: 1, language: "zh-Hans", scale_id: 0 },
    { qid: 10, code: "A2", answer: "不好", sortorder: 2, language: "zh-Hans", scale_id: 0 },
  ],
  groups: [
    {
      gid: 2,
      sid: 1,
      group_name: "Two",
      group_order: 2,
      description: "",
      language: "en",
      grelevance: "Q1 == 'A2'",
    },
    {
      gid: 1,
      sid: 1,
      group_name: "One",
      group_order: 1,
      description: "<p>First</p>",
      language: "en",
      grelevance: "",
    },
  ],
  questions: [
    {
      qid: 12,
      parent_qid: 0,
      sid: 1,
      gid: 2,
      type: "M",
      title: "why",
      question: "Why?",
      other: "Y",
      mandatory: "N",
      question_order: 1,
      language: "en",
      relevance: "1",
    },
    {
      qid: 10,
      parent_qid: 0,
      sid: 1,
      gid: 1,
      type: "L",
      title: "Q1",
      question: "How was it?",
      help: "Honestly",
      other: "N",
      mandatory: "Y",
      question_order: 1,
      language: "en",
      relevance: "1",
    },
    {
      qid: 10,
      parent_qid: 0,
      sid: 1,
      gid: 1,
      type: "L",
      title: "Q1",
      question: "怎么样？",
      help: "",
      other: "N",
      mandatory: "Y",
      question_order: 1,
      language: "zh-Hans",
      relevance: "1",
    },
    {
      qid: 13,
      parent_qid: 0,
      sid: 1,
      gid: 2,
      type: "T",
      title: "more",
      question: "More on {why}",
      other: "N",
      mandatory: "N",
      question_order: 2,
      language: "en",
      relevance: '((1X2X12SQ1.NAOK == "Y"))',
    },
  ],
  subquestions: [
    {
      qid: 21,
      parent_qid: 12,
      sid: 1,
      gid: 2,
      type: "M",
      title: "SQ2",
      question: "Price",
      question_order: 2,
      language: "en",
      scale_id: 0,
      relevance: "1",
    },
    {
      qid: 20,
      parent_qid: 12,
      sid: 1,
      gid: 2,
      type: "M",
      title: "SQ1",
      question: "Wait",
      question_order: 1,
      language: "en",
      scale_id: 0,
      relevance: "1",
    },
  ],
  question_attributes: [{ qid: 12, attribute: "exclude_all_others", value: "SQ2" }],
  surveys: [{ sid: 1, language: "en", additional_languages: "zh-Hans" }],
  surveys_languagesettings: [
    {
      surveyls_survey_id: 1,
      surveyls_language: "en",
      surveyls_title: "Visit",
      surveyls_welcometext: "Hello",
      surveyls_endtext: "Bye",
    },
    { surveyls_survey_id: 1, surveyls_language: "zh-Hans", surveyls_title: "到店" },
  ],
};

/** The same since version 4: texts in tables of their own, answers with an id. */
const since4: LimeTables = {
  ...before4,
  answers: [
    { aid: 1, qid: 10, code: "A2", sortorder: 2, scale_id: 0 },
    { aid: 2, qid: 10, code: "A1", sortorder: 1, scale_id: 0 },
  ],
  answer_l10ns: [
    { id: 1, aid: 1, answer: "Bad", language: "en" },
    { id: 2, aid: 2, answer: "Good", language: "en" },
    { id: 3, aid: 1, answer: "不好", language: "zh-Hans" },
    { id: 4, aid: 2, answer: "好", language: "zh-Hans" },
  ],
  groups: [
    { gid: 2, sid: 1, group_order: 2, grelevance: "Q1 == 'A2'" },
    { gid: 1, sid: 1, group_order: 1, grelevance: "" },
  ],
  group_l10ns: [
    { id: 1, gid: 1, group_name: "One", description: "<p>First</p>", language: "en" },
    { id: 2, gid: 2, group_name: "Two", description: "", language: "en" },
  ],
  questions: [
    {
      qid: 12,
      parent_qid: 0,
      sid: 1,
      gid: 2,
      type: "M",
      title: "why",
      other: "Y",
      mandatory: "N",
      question_order: 1,
      relevance: "1",
    },
    {
      qid: 10,
      parent_qid: 0,
      sid: 1,
      gid: 1,
      type: "L",
      title: "Q1",
      other: "N",
      mandatory: "Y",
      question_order: 1,
      relevance: "1",
    },
    {
      qid: 13,
      parent_qid: 0,
      sid: 1,
      gid: 2,
      type: "T",
      title: "more",
      other: "N",
      mandatory: "N",
      question_order: 2,
      relevance: '((1X2X12SQ1.NAOK == "Y"))',
    },
  ],
  subquestions: [
    {
      qid: 21,
      parent_qid: 12,
      sid: 1,
      gid: 2,
      type: "M",
      title: "SQ2",
      question_order: 2,
      scale_id: 0,
    },
    {
      qid: 20,
      parent_qid: 12,
      sid: 1,
      gid: 2,
      type: "M",
      title: "SQ1",
      question_order: 1,
      scale_id: 0,
    },
  ],
  question_l10ns: [
    { id: 1, qid: 10, question: "How was it?", help: "Honestly", script: "", language: "en" },
    { id: 2, qid: 10, question: "怎么样？", help: "", script: "", language: "zh-Hans" },
    { id: 3, qid: 12, question: "Why?", help: "", script: "", language: "en" },
    { id: 4, qid: 13, question: "More on {why}", help: "", script: "", language: "en" },
    { id: 5, qid: 20, question: "Wait", help: "", script: "", language: "en" },
    { id: 6, qid: 21, question: "Price", help: "", script: "", language: "en" },
  ],
};

describe("readLss(xml)", () => {
  it.each([
    ["before version 4", before4, {}],
    ["since version 4", since4, {}],
    ["without CDATA", since4, { isPlain: true }],
  ])("%s reads tables into one survey", (_, tables, options) => {
    const { survey, lost } = carried(limeSurvey(lss(tables, options)));
    expect(survey).toMatchObject({
      title: { "zh-CN": "到店", en: "Visit" },
      intro: { en: "Hello" },
      thanks: { en: "Bye" },
      questions: [
        { id: "One-note", type: "note", title: { en: "One" }, hint: { en: "First" } },
        {
          id: "Q1",
          type: "single",
          required: true,
          title: { "zh-CN": "怎么样？", en: "How was it?" },
          hint: { en: "Honestly" },
          options: [
            { id: "A1", title: { "zh-CN": "好", en: "Good" } },
            { id: "A2", title: { "zh-CN": "不好", en: "Bad" } },
          ],
        },
        {
          id: "why",
          type: "multiple",
          show: "Q1 = A2",
          options: [{ id: "SQ1" }, { id: "SQ2", exclusive: true }, { id: "other", other: true }],
        },
        {
          id: "more",
          type: "text",
          title: { en: "More on {q:why}" },
          show: "(Q1 = A2) and (why has SQ1)",
        },
      ],
    });
    expect(lost).toEqual(["heading-left-out Two", "formatting-removed "]);
  });

  it("says where the XML ends to be XML", () => {
    // Line 3, after "<b>" (column 7): the closing tag names another.
    expect(readLss("<document>\n<a>\n <b></a>\n</document>")).toMatchObject({ line: 3 });
    expect(readLss("")).toMatchObject({ reason: expect.any(String) });
    expect(readLss("<document></document>")).toBeNull();
  });

  it("expands no entities of the file's own, and follows no depth", () => {
    const laughs = `<!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>\n<document>&b;</document>`;
    expect(readLss(laughs)).toMatchObject({ line: 2, reason: expect.stringContaining("entity") });
    const file = `<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><document>&f;</document>`;
    expect(readLss(file)).toMatchObject({ reason: expect.stringContaining("entity") });
    expect(readLss("<a>".repeat(100_000))).toMatchObject({ reason: "too deep" });
  });
});

describe("readLimeTxt(sheet)", () => {
  it("reads the rows of every language into one survey", () => {
    const { survey } = carried(
      limeSurvey(
        readTxt([
          ["", "S", "", "language", "", "en"],
          ["", "SL", "", "surveyls_title", "", "Visit", "", "en"],
          ["", "SL", "", "surveyls_title", "", "到店", "", "zh-Hans"],
          [1, "G", 0, "One", 1, "First", "", "en"],
          [1, "Q", "F", "asp", 1, "Aspects", "", "en", "", "Y"],
          [1, "SQ", 0, "wait", 1, "The wait", "", "en"],
          [1, "A", 0, "A1", 0, "Good", "", "en"],
          [1, "A", 0, "A2", 0, "Bad", "", "en"],
          [1, "G", 0, "一", 1, "开头", "", "zh-Hans"],
          [1, "Q", "F", "asp", 1, "各方面", "", "zh-Hans", "", "Y"],
          [1, "SQ", 0, "wait", 1, "等候", "", "zh-Hans"],
          [1, "A", 0, "A1", 0, "好", "", "zh-Hans"],
          [1, "A", 0, "A2", 0, "不好", "", "zh-Hans"],
        ])!,
      ),
    );
    expect(survey).toMatchObject({
      title: { "zh-CN": "到店", en: "Visit" },
      questions: [
        {
          type: "note",
          title: { "zh-CN": "一", en: "One" },
          hint: { "zh-CN": "开头", en: "First" },
        },
        {
          id: "asp",
          type: "matrix",
          required: true,
          title: { "zh-CN": "各方面", en: "Aspects" },
          items: [{ id: "wait", title: { "zh-CN": "等候", en: "The wait" } }],
          scale: {
            min: 1,
            max: 2,
            labels: { 1: { "zh-CN": "好", en: "Good" }, 2: { "zh-CN": "不好" } },
          },
        },
      ],
    });
  });

  it("is null for another table", () => {
    expect(readLimeTxt(sheetOf([{ line: 1, cells: ["a", "b"] }], ":")!)).toBeNull();
    expect(readTxt([["", "S", "", "language", "", "en"]])).toBeNull();
  });

  it("takes rows in any order, however many", () => {
    const rows = Array.from({ length: 50_000 }, (_, n) => a(`A${n}`));
    const { lost } = txt(
      sq("stray"),
      a("stray"),
      q("T", "t"),
      q("F", "wide"),
      sq("S1"),
      ...rows,
      q("L", "big"),
      ...rows,
    );
    expect(lost).toEqual(["heading-left-out Group", "scale-unusable wide", "options-many big"]);
  });
});

describe("limeSurvey(lime) types", () => {
  it("has a question of ours for each letter that asks one", () => {
    const { survey } = txt(
      q("L", "list"),
      a("A1"),
      a("A2"),
      q("!", "drop"),
      a("A1"),
      a("A2"),
      q("O", "withc"),
      a("A1"),
      a("A2"),
      q("M", "mult"),
      sq("S1"),
      sq("S2"),
      q("P", "multc"),
      sq("S1"),
      sq("S2"),
      q("R", "rank"),
      a("A1"),
      a("A2"),
      q("F", "arr"),
      sq("S1"),
      a("1"),
      a("2"),
      a("3"),
      q("A", "five"),
      sq("S1"),
      q("B", "ten"),
      sq("S1"),
      q("C", "yun"),
      sq("S1"),
      q("E", "isd"),
      sq("S1"),
      q("1", "dual"),
      sq("S1"),
      a("1", 0),
      a("2", 0),
      a("1", 1),
      a("2", 1),
      a("3", 1),
      q("S", "short"),
      q("T", "long"),
      q("U", "huge"),
      q("N", "num", 1, ["", "", "", 1, 99]),
      q("K", "nums"),
      sq("S1"),
      sq("S2"),
      q("Q", "texts"),
      sq("S1"),
      q("D", "day"),
      q("Y", "yn"),
      q("5", "p5"),
      q("G", "sex"),
      q("X", "note"),
    );
    const seen = survey.questions.map(({ id, type, scale }) =>
      [id, type, ...(scale === undefined ? [] : [scale.min, scale.max])].join(" "),
    );
    expect(seen).toEqual([
      "list single",
      "drop single",
      "withc single",
      "withc_comment text",
      "mult multiple",
      "multc multiple",
      "rank ranking",
      "arr matrix 1 3",
      "five matrix 1 5",
      "ten matrix 1 10",
      "yun matrix 1 3",
      "isd matrix 1 3",
      "dual_0 matrix 1 2",
      "dual_1 matrix 1 3",
      "short text",
      "long text",
      "huge text",
      "num number 1 99",
      "nums_S1 number",
      "nums_S2 number",
      "texts_S1 text",
      "day date",
      "yn single",
      "p5 rating 1 5",
      "sex single",
      "note note",
    ]);
    expect(survey.questions.find(({ id }) => id === "yun")?.scale?.labels?.["3"]).toEqual({
      "zh-CN": "是",
      en: "Yes",
    });
    expect(survey.questions.find(({ id }) => id === "texts_S1")?.title["en"]).toBe(
      "Text of texts: Row S1",
    );
  });

  it("lists by line what it leaves out", () => {
    const { losses } = txt(
      q("T", "t"),
      q("|", "file"),
      q("*", "eq"),
      q(";", "grid"),
      sq("S1"),
      q("T", "h", 1, ["", "", "", "", "", 1]),
    );
    // The head is line 1, two settings and the group come next: "file" is on line 6.
    expect(losses.map(({ code, place }) => `${code} ${place}`)).toEqual([
      "heading-left-out :4",
      "question-left-out :6",
      "question-left-out :7",
      "question-left-out :8",
      "hidden-left-out :10",
    ]);
  });
});

describe("limeSurvey(lime) relevance", () => {
  it.each([
    ['list.NAOK == "A1"', "list = A1"],
    ['list.NAOK != "A1"', "not (list = A1)"],
    ['list == "A1" or list eq "A2"', "(list = A1) or (list = A2)"],
    ['((mult_S1.NAOK == "Y"))', "mult has S1"],
    ['mult_S1.NAOK == "Y" && mult_S2 != "Y"', "(mult has S1) and (not (mult has S2))"],
    ["!is_empty(list.NAOK)", "(list = A1) or (list != A1)"],
    ['list.NAOK == "-oth-"', "list = other"],
    ["age.NAOK >= 18", "age >= 18"],
    ["age ge 18 and age lt 65", "(age >= 18) and (age < 65)"],
    ['arr_S1.NAOK == "A2"', "arr_S1 = 2"],
  ])("%s reads %s", (relevance, rule) => {
    const { question } = txt(
      q("L", "list", 1, ["", "Y"]),
      a("A1"),
      a("A2"),
      q("M", "mult"),
      sq("S1"),
      sq("S2"),
      q("N", "age"),
      q("F", "arr"),
      sq("S1"),
      a("A1"),
      a("A2"),
      q("T", "more", relevance),
    );
    expect(question("more")?.show).toBe(rule);
  });

  it.each([
    "count(that) > 2",
    "list + 1 == 2",
    "nobody == 1",
    'list == "A9"',
    "if(list == 1, 2, 3)",
    'regexMatch("/x/", list)',
  ])("%s is left out and listed", (relevance) => {
    const { question, lost } = txt(q("L", "list"), a("A1"), a("A2"), q("T", "more", relevance));
    expect(question("more")?.show).toBeUndefined();
    expect(lost).toEqual(["heading-left-out Group", "condition-left-out more"]);
  });

  it("compares points that were numbered anew by their codes alone", () => {
    const { question } = txt(
      ...[q("F", "arr"), sq("S1"), a("A1"), a("A2")],
      ...[q("T", "code", 'arr_S1 == "A2"'), q("T", "number", "arr_S1 == 2")],
    );
    expect([question("code")?.show, question("number")?.show]).toEqual(["arr_S1 = 2", undefined]);
  });

  it("keeps an expression in a text out of sight", () => {
    const { question, lost } = txt(q("N", "age"), [
      1,
      "Q",
      "X",
      "n",
      1,
      "You are {age.shown}, {if(age > 3, 'old', 'young')}",
      "",
      "en",
    ]);
    expect(question("n")?.title["en"]).toBe("You are {q:age}, …");
    expect(lost).toEqual(["heading-left-out Group", "pipe-left-out n"]);
  });
});
