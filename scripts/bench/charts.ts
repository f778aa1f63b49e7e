/** P11: a chart model drawn to SVG, in microseconds and in bytes as a browser fetches them. */
import { brotliCompressSync } from "node:zlib";
import type { ChartModel } from "../../src/charts/chart.ts";
import { drawChart } from "../../src/charts/draw-chart.ts";
import { demoCharts } from "../../test/support/demo-reports.ts";
import type { Measured } from "./measured.ts";

const ROUNDS = 2_000;
const MICROSECONDS = 150;
const BYTES = 1024;

export async function benchCharts(): Promise<readonly Measured[]> {
  const charts = Object.entries(demoCharts("zh-CN"));
  return charts.flatMap(([name, chart]) => {
    const svg = drawChart(chart, name);
    const micros = microsecondsToDraw(chart);
    const bytes = brotliCompressSync(svg).length;
    return [
      {
        name: `P11 ${name} (${chart.kind}) drawn to SVG, median`,
        measured: `${micros.toFixed(0)} µs`,
        goal: `<= ${MICROSECONDS} µs`,
        ok: micros <= MICROSECONDS,
      },
      {
        name: `P9 ${name} (${chart.kind}), brotli`,
        measured: `${bytes} B`,
        goal: `<= ${BYTES} B`,
        ok: bytes <= BYTES,
      },
    ];
  });
}

function microsecondsToDraw(chart: ChartModel): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    drawChart(chart, "label");
    times.push(performance.now() - start);
  }
  return (times.toSorted((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN) * 1000;
}
