/** Surveys of other tools, carried as the command carries them. */
import { expect } from "vitest";
import { carriedSurvey, type CarriedSurvey } from "../../src/foreign/carried-survey.ts";
import type { ForeignSurvey } from "../../src/foreign/foreign-survey.ts";
import { surveyYaml } from "../../src/foreign/survey-yaml.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { checkYaml, yamlText } from "../../src/settings/yaml-file.ts";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";
import { surveyFaults } from "../../src/survey/faults.ts";
import { surveySchema } from "../../src/survey/schema.ts";
import { openWords } from "../../src/words/words.ts";

export const locales = ["zh-CN", "en"];
const words = {
  "zh-CN": openWords("zh-CN", readDictionary("zh-CN")),
  en: openWords("en", readDictionary("en")),
};

/** The survey as it reads back from its file, which must pass every check of a build. */
export function carried(foreign: ForeignSurvey | null): CarriedSurvey & {
  readonly yaml: string;
  readonly question: (id: string) => Question | undefined;
  /** Codes of losses with the name that each is about. */
  readonly lost: readonly string[];
} {
  if (foreign === null) throw new Error("not read");
  const result = carriedSurvey(foreign, {
    id: "visit",
    locales,
    words: (locale) => words[locale as keyof typeof words],
  });
  if (result.survey.questions.length === 0) throw new Error("nothing carried");
  const yaml = surveyYaml(result.survey, result.untranslated, {
    head: "Imported.",
    mark: "translate",
  });
  const read = checkYaml(yamlText(yaml, "visit.yaml"), surveySchema);
  expect(read.problems).toEqual([]);
  const survey = read.value as SurveyDefinition;
  expect(surveyFaults(survey, locales)).toEqual([]);
  return {
    ...result,
    yaml,
    survey,
    question: (id) => survey.questions.find((each) => each.id === id),
    lost: result.losses.map(
      ({ code, values }) =>
        `${code} ${values["name"] ?? values["question"] ?? values["text"] ?? ""}`,
    ),
  };
}
