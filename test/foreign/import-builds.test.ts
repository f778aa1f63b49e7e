/** What is carried is a survey like any other: the site builds it, in both languages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { limeSurvey } from "../../src/foreign/limesurvey/carry-lime.ts";
import { readLss } from "../../src/foreign/limesurvey/read-lss.ts";
import { readSurveyJs } from "../../src/foreign/surveyjs/read-surveyjs.ts";
import { readXlsForm } from "../../src/foreign/xlsform/read-xlsform.ts";
import { xlsxSheets } from "../../src/foreign/xlsx-sheets.ts";
import { buildSurveySite } from "../support/build-survey-site.ts";
import { carried } from "./carry.ts";
import { lssOf } from "./lime-sources.ts";
import { workbook } from "./workbook.ts";

it("a survey of each format has its page", async () => {
  const lss = readLss(
    lssOf({
      questions: [{ qid: 1, gid: 1, type: "L", title: "Q1", question: "Lime?", language: "en" }],
      answers: ["A1", "A2"].map((code) => ({
        qid: 1,
        code,
        answer: `Answer ${code}`,
        language: "en",
      })),
      groups: [{ gid: 1, group_name: "", language: "en" }],
    }),
  );
  if (lss === null || "reason" in lss) throw new Error("not read");
  const foreign = {
    js: readSurveyJs({
      elements: [
        { type: "rating", name: "sat", title: { default: "Java?", "zh-cn": "甲？" } },
        { type: "matrix", name: "m", columns: [1, 2], rows: ["taste"], visibleIf: "{sat} < 3" },
      ],
    }),
    form: readXlsForm(
      xlsxSheets(
        workbook({
          survey: [
            ["type", "name", "label"],
            ["rank l", "r", "Form?"],
          ],
          choices: [
            ["list_name", "name", "label"],
            ["l", "a", "A"],
            ["l", "b", "B"],
          ],
        }),
      ),
    ),
    lime: limeSurvey(lss),
  };
  const surveys = Object.entries(foreign).map(([id, each]) => ({ ...carried(each).survey, id }));
  const { dist } = await buildSurveySite("imported", surveys);
  const page = (locale: string, id: string) =>
    readFileSync(join(dist, locale, "s", id, "index.html"), "utf8");
  expect(page("zh-CN", "js")).toContain("甲？");
  expect(page("en", "js")).toContain('data-step="m.taste"');
  expect(page("en", "form")).toContain("Form?");
  expect(page("en", "lime")).toMatch(/Lime\?.*Answer A1.*Answer A2/su);
});
