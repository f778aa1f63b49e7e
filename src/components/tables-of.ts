/** Tables and charts of a page, found in its blocks. */
import type { Block, Report, TableModel } from "../reports/report.ts";
import type { ChartModel } from "../charts/chart.ts";

/** Every table of a report, each once; two of the same id must be the same table. */
export function tablesOf(report: Report): readonly TableModel[] {
  const tables = new Map<string, TableModel>();
  for (const block of blocksOf(report)) {
    if ("table" in block) tables.set(block.table.id, block.table);
  }
  return [...tables.values()];
}

/** Every chart model of a report. */
export function chartsOf(report: Report): readonly ChartModel[] {
  return blocksOf(report).flatMap((block) => (block.kind === "chart" ? [block.chart] : []));
}

/** Every block of a report; charts that stand side by side are each one. */
export function blocksOf({ hero, sections }: Report): readonly Block[] {
  const blocks: readonly Block[] = [
    ...(hero === null ? [] : [hero]),
    ...sections.flatMap((section) => section.blocks),
  ];
  return blocks.flatMap((block): readonly Block[] =>
    block.kind === "charts" ? block.items : [block],
  );
}
