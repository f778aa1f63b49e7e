import { describe, expect, it } from "vitest";
import { drawChart } from "../../src/charts/draw-chart.ts";
import { drawingOf, makeBefore, tableOf } from "../../src/components/made-before.ts";
import { tableHtml } from "../../src/components/table-html.ts";
import { blocksOf } from "../../src/components/tables-of.ts";
import { addresses } from "../../src/layouts/addresses.ts";
import { demoReports } from "../support/demo-reports.ts";

const reports = demoReports();
const charts = reports.flatMap((report) =>
  blocksOf(report).flatMap((block) => (block.kind === "chart" ? [block] : [])),
);

describe("makeBefore(report, href)", () => {
  it("leaves pages as they are without it", () => {
    const { href } = addresses("/tea/", "en");
    expect(charts.length).toBeGreaterThan(10);
    for (const report of reports) makeBefore(report, href);
    for (const block of charts) {
      expect(drawingOf(block)).toBe(drawChart(block.chart, block.label));
      expect(tableOf(block.table, href)).toBe(tableHtml(block.table, href));
    }
  });

  it("is taken by the page: nothing is drawn a second time", () => {
    const report = reports.find((each) => blocksOf(each).some(({ kind }) => kind === "chart"))!;
    const block = blocksOf(report).find((each) => each.kind === "chart")!;
    const copy = { ...block, label: "Before" };
    makeBefore({ ...report, hero: copy, sections: [] }, (address) => address);
    copy.label = "After";
    expect(drawingOf(copy)).toContain('aria-label="Before"');
  });
});
