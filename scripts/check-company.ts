import { join, relative } from "node:path";
import type { Company, Progress } from "../src/pipeline.ts";
import type { Folders } from "../src/settings/folders.ts";
import { problemText } from "../src/settings/problem-text.ts";
import { progressLine, type Terminal } from "./progress-line.ts";
import { terminalWords } from "./terminal-words.ts";

/** Reads and checks everything, prints remarks and a summary; throws Problems when something stops a build. */
export async function checkCompany(
  folders: Folders,
  open: (progress: Progress) => Promise<Company>,
  out: Terminal = process.stdout,
): Promise<Company> {
  const words = terminalWords();
  const line = progressLine(words, out);
  const company = await open(line.show).finally(line.end);
  for (const remark of company.remarks) out.write(`${problemText(remark, words)}\n\n`);
  const rows = company.summary.reduce((sum, file) => sum + file.rows, 0);
  const rejected = company.summary.reduce((sum, file) => sum + file.rejected, 0);
  const summary = words.t("cli.summary", {
    files: company.summary.length,
    rows,
    rejected,
    remarks: company.remarks.length,
    figures: company.figures.length,
  });
  out.write(`${summary}\n`);
  if (rejected > 0) {
    const folder = relative(process.cwd(), join(folders.out, "rejected"));
    out.write(`${words.t("cli.rejected", { folder })}\n`);
  }
  return company;
}
