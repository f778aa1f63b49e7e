/** `npm run paper -- <survey> [locale]`: a survey as a form to print, an HTML file a language. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Problem } from "../src/errors.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { paperForm } from "../src/survey/paper/paper-form.ts";
import { localisedText } from "../src/words/words.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";
import { surveyNamed } from "./survey-named.ts";

await endWithProblems(async () => {
  const [id, locale, ...more] = process.argv.slice(2);
  const folders = openFolders();
  const { site, surveys, words } = readSettings(folders.content);
  const survey = surveyNamed(id, surveys, "npm run paper");
  const locales =
    locale === undefined ? site.locales : site.locales.filter((each) => each === locale);
  if (locales.length === 0 || more.length > 0) {
    const argument = process.argv.slice(3).join(" ");
    const known = site.locales.join(", ");
    throw new Problem("paper-locale-unknown", "npm run paper", { argument, known });
  }
  const css = readFileSync(join(folders.project, "src", "styles", "paper.css"), "utf8");
  const folder = join(folders.out, "paper");
  mkdirSync(folder, { recursive: true });
  for (const each of locales) {
    const file = join(folder, `${survey.id}.${each}.html`);
    const company = localisedText(site.name, each);
    writeFileSync(file, paperForm(survey, words(each), { company, css }));
    console.log(terminalWords().t("cli.new.written", { file: relative(process.cwd(), file) }));
  }
});
