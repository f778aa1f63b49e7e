/**
 * `npm run import -- FILE`: a questionnaire of SurveyJS, XLSForm or LimeSurvey as one of ours, with
 * a list of what could not be carried. `--id my-visit` names it, `--language en` says in which
 * language the texts are that name none.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { Problem } from "../src/errors.ts";
import { carriedSurvey, type CarriedSurvey } from "../src/foreign/carried-survey.ts";
import { surveyYaml } from "../src/foreign/survey-yaml.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import type { Words } from "../src/words/words.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";
import { readForeignFile } from "./import/read-foreign-file.ts";

/** More than this nobody is asked, and no way through it could be checked. */
const MOST_QUESTIONS = 500;

await endWithProblems(async () => {
  const { path, id, language } = argumentsGiven();
  const folders = openFolders();
  const { site, words } = readSettings(folders.content);
  const file = join(folders.content, "surveys", `${id}.yaml`);
  if (existsSync(file)) throw new Problem("file-exists", near(file));
  const foreign = await readForeignFile(path, language);
  const questions = foreign.questions.length;
  if (questions > MOST_QUESTIONS) {
    throw new Problem("import-questions-many", path, { questions, most: MOST_QUESTIONS });
  }
  const carried = carriedSurvey(foreign, { id, locales: site.locales, words });
  const terminal = terminalWords();
  const isEmpty = carried.survey.questions.length === 0;
  if (isEmpty) tellLosses(carried, path, terminal);
  if (isEmpty) throw new Problem("import-nothing-carried", path, { questions, id });
  const marked = carried.untranslated.size > 0 ? "yes" : "no";
  const head = terminal.t("import.head", { file: basename(path), marked });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    surveyYaml(carried.survey, carried.untranslated, { head, mark: terminal.t("import.mark") }),
    { flag: "wx" },
  );
  const values = { questions: carried.survey.questions.length, file: near(file) };
  console.log(terminal.t("import.written", values));
  tellLosses(carried, path, terminal);
  tellUntranslated(carried, site.locales, terminal);
  console.log(terminal.t("import.next"));
});

interface Arguments {
  readonly path: string;
  readonly id: string;
  /** "" where the source is asked. */
  readonly language: string;
}

function argumentsGiven(): Arguments {
  try {
    const { values, positionals } = parseArgs({
      options: { id: { type: "string" }, language: { type: "string" } },
      allowPositionals: true,
    });
    const [path, ...more] = positionals;
    if (path && more.length === 0) {
      return { path, id: idOf(values.id, path), language: values.language ?? "" };
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
  }
  const argument = process.argv.slice(2).join(" ");
  throw new Problem("import-argument-unknown", "npm run import", { argument });
}

/** What of the file's name can be an id, unless one is given. */
function idOf(given: string | undefined, path: string): string {
  const name = basename(path)
    .replace(/\.[a-z]+$/iu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^[^a-z]+|-+$/gu, "");
  const id = given ?? (name === "" ? "imported" : name);
  if (/^[a-z][a-z0-9-]*$/u.test(id)) return id;
  throw new Problem("new-id-unusable", "npm run import", { id });
}

function tellLosses({ losses }: CarriedSurvey, path: string, words: Words): void {
  if (losses.length === 0) return console.log(words.t("import.all-carried"));
  console.log(words.t("import.losses", { count: losses.length }));
  for (const { code, place, values } of losses) {
    const where = `${basename(path)}${/^[:]|^$/u.test(place) ? "" : " "}${place}`;
    console.log(`  ${where}  ${words.t(`import.loss.${code}`, values)}`);
  }
}

function tellUntranslated(
  { untranslated }: CarriedSurvey,
  locales: readonly string[],
  words: Words,
): void {
  const all = [...untranslated.values()].flat();
  for (const locale of locales) {
    const count = all.filter((each) => each === locale).length;
    const values = { count, locale, mark: words.t("import.mark") };
    if (count > 0) console.log(words.t("import.untranslated", values));
  }
}

function near(file: string): string {
  return relative(process.cwd(), file);
}
