/** `npm run new`: asks, then writes a survey or a report from a template. `-- survey my-visit` asks nothing. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { createInterface } from "node:readline/promises";
import { Problem } from "../src/errors.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";

const kinds = ["survey", "report"] as const;
type Kind = (typeof kinds)[number];

await endWithProblems(async () => {
  const folders = openFolders();
  const { site } = readSettings(folders.content);
  const words = terminalWords();
  const [kind, id] = await answers(process.argv.slice(2), words.t);
  const files = kind === "survey" ? surveyFile(id, site.locales) : reportFiles(id, site.locales);
  for (const [path, text] of Object.entries(files)) {
    const file = join(folders.content, path);
    if (existsSync(file)) throw new Problem("file-exists", relative(process.cwd(), file));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(words.t("cli.new.written", { file: relative(process.cwd(), file) }));
  }
});

async function answers(
  given: readonly string[],
  t: (key: string) => string,
): Promise<[Kind, string]> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((give) => terminal.once("close", () => give("")));
  const ask = async (key: string) =>
    (await Promise.race([terminal.question(`${t(key)} `), ended])).trim();
  try {
    const kind = given[0] ?? (await ask("cli.new.kind"));
    if (!kinds.includes(kind as Kind))
      throw new Problem("new-kind-unknown", "npm run new", { kind });
    const id = given[1] ?? (await ask("cli.new.id"));
    if (!/^[a-z][a-z0-9-]*$/u.test(id)) throw new Problem("new-id-unusable", "npm run new", { id });
    return [kind as Kind, id];
  } finally {
    terminal.close();
  }
}

function surveyFile(id: string, locales: readonly string[]): Readonly<Record<string, string>> {
  const text = (words: Readonly<Record<string, string>>) =>
    `{ ${locales.map((locale) => `${locale}: "${words[locale] ?? words["en"] ?? ""}"`).join(", ")} }`;
  return {
    [`surveys/${id}.yaml`]: `id: ${id}
version: 1
audience: customer
title: ${text({ "zh-CN": "您的体验", en: "Your experience" })}
questions:
  - id: satisfaction
    type: rating
    scale: { min: 1, max: 5 }
    construct: satisfaction
    required: true
    title: ${text({ "zh-CN": "总体上您满意吗？", en: "Overall, how satisfied are you?" })}
  - id: return
    type: rating
    scale: { min: 1, max: 5 }
    construct: loyalty.intent
    title: ${text({ "zh-CN": "您还会再来吗？", en: "Will you come again?" })}
  - id: recommend
    type: nps
    construct: loyalty.recommend
    title: ${text({ "zh-CN": "您有多大可能把我们推荐给朋友？", en: "How likely are you to recommend us to a friend?" })}
  - id: why
    type: text
    show: "satisfaction <= 3"
    title: ${text({ "zh-CN": "哪里可以做得更好？", en: "What could be better?" })}
`,
  };
}

function reportFiles(id: string, locales: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    locales.map((locale) => [
      `reports/${locale}/${id}.mdx`,
      `---\nlocale: ${locale}\ntitle: ${id}\norder: 10\n---\n\n${locale.startsWith("zh") ? "先写结论。" : "The conclusion first."}\n`,
    ]),
  );
}
