import { problemsIn } from "../src/errors.ts";
import { readDictionary } from "../src/settings/read-settings.ts";
import { problemText } from "../src/settings/problem-text.ts";
import { openWords, type Words } from "../src/words/words.ts";

/** Words of the terminal: Chinese where the environment says so, else English. */
export function terminalWords(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Words {
  const language =
    environment["ZHIKE_LANG"] ??
    environment["LC_ALL"] ??
    environment["LC_MESSAGES"] ??
    environment["LANG"] ??
    "";
  const locale = language.startsWith("zh") ? "zh-CN" : "en";
  return openWords(locale, readDictionary(locale));
}

/** Runs a command; problems are printed in three lines each, and only a bug shows a stack. */
export async function endWithProblems(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const problems = problemsIn(error);
    if (problems === null) throw error;
    const words = terminalWords();
    console.error(problems.map((problem) => problemText(problem, words)).join("\n\n"));
    process.exitCode = 1;
  }
}
