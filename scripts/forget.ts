/** `npm run forget -- <id>`: removes a person's answers, by response id or customer id. */
import { relative } from "node:path";
import { forget } from "../src/collector/keep.ts";
import { withElsewhere } from "../src/collector/open-store.ts";
import { Problem } from "../src/errors.ts";
import { openFolders } from "../src/settings/folders.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";

await endWithProblems(async () => {
  const [id = "", ...more] = process.argv.slice(2);
  if (id === "" || more.length > 0) throw new Problem("forget-id-missing", "npm run forget");
  const { remain, ...removed } = await withElsewhere(process.env, (elsewhere) =>
    forget(openFolders(), id, elsewhere?.keep ?? null),
  );
  const words = terminalWords();
  console.log(words.t("survey.keep.forgotten", removed));
  for (const file of remain) {
    console.log(words.t("survey.keep.remains", { file: relative(process.cwd(), file) }));
  }
  console.log(words.t("survey.keep.elsewhere"));
});
