/** `npm run answers -- <survey>`: the answers as a CSV of codes and one of words in each language. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { csv } from "../src/components/csv.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { answerWords } from "../src/survey/answer-words.ts";
import { answerColumns } from "../src/survey/columns.ts";
import type { SurveyDefinition } from "../src/survey/definition.ts";
import { versionOf } from "../src/survey/version-changes.ts";
import { answerRows, type AnswerRows } from "../src/warehouse/answer-rows.ts";
import type { Words } from "../src/words/words.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";
import { surveyNamed } from "./survey-named.ts";

await endWithProblems(async () => {
  const folders = openFolders();
  const { site, surveys, words } = readSettings(folders.content);
  const survey = surveyNamed(process.argv[2], surveys, "npm run answers");
  const cacheRoot = join(folders.out, "cache");
  const label = relative(process.cwd(), folders.data);
  const from = { dataRoot: folders.data, cacheRoot, label, site, surveys };
  const read = await answerRows({ ...from, survey });
  const codes = read.rows.map((row) => read.columns.map((name) => row[name] ?? ""));
  const files = [
    { name: survey.id, rows: codes },
    ...site.locales.map((locale) => ({
      name: `${survey.id}.${locale}`,
      rows: wordedRows(read, survey, words(locale)),
    })),
  ];
  const folder = join(folders.out, "answers");
  mkdirSync(folder, { recursive: true });
  for (const { name, rows } of files) {
    const file = join(folder, `${name}.csv`);
    writeFileSync(file, csv(read.columns, rows), { mode: 0o600 });
    const values = { rows: rows.length, file: relative(process.cwd(), file) };
    console.log(terminalWords().t("survey.terminal.answers", values));
  }
});

/** Each answer in the words of the version that was answered. */
function wordedRows(
  { columns, rows }: AnswerRows,
  survey: SurveyDefinition,
  words: Words,
): readonly (readonly string[])[] {
  const known = new Map<string, ReadonlyMap<string, ReturnType<typeof answerColumns>[number]>>();
  const columnsOf = (version: string) => {
    const made =
      known.get(version) ??
      new Map(
        answerColumns(versionOf(survey, Number(version))).map((each) => [each.name, each] as const),
      );
    known.set(version, made);
    return made;
  };
  return rows.map((row) => {
    const asked = columnsOf(row["survey_version"] ?? "");
    return columns.map((name) => {
      const column = asked.get(name);
      const cell = row[name] ?? "";
      return column === undefined ? cell : answerWords(column, cell, words);
    });
  });
}
