/**
 * Drawings and tables as they stand in pages. They need nothing of Astro, so that they can be made
 * while pages are still bundled; whoever renders a page takes what was made, and makes the rest.
 * The bundle carries this module a second time: what was made lies in one place of the process.
 */
import { hash } from "node:crypto";
import { drawChart } from "../charts/draw-chart.ts";
import type { Block, Report, TableModel } from "../reports/report.ts";
import { tableHtml, type Href } from "./table-html.ts";
import { blocksOf } from "./tables-of.ts";

const PLACE = Symbol.for("zhike.made-before");
const shared = globalThis as { [PLACE]?: WeakMap<object, string> };
const made = (shared[PLACE] ??= new WeakMap());

/** The picture of a block as inline SVG. */
export function drawingOf(block: Block & { readonly kind: "chart" }): string {
  return made.get(block) ?? drawChart(block.chart, block.label);
}

/** What stands in the element of a table. */
export function tableOf(table: TableModel, href: Href): string {
  return made.get(table) ?? tableHtml(table, href);
}

/** Changes when anything in a report changes. */
export function digestOf(report: Report): string {
  return made.get(report) ?? hash("sha256", JSON.stringify(report), "base64url");
}

/** Makes what the page of a report will ask for; `href` as the page will give it. */
export function makeBefore(report: Report, href: Href): void {
  made.set(report, digestOf(report));
  for (const block of blocksOf(report)) {
    if (block.kind === "chart") made.set(block, drawingOf(block));
    if (block.kind === "chart" || block.kind === "table")
      made.set(block.table, tableOf(block.table, href));
  }
}
