/** `npm run codebook`: what each column of the answers means, a CSV a survey, version and language. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { csv } from "../src/components/csv.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { codebook, codebookHead } from "../src/survey/codebook.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";

await endWithProblems(async () => {
  const folders = openFolders();
  const { site, surveys, words } = readSettings(folders.content);
  const folder = join(folders.out, "codebooks");
  mkdirSync(folder, { recursive: true });
  for (const survey of surveys.flatMap((each) => [...(each.earlier ?? []), each])) {
    for (const locale of site.locales) {
      const rows = codebook(survey, words(locale)).map((row) => codebookHead.map((at) => row[at]));
      const file = join(folder, `${survey.id}-${survey.version}.${locale}.csv`);
      writeFileSync(file, csv(codebookHead, rows));
      console.log(terminalWords().t("cli.new.written", { file: relative(process.cwd(), file) }));
    }
  }
});
