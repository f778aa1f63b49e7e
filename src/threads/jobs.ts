/** What a second thread does: pure work on what it is sent. */
import { reportFigures, type FamiliesTask } from "../figures/report-figures.ts";
import type { Figure } from "../figures/figure.ts";
import type { FileVerdict } from "../intake/clean-file.ts";
import { cleanRows, type RowsTask } from "../intake/read-drops.ts";

export interface Jobs {
  /** Reads a file of rows and leaves its good rows where the task says. */
  readonly clean: (task: RowsTask) => Promise<FileVerdict>;
  /** Figures of some families of reports. */
  readonly figures: (task: FamiliesTask) => Promise<readonly (readonly Figure[])[]>;
}

export const jobs: Jobs = {
  clean: cleanRows,
  figures: (task) => Promise.resolve(reportFigures(task)),
};
