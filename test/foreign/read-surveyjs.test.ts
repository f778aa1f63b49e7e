/** SurveyJS: what its documentation says a property means, as ours. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSurveyJs } from "../../src/foreign/surveyjs/read-surveyjs.ts";
import { carried } from "./carry.ts";

const read = (json: unknown) => carried(readSurveyJs(json));
const elements = (...list: readonly object[]) => read({ pages: [{ name: "p", elements: list }] });
const rating = { type: "rating", name: "sat", title: "Satisfied?" };
const choice = { type: "checkbox", name: "why", title: "Why?", choices: ["price", "wait"] };

describe("readSurveyJs(json) texts", () => {
  it("takes each language of the site, and says which lines want translation", () => {
    const { survey, yaml, untranslated } = read({
      title: { default: "Your visit", "zh-cn": "到店体验", fr: "Votre visite" },
      elements: [{ ...rating, minRateDescription: "Bad" }],
    });
    expect(survey.title).toEqual({ "zh-CN": "到店体验", en: "Your visit" });
    expect(survey.questions[0]?.scale).toEqual({
      min: 1,
      max: 5,
      labels: { 1: { "zh-CN": "Bad", en: "Bad" } },
    });
    expect([...untranslated.values()]).toEqual([["zh-CN"], ["zh-CN"]]);
    expect(yaml).toContain("zh-CN: Satisfied? # translate");
    expect(yaml).not.toContain("到店体验 # translate");
  });

  it("reads the survey's locale as the language of its default texts", () => {
    const { survey } = read({
      locale: "zh-cn",
      title: { default: "问卷", en: "Survey" },
      elements: [rating],
    });
    expect(survey.title).toEqual({ "zh-CN": "问卷", en: "Survey" });
  });

  it("keeps the words of HTML only, and tells of pictures", () => {
    const { question, lost } = elements({
      ...rating,
      title: "<p>Tea &amp; cake<script>alert(1)</script></p><img src='x' onerror='y'> 1 < 2",
    });
    expect(question("sat")?.title["en"]).toBe("Tea & cake 1 < 2");
    expect(lost).toEqual(["media-left-out sat", "formatting-removed "]);
  });

  it("repeats earlier answers, never what is not one", () => {
    const { question, lost } = elements(rating, {
      type: "comment",
      name: "more",
      title: "You gave {sat}, {later} and {q:sat|x}",
    });
    expect(question("more")?.title["en"]).toBe("You gave {q:sat}, … and …");
    expect(lost).toEqual(["pipe-left-out more", "pipe-left-out more"]);
  });
});

describe("readSurveyJs(json) questions", () => {
  it("gives a choice its other, none and codes", () => {
    const { question } = elements({
      ...choice,
      showOtherItem: true,
      hasNone: true,
      noneText: "Nothing",
    });
    expect(
      question("why")?.options?.map(({ id, other, exclusive }) => [id, other, exclusive]),
    ).toEqual([
      ["price", undefined, undefined],
      ["wait", undefined, undefined],
      ["other", true, undefined],
      ["none", undefined, true],
    ]);
    expect(question("why")?.options?.at(-1)?.title["en"]).toBe("Nothing");
  });

  it("asks ratings on their own points: rateMin, rateMax, rateCount, rateStep, rateValues", () => {
    const scale = (more: object) => elements({ ...rating, ...more }).question("sat")?.scale;
    expect(scale({ rateMin: 0, rateMax: 10 })).toEqual({ min: 0, max: 10 });
    expect(scale({ rateCount: 7 })).toEqual({ min: 1, max: 7 });
    expect(scale({ rateValues: [3, 4, 5] })).toEqual({ min: 3, max: 5 });
    // 0, 5, 10 do not follow each other by one: points 1, 2, 3 called so.
    expect(scale({ rateMin: 0, rateMax: 10, rateStep: 5 })?.labels).toMatchObject({
      1: { en: "0" },
      2: { en: "5" },
      3: { en: "10" },
    });
  });

  it("reads a matrix with the numbers of its columns, best first where they fall", () => {
    const { question } = elements({
      type: "matrix",
      name: "m",
      columns: [
        { value: 3, text: "Good" },
        { value: 2, text: "So so" },
        { value: 1, text: "Bad" },
      ],
      rows: ["taste", { value: "wait", text: "The wait" }],
      eachRowRequired: true,
    });
    expect(question("m")).toMatchObject({
      required: true,
      scale: { min: 1, max: 3, order: "best-first", labels: { 3: { en: "Good" } } },
      items: [{ id: "taste" }, { id: "wait", title: { en: "The wait" } }],
    });
  });

  it("keeps numbers, dates, lengths, random order and words for what is missing", () => {
    const { question } = elements(
      {
        type: "text",
        name: "age",
        inputType: "number",
        min: 0,
        max: 120,
        isRequired: true,
        requiredErrorText: "Your age?",
      },
      { type: "text", name: "day", inputType: "date" },
      { type: "comment", name: "c", maxLength: 300 },
      { type: "ranking", name: "r", choices: ["a", "b"], choicesOrder: "random" },
      {
        type: "imagepicker",
        name: "i",
        multiSelect: true,
        choices: [{ value: "lion", imageLink: "l.png" }, { value: "cat" }],
      },
    );
    expect(question("age")).toMatchObject({
      type: "number",
      required: true,
      scale: { min: 0, max: 120 },
      missing: { en: "Your age?" },
    });
    expect(question("day")?.type).toBe("date");
    expect(question("c")?.maxLength).toBe(300);
    expect(question("r")?.order).toBe("random");
    expect(question("i")).toMatchObject({
      type: "multiple",
      options: [{ id: "lion" }, { id: "cat" }],
    });
  });

  it("lists what has no counterpart, with its place", () => {
    const { losses, survey } = elements(
      rating,
      { type: "file", name: "f" },
      { type: "matrixdynamic", name: "d" },
    );
    expect(survey.questions).toHaveLength(1);
    expect(losses).toEqual([
      {
        code: "question-left-out",
        place: "$.pages[0].elements[1]",
        values: { name: "f", type: "file" },
      },
      {
        code: "question-left-out",
        place: "$.pages[0].elements[2]",
        values: { name: "d", type: "matrixdynamic" },
      },
    ]);
  });

  it("lists settings that would change the course", () => {
    const { lost } = read({
      triggers: [{}],
      elements: [
        {
          ...choice,
          validators: [{ type: "expression" }],
          maxSelectedChoices: 2,
          choicesByUrl: undefined,
        },
      ],
    });
    expect(lost).toEqual([
      "survey-setting-left-out ",
      "setting-left-out why",
      "setting-left-out why",
    ]);
  });
});

describe("readSurveyJs(json) conditions", () => {
  /** `show` of a question after a rating 1 to 5, a choice of two or more, a yes or no and a matrix. */
  const show = (visibleIf: string) =>
    elements(
      rating,
      choice,
      { type: "boolean", name: "again" },
      { type: "matrix", name: "m", columns: [1, 2, 3], rows: ["taste", "wait"] },
      { type: "comment", name: "more", visibleIf },
    ).question("more")?.show;

  it.each([
    ["{sat} <= 2", "sat <= 2"],
    ["2 >= {sat}", "sat <= 2"],
    ["2 < {sat}", "sat > 2"],
    ["{sat} = '2'", "sat = 2"],
    ["{sat} <> 2", "not (sat = 2)"],
    ["{sat} notempty", "(sat = 1) or (sat != 1)"],
    ["{sat} empty", "not ((sat = 1) or (sat != 1))"],
    ["{why} contains 'price'", "why has price"],
    ["{why} anyof ['price', 'wait']", "(why has price) or (why has wait)"],
    ["{why} allof ['price', 'wait']", "(why has price) and (why has wait)"],
    ["{why} notcontains 'price'", "not (why has price)"],
    ["{why} = ['price']", "(why has price) and (not (why has wait))"],
    ["{again} = true", "again = true"],
    ["{m.wait} < 3", "m_wait < 3"],
    [
      "{sat} < 3 and ({why} contains 'wait' or !({again} = true))",
      "(sat < 3) and ((why has wait) or (not (again = true)))",
    ],
  ])("%s reads %s", (condition, rule) => {
    expect(show(condition)).toBe(rule);
  });

  it.each([
    "{sat} + 1 > 3",
    "{sat} > {why}",
    "age({sat}) > 3",
    "{nobody} = 1",
    "{more} = 'self'",
    "{sat} = 9",
    "{why} contains 'nobody'",
    "{sat} > 2 and",
    "{sat} > 2)",
    "{sat} > 2 {sat}",
    "(".repeat(5000),
  ])("%.40s is left out and listed", (condition) => {
    const { question, lost } = elements(rating, choice, {
      type: "comment",
      name: "more",
      visibleIf: condition,
    });
    expect(question("more")).toBeDefined();
    expect(question("more")?.show).toBeUndefined();
    expect(lost).toEqual(["condition-left-out more"]);
  });

  it("hides what stands in a hidden panel or page", () => {
    const { question } = elements(rating, {
      type: "panel",
      name: "p2",
      visibleIf: "{sat} < 3",
      elements: [{ ...choice, visibleIf: "{sat} > 1" }],
    });
    expect(question("why")?.show).toBe("(sat < 3) and (sat > 1)");
  });
});

describe("readSurveyJs(json) with hostile input", () => {
  it("maps names that cannot be ids, are taken, or come twice", () => {
    const json = JSON.parse(
      '{"elements":[{"type":"comment","name":"__proto__"},{"type":"comment","name":"满意"},{"type":"comment","name":"weight"},{"type":"comment","name":"a b"},{"type":"comment","name":"a-b"}]}',
    ) as unknown;
    const { survey, lost } = read(json);
    expect(survey.questions.map(({ id }) => id)).toEqual([
      "proto__",
      "q2",
      "weight-2",
      "a-b",
      "a-b-2",
    ]);
    expect(lost).toHaveLength(5);
  });

  it("means the first of two questions, or two choices, with one name", () => {
    const { question } = elements(
      rating,
      { ...rating, rateMax: 3 },
      { ...choice, choices: ["price", "wait", "price"] },
      { type: "comment", name: "more", visibleIf: "{sat} = 5 and {why} contains 'price'" },
    );
    expect(question("sat-2")?.scale?.max).toBe(3);
    expect(question("more")?.show).toBe("(sat = 5) and (why has price)");
  });

  it("tells of names in one line that no terminal obeys", () => {
    const name = `\u001b[2Jgone\n${"x".repeat(200)}`;
    const { losses } = elements(rating, { type: "file", name });
    // 79 signs and "…": the escape and the line break became blanks.
    expect(losses[0]?.values["name"]).toBe(`[2Jgone ${"x".repeat(71)}…`);
  });

  it("keeps columns apart that a matrix, an other and a question would share", () => {
    const { survey } = elements(
      { ...choice, name: "a", showOtherItem: true },
      { type: "comment", name: "a_other" },
      { type: "comment", name: "m_x" },
      { type: "matrix", name: "m", columns: [1, 2], rows: ["x"] },
    );
    expect(survey.questions.map(({ id }) => id)).toEqual(["a", "a_other-2", "m_x", "m-2"]);
  });

  it("carries a condition on many choices without trying their 2^60 sets", () => {
    const choices = Array.from({ length: 60 }, (_, n) => `c${n}`);
    const { question, lost } = elements(
      { type: "checkbox", name: "many", choices },
      { type: "comment", name: "more", visibleIf: "{many} notempty" },
    );
    expect(question("more")?.show).toMatch(/^\(many has c0\) or .* or \(many has c59\)$/u);
    expect(lost).toEqual([]);
  });

  it("survives depth, and any JSON at all", () => {
    let deep: object = { type: "comment", name: "inner" };
    for (let n = 0; n < 500; n += 1) deep = { type: "panel", name: `p${n}`, elements: [deep] };
    const { lost } = elements(rating, deep);
    expect(lost.map((each) => each.split(" ")[0])).toEqual(["deep-left-out"]);
    const element = fc.record(
      {
        type: fc.constantFrom(
          "text",
          "radiogroup",
          "checkbox",
          "rating",
          "matrix",
          "boolean",
          "ranking",
          "panel",
          "html",
          "multipletext",
        ),
        name: fc.oneof(fc.string(), fc.constantFrom("__proto__", "end", "seed", "lang")),
        title: fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()),
        choices: fc.oneof(fc.array(fc.string(), { maxLength: 5 }), fc.jsonValue()),
        columns: fc.oneof(fc.array(fc.integer(), { maxLength: 4 }), fc.jsonValue()),
        rows: fc.array(fc.string(), { maxLength: 3 }),
        elements: fc.jsonValue(),
        rateMin: fc.oneof(fc.integer(), fc.double()),
        rateMax: fc.oneof(fc.integer(), fc.jsonValue()),
        maxLength: fc.integer(),
        isRequired: fc.boolean(),
        visibleIf: fc.oneof(
          fc.string(),
          fc.constantFrom("{a} = 1", "{a} notempty or {b} contains 'x'"),
        ),
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 6 }), (list) => {
        const foreign = readSurveyJs({ elements: [rating, ...list] });
        carried(foreign);
      }),
      { numRuns: 300 },
    );
  });

  it("is null for what is no survey", () => {
    for (const json of [null, 1, "x", [], {}, { pages: [] }, { pages: {} }]) {
      expect(readSurveyJs(json)).toBeNull();
    }
  });
});
