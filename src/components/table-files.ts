/** Every table of every page as a file: where it stands below the site's root, and the table. */
import type { Report, TableModel } from "../reports/report.ts";
import { tablesOf } from "./tables-of.ts";

export interface TableFile {
  readonly locale: string;
  readonly id: string;
  readonly table: TableModel;
}

/** Each table of a locale once; where two reports show it, the first counts. */
export function tableFiles(reports: readonly Report[]): readonly TableFile[] {
  const files = new Map<string, TableFile>();
  for (const report of reports) {
    for (const table of tablesOf(report)) {
      const { locale } = report;
      const key = `${locale}/${table.id}`;
      if (!files.has(key)) files.set(key, { locale, id: table.id, table });
    }
  }
  return [...files.values()];
}
