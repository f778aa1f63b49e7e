import { expect, test } from "vitest";
import { wokenPanels, type Theme } from "../../src/charts/woken.ts";
import { demoCharts } from "../support/demo-reports.ts";

const theme = new Proxy({} as Theme, { get: (_, name) => `colour-${String(name)}` });
const charts = demoCharts("en");
const panelsOf = (name: string) => wokenPanels(charts[name] as never, theme);

test("wokenPanels(chart, theme) gives each panel of a trend a canvas of its own, never two axes", () => {
  const panels = panelsOf("trend");
  expect(panels).toHaveLength(2);
  for (const { config } of panels)
    expect(Object.keys(config.options?.scales ?? {})).toEqual(["x", "y"]);
});

test("wokenPanels(chart, theme) puts the value before its band: the first dataset is drawn on top", () => {
  for (const name of ["trend", "curve", "steps"]) {
    const { data } = (panelsOf(name)[0] as { config: { data: { datasets: object[] } } }).config;
    const filled = data.datasets.findIndex((dataset) => "fill" in dataset && dataset.fill === "+1");
    expect(filled).toBeGreaterThan(0);
  }
});

test("wokenPanels(chart, theme) moves nothing by itself", () => {
  for (const name of Object.keys(charts)) {
    for (const { config } of panelsOf(name)) expect(config.options?.animation).toBe(false);
  }
});

test("wokenPanels(chart, theme) says each value with its range", () => {
  expect(panelsOf("curve")[0]?.readings).toEqual([
    "1: 12% (8–18%)",
    "2: 15% (11–20%)",
    "3: 24% (21–28%)",
    "4: 41% (39–43%)",
    "5: 67% (65–69%)",
  ]);
});

test("wokenPanels(chart, theme) lets a reader switch the parts of stacked rows", () => {
  expect(panelsOf("nps")[0]?.series.map(({ name }) => name)).toEqual([
    "Detractors 0–6",
    "Passives 7–8",
    "Promoters 9–10",
  ]);
});

test("wokenPanels(chart, theme) leaves a hundred people asleep", () => {
  expect(panelsOf("people")).toEqual([]);
});

test("wokenPanels(chart, theme) says both values of a dot with their ranges", () => {
  const [panel] = panelsOf("scatter");
  expect(panel?.readings[0]).toBe(
    "Waiting time: How much it matters 34% (30–38%), Score of satisfaction 58 (57–60)",
  );
  // Five dots in one dataset, two strokes of a cross each, two means.
  expect((panel?.config.data.datasets as object[]).length).toBe(1 + 5 * 2 + 2);
});
