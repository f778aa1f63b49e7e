/** XLSForm: what the reference of xlsform.org says a column means, as ours. */
import { describe, expect, it } from "vitest";
import { readXlsForm } from "../../src/foreign/xlsform/read-xlsform.ts";
import { MOST_UNPACKED, NotXlsx, XlsxTooLarge, xlsxSheets } from "../../src/foreign/xlsx-sheets.ts";
import { carried } from "./carry.ts";
import { workbook, zipped } from "./workbook.ts";

const HEAD = ["type", "name", "label", "hint", "required", "relevant", "constraint", "parameters"];
const CHOICES = [
  ["list_name", "name", "label"],
  ["yn", "yes", "Yes"],
  ["yn", "no", "No"],
  ["fruit", "apple", "Apple"],
  ["fruit", "pear", "Pear"],
  ["many", 1, "One"],
  ["many", 2, "Two"],
  ["many", 3, "Three"],
];
const form = (rows: readonly (readonly (string | number | boolean)[])[]) =>
  carried(readXlsForm(xlsxSheets(workbook({ survey: [HEAD, ...rows], choices: CHOICES }))));

describe("xlsxSheets(bytes)", () => {
  it("reads shared and inline texts, numbers, flags and columns past Z", () => {
    const wide = [...Array.from({ length: 27 }, (_, n) => `c${n}`), "last"];
    for (const isInline of [false, true]) {
      const sheets = xlsxSheets(
        workbook(
          { Survey: [wide, ["茶 & <cake>", 2.5, true, "", ...Array(22).fill(""), "end"]] },
          { isInline },
        ),
      );
      const [row] = sheets.get("survey")?.rows ?? [];
      expect(["c0", "c1", "c2", "c3", "last", "none"].map((name) => row?.cell(name))).toEqual([
        "茶 & <cake>",
        "2.5",
        "true",
        "",
        "",
        "",
      ]);
      expect(row?.cell("c26")).toBe("end");
      expect(row?.line).toBe(2);
    }
  });

  it("refuses what is no workbook, unpacks to too much, or holds entities of its own", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(() => xlsxSheets(bytes("type,name"))).toThrow(NotXlsx);
    expect(() => xlsxSheets(zipped({ "xl/workbook.xml": "<a>" }))).toThrow(NotXlsx);
    expect(() => xlsxSheets(workbook({ survey: [["type"]] }).slice(0, 200))).toThrow(NotXlsx);
    const bomb = zipped({
      "xl/sharedStrings.xml": " ".repeat(MOST_UNPACKED + 1),
      "xl/workbook.xml": "<a/>",
    });
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => xlsxSheets(bomb)).toThrow(XlsxTooLarge);
    const laughs =
      '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook><sheets>&b;</sheets></workbook>';
    expect(() => xlsxSheets(zipped({ "xl/workbook.xml": laughs }))).toThrow(NotXlsx);
  });
});

describe("readXlsForm(sheets) texts", () => {
  it("takes languages by the code in their name", () => {
    const { survey, untranslated } = carried(
      readXlsForm(
        xlsxSheets(
          workbook({
            survey: [
              ["type", "name", "label::English (en)", "label::中文 (zh)", "hint::中文 (zh)"],
              ["select_one yn", "again", "Again?", "还来吗？", "随意答"],
            ],
            choices: [
              ["list name", "name", "label::English (en)"],
              ["yn", "yes", "Yes"],
              ["yn", "no", "No"],
            ],
            settings: [
              ["form_title", "default_language"],
              ["Visit", "English (en)"],
            ],
          }),
        ),
      ),
    );
    expect(survey.title).toEqual({ "zh-CN": "Visit", en: "Visit" });
    expect(survey.questions[0]?.title).toEqual({ "zh-CN": "还来吗？", en: "Again?" });
    expect(survey.questions[0]?.hint).toEqual({ "zh-CN": "随意答", en: "随意答" });
    // The title and both choices lack Chinese, the hint lacks English.
    expect([...untranslated.values()].map(String).toSorted()).toEqual([
      "en",
      "zh-CN",
      "zh-CN",
      "zh-CN",
    ]);
  });

  it("repeats earlier answers, and takes nobody's words for ours", () => {
    const { question } = form([
      ["integer", "age", "Age?"],
      ["note", "n", "You are ${age}, not ${who}; {q:age}."],
    ]);
    expect(question("n")?.title["en"]).toBe("You are {q:age}, not …; { q:age}.");
  });
});

describe("readXlsForm(sheets) questions", () => {
  it("has a question of ours for each type that asks one", () => {
    const { survey, losses } = form([
      ["text", "t", "T", "hint", "yes"],
      ["integer", "i", "I", "", "true()", "", ". >= 0 and . <= 120"],
      ["decimal", "d", "D"],
      ["date", "day", "Day"],
      ["select_one yn", "one", "One"],
      ["select_multiple fruit or_other", "some", "Some"],
      ["rank fruit", "r", "R", "", "", "", "", "randomize=true"],
      ["range", "s", "S", "", "", "", "", "start=0 end=10 step=1"],
      ["acknowledge", "ok", "OK?"],
      ["note", "n", "N", "", "yes"],
    ]);
    expect(survey.questions.map(({ id, type, required }) => [id, type, required === true])).toEqual(
      [
        ["t", "text", true],
        ["i", "number", true],
        ["d", "number", false],
        ["day", "date", false],
        ["one", "single", false],
        ["some", "multiple", false],
        ["r", "ranking", false],
        ["s", "rating", false],
        ["ok", "consent", false],
        ["n", "note", false],
      ],
    );
    expect(survey.questions[1]?.scale).toEqual({ min: 0, max: 120 });
    expect(survey.questions[7]?.scale).toEqual({ min: 0, max: 10 });
    expect(survey.questions[5]?.options?.map(({ id, other }) => [id, other])).toEqual([
      ["apple", undefined],
      ["pear", undefined],
      ["other", true],
    ]);
    expect(survey.questions[6]?.order).toBe("random");
    expect(losses).toEqual([]);
  });

  it("lists by row what it leaves out", () => {
    const { losses, survey } = form([
      ["start", "start", ""],
      ["text", "t", "T", "", "", "", "regex(., 'x')"],
      ["geopoint", "g", "G"],
      ["begin repeat", "kids", "Kids"],
      ["text", "kid", "Name"],
      ["begin group", "in", "In"],
      ["text", "age", "Age"],
      ["end group", "", ""],
      ["end repeat", "", ""],
      ["begin_group", "g2", "Heading"],
      ["select_one nowhere", "z", "Z"],
      ["end_group", "", ""],
      ["calculate", "c", ""],
    ]);
    expect(
      losses.map(({ code, place, values }) => [
        code,
        place,
        values["count"] ?? values["setting"] ?? "",
      ]),
    ).toEqual([
      ["recorded-left-out", "survey!2", ""],
      ["setting-left-out", "survey!3", "constraint: regex(., 'x')"],
      ["question-left-out", "survey!4", ""],
      ["repeat-left-out", "survey!5", 2],
      ["heading-left-out", "survey!11", ""],
      ["choices-elsewhere", "survey!12", "nowhere"],
      ["question-left-out", "survey!14", ""],
    ]);
    expect(survey.questions.map(({ id }) => id)).toEqual(["t"]);
  });

  it("survives groups that are closed too often, rows of nothing and a list of thousands", () => {
    const many = Array.from({ length: 3000 }, (_, n) => ["town", `t${n}`, `T${n}`]);
    const sheets = xlsxSheets(
      workbook({
        survey: [
          HEAD,
          ["end group", "", ""],
          ["", "", ""],
          ["end repeat", "", ""],
          ["text", "t", "T"],
          ["select_one town", "x", "X"],
          ["begin group", "g", ""],
        ],
        choices: [["list_name", "name", "label"], ...many],
      }),
    );
    const { survey, lost } = carried(readXlsForm(sheets));
    expect(survey.questions.map(({ id }) => id)).toEqual(["t"]);
    expect(lost).toEqual(["options-many x"]);
  });

  it("is null without a sheet of questions", () => {
    expect(readXlsForm(xlsxSheets(workbook({ Sheet1: [["a"], ["b"]] })))).toBeNull();
    expect(readXlsForm(xlsxSheets(workbook({ survey: [["kind"], ["b"]] })))).toBeNull();
  });
});

describe("readXlsForm(sheets) conditions", () => {
  it.each([
    ["${one} = 'yes'", "one = yes"],
    ["${one} != 'yes'", "not (one = yes)"],
    ["${one} != ''", "(one = yes) or (one != yes)"],
    ["${one} = ''", "not ((one = yes) or (one != yes))"],
    ["selected(${some}, 'apple')", "some has apple"],
    ["not(selected(${some}, 'apple'))", "not (some has apple)"],
    ["count-selected(${some}) > 0", "(some has apple) or (some has pear)"],
    ["selected(${one}, 'no')", "one = no"],
    ["${age} >= 18 and ${age} < 65", "(age >= 18) and (age < 65)"],
    ["${n} >= 2", '(n = "2") or (n = "3")'],
    [
      "${one} = 'yes' or (${age} > 3 and not(${one} = 'no'))",
      "(one = yes) or ((age > 3) and (not (one = no)))",
    ],
    ["${some} = 'pear'", "(some has pear) and (not (some has apple))"],
  ])("%s reads %s", (relevant, rule) => {
    const { question, lost } = form([
      ["select_one yn", "one", "One"],
      ["select_multiple fruit", "some", "Some"],
      ["select_one many", "n", "N"],
      ["integer", "age", "Age"],
      ["text", "more", "More", "", "", relevant],
    ]);
    expect(lost).toEqual([]);
    expect(question("more")?.show).toBe(rule);
  });

  it("goes down from groups to their questions", () => {
    const { question } = form([
      ["select_one yn", "one", "One"],
      ["begin group", "a", "", "", "", "${one} = 'yes'"],
      ["integer", "age", "Age"],
      ["begin group", "b", "", "", "", "${age} > 3"],
      ["text", "t", "T"],
      ["end group", "", ""],
      ["text", "u", "U", "", "", "${age} < 2"],
      ["end group", "", ""],
      ["text", "v", "V"],
    ]);
    expect(question("t")?.show).toBe("(one = yes) and (age > 3)");
    expect(question("u")?.show).toBe("(one = yes) and (age < 2)");
    expect(question("v")?.show).toBeUndefined();
  });
});
