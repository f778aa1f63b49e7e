import { problemsIn } from "../src/errors.ts";

/** Runs a command; problems are printed in three lines each, and only a bug shows a stack. */
export async function endWithProblems(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const problems = problemsIn(error);
    if (problems === null) throw error;
    // Words are read for problems only: a build that goes well has no need of them here.
    const { terminalWords } = await import("./terminal-words.ts");
    const { problemText } = await import("../src/settings/problem-text.ts");
    const words = terminalWords();
    console.error(problems.map((problem) => problemText(problem, words)).join("\n\n"));
    process.exitCode = 1;
  }
}
