import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TYPE, parse, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { parseDocument } from "yaml";
import { projectFolder } from "./open-test-company.ts";

export const locales = ["zh-CN", "en"] as const;
export type Locale = (typeof locales)[number];

const folder = (locale: string) => join(projectFolder, "content", "words", locale);

/** Surveys are answered in this one too; words for those who run them are not in it. */
export const surveyLocale = "zh-TW";
export const isForOperators = (key: string) => /^survey\.(?:terminal|links|keep)\./u.test(key);

/** The word files of a locale, without their ending: `reports`, `reports.trust`. */
function files(locale: string): readonly string[] {
  return readdirSync(folder(locale))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -5))
    .toSorted();
}

/** Areas of words: what their keys begin with. */
export function areas(locale: string): readonly string[] {
  return [...new Set(files(locale).map((name) => name.split(".")[0]!))];
}

/** Text of every key, read here on purpose without the project's own reader. */
export function wordsOf(locale: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const name of files(locale)) {
    const document = parseDocument(readFileSync(join(folder(locale), `${name}.yaml`), "utf8"));
    const [fault] = document.errors;
    if (fault !== undefined) throw new Error(`${locale}/${name}.yaml: ${fault.message}`);
    collect(document.toJS() as unknown, name.split(".")[0]!, words);
  }
  return words;
}

/** What the sample's surveys say in a language. */
export function surveyTexts(locale: string): readonly string[] {
  const surveys = join(projectFolder, "content", "surveys");
  const texts = (value: unknown): readonly string[] =>
    typeof value !== "object" || value === null
      ? []
      : Object.entries(value).flatMap(([key, inner]) =>
          key === locale ? [String(inner)] : texts(inner),
        );
  return readdirSync(surveys)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => texts(parseDocument(readFileSync(join(surveys, name), "utf8")).toJS()));
}

function collect(value: unknown, key: string, words: Map<string, string>): void {
  if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, `${key}.${name}`, words);
  } else if (value !== null) words.set(key, String(value));
}

export interface Message {
  /** Names of all values that the message asks for. */
  readonly values: ReadonlySet<string>;
  /** What is printed as it stands, in pieces. */
  readonly literals: readonly string[];
  /** The text as a reader would see it, each value as "□". */
  readonly shown: readonly string[];
}

/** Takes an ICU message apart; throws where it does not parse. */
export function messageOf(text: string): Message {
  const values = new Set<string>();
  const literals: string[] = [];
  const walk = (elements: readonly MessageFormatElement[]): string[] => {
    let shown = [""];
    const add = (pieces: readonly string[]) => {
      shown = shown.flatMap((before) => pieces.map((piece) => before + piece));
    };
    for (const element of elements) {
      if (element.type === TYPE.literal) {
        literals.push(element.value);
        add([element.value]);
      } else if (element.type === TYPE.pound) add(["□"]);
      else if (element.type === TYPE.tag) add(walk(element.children));
      else {
        values.add(element.value);
        if (element.type === TYPE.plural || element.type === TYPE.select) {
          add(Object.values(element.options).flatMap((option) => walk(option.value)));
        } else add(["□"]);
      }
    }
    return shown;
  };
  const shown = walk(parse(text));
  return { values, literals, shown };
}
