/** `npm run backup`: copies the store of answers while it takes more. `-- FILE` names the copy. */
import { copyFileSync, constants, existsSync } from "node:fs";
import { join, relative } from "node:path";
import { answersFile } from "../src/collector/answers-file.ts";
import { bringHome } from "../src/collector/bring-home.ts";
import { backUp } from "../src/collector/keep.ts";
import { keysFile } from "../src/collector/link-keys.ts";
import { withElsewhere } from "../src/collector/open-store.ts";
import { openFolders } from "../src/settings/folders.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";

await endWithProblems(async () => {
  const folders = openFolders();
  const stamp = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
  const to = process.argv[2] ?? join(folders.data, "collector", "backups", `${stamp}.sqlite`);
  // What a store elsewhere has taken belongs to the copy.
  await withElsewhere(process.env, async (elsewhere) => {
    if (elsewhere !== null) await bringHome(elsewhere, answersFile(folders.data));
  });
  const rows = await backUp(folders.data, to);
  const keys = keysFile(folders.data);
  // Without its keys a link says nothing: they belong to the copy. The mode is copied too.
  if (existsSync(keys)) copyFileSync(keys, `${to}.keys.json`, constants.COPYFILE_EXCL);
  console.log(terminalWords().t("survey.keep.copied", { rows, file: relative(process.cwd(), to) }));
});
