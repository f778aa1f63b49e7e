import { join, relative } from "node:path";
import type { Company, Progress } from "../src/pipeline.ts";
import type { Folders } from "../src/settings/folders.ts";
import { problemText } from "../src/settings/problem-text.ts";
import { terminalWords } from "./end-with-problems.ts";
import { progressLine } from "./progress-line.ts";

/** `openCompany` of the pipeline, here or in another thread. */
type OpenCompany = (folders: Folders, progress: Progress) => Promise<Company>;

/** Reads and checks everything, prints remarks and a summary; throws Problems when something stops a build. */
export async function checkCompany(folders: Folders, openCompany: OpenCompany): Promise<Company> {
  const words = terminalWords();
  const line = progressLine(words);
  const company = await openCompany(folders, line.show).finally(line.end);
  for (const remark of company.remarks) console.log(`${problemText(remark, words)}\n`);
  const rows = company.summary.reduce((sum, file) => sum + file.rows, 0);
  const rejected = company.summary.reduce((sum, file) => sum + file.rejected, 0);
  console.log(
    words.t("cli.summary", {
      files: company.summary.length,
      rows,
      rejected,
      remarks: company.remarks.length,
      figures: company.figures.length,
    }),
  );
  if (rejected > 0) {
    const folder = relative(process.cwd(), join(folders.out, "rejected"));
    console.log(words.t("cli.rejected", { folder }));
  }
  return company;
}
