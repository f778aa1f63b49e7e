/** What a second thread does: pure work on what it is sent. */
import { reportFigures, type FamiliesTask, type FamilyFigures } from "../figures/report-figures.ts";
import type { FileVerdict } from "../intake/clean-file.ts";
import { cleanRows, type RowsTask } from "../intake/clean-rows.ts";

export interface Jobs {
  /** Reads a file of rows and leaves its good rows where the task says. */
  readonly clean: (task: RowsTask) => Promise<FileVerdict>;
  /** Figures of families of reports, until all are taken. */
  readonly figures: (task: FamiliesTask) => Promise<readonly FamilyFigures[]>;
}

export const jobs: Jobs = {
  clean: cleanRows,
  figures: (task) => Promise.resolve(reportFigures(task)),
};
