/** `npm run pull`: moves collected answers into data/responses, each once. */
import { relative } from "node:path";
import { pullAnswers } from "../src/collector/pull.ts";
import { answersFile } from "../src/collector/answers-file.ts";
import { letGo } from "../src/collector/keep.ts";
import { openFolders } from "../src/settings/folders.ts";
import { readSettings } from "../src/settings/read-settings.ts";
import { endWithProblems, terminalWords } from "./end-with-problems.ts";

await endWithProblems(async () => {
  const folders = openFolders();
  const { surveys, site } = readSettings(folders.content);
  const words = terminalWords();
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: site.timeZone }).format(new Date());
  const pulled = pullAnswers({
    data: folders.data,
    out: folders.out,
    file: answersFile(folders.data),
    surveys,
    today,
    timeZone: site.timeZone,
  });
  const { retentionDays } = site;
  if (retentionDays !== undefined) {
    const before = new Date(Date.now() - retentionDays * 86_400_000).toISOString();
    const rows = await letGo(folders.data, before);
    if (rows > 0) console.log(words.t("survey.keep.gone", { rows, days: retentionDays }));
  }
  if (pulled.length === 0) console.log(words.t("survey.terminal.nothing"));
  for (const { kind, file, rows } of pulled) {
    const values = { rows, file: relative(process.cwd(), file) };
    console.log(words.t(`survey.terminal.${kind}`, values));
  }
});
