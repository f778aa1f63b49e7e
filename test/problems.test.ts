/** Codes of problems: permanent, unique, worded, used, and provoked by a test each. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { projectFolder } from "./support/open-test-company.ts";
import { codeOf, sourceFiles } from "./support/source-files.ts";
import { locales } from "./support/source-words.ts";

const code = [...sourceFiles("src"), ...sourceFiles("scripts")];
const source = code.map(({ text }) => codeOf(text)).join("\n");

/** What the collector answers to programs are codes too, but nobody reads their words. */
const forPeople = code
  .filter(({ room }) => room !== "collector")
  .map(({ text }) => codeOf(text))
  .join("\n");
const worded = codesOf("zh-CN");

/** Text of all tests and of what they expect, this one and the one of words left out. */
const tests = readdirSync(join(projectFolder, "test"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/^(?:problems|words)\.test\.ts$/u.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
  .join("\n");

describe("problem codes", () => {
  it.each(locales)("stand once in the words of %s", (locale) => {
    const path = join(projectFolder, "content", "words", locale, "problems.yaml");
    const faults = parseDocument(readFileSync(path, "utf8"), { uniqueKeys: true }).errors;
    expect(faults.map(({ message }) => message)).toEqual([]);
  });

  it("are the same in both locales, and kebab-case", () => {
    expect(codesOf("en").toSorted()).toEqual(worded.toSorted());
    expect(worded.filter((each) => !/^[a-z]+(?:-[a-z0-9]+)*$/u.test(each))).toEqual([]);
  });

  it("of code all have words", () => {
    const made = [
      ...forPeople.matchAll(/new Problem\(\s*["'`](?<code>[a-z][a-z-]+)["'`]/gu),
      ...forPeople.matchAll(/\bcode:\s*["'`](?<code>[a-z]+(?:-[a-z]+)+)["'`]/gu),
      ...forPeople.matchAll(/\berror:\s*["'`](?<code>[a-z]+(?:-[a-z]+)+)["'`]/gu),
    ].map(({ groups }) => groups!["code"]!);
    expect(made.length).toBeGreaterThan(50);
    const known = new Set([...worded, ...faultsOfRespondents()]);
    expect([...new Set(made)].filter((each) => !known.has(each))).toEqual([]);
  });

  it("with words are all used by code", () => {
    expect(worded.filter((each) => !isNamed(each, source))).toEqual([]);
  });

  for (const each of worded.filter((name) => !isNamed(name, tests))) {
    it.todo(`${each} has a test that provokes it`);
  }
});

function codesOf(locale: string): string[] {
  const path = join(projectFolder, "content", "words", locale, "problems.yaml");
  return Object.keys(parseDocument(readFileSync(path, "utf8")).toJS() as object);
}

/** Faults of answers are told to respondents beside the question, in the words of surveys. */
function faultsOfRespondents(): string[] {
  const path = join(projectFolder, "content", "words", "en", "survey.yaml");
  const { faults, errors } = parseDocument(readFileSync(path, "utf8")).toJS() as Record<
    string,
    object
  >;
  return [...Object.keys(faults ?? {}), ...Object.keys(errors ?? {})];
}

function isNamed(name: string, text: string): boolean {
  return new RegExp(`(?<![a-z-])${name}(?![a-z-])`, "u").test(text);
}
