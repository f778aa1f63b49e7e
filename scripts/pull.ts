/** `npm run pull`: moves collected answers into data/responses, each once. */
import { relative } from "node:path";
import { answersFile } from "../src/collector/answers-file.ts";
import { bringHome } from "../src/collector/bring-home.ts";
import { letGo } from "../src/collector/keep.ts";
import { withElsewhere } from "../src/collector/open-store.ts";
import { pullAnswers } from "../src/collector/pull.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { terminalWords } from "./terminal-words.ts";

await endWithProblems(async () => {
  const { data, out, content } = openFolders();
  const { surveys, site } = readSettings(content);
  const { timeZone, retentionDays } = site;
  const words = terminalWords();
  const file = answersFile(data);
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date());
  await withElsewhere(process.env, async (elsewhere) => {
    if (elsewhere !== null) await bringHome(elsewhere, file);
    const pulled = pullAnswers({ data, out, file, surveys, today, timeZone });
    if (retentionDays !== undefined) {
      const before = new Date(Date.now() - retentionDays * 86_400_000).toISOString();
      const rows = await letGo(data, before, elsewhere);
      if (rows > 0) console.log(words.t("survey.keep.gone", { rows, days: retentionDays }));
    }
    if (pulled.length === 0) console.log(words.t("survey.terminal.nothing"));
    for (const { kind, file: written, rows } of pulled) {
      const values = { rows, file: relative(process.cwd(), written) };
      console.log(words.t(`survey.terminal.${kind}`, values));
    }
  });
});
