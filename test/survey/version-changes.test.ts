import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { answerFields } from "../../src/intake/answer-columns.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";
import {
  retypedFaults,
  versionChanges,
  versionOf,
  withEarlier,
} from "../../src/survey/version-changes.ts";
import { openWarehouse } from "../../src/warehouse/open-warehouse.ts";
import { emptyFolder } from "../support/run-build.ts";

const t = (text: string) => ({ "zh-CN": text, en: text });
const survey = (version: number, ...questions: Question[]): SurveyDefinition => ({
  id: "visit",
  version,
  audience: "customer",
  title: t("Visit"),
  questions,
});
const rating = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  type: "rating",
  title: t(id),
  scale: { min: 1, max: 5 },
  required: true,
  ...more,
});
const choice = (...ids: string[]): Question => ({
  id: "why",
  type: "single",
  title: t("why"),
  options: ids.map((id) => ({ id, title: t(id) })),
});
const before = survey(1, rating("q"), rating("old"), choice("a", "b"));
const now: SurveyDefinition = {
  ...survey(2, rating("q", { title: t("other words") }), rating("fresh"), choice("b", "c")),
  earlier: [before],
};

describe("versionChanges(earlier, now)", () => {
  it("names what is gone, new, reworded and offered otherwise", () =>
    expect(versionChanges(before, now)).toEqual([
      { code: "survey-questions-gone", values: { version: 1, questions: "old" } },
      { code: "survey-questions-new", values: { version: 1, questions: "fresh" } },
      { code: "survey-questions-reworded", values: { version: 1, questions: "q" } },
      {
        code: "survey-parts-changed",
        values: { version: 1, question: "why", gone: "a", added: "c" },
      },
    ]));

  it("has nothing to say about two equal versions", () =>
    expect(versionChanges(before, { ...before, version: 2 })).toEqual([]));
});

describe("retypedFaults(earlier, now)", () => {
  it("refuses another type or scale under an old id", () => {
    const nps = survey(2, { id: "q", type: "nps", title: t("q") });
    expect(retypedFaults([before], nps)).toMatchObject([
      { code: "question-retyped", path: ["questions", 0, "type"], values: { was: "rating 1–5" } },
    ]);
    const ten = survey(2, rating("q", { scale: { min: 1, max: 10 } }));
    expect(retypedFaults([before], ten)).toMatchObject([{ path: ["questions", 0, "scale"] }]);
    expect(retypedFaults([before], now)).toEqual([]);
  });
});

describe("versionOf(survey, version)", () => {
  it("gives the questionnaire that a person answered, the one of now where it is not kept", () => {
    expect(versionOf(now, 1)).toBe(before);
    expect([versionOf(now, 2), versionOf(now, null), versionOf(now, 7)]).toEqual([now, now, now]);
  });
});

describe("withEarlier(survey)", () => {
  it("keeps columns and choices of before, and requires only what always was", () => {
    const fields = answerFields(now, "UTC");
    expect(fields.map(({ name }) => name)).toEqual(["q", "fresh", "why", "old"]);
    expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(["q"]);
    expect(fields[2]?.read("a")).toBe("a");
    expect(withEarlier(before)).toBe(before);
  });
});

describe("a build with answers to an earlier version", () => {
  const folder = emptyFolder("survey-versions");
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put(
    "content/site.yaml",
    "name: { zh-CN: x, en: x }\ncurrency: CNY\ntimeZone: UTC\nwave: quarter\n",
  );
  const { earlier: _earlier, ...written } = now;
  put("content/surveys/visit.yaml", stringify(written));
  put("content/surveys/earlier/visit-1.yaml", stringify(before));
  put(
    "data/responses/visit/a.csv",
    "response_id,answered_at,survey_version,q,old,why\nr1,2026-01-02,1,5,4,a\n",
  );
  put(
    "data/responses/visit/b.csv",
    "response_id,answered_at,survey_version,q,fresh,why\nr2,2026-02-02,2,3,2,c\n",
  );

  it("reads both and says what changed", async () => {
    const { site, surveys } = readSettings(join(folder, "content"));
    const opened = await openWarehouse({
      dataRoot: join(folder, "data"),
      cacheRoot: join(folder, "cache"),
      site,
      surveys,
    });
    expect(opened.problems).toEqual([]);
    expect(opened.facts?.answers[0]?.n).toBe(2);
    expect([...(opened.facts?.answers[0]?.values["old"]?.values ?? [])]).toEqual([4, NaN]);
    expect(opened.remarks.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["survey-questions-gone", "survey-parts-changed"]),
    );
  });

  it("says that a version is not known of which no copy is kept", async () => {
    const { site, surveys } = readSettings(join(folder, "content"));
    const { options = [] } = before.questions[2] ?? {};
    const forgetful = surveys.map(({ earlier: _kept, ...survey }) => ({
      ...survey,
      questions: survey.questions.map((each) => (each.id === "why" ? { ...each, options } : each)),
    }));
    put(
      "lone/responses/visit/a.csv",
      "response_id,answered_at,survey_version,q,fresh,why\nr1,2026-01-02,1,5,4,a\n",
    );
    const opened = await openWarehouse({
      dataRoot: join(folder, "lone"),
      cacheRoot: join(folder, "lone-cache"),
      site,
      surveys: forgetful,
    });
    expect(opened.problems).toEqual([]);
    expect(opened.remarks.map(({ code }) => code)).toContain("survey-version-unknown");
  });

  it("refuses a question that changed its scale, with file and line", () => {
    const text = readFileSync(join(folder, "content/surveys/visit.yaml"), "utf8");
    put("ten/site.yaml", readFileSync(join(folder, "content/site.yaml"), "utf8"));
    put("ten/surveys/visit.yaml", text.replace("max: 5", "max: 10"));
    put("ten/surveys/earlier/visit-1.yaml", stringify(before));
    expect(() => readSettings(join(folder, "ten"))).toThrow(
      /question-retyped .*visit\.yaml:\d+:\d+ \(questions\.0\.scale\)/u,
    );
  });
});
